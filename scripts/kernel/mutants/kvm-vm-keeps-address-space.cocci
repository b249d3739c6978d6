// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.exit
// Reason: lifetime; a get of the wrong kind (mmget() for mmgrab())
//
// A VM keeps all memory of its process, and not only what describes it: a process that ends with the run page of a vCPU,
// or a guest's table, mapped keeps itself, as its memory keeps the vCPU, the vCPU the VM, and the VM the memory.

@@
symbol current;
@@
 kvm_create_vm(...)
 {
 <...
-mmgrab(current->mm);
+mmget(current->mm);
 ...>
 }

@@
symbol current;
@@
 kvm_create_vm(...)
 {
 <...
-mmdrop(current->mm);
+mmput(current->mm);
 ...>
 }

@@
identifier mm;
@@
 kvm_destroy_vm(...)
 {
 ...
-mmdrop(mm);
+mmput(mm);
 }
