// SPDX-License-Identifier: GPL-2.0-only
#include "shrink.h"

#include <string.h>

#define PAIRS_BELOW 12 /* longer ones would take too many questions */

/* Ask about s->next; if it fails alike it is the best from now on. */
static bool accept(struct shrink *s, unsigned int nr)
{
	unsigned int used;

	if (!s->tries_left || !nr)
		return false;
	s->tries_left--;
	s->tries++;
	used = s->fails(s->context, s->next, nr);
	if (!used)
		return false;
	s->nr = used < nr ? used : nr;
	memcpy(s->ops, s->next, s->nr * sizeof(*s->ops));
	return true;
}

/* --- fewer operations --------------------------------------------------------------------- */

static bool without(struct shrink *s, unsigned int first, unsigned int count)
{
	unsigned int behind = s->nr - first - count;

	memcpy(s->next, s->ops, first * sizeof(*s->ops));
	memcpy(s->next + first, s->ops + first + count, behind * sizeof(*s->ops));
	return accept(s, first + behind);
}

/* From the end, since what comes later needs what came before. */
static bool drop_pieces(struct shrink *s, unsigned int count)
{
	unsigned int end = s->nr;
	bool any = false;

	while (end >= count) {
		any |= without(s, end - count, count);
		end = end - count < s->nr ? end - count : s->nr;
	}
	return any;
}

/* What needs each other to be in order: a hole and what fills it, a fork and an exit. */
static bool drop_pairs(struct shrink *s)
{
	for (unsigned int second = s->nr; second-- > 1;)
		for (unsigned int first = second; first-- > 0;) {
			unsigned int nr = 0;

			for (unsigned int i = 0; i < s->nr; i++)
				if (i != first && i != second)
					s->next[nr++] = s->ops[i];
			if (accept(s, nr))
				return true;
		}
	return false;
}

/* All that @leave names goes at once. */
static void drop_all(struct shrink *s, bool (*leave)(const struct op *op, struct op_ref what),
		     struct op_ref what)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < s->nr; i++)
		if (!leave(&s->ops[i], what))
			s->next[nr++] = s->ops[i];
	if (nr < s->nr)
		accept(s, nr);
}

static bool is_of_code(const struct op *op, struct op_ref what)
{
	return op->code == what.n;
}

static bool is_about(const struct op *op, struct op_ref what)
{
	const struct op_ref refs[] = { op->self, op->made, op->fd, op->fd2 };

	for (unsigned int i = 0; i < sizeof(refs) / sizeof(refs[0]); i++)
		if (refs[i].kind == what.kind && refs[i].n == what.n)
			return true;
	return false;
}

/* All operations of one kind, and all that have to do with one object: often that is not it. */
static void drop_kinds(struct shrink *s)
{
	for (uint8_t code = 0; code < OP_NR_CODES; code++)
		drop_all(s, is_of_code, (struct op_ref){ .n = code });
	for (uint8_t kind = OP_CONTAINER; kind < OP_NR_KINDS; kind++)
		for (uint8_t n = 0; n < op_names(kind); n++)
			drop_all(s, is_about, (struct op_ref){ kind, n });
}

static bool drop_operations(struct shrink *s)
{
	unsigned int before = s->nr;

	if (s->nr > PAIRS_BELOW)
		drop_kinds(s);
	for (unsigned int count = s->nr / 2; count > 1; count /= 2)
		drop_pieces(s, count);
	while (drop_pieces(s, 1) || (s->nr <= PAIRS_BELOW && drop_pairs(s)))
		;
	return s->nr < before;
}

/* --- simpler operations ------------------------------------------------------------------- */

/* Write @value in place of this number; @everywhere: and of the same one of its class elsewhere. */
static bool with_number(struct shrink *s, unsigned int i, unsigned int arg, uint64_t value,
			bool everywhere)
{
	enum arg_class class = op_desc(s->ops[i].code)->arg[arg].class;
	uint64_t old = s->ops[i].arg[arg];

	memcpy(s->next, s->ops, s->nr * sizeof(*s->ops));
	s->next[i].arg[arg] = value;
	for (unsigned int k = 0; k < s->nr && everywhere; k++)
		for (unsigned int n = 0; n < op_nr_args(s->ops[k].code); n++)
			if (op_desc(s->ops[k].code)->arg[n].class == class &&
			    s->ops[k].arg[n] == old)
				s->next[k].arg[n] = value;
	return accept(s, s->nr);
}

