// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// kvmppc_tce_iommu_do_map() warns when the hardware's table refuses an entry. It does so for lack of
// memory for one of its levels, which is no bug of the kernel: user space is asked, and is told ENOMEM
// by MAP_DMA.

@@
symbol ret;
@@
 static long kvmppc_tce_iommu_do_map(...)
 {
 <...
-if (WARN_ON_ONCE(ret))
+if (ret)
 {
 	...
 }
 ...>
 }
