// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.command_kept
 * The command register of a device is as its user wrote it. The kernel needs the device's memory
 * now and then, to set up an interrupt or to find out how large its ROM is, and turns it on for
 * that; afterwards it is as before, on or off, whatever interrupts the device has: INTx, MSI or
 * MSI-X, given an event, given another, simulated, without an event again, or all taken away.
 *
 * Source: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_memory_lock_and_enable(),
 * vfio_pci_memory_unlock_and_restore(); drivers/vfio/pci/vfio_pci_intrs.c
 */
#include "../kit/event.h"

static uint16_t command(struct test *t, int device_fd)
{
	uint16_t value = 0;

	t_expect_errno(t, vfio_config_read16_try(device_fd, PCI_COMMAND, &value), 0,
		       "a read of the command register");
	return value;
}

static void expect_command(struct test *t, int device_fd, uint16_t want, const char *after)
{
	uint16_t now = command(t, device_fd);

	t_expect(t, now == want, "after %s the command register is 0x%x, it was 0x%x", after, now,
		 want);
}

static uint16_t set_memory(struct test *t, int device_fd, bool on)
{
	uint16_t value;

	t_expect_errno(t, vfio_command_try(device_fd, PCI_COMMAND_MEMORY, on), 0,
		       "a write of the command register");
	value = command(t, device_fd);
	t_expect(t, !!(value & PCI_COMMAND_MEMORY) == on, "memory is %s", on ? "off" : "on");
	return value;
}

static void interrupts(struct test *t, int device_fd, unsigned int kind, bool on, const int *event)
{
	uint16_t want;

	t_case(t, "%s, memory %s", event_kind_name(kind), on ? "on" : "off");
	if (event_interrupts(t, device_fd, kind) < 1) {
		t_skip(t, "the device is given no %s here; another may", event_kind_name(kind));
		return;
	}
	want = set_memory(t, device_fd, on);
	t_expect_errno(t, vfio_interrupt_event_try(device_fd, kind, event[0]), 0,
		       "VFIO_DEVICE_SET_IRQS with an event");
	expect_command(t, device_fd, want, "an interrupt was set up");
	t_expect_errno(t, vfio_interrupt_event_try(device_fd, kind, event[1]), 0,
		       "VFIO_DEVICE_SET_IRQS with another event");
	expect_command(t, device_fd, want, "it was given another event");
	t_expect_errno(t, vfio_interrupt_simulate_try(device_fd, kind), 0,
		       "VFIO_DEVICE_SET_IRQS without data");
	expect_command(t, device_fd, want, "it was simulated");
	t_expect_errno(t, vfio_interrupt_event_try(device_fd, kind, -1), 0,
		       "VFIO_DEVICE_SET_IRQS with no event");
	expect_command(t, device_fd, want, "its event was taken away");
	t_expect_errno(t, vfio_interrupts_simulate_try(device_fd, kind, 0, 0), 0,
		       "VFIO_DEVICE_SET_IRQS of none");
	expect_command(t, device_fd, want, "all were taken away");
}

static void regions(struct test *t, int device_fd, bool on)
{
	struct vfio_region_info info;
	uint16_t want;

	t_case(t, "regions, memory %s", on ? "on" : "off");
	want = set_memory(t, device_fd, on);
	for (unsigned int i = 0; i < VFIO_PCI_NUM_REGIONS; i++) {
		int ret = vfio_region_info_try(device_fd, i, &info);

		if (i != VFIO_PCI_VGA_REGION_INDEX)
			t_expect_errno(t, ret, 0, "VFIO_DEVICE_GET_REGION_INFO of %u", i);
		expect_command(t, device_fd, want, "a question about a region");
	}
}

static void run(struct test *t)
{
	const int event[2] = { event_open(t), event_open(t) };
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	for (unsigned int i = 0; i < 2; i++) {
		bool on = i;

		for (unsigned int kind = VFIO_PCI_INTX_IRQ_INDEX; kind <= VFIO_PCI_MSIX_IRQ_INDEX;
		     kind++)
			interrupts(t, rig.device_fd[0], kind, on, event);
		regions(t, rig.device_fd[0], on);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	close(event[0]);
	close(event[1]);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_command_kept, .name = "holding.command_kept", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
