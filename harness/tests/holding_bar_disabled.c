// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.bar_disabled
 * A process has mapped a BAR of the device, and has looked into it. When the device is told to
 * decode its memory no more, that is gone from the mapping at once: a look is SIGBUS, and no access
 * of this process is on the bus any more, where nobody would answer it, which may stop the machine.
 * When the device decodes its memory again, the same mapping shows it again.
 *
 * Source: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_zap_bars(); abafbc551fdd ("vfio-pci: Invalidate
 * mmaps and block MMIO access on disabled memory")
 */
#include "../kit/bar.h"

#define TAKEN_AWAY 7 /* a child's exit status: nothing was mapped there */

/* A machine check is SIGBUS as well (BUS_MCEERR_AR), but one from the bus. */
static void on_sigbus(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	_exit(info->si_code == BUS_ADRERR ? TAKEN_AWAY : 1);
}

static void look(struct test *t, void *arg)
{
	const struct sigaction action = { .sa_sigaction = on_sigbus, .sa_flags = SA_SIGINFO };
	const volatile uint32_t *bar = arg;

	(void)t;
	sigaction(SIGBUS, &action, NULL);
	(void)bar[0];
}

/* In a child, which gets the mapping as its parent has it. */
static void expect_seen(struct test *t, const volatile uint32_t *bar, bool want)
{
	int status = t_in_child_try(t, look, (void *)bar);

	if (want)
		t_expect(t, !status, "it cannot be read: wait status 0x%x", status);
	else
		t_expect(t, WIFEXITED(status) && WEXITSTATUS(status) == TAKEN_AWAY, "%s",
			 status ? "a look is no SIGBUS of a missing page" : "it can still be read");
}

static void decode(struct test *t, const struct rig *rig, bool on)
{
	t_expect_errno(t, vfio_command_try(rig->device_fd[0], PCI_COMMAND_MEMORY, on), 0,
		       "a write of the command register");
}

static void disabled(struct test *t, const struct rig *rig, const volatile uint32_t *bar)
{
	decode(t, rig, true);
	t_diag(t, "it begins with 0x%x", bar[0]);
	expect_seen(t, bar, true);

	for (unsigned int i = 0; i < 2; i++) {
		t_case(t, "not decoded");
		decode(t, rig, false);
		expect_seen(t, bar, false);

		t_case(t, "decoded again");
		decode(t, rig, true);
		expect_seen(t, bar, true);
		(void)bar[0]; /* so that there is a page to be taken away again */
	}
}

static void run(struct test *t)
{
	const volatile uint32_t *bar;
	struct rig rig;

	t_case(t, "mapped");
	if (!bar_can_be_off(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	bar = bar_map(t, &rig);
	if (bar) {
		disabled(t, &rig, bar);
		bar_unmap(bar);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_bar_disabled, .name = "holding.bar_disabled", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
