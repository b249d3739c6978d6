// SPDX-License-Identifier: GPL-2.0-only
/* The KVM-VFIO device: which groups KVM holds, and which tables drive them. */
#include <stdio.h>

#include "parts.h"

#define ATTR_GROUP 1 /* KVM_DEV_VFIO_GROUP, with attributes 1 (ADD), 2 (DEL), 3 (SET_SPAPR_TCE) */
#define ATTR_LAST  3

bool release_from(const struct model *m, unsigned int major, unsigned int minor)
{
	unsigned int is_major = 0, is_minor = 0;

	sscanf(m->machine.release, "%u.%u", &is_major, &is_minor);
	return is_major > major || (is_major == major && is_minor >= minor);
}

static void create_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_vm *vm = VM(m, self_of(m, op));

	refuse(a, vm->mm != mm_of(m, op), RULE_VM_MM);
	refuse(a, m->process[op->process].no_files, RULE_FD_NONE_LEFT);
	refuse(a, vm->has_kvm_vfio, RULE_KVM_VFIO_TWICE);
	refuse(a, vm->has_kvm_vfio, RULE_KVM_VFIO_TWICE2);
	succeed_fd(a, RULE_KVM_VFIO_OK);
}

static void create_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = free_object(m, OP_KVM_VFIO), self = self_of(m, op);

	if (!done(op, r))
		return;
	*KVM_VFIO(m, id) = (struct model_kvm_vfio){ .used = true, .vm = self };
	VM(m, self)->has_kvm_vfio = true;
	VM(m, self)->kvm_vfios++;
	fd_install(m, op, id);
}

/* --- group_add and group_del: fd --- */

/* What the fd is to the device: a group or (since 6.6) a device, added already or not. */
struct member {
	bool open, group, device, added;
	model_id id;
};

static struct member member_of(const struct model *m, const struct op *op)
{
	const struct model_kvm_vfio *k = KVM_VFIO(m, self_of(m, op));
	model_id id = model_object(m, op->process, op->fd);
	struct member is = { .open = fd_is_open(m, op->process, op->fd), .id = id };

	is.group = id && op->fd.kind == OP_GROUP;
	is.device = id && op->fd.kind == OP_DEVICE && release_from(m, 6, 6);
	is.added = (is.group && k->groups & 1u << (id - 1)) ||
		   (is.device && k->devices & 1u << (id - 1));
	return is;
}

static void refuse_stranger(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id vm = KVM_VFIO(m, self_of(m, op))->vm;

	refuse(a, VM(m, vm)->mm != mm_of(m, op), RULE_VM_MM);
}

static void add_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct member is = member_of(m, op);

	refuse_stranger(m, op, a);
	refuse(a, !is.open, RULE_ADD_FD);
	refuse(a, is.open && !is.group && !is.device, RULE_ADD_KIND);
	refuse(a, is.added, planted(PLANT_ADD) ? RULE_KVM_VFIO_TWICE : RULE_ADD_TWICE);
	if (is.group && m->machine.kvm_holds_container)
		refuse(a, !GROUP(m, is.id)->container, RULE_ADD_UNSET);
	succeed(a, RULE_ADD_OK);
}

static void add_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_kvm_vfio *k = KVM_VFIO(m, self_of(m, op));
	struct member is = member_of(m, op);

	if (!done(op, r))
		return;
	if (is.group) {
		k->groups |= 1u << (is.id - 1);
		GROUP(m, is.id)->kvm_holds++;
	} else {
		k->devices |= 1u << (is.id - 1);
		DEVICE(m, is.id)->kvm_holds++;
	}
}

static void del_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct member is = member_of(m, op);

	refuse_stranger(m, op, a);
	refuse(a, !is.open, RULE_DEL_FD);
	refuse(a, is.open && !is.added, RULE_DEL_NONE);
	succeed(a, RULE_DEL_OK);
}

/* Others of the removed group's container have tied the table to this window, it has not. */
static void shake(struct model *m, struct model_table *t, model_id w, unsigned int group)
{
	model_id container = m->group[group].container;
	uint8_t tie = t->tie[w - 1];

	if (tie && !(tie & 1u << group) && container && WINDOW(m, w)->container == container)
		t->shaken = true;
}

void ties_drop(struct model *m, model_id vm, unsigned int group)
{
	for (unsigned int t = 0; t < MODEL_TABLES; t++) {
		if (!m->table[t].used || m->table[t].vm != vm)
			continue;
		for (model_id w = 1; w <= MODEL_WINDOWS; w++) {
			shake(m, &m->table[t], w, group);
			m->table[t].detached |= m->table[t].tie[w - 1] & 1u << group;
			m->table[t].stale |= m->table[t].again & 1u << group;
			m->table[t].tie[w - 1] &= ~(1u << group);
			window_settle(m, w);
		}
	}
}

