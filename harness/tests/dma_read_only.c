// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.read_only
 * A TCE with the read bit alone lets the device read the page and not write it; with the write
 * bit added it writes too; with it taken away again it no longer does. Else a guest could not
 * keep a device from scribbling over what it gave it to read.
 *
 * Source: PAPR, TCE page mapping and control bits (arch/powerpc/include/asm/tce.h)
 */
#include "../kit/reach.h"

static const struct {
	const char *name;
	unsigned int allowed;
} steps[] = {
	{ "read only", REACH_READ },
	{ "write as well", REACH_BOTH },
	{ "read only again", REACH_READ },
};

static void run(struct test *t)
{
	struct place place = { .page = 2, .offset_bytes = 65536 };
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	for (unsigned int i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		t_case(t, "%s", steps[i].name);
		t_guest_map(t, &rig, place, steps[i].allowed);
		t_expect_reach(t, &rig, place, steps[i].allowed, steps[i].name);
	}
	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_read_only, .name = "dma.read_only", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
