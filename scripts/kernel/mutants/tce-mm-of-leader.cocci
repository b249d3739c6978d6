// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.leader_gone
// Reason: wrong mm; that of a process looked for at its first thread, which need not be the last
//
// Whether a container belongs to the caller is decided by the first thread of its process. When
// that one has ended the others are refused what is their own, for as long as they live.

@@
symbol container, current, group_leader, mm;
@@
 tce_iommu_ioctl(...)
 {
 <...
 if (container->mm && container->mm !=
-	current->mm
+	current->group_leader->mm
 	)
 	return -EPERM;
 ...>
 }
