// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.write_only
 * A TCE with the write bit alone lets the device write the page and not read it: what was in
 * the page before is none of its business.
 *
 * Source: PAPR, TCE page mapping and control bits (arch/powerpc/include/asm/tce.h)
 * Known: tce-write-implies-read
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place place = { .page = 2, .offset_bytes = 65536 };
	struct rig rig;
	unsigned int got;

	t_case(t, "the device writes");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_WRITE);
	got = t_reach(t, &rig, &rig, place);
	t_expect(t, got & REACH_WRITE, "it cannot write a page that it was given to write");

	t_case(t, "the device does not read");
	t_expect(t, !(got & REACH_READ), "it reads a page that it was given to write");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_write_only, .name = "dma.write_only", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
