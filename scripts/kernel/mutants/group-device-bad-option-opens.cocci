// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_refused
// Reason: a wrong answer; an error is made a yes where a number becomes one of two
//
// When a driver says that there is something wrong with the name by which a device is to be opened,
// such as an option that nobody knows, it is taken for saying that the name is the device's: it is
// opened.

@@
symbol it, ret, buf, ops, match;
@@
 vfio_device_get_from_name(...)
 {
 <...
 ret =
-	it->ops->match(it, buf)
+	!!it->ops->match(it, buf)
	;
 ...>
 }
