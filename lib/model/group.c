// SPDX-License-Identifier: GPL-2.0-only
/* Groups and their devices. */
#include "parts.h"

#define GROUP_VIABLE	    1 /* VFIO_GROUP_FLAGS_VIABLE */
#define GROUP_CONTAINER_SET 2 /* VFIO_GROUP_FLAGS_CONTAINER_SET */
#define DEVICE_PCI	    2 /* VFIO_DEVICE_FLAGS_PCI */

static void open_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	bool there = op->made.n < m->machine.nr_groups;

	refuse(a, m->process[op->process].no_files, RULE_FD_NONE_LEFT);
	refuse(a, !there, RULE_OPEN_GROUP_NONE);
	refuse(a, there && m->group[op->made.n].open, RULE_OPEN_GROUP_BUSY);
	succeed_fd(a, RULE_OPEN_GROUP_OK);
}

static void open_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (!done(op, r))
		return;
	m->group[op->made.n] = (struct model_group){ .open = true };
	fd_install(m, op, op->made.n + 1);
}

static void status_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	bool joined = GROUP(m, self_of(m, op))->container;

	succeed_out(a, RULE_STATUS_OK, GROUP_VIABLE | (joined ? GROUP_CONTAINER_SET : 0));
}

static void set_container_predict(const struct model *m, const struct op *op,
				  struct model_answer *a)
{
	bool open = fd_is_open(m, op->process, op->fd);
	model_id to = op->fd.kind == OP_CONTAINER ? model_object(m, op->process, op->fd) : 0;

	refuse(a, !open, RULE_SET_CONTAINER_FD);
	refuse(a, GROUP(m, self_of(m, op))->container, RULE_SET_CONTAINER_TWICE);
	refuse(a, open && !to, RULE_SET_CONTAINER_KIND);
	refuse(a, open && !to && !release_from(m, 6, 2), RULE_SET_CONTAINER_KIND1);
	refuse(a, to && CONTAINER(m, to)->type == IOMMU_V1, RULE_SET_CONTAINER_V1);
	succeed(a, RULE_SET_CONTAINER_OK);
}

static void set_container_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id self = self_of(m, op), to = model_object(m, op->process, op->fd);

	if (!done(op, r))
		return;
	GROUP(m, self)->container = to;
	CONTAINER(m, to)->groups |= 1u << (self - 1);
}

static void one_leaves(struct model *m, model_id container, unsigned int group)
{
	for (model_id w = 1; w <= MODEL_WINDOWS; w++) {
		struct entries all = { .hardware = true, .owner = w, .count = UINT64_MAX };

		if (!WINDOW(m, w)->used || WINDOW(m, w)->container != container)
			continue;
		hazard_stale_ties(m, w, 1u << group);
		WINDOW(m, w)->one_left = true;
		hazard(m, runs_any(m, all), HAZARD_ONE_LEAVES);
	}
}

void group_leave(struct model *m, unsigned int group)
{
	model_id from = m->group[group].container;

	if (!from)
		return;
	m->group[group].container = 0;
	CONTAINER(m, from)->groups &= ~(1u << group);
	if (CONTAINER(m, from)->groups)
		one_leaves(m, from, group);
	/* The last one takes the container's IOMMU with it: vfio.h, VFIO_GROUP_UNSET_CONTAINER. */
	if (!CONTAINER(m, from)->groups)
		container_reset(m, from);
	container_settle(m, from);
}

static void unset_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_group *g = GROUP(m, self_of(m, op));

	refuse(a, !g->container, RULE_UNSET_NONE);
	refuse(a, g->container && g->devices && !planted(PLANT_UNSET), RULE_UNSET_DEVICE);
	refuse(a, g->container && m->machine.kvm_holds_container && g->kvm_holds, RULE_UNSET_KVM);
	succeed(a, RULE_UNSET_OK);
}

static void unset_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		group_leave(m, self_of(m, op) - 1);
}

/* name: of its own device, or not. */
static bool open_device_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->arg[0] < OP_NR_WHOSE;
}

static void open_device_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id c = GROUP(m, self_of(m, op))->container;

	refuse(a, m->process[op->process].no_files, RULE_FD_NONE_LEFT);
	refuse(a, !c || !CONTAINER(m, c)->type, RULE_OPEN_DEVICE_UNSET);
	refuse(a, op->arg[0] != OP_OWN,
	       planted(PLANT_NAME) ? RULE_OPEN_GROUP_NONE : RULE_OPEN_DEVICE_NAME);
	succeed_fd(a, RULE_OPEN_DEVICE_OK);
}

static void open_device_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = free_object(m, OP_DEVICE), self = self_of(m, op);

	if (!done(op, r))
		return;
	*DEVICE(m, id) = (struct model_device){ .used = true, .group = self - 1 };
	GROUP(m, self)->devices++;
	fd_install(m, op, id);
}

static void device_info_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed_out(a, RULE_DEVICE_INFO_OK, DEVICE_PCI);
}

/* --- mappings of BAR 0 --- */

static model_id *mapping(struct model *m, const struct op *op)
{
	return &m->process[op->process].mapped_device[op->self.n];
}

static bool mmap_can(const struct model *m, const struct op *op)
{
	return !m->process[op->process].mapped_device[op->self.n];
}

static bool munmap_can(const struct model *m, const struct op *op)
{
	return m->process[op->process].mapped_device[op->self.n];
}

static void mmap_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse(a, !self_of(m, op), RULE_FD_CLOSED);
	succeed(a, RULE_MMAP_OK);
}

static void munmap_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed(a, RULE_MMAP_OK);
}

static void mmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (!done(op, r))
		return;
	*mapping(m, op) = self_of(m, op);
	DEVICE(m, self_of(m, op))->maps++;
}

static void munmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = *mapping(m, op);

	(void)r;
	*mapping(m, op) = 0;
	DEVICE(m, id)->maps--;
	device_settle(m, id);
}

/* --- what the device reaches: iova, write --- */

static bool dma_can(const struct model *m, const struct op *op)
{
	return self_of(m, op) && op->arg[0] < m->machine.dma_bytes;
}

static void dma_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	bool write = op->arg[1];
	struct model_landing landing;

	if (!model_reach(m, DEVICE(m, self_of(m, op))->group, op->arg[0], &landing))
		succeed(a, RULE_DMA_REFUSED);
	else if (landing.process < 0)
		anything(a, RULE_DMA_ANY);
	else if (!(landing.perm & (write ? TCE_PCI_WRITE : TCE_PCI_READ)))
		succeed(a, write ? RULE_DMA_READ_ONLY : RULE_DMA_WRITE_ONLY);
	else
		succeed(a, landing.one_left ? RULE_DMA_LEFT :
			   m->list_left	    ? RULE_DMA_LIST :
					      RULE_DMA_LANDS);
}

const struct act group_acts[OP_NR_CODES] = {
	[OP_OPEN_GROUP] = { NULL, open_predict, open_take },
	[OP_GET_STATUS] = { NULL, status_predict, NULL },
	[OP_SET_CONTAINER] = { NULL, set_container_predict, set_container_take },
	[OP_UNSET_CONTAINER] = { NULL, unset_predict, unset_take },
	[OP_OPEN_DEVICE] = { open_device_can, open_device_predict, open_device_take },
	[OP_DEVICE_INFO] = { NULL, device_info_predict, NULL },
	[OP_MMAP_DEVICE] = { mmap_can, mmap_predict, mmap_take },
	[OP_MUNMAP_DEVICE] = { munmap_can, munmap_predict, munmap_take },
	[OP_DMA] = { dma_can, dma_predict, NULL },
};
