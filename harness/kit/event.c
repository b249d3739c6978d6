// SPDX-License-Identifier: GPL-2.0-only
#include "event.h"

#include <poll.h>
#include <sys/eventfd.h>

int event_open(struct test *t)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	if (fd < 0)
		t_error(t, "eventfd: %s", strerror(errno));
	return fd;
}

bool event_came(int event_fd, int ms)
{
	struct pollfd p = { .fd = event_fd, .events = POLLIN };
	uint64_t times;

	return poll(&p, 1, ms) == 1 && read(event_fd, &times, sizeof(times)) == sizeof(times);
}

void t_expect_event_taken(struct test *t, int event_fd, bool want, const char *when)
{
	const uint64_t once = 1;

	if (write(event_fd, &once, sizeof(once)) != sizeof(once))
		t_error(t, "an eventfd cannot be signalled: %s", strerror(errno));
	t_expect(t, event_came(event_fd, 0) != want, "%s: the signal was%s taken", when,
		 want ? " not" : "");
}

int event_interrupts(struct test *t, int device_fd, unsigned int kind)
{
	int nr = vfio_interrupts_try(device_fd, kind);
	char path[80];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/irq", t_targets(t)->bdf);
	if (kind == VFIO_PCI_INTX_IRQ_INDEX && nr > 0 && !slurp_number(path, 1))
		return 0;
	return nr;
}

const char *event_kind_name(unsigned int kind)
{
	static const char *const name[] = { [VFIO_PCI_INTX_IRQ_INDEX] = "INTx",
					    [VFIO_PCI_MSI_IRQ_INDEX] = "MSI",
					    [VFIO_PCI_MSIX_IRQ_INDEX] = "MSI-X" };

	return name[kind];
}