/* The first of these that will do; what stands behind the number's own place here is no simpler. */
static bool simplify_number(struct shrink *s, unsigned int i, unsigned int arg)
{
	const uint64_t simple[] = { 0,	1,	 2,	     3,	       12,	  0x1000,
				    16, 0x10000, 0x80000001, 0x100000, 0x10000000 };
	uint64_t value = s->ops[i].arg[arg];

	for (unsigned int k = 0; k < sizeof(simple) / sizeof(simple[0]); k++) {
		if (simple[k] == value)
			return false;
		if (with_number(s, i, arg, simple[k], false) ||
		    (i < s->nr && with_number(s, i, arg, simple[k], true)))
			return true;
	}
	return (value & 0xfff) && with_number(s, i, arg, value & ~0xfffULL, false);
}

static bool simplify_numbers(struct shrink *s)
{
	bool any = false;

	/* what is shorter now may have lost this operation */
	for (unsigned int i = 0; i < s->nr; i++)
		for (unsigned int arg = 0; i < s->nr && arg < op_nr_args(s->ops[i].code); arg++)
			any |= simplify_number(s, i, arg);
	return any;
}

/* All calls of a process by process 0, or this one only. */
static bool simplify_processes(struct shrink *s)
{
	bool any = false;

	for (unsigned int i = 0; i < 2 * s->nr; i++) {
		unsigned int at = i / 2;
		uint8_t process = s->ops[at].process;

		if (!process)
			continue;
		memcpy(s->next, s->ops, s->nr * sizeof(*s->ops));
		for (unsigned int k = 0; k < s->nr; k++)
			if (k == at || (i % 2 == 0 && s->ops[k].process == process))
				s->next[k].process = 0;
		any |= accept(s, s->nr);
	}
	return any;
}

static bool rename_in(struct op *op, struct op_ref from, uint8_t to)
{
	struct op_ref *ref[] = { &op->self, &op->made, &op->fd, &op->fd2 };
	bool any = false;

	for (unsigned int i = 0; i < sizeof(ref) / sizeof(ref[0]); i++) {
		if (ref[i]->kind != from.kind || ref[i]->n != from.n)
			continue;
		ref[i]->n = to;
		any = true;
	}
	return any;
}

static bool is_among(const struct op *ops, unsigned int nr, const struct op *op)
{
	char text[OP_TEXT_BYTES], other[OP_TEXT_BYTES];

	op_format(op, text, sizeof(text));
	for (unsigned int i = 0; i < nr; i++) {
		op_format(&ops[i], other, sizeof(other));
		if (!strcmp(text, other))
			return true;
	}
	return false;
}

/*
 * Call an object by another name in all of the sequence. If there is one of that name it stands for
 * both, and what was done to both is done to it once.
 */
static bool rename_object(struct shrink *s, struct op_ref from, uint8_t to)
{
	bool any = false, taken = false;
	unsigned int nr = 0;

	for (unsigned int i = 0; i < s->nr; i++)
		taken |= is_about(&s->ops[i], (struct op_ref){ from.kind, to });
	for (unsigned int i = 0; i < s->nr; i++) {
		struct op op = s->ops[i];
		bool renamed = rename_in(&op, from, to);

		any |= renamed;
		if (!renamed || !taken || !is_among(s->next, nr, &op))
			s->next[nr++] = op;
	}
	return any && accept(s, nr);
}

static bool rename_objects(struct shrink *s)
{
	bool any = false;

	for (uint8_t kind = OP_CONTAINER; kind <= OP_KVM_VFIO; kind++)
		for (uint8_t from = 1; from < op_names(kind); from++)
			for (uint8_t to = 0; to < from; to++)
				any |= rename_object(s, (struct op_ref){ kind, from }, to);
	return any;
}

static bool simplify_operations(struct shrink *s)
{
	bool any = simplify_processes(s);

	any |= rename_objects(s);
	return any | simplify_numbers(s);
}

unsigned int shrink(struct shrink *s, const struct op *ops, unsigned int nr_ops,
		    unsigned int max_tries, shrink_fails *fails, void *context)
{
	s->fails = fails;
	s->context = context;
	s->tries_left = max_tries;
	s->tries = s->nr = 0;
	memcpy(s->next, ops, nr_ops * sizeof(*ops));
	if (!accept(s, nr_ops))
		return 0;
	/* what has become simpler may need less */
	do {
		drop_operations(s);
	} while (simplify_operations(s) && s->tries_left && drop_operations(s));
	return s->nr;
}
