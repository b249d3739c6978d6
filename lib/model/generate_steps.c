// SPDX-License-Identifier: GPL-2.0-only
/* What a sequence has set up so far, and what is still to come. */
#include <linux/vfio.h>

#include "generate_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- what is there ------------------------------------------------------------------------ */

static unsigned int count_containers(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->container); i++)
		nr += m->container[i].used;
	return nr;
}

static unsigned int count_groups_open(const struct model *m, bool in_container)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->group); i++)
		nr += m->group[i].open && (!in_container || m->group[i].container);
	return nr;
}

/* Containers of a type, 0: of none yet but with a group. */
static unsigned int count_of_type(const struct model *m, unsigned int type)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->container); i++) {
		const struct model_container *c = &m->container[i];

		nr += c->used && c->groups && c->type == type;
	}
	return nr;
}

static unsigned int count_windows(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->window); i++)
		nr += m->window[i].used && m->window[i].container;
	return nr;
}

static unsigned int count_regions(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->region); i++)
		nr += m->region[i].used;
	return nr;
}

unsigned int count_vms(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->vm); i++)
		nr += m->vm[i].used && m->vm[i].fds;
	return nr;
}

static unsigned int count_slots(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->vm); i++)
		for (unsigned int s = 0; s < MODEL_SLOTS && m->vm[i].used; s++)
			nr += m->vm[i].slot[s].used;
	return nr;
}

static unsigned int count_tables(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->table); i++)
		nr += m->table[i].used;
	return nr;
}

unsigned int count_ties(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->table); i++)
		for (unsigned int w = 0; w < MODEL_WINDOWS && m->table[i].used; w++)
			nr += m->table[i].tie[w] != 0;
	return nr;
}

static unsigned int count_groups_held(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->group); i++)
		nr += m->group[i].kvm_holds != 0;
	return nr;
}

unsigned int count_children(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int p = 1; p < OP_PROCESSES; p++)
		nr += m->process[p].alive;
	return nr;
}

static unsigned int count_devices(const struct model *m)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < COUNT(m->device); i++)
		nr += m->device[i].used;
	return nr;
}

/* --- steps on the way up ------------------------------------------------------------------ */

const enum op_code steps[NR_STEPS] = {
	OP_OPEN_CONTAINER, OP_OPEN_GROUP,      OP_SET_CONTAINER,   OP_SET_IOMMU,
	OP_ENABLE,	   OP_REMOVE_WINDOW,   OP_REGISTER_MEMORY, OP_CREATE_WINDOW,
	OP_OPEN_DEVICE,	   OP_CREATE_VM,       OP_SET_SLOT,	   OP_CREATE_TABLE,
	OP_GROUP_ADD,	   OP_CREATE_KVM_VFIO, OP_SET_SPAPR_TCE,   OP_MMAP_HUGE,
};

static bool default_is_pending(const struct model *m)
{
	for (unsigned int i = 0; i < COUNT(m->container); i++)
		if (m->container[i].used && m->container[i].default_pending)
			return true;
	return false;
}

/* Is there less of it than a machine of this sequence has? */
bool step_is_wanted(const struct generator *g, enum op_code code)
{
	const struct model *m = &g->model;

	switch (code) {
	case OP_OPEN_CONTAINER:
		return count_containers(m) < 1u + g->two_containers;
	case OP_OPEN_GROUP:
		return count_groups_open(m, false) < g->nr_groups;
	case OP_SET_CONTAINER:
		return count_groups_open(m, true) < count_groups_open(m, false);
	case OP_SET_IOMMU:
		return count_of_type(m, 0);
	case OP_ENABLE:
		return count_of_type(m, VFIO_SPAPR_TCE_IOMMU);
	case OP_MMAP_HUGE:
		return g->huge && !m->huge_taken;
	case OP_REGISTER_MEMORY:
		return count_of_type(m, VFIO_SPAPR_TCE_v2_IOMMU) && count_regions(m) < 2;
	case OP_REMOVE_WINDOW:
		return default_is_pending(m);
	case OP_CREATE_WINDOW:
		return count_windows(m) < count_of_type(m, VFIO_SPAPR_TCE_v2_IOMMU);
	case OP_OPEN_DEVICE:
		return count_devices(m) < 1;
	case OP_CREATE_VM:
		return count_vms(m) < g->nr_vms;
	case OP_SET_SLOT:
		return count_slots(m) < 2u * count_vms(m);
	case OP_CREATE_TABLE:
		return count_windows(m) && count_tables(m) < g->nr_vms;
	case OP_CREATE_KVM_VFIO:
		return true;
	case OP_GROUP_ADD:
		return count_groups_held(m) < count_groups_open(m, false);
	case OP_SET_SPAPR_TCE:
		return count_ties(m) < count_groups_held(m);
	default:
		return false;
	}
}
