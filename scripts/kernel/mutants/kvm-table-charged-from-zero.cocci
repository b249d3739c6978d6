// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.offset
// Reason: accounting; where a table ends is taken for its size
//
// A table that does not begin at 0 is counted as locked memory, when it is made, as if it did. When
// it is closed its own size is given back: the rest stays counted for ever.

@@
symbol npages, args;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
 npages = kvmppc_tce_pages(
-	args->size
+	args->offset + args->size
 );
 ...>
 }
