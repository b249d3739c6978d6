/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files that make facts share; nobody else includes it. */
#ifndef TCELIFE_RACE_FACT_PARTS_H
#define TCELIFE_RACE_FACT_PARTS_H

#include <errno.h>
#include <unistd.h>

#include "fact.h"

#define BIT_OF(fact) (1u << FACT_##fact)

/* One file each; a fact is in one of them. */
extern const struct fact_how how_of_kvm[NR_FACTS];
extern const struct fact_how how_of_vfio[NR_FACTS];
extern const struct fact_how how_of_second[NR_FACTS];

static inline bool scene_is_v2(const struct scene *s)
{
	return s->rig.opts.iommu_type == VFIO_SPAPR_TCE_v2_IOMMU;
}

/* It was not there: that is as good as taken away. */
static inline int unless(int ret, int absent)
{
	return ret == absent ? 0 : ret;
}

static inline int close_fd(int *fd)
{
	int ret = *fd >= 0 && close(*fd) ? -errno : 0;

	*fd = -1;
	return ret;
}

#endif
