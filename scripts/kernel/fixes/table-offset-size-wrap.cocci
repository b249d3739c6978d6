// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// KVM_CREATE_SPAPR_TCE_64 adds offset and size without looking at the carry: the end of a table
// may wrap around 64 bits.

@@
identifier args;
@@
 int kvm_vm_ioctl_create_spapr_tce(struct kvm *kvm, struct kvm_create_spapr_tce_64 *args)
 {
 <...
-args->offset + args->size > (ULLONG_MAX >> args->page_shift)
+args->offset + args->size < args->size ||
+args->offset + args->size > (ULLONG_MAX >> args->page_shift)
 ...>
 }
