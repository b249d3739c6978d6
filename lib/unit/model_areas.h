/* SPDX-License-Identifier: GPL-2.0-only */
/* What each call must answer that is wrong in one way, area by area. */
#ifndef TCELIFE_MODEL_AREAS_H
#define TCELIFE_MODEL_AREAS_H

#include "test_model.h"
#include "unit.h"

#define JOINED "open_container new=c0\nopen_group new=g0\nset_container g0 fd=c0\n"
#define V2     JOINED "set_iommu c0 type=v2\n"
#define V1     JOINED "set_iommu c0 type=v1\n"
#define KVM    "create_vm new=v0 mode=radix\n"

/* The last has no name. */
extern const struct unit_case model_areas_vfio[], model_areas_kvm[], model_areas_calls[];

#endif
