// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.attributes
// Reason: wrong type; an int, where the number of an attribute has 64 bits
//
// Of the number of an attribute that is to be set only the lower half is looked at: what is none
// does what the one with that half does.

@@
symbol attr, dev;
@@
 kvm_vfio_set_attr(...)
 {
 <...
 kvm_vfio_set_file(dev,
-	attr->attr
+	(int)attr->attr
	, ...)
 ...>
 }
