// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.guest_maps_for_another_process
// Reason: wrong check: that there is an mm, not whose it is
//
// The guest may set the table of a container that another process has made and given away with its
// group: memory of one mm is mapped in the table of the other, and counted there.

@@
symbol stit, stt;
@@
 kvmppc_tce_validate(...)
 {
 <...
-stit->tbl->it_mm != stt->kvm->mm
+!stit->tbl->it_mm
 ...>
 }
