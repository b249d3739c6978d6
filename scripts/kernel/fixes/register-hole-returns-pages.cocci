// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Spatch: --smpl-spacing
//
// When pin_user_pages() pins only some of the pages, because there is a hole in the memory behind
// them, mm_iommu_do_alloc() undoes that and returns how many they were: a success to user space,
// and VFIO goes on without the block that was to be registered.

@@
symbol pinned, entries, ret;
@@
 static long mm_iommu_do_alloc(...)
 {
 <...
 if (pinned != entries) {
-	if (!ret)
+	if (ret >= 0)
 		ret = -EFAULT;
 	...
 }
 ...>
 }
