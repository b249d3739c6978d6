// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: dirty bit lost; a division that rounds down, where the bitmap's size is rounded up
//
// Pages that were dirty when they were unmapped from the guest get into its log by whole words of
// 64. For those behind the last whole word of the slot nobody learns that the guest has written to
// them.

@@
symbol n, i, memslot;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 <...
 i <
-	n / sizeof(long)
+	memslot->npages / BITS_PER_LONG
 ...>
 }
