// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.levels_race
 * Two vCPUs put entries into a part of the hardware's table that is not there yet, at the same
 * time, over and over: both make it, one of them has to take its own away again, and must take away
 * all of it. A guest that is given a window of several levels can do that. Measured against the
 * same number of entries that one vCPU puts alone; by name only, because on a busy machine the two
 * meet too rarely for the loss to stand out.
 *
 * Source: arch/powerpc/platforms/powernv/pci-ioda-tce.c:pnv_tce()
 * Known: pnv-tce-level-leak
 */
#include "../kit/two_vcpus.h"

/* 2^32 pages in two levels of 2^16 entries, 512 KiB; the guest's table is the part used. */
#define WINDOW_BYTES  (1ull << 44)
#define TABLE_BYTES   (1ull << 36)
#define ENTRIES	      (1ull << 16)
#define TRIES	      200u
#define LOST_KIB      5120 /* that of ten; less is noise */
#define SETTLE_MS     500
#define LEAST_OVERLAP 10u

struct put {
	uint64_t from_tb, to_tb;
};

static struct levels_race {
	struct rig rig;
	unsigned int sides;
	atomic_uint turn[2];
	struct put put[2][TRIES];
} race;

static uint64_t put_one(unsigned int side, unsigned int try)
{
	guest_put_tce(&race.rig.cpu[side], race.rig.liobn,
		      rig_ioba(&race.rig, try * ENTRIES + side),
		      tce_of(&race.rig, 0, TCE_PCI_BOTH));
	return timebase_now();
}

static void *put_all(void *arg)
{
	unsigned int side = (uintptr_t)arg;

	for (unsigned int try = 0; try < TRIES; try++) {
		atomic_store(&race.turn[side], try + 1);
		while (race.sides == 2 && atomic_load(&race.turn[!side]) <= try)
			;
		race.put[side][try].from_tb = timebase_now();
		race.put[side][try].to_tb = put_one(side, try);
	}
	return NULL;
}

static unsigned int overlapped(void)
{
	unsigned int n = 0;

	for (unsigned int try = 0; try < TRIES; try++)
		n += race.put[0][try].from_tb < race.put[1][try].to_tb &&
		     race.put[1][try].from_tb < race.put[0][try].to_tb;
	return n;
}

static void open_small_table(struct test *t)
{
	const struct rig_opts opts = {
		.nr_vcpus = 2,
		.window = { .page_shift = 12, .levels = 2, .size_bytes = WINDOW_BYTES },
	};

	rig_open(&race.rig, t_targets(t), &opts, RIG_WINDOW);
	race.rig.window.size_bytes = TABLE_BYTES;
	rig_advance(&race.rig, RIG_READY);
}

/* KiB that are not there any more when all is closed. */
static long long lost_kib(struct test *t, unsigned int sides)
{
	long long before = slurp_field("/proc/meminfo", "MemFree", -1);
	pthread_t thread[2];

	race.sides = sides;
	atomic_store(&race.turn[0], 0);
	atomic_store(&race.turn[1], 0);
	open_small_table(t);
	for (uintptr_t n = 0; n < sides; n++)
		if (pthread_create(&thread[n], NULL, put_all, (void *)n))
			t_error(t, "no thread to be had");
	for (unsigned int n = 0; n < sides; n++)
		pthread_join(thread[n], NULL);
	t_rig_close(t, &race.rig);
	usleep(SETTLE_MS * 1000);
	t_alive(t);
	return before - slurp_field("/proc/meminfo", "MemFree", -1);
}

static void run(struct test *t)
{
	long long alone_kib, together_kib;

	t_case(t, "alone");
	lost_kib(t, 1); /* what is made once and kept */
	alone_kib = lost_kib(t, 1);

	t_case(t, "together");
	together_kib = lost_kib(t, 2);
	t_diag(t, "%u of %u tries overlapped; lost: alone %lld KiB, together %lld KiB",
	       overlapped(), TRIES, alone_kib, together_kib);
	t_expect(t, together_kib - alone_kib < LOST_KIB, "lost %lld KiB more than one alone",
		 together_kib - alone_kib);
	if (overlapped() < LEAST_OVERLAP)
		t_cannot_judge(t, "only %u of %u tries overlapped", overlapped(), TRIES);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_levels_race, .name = "hcall.levels_race", .run = run, .only_by_name = true,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .hang_s = 120, .data = "not to be repeated");
