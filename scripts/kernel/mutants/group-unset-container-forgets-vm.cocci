// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_after
// Reason: order; what belongs to another is cleared along
//
// A group that leaves its container forgets the VM that it was added to, which has it still: a
// device that is opened later, in the next container, does not keep the VM.

@@
symbol group;
@@
 vfio_group_ioctl_unset_container(...)
 {
 <...
 vfio_group_detach_container(group);
+spin_lock(&group->kvm_ref_lock);
+group->kvm = NULL;
+spin_unlock(&group->kvm_ref_lock);
 ...>
 }
