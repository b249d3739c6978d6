// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.register
// Reason: accounting; a list is taken for the one entry that it mostly has
//
// Whether a container has registered memory already is found out by a look at what it has
// registered last: what came before that can be registered once more, and has to be let go as
// many times.

@@
symbol tcemem, mem, ret, put_exit;
@@
 tce_iommu_register_pages(...)
 {
 <...
 if (tcemem->mem == mem) {
 	ret = -EBUSY;
 	goto put_exit;
 }
+break;
 ...>
 }
