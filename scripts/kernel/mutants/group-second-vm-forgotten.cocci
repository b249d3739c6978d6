// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_after_two_vms
// Reason: state; what is to be replaced is set only where there is nothing
//
// A group that has a VM does not take another: a device that is opened when a second VM has added
// the group holds the first one, and not the one that was told last.

@@
symbol group, kvm;
@@
 vfio_group_set_kvm(...)
 {
 ...
-group->kvm = kvm;
+if (!kvm || !group->kvm)
+	group->kvm = kvm;
 ...
 }
