// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.attach.table_close held.attach.table_close
// Undoes: a986fa57fd81 ("KVM: PPC: Book3S HV: Prevent UAF in
// Undoes: kvm_spapr_tce_attach_iommu_group()"), CVE-2024-41070
//
// The table's file is let go as soon as the table has been found; a close of the fd by another
// thread frees the table under the rest of SET_SPAPR_TCE.

@@
identifier f, tablefd;
@@
 kvm_spapr_tce_attach_iommu_group(..., int tablefd, ...)
 {
 ...
-CLASS(fd, f)(tablefd);
+struct fd f;
+
+f = fdget(tablefd);
-if (fd_empty(f))
+if (!fd_file(f))
 	return -EBADF;
 ...
+fdput(f);
 if (!found)
 	return -EINVAL;
 ...
 }
