// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: race
// Test: race.device_close.unbind
// Reason: lifetime; a put before the last use
//
// Who closes a device says that he has done with it before he has closed it: a driver that is being
// taken away and waits for that is gone, and the group with it, while the close is still at work.

@@
symbol device, df;
@@
 vfio_device_fops_release(...)
 {
 ...
 struct vfio_device *device = ...;
 ...
+vfio_device_put_registration(device);
+
 if (df->group)
 	vfio_df_group_close(df);
 else
 	vfio_df_unbind_iommufd(df);
-vfio_device_put_registration(device);
 ...
 }
