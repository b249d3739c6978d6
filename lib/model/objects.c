// SPDX-License-Identifier: GPL-2.0-only
/* Fds and what holds what: the last reference to an object lets go of what that held. */
#include "parts.h"

model_id mm_of(const struct model *m, const struct op *op)
{
	return m->process[op->process].mm;
}

model_id model_object(const struct model *m, unsigned int process, struct op_ref ref)
{
	if (process >= OP_PROCESSES || !m->process[process].alive || ref.kind >= OP_NR_KINDS ||
	    ref.n >= op_names(ref.kind))
		return 0;
	return m->process[process].fd[ref.kind][ref.n];
}

model_id self_of(const struct model *m, const struct op *op)
{
	return model_object(m, op->process, op->self);
}

bool fd_is_open(const struct model *m, unsigned int process, struct op_ref ref)
{
	return ref.kind == OP_PLAIN || model_object(m, process, ref);
}

static bool object_used(const struct model *m, enum op_kind kind, model_id id)
{
	switch (kind) {
	case OP_CONTAINER:
		return CONTAINER(m, id)->used;
	case OP_DEVICE:
		return DEVICE(m, id)->used;
	case OP_VM:
		return VM(m, id)->used;
	case OP_TABLE:
		return TABLE(m, id)->used;
	case OP_KVM_VFIO:
		return KVM_VFIO(m, id)->used;
	default:
		return true;
	}
}

model_id free_object(const struct model *m, enum op_kind kind)
{
	static const uint8_t places[OP_NR_KINDS] = {
		[OP_CONTAINER] = MODEL_CONTAINERS,
		[OP_DEVICE] = MODEL_DEVICES,
		[OP_VM] = MODEL_VMS,
		[OP_TABLE] = MODEL_TABLES,
		[OP_KVM_VFIO] = MODEL_KVM_VFIOS,
	};

	for (model_id id = 1; id <= places[kind]; id++)
		if (!object_used(m, kind, id))
			return id;
	return 0;
}

static uint8_t *fds_of(struct model *m, enum op_kind kind, model_id id)
{
	switch (kind) {
	case OP_CONTAINER:
		return &CONTAINER(m, id)->fds;
	case OP_GROUP:
		return &GROUP(m, id)->fds;
	case OP_DEVICE:
		return &DEVICE(m, id)->fds;
	case OP_VM:
		return &VM(m, id)->fds;
	case OP_TABLE:
		return &TABLE(m, id)->fds;
	default:
		return &KVM_VFIO(m, id)->fds;
	}
}

void fd_get(struct model *m, enum op_kind kind, model_id id)
{
	++*fds_of(m, kind, id);
}

void fd_install(struct model *m, const struct op *op, model_id id)
{
	m->process[op->process].fd[op->made.kind][op->made.n] = id;
	fd_get(m, op->made.kind, id);
}

void container_settle(struct model *m, model_id id)
{
	struct model_container *c = CONTAINER(m, id);

	if (!c->fds && !c->groups)
		c->used = false;
}

void group_settle(struct model *m, unsigned int group)
{
	struct model_group *g = &m->group[group];

	if (!g->open || g->fds || g->kvm_holds || g->devices)
		return;
	group_leave(m, group);
	g->open = false;
}

void device_settle(struct model *m, model_id id)
{
	struct model_device *d = DEVICE(m, id);

	if (!d->used || d->fds || d->maps || d->kvm_holds)
		return;
	d->used = false;
	m->group[d->group].devices--;
	group_settle(m, d->group);
}

static void vm_settle(struct model *m, model_id id)
{
	struct model_vm *vm = VM(m, id);

	if (!vm->fds && !vm->tables && !vm->kvm_vfios)
		vm->used = false;
}

void table_settle(struct model *m, model_id id)
{
	struct model_table *t = TABLE(m, id);

	if (!t->used || t->fds || t->maps)
		return;
	t->used = false;
	runs_clear(m, (struct entries){ .owner = id, .count = UINT64_MAX });
	lock_pages(m, VM(m, t->vm)->mm, -(int64_t)t->locked_pages);
	for (model_id w = 1; w <= MODEL_WINDOWS; w++) {
		t->tie[w - 1] = 0;
		window_settle(m, w);
	}
	VM(m, t->vm)->tables--;
	vm_settle(m, t->vm);
}

static void kvm_vfio_settle(struct model *m, model_id id)
{
	struct model_kvm_vfio *k = KVM_VFIO(m, id);

	if (!k->used || k->fds)
		return;
	k->used = false;
	for (unsigned int g = 0; g < OP_GROUPS; g++) {
		if (!(k->groups & 1u << g))
			continue;
		ties_drop(m, k->vm, g);
		m->group[g].kvm_holds--;
		group_settle(m, g);
	}
	for (model_id d = 1; d <= MODEL_DEVICES; d++) {
		if (!(k->devices & 1u << (d - 1)))
			continue;
		DEVICE(m, d)->kvm_holds--;
		device_settle(m, d);
	}
	VM(m, k->vm)->has_kvm_vfio = false;
	VM(m, k->vm)->kvm_vfios--;
	vm_settle(m, k->vm);
}

static void settle(struct model *m, enum op_kind kind, model_id id)
{
	switch (kind) {
	case OP_CONTAINER:
		return container_settle(m, id);
	case OP_GROUP:
		return group_settle(m, id - 1);
	case OP_DEVICE:
		return device_settle(m, id);
	case OP_VM:
		return vm_settle(m, id);
	case OP_TABLE:
		return table_settle(m, id);
	default:
		return kvm_vfio_settle(m, id);
	}
}

void fd_put(struct model *m, enum op_kind kind, model_id id)
{
	--*fds_of(m, kind, id);
	settle(m, kind, id);
}
