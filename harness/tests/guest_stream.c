// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.stream
 * A stream of hypercalls counts what it did: every call is a success, a bounce, or a failure
 * under its own code, and the counts add up. It ends at its limit, or when another thread stops
 * it; it goes over the range that it was given and starts again. Race tests take their evidence
 * from these counts.
 *
 * Source: guest/abi.h; PAPR, H_PUT_TCE: H_PARAMETER for an I/O address outside the window
 */
#include "../kit/bare.h"

#define TCE	  (0x10000 | TCE_PCI_READ)
#define LIMIT	  50
#define MIN_CALLS 30 /* before another thread stops it */

static const struct {
	const char *name;
	uint64_t first_page, period, limit;
	bool no_table;
	uint64_t successes, bounces, parameters;
} limited[] = {
	{ "inside the window", 0, BARE_PAGES, LIMIT, false, LIMIT, 0, 0 },
	{ "over and over", 0, 4, LIMIT, false, LIMIT, 0, 0 },
	{ "a single call", 0, 0, 1, false, 1, 0, 0 },
	{ "no table", 0, BARE_PAGES, LIMIT, true, 0, LIMIT, 0 },
	{ "outside the window", BARE_PAGES, 8, LIMIT, false, 0, 0, LIMIT },
	/* 4 of 5 are inside, in each of 10 rounds */
	{ "over the end and back", BARE_PAGES - 4, 5, 50, false, 40, 0, 10 },
	{ "over the end and on", BARE_PAGES - 4, 0, 50, false, 4, 0, 46 },
};

static bool adds_up(const struct stream_count *c)
{
	uint64_t sum = c->successes + c->bounces;

	for (unsigned int i = 0; i < GUEST_NR_CODES; i++)
		sum += c->by_code[i];
	return sum == c->calls;
}

static void expect_count(struct test *t, const char *what, uint64_t got, uint64_t want)
{
	t_expect(t, got == want, "%s: %llu, must be %llu", what, (unsigned long long)got,
		 (unsigned long long)want);
}

static void run_limited(struct test *t, struct bare *b, unsigned int i)
{
	struct guest_stream s =
		bare_stream(limited[i].first_page, limited[i].period, TCE, limited[i].limit);
	struct stream_count count = { 0 };

	t_case(t, "%s", limited[i].name);
	if (limited[i].no_table)
		s.args[0] = BARE_OTHER;
	guest_stream_arm(&b->cpu[0]);
	t_expect_errno(t, guest_stream_run(&b->cpu[0], &s, &count), 0, "the stream");
	expect_count(t, "calls", count.calls, limited[i].limit);
	expect_count(t, "successes", count.successes, limited[i].successes);
	expect_count(t, "bounces", count.bounces, limited[i].bounces);
	expect_count(t, "H_PARAMETER", count.by_code[guest_code_index(H_PARAMETER)],
		     limited[i].parameters);
	t_expect(t, adds_up(&count), "the counts do not add up to %llu",
		 (unsigned long long)count.calls);
}

static void run_stopped(struct test *t, struct bare *b)
{
	struct guest_stream s = bare_stream(0, BARE_PAGES, TCE, 0);
	struct streamer streamer;

	t_case(t, "stopped by another thread");
	streamer_start(t, &streamer, &b->cpu[0], &s);
	streamer_await(t, &streamer, MIN_CALLS);
	guest_stream_stop(&b->cpu[0]);
	streamer_join(&streamer);
	t_expect_errno(t, streamer.ret, 0, "the stream");
	t_expect(t, streamer.count.calls >= MIN_CALLS, "%llu calls were counted after %d were seen",
		 (unsigned long long)streamer.count.calls, MIN_CALLS);
	expect_count(t, "successes", streamer.count.successes, streamer.count.calls);

	t_case(t, "stopped before it began");
	t_expect_errno(t, guest_stream_run(&b->cpu[0], &s, &streamer.count), 0, "the stream");
	expect_count(t, "calls", streamer.count.calls, 0);
}

static void run(struct test *t)
{
	struct bare b;

	bare_open(&b, bare_mode(), 1);
	for (unsigned int i = 0; i < sizeof(limited) / sizeof(limited[0]); i++)
		run_limited(t, &b, i);
	run_stopped(t, &b);
	bare_close(&b);
}

TCELIFE_TEST(guest_stream, .name = "guest.stream", .run = run, .needs = NEEDS_KVM);
