// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_after_refusals
// Reason: isolation; an error path that undoes what an earlier call has done
//
// To add a group a second time is refused, and makes it forget the VM that it was added to the
// first time: a device that is opened afterwards does not hold the VM.

@@
symbol kv, filp, ret;
@@
 kvm_vfio_file_add(...)
 {
 <...
+if (ret)
+	kvm_vfio_file_set_kvm(filp, NULL);
 mutex_unlock(&kv->lock);
 ...>
 }
