// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// When a hypercall fails half-way, kvmppc_clear_tce() takes the TCE out of the hardware and
// forgets what it was: the registered memory's count of mappings is never decremented, and in a
// v1 container the page stays pinned, because VFIO_IOMMU_UNMAP_DMA finds nothing. All that makes
// kvmppc_tce_iommu_map() fail can happen at any time beside it: a large page that is registered
// in part, memory unregistered or unmapped by another thread, a table of a v1 container.
//
// Undo with kvmppc_tce_iommu_unmap(), which counts, and leaves to VFIO what it did not map.

@@
expression stt, tbl, entry;
identifier vcpu;
@@
-kvmppc_clear_tce(vcpu->kvm->mm, stt, tbl, entry);
+kvmppc_tce_iommu_unmap(vcpu->kvm, stt, tbl, entry);

@@
@@
-static void kvmppc_clear_tce(...)
-{ ... }
