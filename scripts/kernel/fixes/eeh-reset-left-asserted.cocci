// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/eeh.h arch/powerpc/kernel/eeh.c drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// A user who asserts the reset of its PE and goes away leaves the config space of the PE's devices
// blocked, to the host and to the next user: only VFIO_EEH_PE_RESET_DEACTIVATE unblocks it, and nobody
// asks for that.
//
// Take the reset back when the last device of the PE is closed: before vfio_pci_core_disable(), which
// writes the device's former state to it. That is not enough: a container may ask without a device, or
// while the last one is being closed. So do it again when the group leaves the container, which then has
// no device open. A reset of the host's own recovery is not the user's to take back.

@@
typedef bool;
@@
+void eeh_pe_reset_left(struct eeh_pe *pe);
+
 static inline bool eeh_pe_passed(...)
 { ... }

@@
identifier pdev, edev;
@@
+/* Nobody has the PE any more: take back the reset that the last user may have left asserted */
+void eeh_pe_reset_left(struct eeh_pe *pe)
+{
+	if (eeh_pe_passed(pe) || !(pe->state & EEH_PE_CFG_BLOCKED))
+		return;
+	if (!(pe->state & EEH_PE_RECOVERING))
+		eeh_pe_reset(pe, EEH_RESET_DEACTIVATE, true);
+}
+EXPORT_SYMBOL_GPL(eeh_pe_reset_left);
+
 void eeh_dev_release(struct pci_dev *pdev)
 {
 ...
 WARN_ON(atomic_dec_if_positive(&edev->pe->pass_dev_cnt) < 0);
+eeh_pe_reset_left(edev->pe);
 eeh_pe_change_owner(edev->pe);
 ...
 }

@@
identifier iommu_data, container, iommu_group, table_group;
@@
 static void tce_iommu_detach_group(void *iommu_data, struct iommu_group *iommu_group)
 {
 ...
 struct iommu_table_group *table_group;
+struct eeh_pe *pe;
 ...
+pe = eeh_iommu_group_to_pe(iommu_group);
+if (pe)
+	eeh_pe_reset_left(pe);
 tce_iommu_release_ownership(container, table_group);
 ...
 }
