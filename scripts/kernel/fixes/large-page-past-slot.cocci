// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// A page of the guest's table may be larger than one of the hardware's. kvmppc_tce_to_ua() looks
// for the memory slot of its first byte only, and kvmppc_tce_iommu_map() goes on in the host's
// address space: behind the slot's end it maps what happens to be registered there.
//
// Leave such an entry to user space, like one whose first byte is in no slot.

@@
typedef bool;
@@
+/* A page that begins in a slot may end behind it, in memory that is not the guest's */
+static bool kvmppc_tce_in_one_slot(struct kvm *kvm, unsigned long gpa, unsigned long bytes)
+{
+	struct kvm_memory_slot *memslot;
+
+	memslot = __gfn_to_memslot(kvm_memslots(kvm), gpa >> PAGE_SHIFT);
+	return memslot && (gpa + bytes - 1) >> PAGE_SHIFT < memslot->base_gfn + memslot->npages;
+}
+
 static long kvmppc_tce_validate(...)
 { ... }

@exists@
symbol stt, tce, ua, gpa;
@@
 static long kvmppc_tce_validate(...)
 {
 ... when any
 if (kvmppc_tce_to_ua(stt->kvm, tce, &ua))
 	return H_TOO_HARD;
+if (!kvmppc_tce_in_one_slot(stt->kvm, gpa, 1UL << stt->page_shift))
+	return H_TOO_HARD;
 ... when any
 }
