// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.sigkill
 * A process is killed (SIGKILL) while two vCPU threads stream H_PUT_TCE: nobody closes anything
 * in any order, and the guest is in the middle of a hypercall. Nothing is held afterwards, also
 * when a BAR of the device was mapped.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/driver-api/vfio.rst
 */
#include "../kit/bar.h"

#define NR_VCPUS  2
#define MIN_CALLS 20 /* by each vCPU, before the kill */
#define NR_KILLS  3

static void stream_until_killed(struct test *t, void *arg)
{
	const bool *with_bar = arg;
	struct streamer streamer[NR_VCPUS];
	struct rig rig;

	rig_live_open(t, &rig, &(struct rig_opts){ .nr_vcpus = NR_VCPUS });
	if (*with_bar)
		bar_map(t, &rig);
	for (unsigned int i = 0; i < NR_VCPUS; i++) {
		struct guest_stream s = live_stream(&rig, i * LIVE_PAGES, LIVE_PAGES);

		streamer_start(t, &streamer[i], &rig.cpu[i], &s);
	}
	for (unsigned int i = 0; i < NR_VCPUS; i++)
		streamer_await(t, &streamer[i], MIN_CALLS);
	kill(getpid(), SIGKILL);
}

static void expect_gone(struct test *t, bool with_bar)
{
	int status = t_in_child_try(t, stream_until_killed, &with_bar);

	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
		t_error(t, "the child that was to be killed ended with status 0x%x", status);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	t_case(t, "killed while it streams");
	for (unsigned int i = 0; i < NR_KILLS; i++)
		expect_gone(t, false);
	t_case(t, "and with the device's BAR mapped");
	expect_gone(t, true);
}

TCELIFE_TEST(teardown_sigkill, .name = "teardown.sigkill", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
