// SPDX-License-Identifier: GPL-2.0-only
/* The container itself: open, type, version 1's ENABLE, and what only asks. */
#include "parts.h"

static void open_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse(a, m->process[op->process].no_files, RULE_FD_NONE_LEFT);
	succeed_fd(a, RULE_CONTAINER_OK);
}

static void open_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = free_object(m, OP_CONTAINER);

	if (!done(op, r))
		return;
	*CONTAINER(m, id) = (struct model_container){ .used = true };
	fd_install(m, op, id);
}

static void api_version_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed(a, RULE_API_VERSION);
}

static void check_extension_predict(const struct model *m, const struct op *op,
				    struct model_answer *a)
{
	bool has = (op->arg[0] == IOMMU_V1 && m->machine.has_v1) ||
		   (op->arg[0] == IOMMU_V2 && m->machine.has_v2);

	if (has)
		succeed(a, RULE_EXTENSION_HAS);
	else if (op->arg[0] == IOMMU_V1 || op->arg[0] == IOMMU_V2 || op->arg[0] > 64)
		succeed(a, RULE_EXTENSION_NOT);
	else
		anything(a, RULE_EXTENSION_ANY);
}

/* Other drivers of VFIO, if there are any, have types of their own. */
static bool set_iommu_can(const struct model *m, const struct op *op)
{
	uint64_t type = op->arg[0];

	(void)m;
	return type == IOMMU_V1 || type == IOMMU_V2 || type == VFIO_EEH_EXT || !type || type > 64;
}

static void set_iommu_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_container *c = CONTAINER(m, self_of(m, op));
	bool known = (op->arg[0] == IOMMU_V1 && m->machine.has_v1) ||
		     (op->arg[0] == IOMMU_V2 && m->machine.has_v2);

	refuse(a, !c->groups, RULE_SET_IOMMU_GROUP);
	refuse(a, c->type, RULE_SET_IOMMU_TWICE);
	refuse(a, !known, RULE_SET_IOMMU_TYPE);
	refuse(a, !known, RULE_SET_IOMMU_TYPE2);
	refuse(a, op->arg[0] == IOMMU_V1 && c->groups & (c->groups - 1), RULE_SET_IOMMU_V1);
	succeed(a, RULE_SET_IOMMU_OK);
}

static void set_iommu_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_container *c = CONTAINER(m, self_of(m, op));

	if (!done(op, r))
		return;
	c->type = op->arg[0];
	c->default_pending = true;
}

/* What every request to the IOMMU back-end needs. */
static void refuse_strangers(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_container *c = CONTAINER(m, self_of(m, op));

	refuse(a, !c->type, RULE_CONTAINER_UNSET);
	refuse(a, c->mm && c->mm != mm_of(m, op), RULE_CONTAINER_MM);
}

static void get_info_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse_strangers(m, op, a);
	succeed_out(a, RULE_GET_INFO_OK, m->machine.default_bytes);
}

static void eeh_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse_strangers(m, op, a);
	anything(a, RULE_EEH_ANY);
}

static void enable_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_container *c = CONTAINER(m, self_of(m, op));

	refuse_strangers(m, op, a);
	refuse(a, c->type == IOMMU_V2, RULE_CONTAINER_TYPE);
	refuse(a, c->enabled, RULE_ENABLE_TWICE);
	refuse(a, !may_lock(m, op->process, host_pages(m, m->machine.default_bytes)),
	       RULE_ENABLE_LIMIT);
	succeed(a, RULE_ENABLE_OK);
}

static void enable_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_container *c = CONTAINER(m, self_of(m, op));

	if (c->type == IOMMU_V1 && !c->mm)
		c->mm = mm_of(m, op);
	if (!done(op, r))
		return;
	c->enabled = true;
	c->enabled_pages = host_pages(m, m->machine.default_bytes);
	lock_pages(m, c->mm, c->enabled_pages);
}

static void disable_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse_strangers(m, op, a);
	refuse(a, CONTAINER(m, self_of(m, op))->type == IOMMU_V2, RULE_CONTAINER_TYPE);
	succeed(a, RULE_DISABLE_OK);
}

static void disable_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_container *c = CONTAINER(m, self_of(m, op));

	if (!done(op, r) || !c->enabled)
		return;
	lock_pages(m, c->mm, -(int64_t)c->enabled_pages);
	c->enabled = false;
	c->enabled_pages = 0;
}

const struct act container_acts[OP_NR_CODES] = {
	[OP_OPEN_CONTAINER] = { NULL, open_predict, open_take },
	[OP_API_VERSION] = { NULL, api_version_predict, NULL },
	[OP_CHECK_EXTENSION] = { NULL, check_extension_predict, NULL },
	[OP_SET_IOMMU] = { set_iommu_can, set_iommu_predict, set_iommu_take },
	[OP_GET_INFO] = { NULL, get_info_predict, NULL },
	[OP_EEH] = { NULL, eeh_predict, NULL },
	[OP_ENABLE] = { NULL, enable_predict, enable_take },
	[OP_DISABLE] = { NULL, disable_predict, disable_take },
};
