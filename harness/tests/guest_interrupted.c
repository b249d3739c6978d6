// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.interrupted
 * A signal takes a vCPU out of KVM_RUN wherever the guest is just then, between two hypercalls or
 * in one, and the next KVM_RUN goes on there: the guest finds its registers as they were, each call
 * is answered once, and none is lost; of those that the kernel answers and of those that it leaves
 * to user space.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.10 KVM_RUN: EINTR, "an unmasked signal is pending";
 * KVM_EXIT_PAPR_HCALL
 */
#include "../kit/bare.h"

#define SIGNALS	     100
#define TCE	     (0x10000 | TCE_PCI_READ)
#define PAUSE_NS_MAX 200000u

static volatile sig_atomic_t taken;

static void count_it(int sig)
{
	(void)sig;
	taken = taken + 1;
}

/* The next one when the last one has been taken, and the guest has come on since. */
static void interrupt(struct test *t, const struct streamer *s)
{
	for (int i = 0; i < SIGNALS; i++) {
		const struct timespec pause = { .tv_nsec = (i * 7919u) % PAUSE_NS_MAX };

		streamer_await(t, s, guest_stream_calls(s->cpu) + 1);
		nanosleep(&pause, NULL);
		pthread_kill(s->thread, SIGUSR1);
		while (taken <= i)
			sched_yield();
	}
}

static void one_stream(struct test *t, struct bare *b, const char *name,
		       const struct guest_stream *what, bool bounces)
{
	struct streamer s;
	uint64_t good;

	t_case(t, "%s", name);
	taken = 0;
	guest_stream_arm(&b->cpu[0]);
	streamer_start(t, &s, &b->cpu[0], what);
	interrupt(t, &s);
	guest_stream_stop(&b->cpu[0]);
	streamer_join(&s);
	t_expect_errno(t, s.ret, 0, "the stream");
	good = bounces ? s.count.bounces : s.count.successes;
	t_expect(t, good == s.count.calls, "%llu of %llu calls were answered otherwise",
		 (unsigned long long)(s.count.calls - good), (unsigned long long)s.count.calls);
	t_bare_works(t, b);
}

static void run(struct test *t)
{
	const struct sigaction counted = { .sa_handler = count_it };
	struct guest_stream stream = bare_stream(0, BARE_PAGES, TCE, 0);
	struct bare b;

	sigaction(SIGUSR1, &counted, NULL);
	bare_open(&b, bare_mode(), 1);
	one_stream(t, &b, "H_PUT_TCE", &stream, false);
	stream.nr = H_GET_TCE;
	stream.nr_args = 2;
	one_stream(t, &b, "H_GET_TCE", &stream, false);
	stream.args[0] = BARE_OTHER;
	one_stream(t, &b, "left to user space", &stream, true);
	bare_close(&b);
}

TCELIFE_TEST(guest_interrupted, .name = "guest.interrupted", .run = run, .needs = NEEDS_KVM);
