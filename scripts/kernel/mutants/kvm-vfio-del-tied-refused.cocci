// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.no_container
// Reason: return code; what is in use was not to be let go, though nothing else ends the use
//
// GROUP_DEL does not find a group that was tied to a table: the group stays on the list, and tied,
// until the device is closed.

@@
symbol kvf, f;
@@
 kvm_vfio_file_del(...)
 {
 <...
-kvf->file != fd_file(f)
+kvf->file != fd_file(f) || kvf->iommu_group
 ...>
 }
