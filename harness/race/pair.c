// SPDX-License-Identifier: GPL-2.0-only
#include "pair.h"

#define PREFIX	     "race."
#define THIRD_STREAM "h_put" /* what `+stream` means */

/* The linker makes these of the sections that RACE_OP() and PLANTED_OP() fill. */
extern const struct op *const __start_tcelife_ops[];
extern const struct op *const __stop_tcelife_ops[];
extern const struct op *const __start_tcelife_planted_ops[];
extern const struct op *const __stop_tcelife_planted_ops[];

static int by_name(const void *a, const void *b)
{
	const struct op *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

const struct op *const *ops_all(unsigned int *nr)
{
	static const struct op **sorted;

	*nr = __stop_tcelife_ops - __start_tcelife_ops;
	if (!sorted) {
		sorted = calloc(*nr, sizeof(*sorted));
		memcpy(sorted, __start_tcelife_ops, *nr * sizeof(*sorted));
		qsort(sorted, *nr, sizeof(*sorted), by_name);
	}
	return sorted;
}

static const struct op *find(const struct op *const *ops, size_t nr, const char *name,
			     size_t name_bytes)
{
	for (size_t i = 0; i < nr; i++)
		if (strlen(ops[i]->name) == name_bytes && !strncmp(ops[i]->name, name, name_bytes))
			return ops[i];
	return NULL;
}

const struct op *op_by_name(const char *name, size_t name_bytes)
{
	const struct op *const *planted = __start_tcelife_planted_ops;
	size_t nr_planted = __stop_tcelife_planted_ops - __start_tcelife_planted_ops;
	unsigned int nr;
	const struct op *const *ops = ops_all(&nr);

	return find(ops, nr, name, name_bytes) ?: find(planted, nr_planted, name, name_bytes);
}

/* Facts that must be absent for @op to make sense beside @other. */
static uint32_t unwanted_by(const struct op *op, const struct op *other)
{
	return op->without | (op->blocked_by & ~other->changes);
}

uint32_t ops_unwanted(const struct op *a, const struct op *b)
{
	return unwanted_by(a, b) | unwanted_by(b, a);
}

unsigned int ops_vcpus(const struct op *const ops[], unsigned int nr, unsigned int vcpu_of[])
{
	unsigned int nr_vcpus = 0;

	for (unsigned int side = 0; side < nr; side++)
		vcpu_of[side] = ops[side]->stream || ops[side]->runs_vcpu ? nr_vcpus++ : 0;
	return nr_vcpus ?: 1;
}

unsigned int ops_machine(const struct op *a, const struct op *b, const struct op *third)
{
	uint32_t needs = a->needs | (b ? b->needs : 0) | (third ? third->needs : 0);
	bool radix = a->radix || (b && b->radix);

	return NEEDS_GROUP | NEEDS_KVM | (needs & facts_of_second() ? NEEDS_TWO_GROUPS : 0) |
	       (radix ? NEEDS_RADIX : 0);
}

struct dma_window ops_window(const struct op *a, const struct op *b)
{
	const struct dma_window levels = { .levels = 2, .size_bytes = SCENE_LEVELS_BYTES };
	const struct dma_window usual = { 0 };

	return a->levels || (b && b->levels) ? levels : usual;
}

uint32_t ops_facts(const struct op *a, const struct op *b, const struct op *third)
{
	uint64_t on = a->on | b->on | (third ? third->on : 0);
	uint32_t needed = a->needs | b->needs | (third ? third->needs : 0);
	uint32_t unwanted = ops_unwanted(a, b);
	uint32_t kvm = fact_bit(FACT_TABLE) | fact_bit(FACT_KVM_VFIO);

	/*
	 * What nobody here works on, or needs, must not hold what the two free: KVM does with a
	 * window's table. To work on such a table alone (ON_TABLE) takes no KVM.
	 */
	if (!(on & (ON_KVM_VFIO | ON_VM | ON_VCPU)) && !(needed & facts_needing(kvm)))
		unwanted |= kvm;
	if (!(on & ON_DEVICE) && !((a->changes | b->changes) & fact_bit(FACT_DEVICE)))
		unwanted |= fact_bit(FACT_DEVICE);
	return (facts_usual() | needed) & ~facts_needing(unwanted);
}

bool ops_same_container(const struct op *a, const struct op *b)
{
	return !((a->only_v1 && b->only_v2) || (a->only_v2 && b->only_v1));
}

bool pair_makes_sense(const struct op *a, const struct op *b)
{
	if (a == b)
		return a->with_itself;
	if (a->ends_process && b->ends_process)
		return false;
	return a->on & b->on && ops_same_container(a, b);
}

const char *pair_kept_apart_by(const struct pair *p)
{
	static const char *const lock[] = {
		"kv->lock of the KVM-VFIO device",
		"kvm->lock",
		"kvm->slots_lock",
		"the container's lock",
		"group->group_lock",
		"mem_list_mutex",
		"container->group_lock",
	};
	uint32_t both = p->op[0]->under & p->op[1]->under;

	if (p->op[0]->ends_process || p->op[1]->ends_process)
		return "the end of all threads before the last of them closes the files";
	return both ? lock[__builtin_ctz(both)] : NULL;
}

static struct pair *new_pair(const struct op *a, const struct op *b, const struct op *third)
{
	struct pair *p = calloc(1, sizeof(*p));

	p->op[0] = a;
	p->op[1] = b;
	p->third = third;
	snprintf(p->name, sizeof(p->name), PREFIX "%s.%s%s%s", a->name, b->name, third ? "+" : "",
		 third ? third->name : "");
	p->decl = (struct test_decl){
		.name = p->name,
		.run = pair_run,
		.needs = ops_machine(a, b, third),
		.hang_s = 8,
		.data = p,
	};
	return p;
}

/*
 * Two operations on what the guest's hypercalls work on as well, or on the group, whose release
 * takes that away.
 */
static bool triple_makes_sense(const struct op *a, const struct op *b, const struct op *stream)
{
	uint64_t on = (stream->on | ON_GROUP) & ~(ON_VCPU | ON_PART_COMES);

	return a->on & on && b->on & on && !a->stream && !b->stream && !a->ends_process &&
	       !b->ends_process;
}

static void add_pair(struct pair **pairs, unsigned int *nr, const struct op *a, const struct op *b)
{
	const struct op *stream = op_by_name(THIRD_STREAM, strlen(THIRD_STREAM));

	pairs[(*nr)++] = new_pair(a, b, NULL);
	if (triple_makes_sense(a, b, stream))
		pairs[(*nr)++] = new_pair(a, b, stream);
}

struct pair *const *pairs_all(unsigned int *nr)
{
	static struct pair **pairs;
	static unsigned int nr_pairs;
	unsigned int nr_ops;
	const struct op *const *ops = ops_all(&nr_ops);

	if (!pairs) {
		pairs = calloc(nr_ops * (nr_ops + 1) + 1, sizeof(struct pair *));
		for (unsigned int a = 0; a < nr_ops; a++)
			for (unsigned int b = a; b < nr_ops; b++)
				if (pair_makes_sense(ops[a], ops[b]))
					add_pair(pairs, &nr_pairs, ops[a], ops[b]);
	}
	*nr = nr_pairs;
	return pairs;
}

static const struct op *third_named(const char *name)
{
	const struct op *op;

	if (!strcmp(name, "stream"))
		name = THIRD_STREAM;
	op = op_by_name(name, strlen(name));
	return op && op->stream ? op : NULL;
}

struct pair *pair_named(const char *name)
{
	const char *dot, *plus, *end;
	const struct op *a, *b, *third = NULL;

	if (strncmp(name, PREFIX, strlen(PREFIX)))
		return NULL;
	name += strlen(PREFIX);
	dot = strchr(name, '.');
	plus = strchr(name, '+');
	end = plus ? plus : name + strlen(name);
	if (!dot || dot > end)
		return NULL;
	a = op_by_name(name, dot - name);
	b = op_by_name(dot + 1, end - dot - 1);
	if (plus)
		third = third_named(plus + 1);
	if (!a || !b || (plus && !third) || !ops_same_container(a, b))
		return NULL;
	return strcmp(a->name, b->name) <= 0 ? new_pair(a, b, third) : new_pair(b, a, third);
}
