// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.bypass_enomem
 * A group is given back, and there is no memory to make the host's own window again. Whoever is
 * given the group next must not have the host's bypass: its device does not read a page by its
 * physical address.
 *
 * Source: arch/powerpc/platforms/powernv/pci-ioda.c:pnv_ioda2_take_ownership()
 * Known: take-without-window-keeps-bypass
 */
#include "../kit/bypass.h"

/* The last group leaves its container while @function has no memory. Allocations that failed. */
static long long give_back(struct test *t, struct rig *rig, const char *function)
{
	long long failed;
	int ret;

	rig_close_fd(rig, RIG_FD_DEVICE);
	ret = fault_arm_within(function);
	rig_close_fd(rig, RIG_FD_GROUP);
	failed = fault_disarm_within();
	rig_close(rig);
	if (ret)
		t_skip(t, "allocations cannot fail within %s(): %s", function, strerror(-ret));
	return ret ? 0 : failed;
}

static void without(struct test *t, struct rig *rig, const char *function, uint64_t start_bytes)
{
	long long failed;

	t_case(t, "without memory for %s", function);
	failed = give_back(t, rig, function);
	t_diag(t, "%lld allocations failed", failed);
	rig_open(rig, t_targets(t), NULL, RIG_WINDOW);
	if (!failed)
		t_skip(t, "it was not called, or asked for no memory");
	else
		t_expect(t, !t_bypass_reaches(t, rig, start_bytes),
			 "the next user's device reads memory by its physical address");
}

static void run(struct test *t)
{
	struct fault fault;
	struct rig rig;
	uint64_t start_bytes;
	int error = fault_open(&fault);

	if (error)
		t_error(t, "fault injection: %s", strerror(-error));
	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	if (t_bypass_is_in_sight(t, &rig, &start_bytes)) {
		without(t, &rig, "pnv_pci_table_alloc", start_bytes);
		without(t, &rig, "iommu_init_table", start_bytes);
		without(t, &rig, "pnv_pci_link_table_and_group", start_bytes);
	}
	fault_close(&fault);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_bypass_enomem, .name = "dma.bypass_enomem", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA | NEEDS_FAULT_INJECTION);
