// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.after_device_file
// Reason: lifetime; what holds for one device of a group is done to the whole of it
//
// KVM is told of a device by the device's own file, and VFIO takes that for all of the device's
// group: the VM that the group was given by its file is replaced, and forgotten when the device's
// file is let go.

@@
symbol group, file;
@@
 vfio_file_set_kvm(...)
 {
+struct vfio_device *device;
 struct vfio_group *group;

 group = vfio_group_from_file(file);
+device = vfio_device_from_file(file);
+if (!group && device)
+	group = device->group;
 ...
-if (vfio_device_from_file(file))
+if (device)
	vfio_device_file_set_kvm(...);
 }
