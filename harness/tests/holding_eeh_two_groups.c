// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.eeh_two_groups
 * A request to the error handling of the hardware behind a container goes to all of its groups:
 * while a reset is asserted nothing of either device's config space can be read, and when it is
 * taken back both are there as before.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 4) VFIO_EEH_PE_OP;
 * arch/powerpc/include/asm/eeh.h, EEH_PE_CFG_BLOCKED: "Block config access";
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_ioctl(): for each group of the container
 */
#include "../kit/eeh.h"

#define NR_GROUPS	   2u
#define CLASS_OFFSET_BYTES 8u /* PCI_CLASS_REVISION */

/* What VFIO asks the device for each time: what it is. All ones if it does not answer. */
static uint32_t class_of(const struct rig *rig, unsigned int n)
{
	uint32_t le;

	if (vfio_region_read_try(rig->device_fd[n], VFIO_PCI_CONFIG_REGION_INDEX,
				 CLASS_OFFSET_BYTES, &le, sizeof(le)))
		return ~0u;
	return le;
}

static void request(struct test *t, const struct rig *rig, uint32_t op, const char *name)
{
	t_expect_errno(t, vfio_eeh_try(rig->container_fd, op), 0, "%s", name);
}

static void reset(struct test *t, const struct rig *rig)
{
	uint32_t before[NR_GROUPS], now;

	for (unsigned int n = 0; n < NR_GROUPS; n++)
		before[n] = class_of(rig, n);

	t_case(t, "a reset is asserted");
	request(t, rig, VFIO_EEH_PE_RESET_HOT, "VFIO_EEH_PE_RESET_HOT");
	for (unsigned int n = 0; n < NR_GROUPS; n++) {
		now = class_of(rig, n);
		t_expect(t, now == ~0u, "the device of group %u still says 0x%08x", n, now);
	}

	t_case(t, "and taken back");
	request(t, rig, VFIO_EEH_PE_RESET_DEACTIVATE, "VFIO_EEH_PE_RESET_DEACTIVATE");
	request(t, rig, VFIO_EEH_PE_CONFIGURE, "VFIO_EEH_PE_CONFIGURE");
	for (unsigned int n = 0; n < NR_GROUPS; n++) {
		now = class_of(rig, n);
		t_expect(t, now == before[n], "the device of group %u says 0x%08x, said 0x%08x", n,
			 now, before[n]);
	}
}

static void run(struct test *t)
{
	const struct rig_opts opts = { .nr_groups = NR_GROUPS };
	struct rig rig;

	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), &opts, RIG_DEVICE);
	if (eeh_possible(t))
		reset(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_eeh_two_groups, .name = "holding.eeh_two_groups", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
