// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.large_pages_past_slot
// Needs: fixes
// Reason: isolation; a check of both ends, where it is about what lies between
//
// A large page that begins in one memory slot and ends in the next one is taken, as if the memory
// of the second slot
// lay behind that of the first one: the device is given what lies there in the address space of
// the host.

@@
symbol gpa, bytes, memslot;
@@
 kvmppc_tce_in_one_slot(...)
 {
 ...
-return memslot && (gpa + bytes - 1) >> PAGE_SHIFT < memslot->base_gfn + memslot->npages;
+if (!memslot)
+	return false;
+memslot = __gfn_to_memslot(kvm_memslots(kvm), (gpa + bytes - 1) >> PAGE_SHIFT);
+return memslot != NULL;
 }
