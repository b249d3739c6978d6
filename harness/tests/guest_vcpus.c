// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vcpus
 * Four vCPUs stream at the same time, each over a range of its own with a TCE of its own: each
 * makes progress while the others do, none sees a failure or a bounce, and every page holds its
 * own range's TCE afterwards.
 *
 * Source: guest/abi.h; PAPR, H_PUT_TCE and H_GET_TCE
 */
#include "../kit/bare.h"

#define NR_VCPUS  4
#define PAGES	  (BARE_PAGES / NR_VCPUS) /* of each range */
#define MIN_CALLS (2 * PAGES)

/* Real addresses that differ; without a group nobody looks at what is there. */
static uint64_t tce_of(unsigned int vcpu)
{
	return 0x10000ull * (vcpu + 1) | TCE_PCI_READ;
}

static void stream_at_once(struct test *t, struct bare *b)
{
	struct streamer streamer[NR_VCPUS];

	for (unsigned int i = 0; i < NR_VCPUS; i++) {
		struct guest_stream s = bare_stream(i * PAGES, PAGES, tce_of(i), 0);

		streamer_start(t, &streamer[i], &b->cpu[i], &s);
	}
	/* All of them run until the last of them has come this far. */
	for (unsigned int i = 0; i < NR_VCPUS; i++)
		streamer_await(t, &streamer[i], MIN_CALLS);
	for (unsigned int i = 0; i < NR_VCPUS; i++)
		guest_stream_stop(&b->cpu[i]);
	for (unsigned int i = 0; i < NR_VCPUS; i++) {
		streamer_join(&streamer[i]);
		t_expect_errno(t, streamer[i].ret, 0, "the stream of vCPU %u", i);
		t_expect(t, streamer[i].count.successes == streamer[i].count.calls,
			 "vCPU %u: %llu of %llu calls succeeded", i,
			 (unsigned long long)streamer[i].count.successes,
			 (unsigned long long)streamer[i].count.calls);
	}
}

static void run(struct test *t)
{
	struct bare b;

	t_case(t, "at once");
	bare_open(&b, bare_mode(), NR_VCPUS);
	stream_at_once(t, &b);

	t_case(t, "each in its own range");
	for (unsigned int page = 0; page < BARE_PAGES; page++) {
		struct hcall_result got =
			guest_get_tce(&b.cpu[page % NR_VCPUS], BARE_LIOBN, bare_ioba(page));

		t_expect_h(t, got, H_SUCCESS, "H_GET_TCE");
		t_expect(t, got.out[0] == tce_of(page / PAGES),
			 "page %u holds 0x%llx, must be 0x%llx", page,
			 (unsigned long long)got.out[0], (unsigned long long)tce_of(page / PAGES));
	}
	bare_close(&b);
}

TCELIFE_TEST(guest_vcpus, .name = "guest.vcpus", .run = run, .needs = NEEDS_KVM);
