// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c arch/powerpc/kvm/book3s_64_vio.c
//
// pnv_pci_ioda2_release_pe_dma() counts on being the last that has the PE's group. KVM has it for as long as it
// is tied, and its group goes on to point to a PE that is somebody else's by then; when KVM lets go,
// group_release() takes the new group away from that PE.
//
// A PE that goes parts with its group.

@@
symbol pe, NULL;
@@
 pnv_pci_ioda2_release_pe_dma(...)
 {
 <...
 if (pe->table_group.group) {
+	iommu_group_set_iommudata(pe->table_group.group, NULL, NULL);
 	iommu_group_put(pe->table_group.group);
-	WARN_ON(pe->table_group.group);
+	pe->table_group.group = NULL;
 }
 ...>
 }

@@
symbol table_group;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-if (WARN_ON(!table_group))
+if (!table_group)
 	return -EFAULT;
 ...>
 }
