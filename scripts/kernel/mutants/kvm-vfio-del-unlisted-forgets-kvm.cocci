// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_after_refusals
// Reason: isolation; an error path that undoes what somebody else has done
//
// To delete a group that the VM does not have is refused, and makes the group forget the VM that it
// does belong to: a device that is opened afterwards does not hold that one.

@@
symbol dev, f, ret;
@@
 kvm_vfio_file_del(...)
 {
 <...
+if (ret)
+	kvm_vfio_file_set_kvm(fd_file(f), NULL);
 kvm_vfio_update_coherency(dev);
 ...>
 }
