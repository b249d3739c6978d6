// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.h_stuff.table_close
// Reason: lifetime; a reader that uses no memory slot was thought to need no SRCU (H_STUFF_TCE of 6.12 itself takes none)
//
// H_STUFF_TCE does not keep off the end of what it uses: the guest's table, or its tie to the
// hardware's, is freed
// under the hypercall when another thread closes the table or takes the group from the VM.

@@
@@
 kvmppc_h_stuff_tce(...)
 {
 ...
-guard(srcu)(&vcpu->kvm->srcu);
 stt = kvmppc_find_table(...);
 ...
 }
