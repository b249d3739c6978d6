// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.other_process
// Reason: a check left out
//
// Another process may use the container, and its memory is counted for the first one.

@@
symbol container, current;
@@
 tce_iommu_ioctl(...)
 {
 <...
-if (container->mm && container->mm != current->mm)
-	return -EPERM;
 ...>
 }
