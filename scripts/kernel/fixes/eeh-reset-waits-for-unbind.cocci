// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/eeh-powernv.c
//
// pci_bus_error_reset() waits for the lock of each device of the bus. Who takes the driver away from one of
// them has its lock, and waits for the user to close it; a user who resets its PE then waits for that lock,
// and never closes.
//
// A PE that is a user's is reset without the locks: its config space is blocked, its MMIO is frozen, and
// VFIO keeps its own requests apart. pnv_pci_reset_secondary_bus() is what the generic code comes to in the
// end, unless the bus is a hotplug slot: that one's own reset hides it from the slot's driver, and is passed by,
// as a fundamental reset passes it by already.

@@
identifier pe, option, bus, rc;
@@
 static int pnv_eeh_reset(struct eeh_pe *pe, int option)
 {
 <...
+if (eeh_pe_passed(pe)) {
+	pnv_pci_reset_secondary_bus(bus->self);
+	return 0;
+}
+
 rc = pci_bus_error_reset(bus->self);
 ...>
 }
