// SPDX-License-Identifier: GPL-2.0-only
#include "pace.h"

#include "../lib/oracle.h"
#include "../lib/timebase.h"

/*
 * A device without a reset of its own is reset with its bus at each open and close, which waits for
 * seconds: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_dev_set_try_reset(),
 * arch/powerpc/platforms/powernv/eeh-powernv.c:pnv_eeh_bridge_reset()
 */
unsigned int pace_of(const struct vfio_target *targets, unsigned int nr_targets)
{
	struct oracle_ctx ctx = { .target = targets, .nr_targets = nr_targets };
	struct oracle_report report = { 0 };
	const struct oracle *group = oracle_by_name("group");
	char why[ORACLE_TEXT_BYTES];
	uint64_t begin_tb;

	if (!group->available(group, &ctx, why, sizeof(why)))
		return 1;
	oracle_settle_start();
	begin_tb = timebase_now();
	group->end(group, &ctx, NULL, &report);
	/* what does not open has been waited for, which says nothing of how long it takes */
	return report.nr ? 1 : 1 + (unsigned int)(timebase_to_ms(timebase_now() - begin_tb) / 1000);
}
