// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Subject: KVM: PPC: Let go of the VM with the last table
// Test: table.create32
//
// A missing put: a table that is closed keeps its VM.

@@
identifier kvm;
@@
 static int kvm_spapr_tce_release(...)
 {
 ...
-kvm_put_kvm(kvm);
 return 0;
 }
