// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.kvm_last
// Reason: KVM pointer kept after release; the file goes anyway, but not the group
//
// A group whose file KVM alone has left is not told that it has no VM any more. Who opens the group
// and its device next gets the old VM with it, which may have ended by then.

@@
identifier f = {kvm_vfio_release, kvm_vfio_file_free};
symbol kvf;
@@
 f(...)
 {
 <...
+/* Nobody can use it any more when this is its last reference */
+if (file_count(kvf->file) > 1) {
 kvm_vfio_file_set_kvm(kvf->file, NULL);
+}
 ...>
 }
