// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: wrong size; of the number that two fields share
//
// Which address space a memory slot is for is read from the wrong bits of its number. Who asks for
// a space that there is not is not refused, but changes the slot of the same number in the first
// one.

@@
symbol mem, slot;
@@
 mem->slot >>
-	16
+	24
