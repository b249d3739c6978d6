// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.device_again.device_close
// Reason: locking; a lock that is let go so that the last put of a VM is not under the group's lock
//
// The last close of a device lets go of the locks between the close and the put of the device's VM. Who
// opens the device in between takes the VM again: the device counts as open, and the former reference is
// never put.

@@
@@
 vfio_df_group_close(...)
 {
 ...
 vfio_df_close(df);
 df->iommufd = NULL;
+mutex_unlock(&device->dev_set->lock);
+mutex_unlock(&device->group->group_lock);
+
+/* May be the VM's last reference: the group's lock must not be held */
+mutex_lock(&device->dev_set->lock);
 if (device->open_count == 0)
	vfio_device_put_kvm(device);
 mutex_unlock(&device->dev_set->lock);
-mutex_unlock(&device->group->group_lock);
 }
