// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.argsz
// Reason: wrong size; how much the kernel has is taken for how much the caller wants
//
// VFIO_DEVICE_GET_INFO writes all of its struct, also where argsz says that the caller has an older
// and shorter one: what lies behind that in the caller's memory is overwritten.

@@
symbol minsz, info, argsz;
@@
 vfio_pci_ioctl_get_info(...)
 {
 <...
 minsz =
-	min_t(size_t, info.argsz, sizeof(info))
+	sizeof(info)
	;
 ...>
 }
