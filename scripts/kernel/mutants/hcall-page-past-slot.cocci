// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.large_pages_past_slot
// Reason: off by one
//
// A large page whose last 4 KiB are just behind the guest's memory slot is taken.

@@
symbol gpa, bytes, memslot;
@@
 kvmppc_tce_in_one_slot(...)
 {
 <...
-(gpa + bytes - 1) >> PAGE_SHIFT < memslot->base_gfn + memslot->npages
+(gpa + bytes - 1) >> PAGE_SHIFT <= memslot->base_gfn + memslot->npages
 ...>
 }
