// SPDX-License-Identifier: GPL-2.0-only
#include "held.h"

#include "pair.h"

#define PREFIX "held."

/* The linker makes these of the section that RACE_GRIP() fills. */
extern const struct grip *const __start_tcelife_grips[];
extern const struct grip *const __stop_tcelife_grips[];

const struct grip *const *grips_all(unsigned int *nr)
{
	*nr = __stop_tcelife_grips - __start_tcelife_grips;
	return __start_tcelife_grips;
}

/* The operation that is held. */
static const struct op *grip_op(const struct grip *grip)
{
	return grip->op ?: op_by_name(grip->op_name, strlen(grip->op_name));
}

int grip_slot(struct grasp *g)
{
	struct kvm_userspace_memory_region region = {
		.slot = GRIP_SLOT,
		.guest_phys_addr = GRIP_GPA,
		.memory_size = GRIP_PAGES * hold_page_bytes(g->hold),
		.userspace_addr = (uintptr_t)hold_page(g->hold, GRIP_HEAD),
	};

	/* A slot that is as it should be is accepted as it is. */
	return ioctl(g->s->rig.vm->fd, KVM_SET_USER_MEMORY_REGION, &region) ? -errno : 0;
}

/* What the one needs the other must not want away. */
static bool can_be_prepared(const struct op *a, const struct op *b)
{
	uint32_t without = facts_needing(ops_unwanted(a, b));

	return !((a->needs | b->needs) & without) && ops_same_container(a, b);
}

static bool grip_can(const struct grip *grip, const struct op *b)
{
	const struct op *a = grip_op(grip);

	/* With v1 every hypercall is left to user space. */
	if ((grip->only_v2 && b->only_v1) || (a->only_v1 && b->stream))
		return false;
	return !b->ends_process && can_be_prepared(a, b) &&
	       !(grip->needs & facts_needing(b->without | (b->blocked_by & ~a->changes)));
}

/* Streams know the usual rig only. */
static bool makes_sense(const struct grip *grip, const struct op *b)
{
	return grip_can(grip, b) && !(grip->opts && b->stream) &&
	       (grip->on & b->on || pair_makes_sense(grip_op(grip), b));
}

static struct held *new_held(const struct grip *grip, const struct op *b)
{
	struct held *h = calloc(1, sizeof(*h));

	h->grip = grip;
	h->a = grip_op(grip);
	h->b = b;
	snprintf(h->name, sizeof(h->name), PREFIX "%s%s%s", grip->name, b ? "." : "",
		 b ? b->name : "");
	h->decl = (struct test_decl){
		.name = h->name,
		.run = held_run,
		.needs = ops_machine(h->a, b, NULL) | (grip->radix ? NEEDS_RADIX : 0),
		.hang_s = 8,
		.data = h,
	};
	return h;
}

static void add_grip(struct held **all, unsigned int *nr, const struct grip *grip)
{
	unsigned int nr_ops;
	const struct op *const *ops = ops_all(&nr_ops);

	if (grip->alone)
		all[(*nr)++] = new_held(grip, NULL);
	for (unsigned int i = 0; !grip->alone && i < nr_ops; i++)
		if (makes_sense(grip, ops[i]))
			all[(*nr)++] = new_held(grip, ops[i]);
}

struct held *const *held_all(unsigned int *nr)
{
	static struct held **all;
	static unsigned int nr_all;
	unsigned int nr_grips, nr_ops;
	const struct grip *const *grips = grips_all(&nr_grips);

	ops_all(&nr_ops);
	if (!all) {
		all = calloc(nr_grips * (nr_ops + 1) + 1, sizeof(struct held *));
		for (unsigned int i = 0; i < nr_grips; i++)
			add_grip(all, &nr_all, grips[i]);
	}
	*nr = nr_all;
	return all;
}

static const struct grip *grip_by_name(const char *name, size_t name_bytes)
{
	unsigned int nr;
	const struct grip *const *grips = grips_all(&nr);

	for (unsigned int i = 0; i < nr; i++)
		if (strlen(grips[i]->name) == name_bytes &&
		    !strncmp(grips[i]->name, name, name_bytes))
			return grips[i];
	return NULL;
}

struct held *held_named(const char *name)
{
	const struct grip *grip;
	const struct op *b;
	const char *dot;

	if (strncmp(name, PREFIX, strlen(PREFIX)))
		return NULL;
	name += strlen(PREFIX);
	dot = strrchr(name, '.');
	if (!dot)
		return NULL;
	grip = grip_by_name(name, dot - name);
	b = op_by_name(dot + 1, strlen(dot + 1));
	if (!grip || !b || grip->alone || !grip_can(grip, b))
		return NULL;
	return new_held(grip, b);
}
