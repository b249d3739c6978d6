// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last put dissolves: after a test each group must open again, join a fresh
 * container, get an IOMMU and hand out its device.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "oracle.h"
#include "oracle_list.h"
#include "slurp.h"
#include "vfio.h"

struct reopening {
	const struct vfio_target *target;
	const char *step;
	int ret;
};

/* Open everything of one group and close it again; the first step that is refused. */
static bool reopens(void *arg)
{
	struct reopening *r = arg;
	int container = -1, group = -1, device = -1;

	r->step = "open of /dev/vfio/<group>";
	r->ret = group = vfio_group_open_try(r->target->group);
	if (r->ret >= 0) {
		r->step = "open of /dev/vfio/vfio";
		r->ret = container = vfio_container_open_try();
	}
	if (r->ret >= 0) {
		r->step = "VFIO_GROUP_SET_CONTAINER";
		r->ret = vfio_set_container_try(group, container);
	}
	if (r->ret >= 0) {
		r->step = "VFIO_SET_IOMMU";
		r->ret = vfio_set_iommu_try(container, VFIO_SPAPR_TCE_v2_IOMMU);
	}
	if (r->ret >= 0) {
		r->step = "VFIO_GROUP_GET_DEVICE_FD";
		r->ret = device = vfio_device_open_try(group, r->target->bdf);
	}
	if (device >= 0)
		close(device);
	if (group >= 0)
		close(group);
	if (container >= 0)
		close(container);
	return r->ret >= 0;
}

/*
 * A thread that dies in the kernel keeps its locks: to open the group would wait for ever.
 * TAINT_DIE, Documentation/admin-guide/tainted-kernels.rst
 */
static bool somebody_died(void)
{
	return slurp_number("/proc/sys/kernel/tainted", 0) & (1 << 7);
}

static bool group_available(const struct oracle *self, const struct oracle_ctx *ctx, char *why,
			    size_t why_bytes)
{
	(void)self;
	if (somebody_died()) {
		snprintf(why, why_bytes, "a thread has died in the kernel and may hold it; reboot");
		return false;
	}
	snprintf(why, why_bytes, "no device was given; DEVICE=<PCI address>");
	return ctx->nr_targets;
}

static void *group_begin(const struct oracle *self, const struct oracle_ctx *ctx)
{
	(void)self;
	(void)ctx;
	return NULL;
}

static void group_end(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		      struct oracle_report *report)
{
	(void)snapshot;
	if (somebody_died())
		return;
	for (unsigned int i = 0; i < ctx->nr_targets; i++) {
		struct reopening r = { .target = &ctx->target[i] };

		if (!oracle_wait(reopens, &r))
			oracle_found(report, self->name, "oracle group",
				     "group %d (%s) is still held: %s: %s", r.target->group,
				     r.target->bdf, r.step, strerror(-r.ret));
	}
}

const struct oracle oracle_group = {
	.name = "group",
	.judges = "each group and device opens again",
	.available = group_available,
	.begin = group_begin,
	.end = group_end,
};