static void del_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_kvm_vfio *k = KVM_VFIO(m, self_of(m, op));
	struct member is = member_of(m, op);

	if (!done(op, r))
		return;
	if (is.group) {
		k->groups &= ~(1u << (is.id - 1));
		ties_drop(m, k->vm, is.id - 1);
		GROUP(m, is.id)->kvm_holds--;
		group_settle(m, is.id - 1);
	} else {
		k->devices &= ~(1u << (is.id - 1));
		DEVICE(m, is.id)->kvm_holds--;
		device_settle(m, is.id);
	}
}

/* --- set_spapr_tce: fd the group, fd2 the table --- */

static bool fits(const struct model_window *w, const struct model_table *t)
{
	bool large = w->size_bytes >= t->size << t->shift || planted(PLANT_ATTACH);

	return w->shift <= t->shift && w->start_bytes == t->offset << t->shift && large;
}

static model_id window_for(const struct model *m, model_id container, model_id table)
{
	for (model_id id = 1; id <= MODEL_WINDOWS && container; id++)
		if (WINDOW(m, id)->used && WINDOW(m, id)->container == container &&
		    fits(WINDOW(m, id), TABLE(m, table)))
			return id;
	return 0;
}

static model_id own_table(const struct model *m, const struct op *op)
{
	model_id id = op->fd2.kind == OP_TABLE ? model_object(m, op->process, op->fd2) : 0;

	return id && TABLE(m, id)->vm == KVM_VFIO(m, self_of(m, op))->vm ? id : 0;
}

/* The same table once more, for this group or for another. */
static enum rule attach_rule(const struct model *m, struct member is, model_id table,
			     model_id container)
{
	model_id w = table ? window_for(m, container, table) : 0;
	uint8_t tie = w ? TABLE(m, table)->tie[w - 1] : 0;

	if (tie && is.group && tie & 1u << (is.id - 1))
		return RULE_ATTACH_AGAIN;
	return tie && is.group ? RULE_ATTACH_SHARED : RULE_ATTACH_OK;
}

static void attach_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct member is = member_of(m, op);
	bool table_open = fd_is_open(m, op->process, op->fd2);
	model_id table = own_table(m, op), container = 0;

	refuse_stranger(m, op, a);
	refuse(a, !is.open || !table_open, RULE_ATTACH_FD);
	refuse(a, is.open && !is.added, RULE_ATTACH_NONE);
	refuse(a, is.added && is.device, RULE_ATTACH_DEVICE);
	refuse(a, is.added && is.device, RULE_ATTACH_DEVICE2);
	refuse(a, table_open && !table, RULE_ATTACH_TABLE);
	if (is.added && is.group) {
		container = GROUP(m, is.id)->container;
		refuse(a, !container, RULE_ATTACH_UNSET);
		refuse(a, container && table && !window_for(m, container, table), RULE_ATTACH_FIT);
	}
	succeed(a, attach_rule(m, is, table, container));
}

static void attach_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct member is = member_of(m, op);
	model_id table = own_table(m, op), w;

	if (!done(op, r))
		return;
	w = window_for(m, GROUP(m, is.id)->container, table);
	TABLE(m, table)->again |= TABLE(m, table)->tie[w - 1] & 1u << (is.id - 1);
	TABLE(m, table)->tie[w - 1] |= 1u << (is.id - 1);
}

/* --- set_attr: group, attr, and two fds --- */

static bool attr_known(const struct op *op)
{
	return op->arg[0] == ATTR_GROUP && op->arg[1] && op->arg[1] <= ATTR_LAST;
}

/* The others have operations of their own. */
static bool set_attr_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->arg[0] <= UINT32_MAX && !attr_known(op);
}

static void set_attr_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse_stranger(m, op, a);
	refuse(a, true, RULE_SET_ATTR_NONE);
}

/* --- has_attr: group, attr --- */

/* Later kernels may know more of them. */
static bool attr_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->arg[0] <= UINT32_MAX;
}

static void attr_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse_stranger(m, op, a);
	refuse(a, !attr_known(op), RULE_ATTR_NONE);
	succeed(a, RULE_ATTR_OK);
}

const struct act kvm_vfio_acts[OP_NR_CODES] = {
	[OP_CREATE_KVM_VFIO] = { NULL, create_predict, create_take },
	[OP_GROUP_ADD] = { NULL, add_predict, add_take },
	[OP_GROUP_DEL] = { NULL, del_predict, del_take },
	[OP_SET_SPAPR_TCE] = { NULL, attach_predict, attach_take },
	[OP_SET_ATTR] = { set_attr_can, set_attr_predict, NULL },
	[OP_HAS_ATTR] = { attr_can, attr_predict, NULL },
};
