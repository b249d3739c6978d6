// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.other_process
// Reason: wrong condition; asked while it is in use, not as long as it belongs to somebody
//
// Whose a container is is asked only while it is enabled. Disabled, it answers every process that
// has its file, a child's among them.

@@
symbol container, current;
@@
 tce_iommu_ioctl(...)
 {
 <...
-if (container->mm && container->mm != current->mm)
+if (container->enabled && container->mm != current->mm)
 	return -EPERM;
 ...>
 }
