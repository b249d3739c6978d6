// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.interrupts
 * A device that is closed while it has an interrupt has none any more: the next one who opens it
 * may choose another kind, INTx after MSI or MSI after INTx, and what happens then is not signalled
 * to the former one. Many users end without a word, the close is all that there is. A request that
 * has no room for the event it speaks of is refused (EINVAL); one that has more room than it needs
 * is read as far as it needs; a yes or no for an interrupt, whether to simulate it, needs one byte.
 * An eventfd by which the user unmasks INTx is heard as long as the device has that interrupt, and
 * no longer. One that begins or ends behind the last interrupt is refused, also if it is about none
 * there: the device keeps the one that it has.
 *
 * Source: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_disable(); include/uapi/linux/vfio.h,
 * VFIO_DEVICE_SET_IRQS; drivers/vfio/pci/vfio_pci_intrs.c: -EINVAL: one kind at a time
 */
#include "../kit/event.h"

#define HEADER_BYTES sizeof(struct vfio_irq_set)

/* At the end of memory, so that nothing behind it can be read, of whatever size it says it is. */
static int sized_try(int device_fd, unsigned int kind, uint32_t of_data, const void *data,
		     size_t bytes, uint32_t argsz)
{
	char *page = mmap(NULL, 2 * getpagesize(), PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *request = page + getpagesize() - HEADER_BYTES - bytes;
	const struct vfio_irq_set set = { .argsz = argsz,
					  .flags = of_data | VFIO_IRQ_SET_ACTION_TRIGGER,
					  .index = kind,
					  .count = 1 };
	int ret;

	TEST_ASSERT(page != MAP_FAILED, "no memory for a request");
	mprotect(page + getpagesize(), getpagesize(), PROT_NONE);
	memcpy(request, &set, HEADER_BYTES);
	memcpy((char *)request + HEADER_BYTES, data, bytes);
	ret = ioctl(device_fd, VFIO_DEVICE_SET_IRQS, request) ? -errno : 0;
	munmap(page, 2 * getpagesize());
	return ret;
}

static int sized_event_try(int device_fd, unsigned int kind, int event, uint32_t room)
{
	return sized_try(device_fd, kind, VFIO_IRQ_SET_DATA_EVENTFD, &event, sizeof(event),
			 HEADER_BYTES + room);
}

static int sized_bool_try(int device_fd, unsigned int kind, uint8_t yes, uint32_t room)
{
	return sized_try(device_fd, kind, VFIO_IRQ_SET_DATA_BOOL, &yes, sizeof(yes),
			 HEADER_BYTES + room);
}

static void simulated_or_not(struct test *t, int device_fd, unsigned int kind, int event)
{
	static const uint32_t room[] = { 1, 2, 64 };

	t_expect_errno(t, sized_bool_try(device_fd, kind, 1, 0), -EINVAL,
		       "VFIO_DEVICE_SET_IRQS without room for a yes or no");
	t_expect(t, !event_came(event, 0), "the event was signalled without a yes");
	for (unsigned int i = 0; i < sizeof(room) / sizeof(room[0]); i++) {
		t_expect_errno(t, sized_bool_try(device_fd, kind, 0, room[i]), 0,
			       "VFIO_DEVICE_SET_IRQS with a no in %u bytes", room[i]);
		t_expect(t, !event_came(event, 0), "the event was signalled at a no");
		t_expect_errno(t, sized_bool_try(device_fd, kind, 1, room[i]), 0,
			       "VFIO_DEVICE_SET_IRQS with a yes in %u bytes", room[i]);
		t_expect(t, event_came(event, 0), "the event was not signalled at a yes");
	}
}

static void refused_behind(struct test *t, int device_fd, unsigned int kind)
{
	const uint32_t nr = (uint32_t)vfio_interrupts_try(device_fd, kind);
	const uint32_t range[][2] = { { nr, 0 },	 { nr, 1 },
				      { nr + 1, 0 },	 { nr - 1, 2 },
				      { 0, nr + 1 },	 { 1, UINT32_MAX },
				      { UINT32_MAX, 0 }, { UINT32_MAX, 1 },
				      { 0, UINT32_MAX }, { UINT32_MAX - 1, 2 } };

	for (unsigned int i = 0; i < sizeof(range) / sizeof(range[0]); i++)
		t_expect_errno(
			t, vfio_interrupts_simulate_try(device_fd, kind, range[i][0], range[i][1]),
			-EINVAL, "VFIO_DEVICE_SET_IRQS from %u on, %u of them, of %u", range[i][0],
			range[i][1], nr);
}

static int unmask_event_try(int device_fd, int event)
{
	union {
		struct vfio_irq_set set;
		char room[HEADER_BYTES + sizeof(event)];
	} irq = { .set = { .argsz = sizeof(irq.room),
			   .flags = VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_UNMASK,
			   .index = VFIO_PCI_INTX_IRQ_INDEX,
			   .count = 1 } };

	memcpy(irq.set.data, &event, sizeof(event));
	return ioctl(device_fd, VFIO_DEVICE_SET_IRQS, &irq) ? -errno : 0;
}

/* An eventfd by which the user unmasks INTx is heard as long as there is the interrupt. */
static void unmasked_by_event(struct test *t, int device_fd, int event)
{
	int unmask = event_open(t);

	t_expect_event_taken(t, unmask, false, "before");
	t_expect_errno(t, unmask_event_try(device_fd, unmask), 0,
		       "VFIO_DEVICE_SET_IRQS with an event that unmasks");
	t_expect_event_taken(t, unmask, true, "an event that unmasks");
	t_expect_errno(t, vfio_interrupts_simulate_try(device_fd, VFIO_PCI_INTX_IRQ_INDEX, 0, 0), 0,
		       "VFIO_DEVICE_SET_IRQS, none any more");
	t_expect_event_taken(t, unmask, false, "without an interrupt");
	close(unmask);
	t_expect_errno(t, vfio_interrupt_event_try(device_fd, VFIO_PCI_INTX_IRQ_INDEX, event), 0,
		       "VFIO_DEVICE_SET_IRQS with an event");
}

/* Open the device, give it an interrupt of that kind, and close it. */
static void with_interrupt(struct test *t, struct rig *rig, unsigned int kind, int event,
			   int former_event)
{
	t_case(t, "%s", event_kind_name(kind));
	rig->device_fd[0] = vfio_device_open(rig->group_fd[0], t_targets(t)->bdf);
	if (event_interrupts(t, rig->device_fd[0], kind) < 1) {
		t_skip(t, "the device is given no %s here; another may", event_kind_name(kind));
	} else {
		t_expect_errno(t, vfio_interrupt_simulate_try(rig->device_fd[0], kind), -EINVAL,
			       "VFIO_DEVICE_SET_IRQS of an interrupt that is not set up");
		t_expect_errno(t,
			       sized_event_try(rig->device_fd[0], kind, event, sizeof(event) - 1),
			       -EINVAL, "VFIO_DEVICE_SET_IRQS without room for the event");
		t_expect_errno(t,
			       sized_event_try(rig->device_fd[0], kind, event, sizeof(event) + 64),
			       0, "VFIO_DEVICE_SET_IRQS with room for more");
		t_expect_errno(t, vfio_interrupt_event_try(rig->device_fd[0], kind, event), 0,
			       "VFIO_DEVICE_SET_IRQS with an event");
		refused_behind(t, rig->device_fd[0], kind);
		t_expect_errno(t, vfio_interrupt_simulate_try(rig->device_fd[0], kind), 0,
			       "VFIO_DEVICE_SET_IRQS without data");
		t_expect(t, event_came(event, 0), "the event was not signalled");
		simulated_or_not(t, rig->device_fd[0], kind, event);
		if (kind == VFIO_PCI_INTX_IRQ_INDEX)
			unmasked_by_event(t, rig->device_fd[0], event);
		t_expect(t, !event_came(former_event, 0),
			 "the event of one who has closed the device was signalled");
	}
	/* this, too, goes with the close: else the next one would not be signalled */
	t_expect_errno(t, vfio_command_try(rig->device_fd[0], PCI_COMMAND_INTX_DISABLE, true), 0,
		       "a write of the command register");
	rig_close_fd(rig, RIG_FD_DEVICE);
}

static void run(struct test *t)
{
	static const unsigned int kind[] = { VFIO_PCI_INTX_IRQ_INDEX, VFIO_PCI_MSI_IRQ_INDEX,
					     VFIO_PCI_INTX_IRQ_INDEX, VFIO_PCI_INTX_IRQ_INDEX,
					     VFIO_PCI_MSI_IRQ_INDEX,  VFIO_PCI_MSI_IRQ_INDEX };
	int event[2] = { event_open(t), event_open(t) };
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	for (unsigned int i = 0; i < sizeof(kind) / sizeof(kind[0]); i++)
		with_interrupt(t, &rig, kind[i], event[i % 2], event[(i + 1) % 2]);

	t_case(t, "close");
	t_rig_close(t, &rig);
	close(event[0]);
	close(event[1]);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_interrupts, .name = "holding.interrupts", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
