// SPDX-License-Identifier: GPL-2.0-only
/*
 * A walk along a parent: most operations are taken as they are, and at some places something else
 * happens, in the state of the model that was reached there.
 */
#include "mutate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "generate_parts.h"

#define MAX_PLACES   4
#define MAX_DROPPED  4 /* operations at one place */
#define MAX_AGAIN    4
#define MAX_INSERTED 12
#define MAX_LEFT     40 /* on another way to the end */

struct walk {
	struct generator *g;
	const struct mutate_parents *parents;
	const struct mutate_parent *along;
	unsigned int at; /* the operation of @along that is next */
	unsigned int nr_places;
	unsigned int place[MAX_PLACES];
	struct op *ops; /* g->nr so far */
};

static bool is_full(const struct walk *w)
{
	return w->g->nr == GENERATE_MAX;
}

/* Left out if it cannot be made here, or may not. */
static void put(struct walk *w, const struct op *op)
{
	if (is_full(w) || (op->code == OP_DMA && !dma_is_left(w->g)) || !is_good(w->g, op, false))
		return;
	w->ops[w->g->nr] = *op;
	take_op(w->g, op);
}

static void insert(struct walk *w, unsigned int max)
{
	struct op op;

	for (uint64_t left = 1 + below(w->g, max); left && next_op(w->g, &op); left--)
		put(w, &op);
}

/* The last few once more; what they make gets another name. */
static void repeat(struct walk *w)
{
	unsigned int nr = 1 + (unsigned int)below(w->g, MAX_AGAIN);
	unsigned int from = w->g->nr < nr ? 0 : w->g->nr - nr, to = w->g->nr;

	for (; from < to; from++) {
		struct op op = w->ops[from];

		if (op_desc(op.code)->made)
			op.made = pick_free(w->g, op_desc(op.code)->made);
		put(w, &op);
	}
}

static void spoil_next(struct walk *w)
{
	struct op op = w->along->ops[w->at++];

	spoil(w->g, &op);
	put(w, &op);
}

/* From here on along another one, or this one again. */
static void splice(struct walk *w)
{
	w->along = &w->parents->parent[below(w->g, w->parents->nr)];
	w->at = (unsigned int)below(w->g, w->along->nr_ops);
}

static void leave(struct walk *w)
{
	insert(w, MAX_LEFT);
	w->at = w->along->nr_ops;
}

static void do_something_else(struct walk *w)
{
	switch (below(w->g, 8)) {
	case 0:
		w->at += 1 + (unsigned int)below(w->g, MAX_DROPPED);
		break;
	case 1:
		repeat(w);
		break;
	case 2:
	case 3:
		insert(w, MAX_INSERTED);
		break;
	case 4:
	case 5:
		spoil_next(w);
		break;
	case 6:
		splice(w);
		break;
	default:
		leave(w);
	}
}

/* Each place counts once, so that a splice that leads back does not go on for ever. */
static bool is_place(struct walk *w)
{
	for (unsigned int i = 0; i < w->nr_places; i++)
		if (w->place[i] == w->at) {
			w->place[i] = w->place[--w->nr_places];
			return true;
		}
	return false;
}

static void choose_way(struct walk *w)
{
	w->along = &w->parents->parent[below(w->g, w->parents->nr)];
	w->nr_places = 1 + (unsigned int)below(w->g, MAX_PLACES);
	for (unsigned int i = 0; i < w->nr_places; i++)
		w->place[i] = (unsigned int)below(w->g, w->along->nr_ops);
}

unsigned int mutate(struct generator *g, const struct mutate_parents *p, uint64_t seed,
		    uint64_t number, struct op *ops)
{
	struct walk w = { .g = g, .parents = p, .ops = ops };

	begin_sequence(g, seed, number);
	choose_way(&w);
	while (w.at < w.along->nr_ops && !is_full(&w)) {
		if (is_place(&w))
			do_something_else(&w);
		else
			put(&w, &w.along->ops[w.at++]);
	}
	return g->nr;
}

unsigned int mutate_not(struct generator *g, const struct mutate_parents *p, unsigned int n,
			uint64_t seed, uint64_t number, struct op *ops)
{
	struct walk w = { .g = g, .parents = p, .along = &p->parent[n], .ops = ops };

	begin_sequence(g, seed, number);
	for (unsigned int i = 0; i < w.along->nr_ops; i++)
		put(&w, &w.along->ops[i]);
	return g->nr;
}

/* By chance, since each fourth number is each fourth length, too: generate_length(). */
bool mutate_is_due(const struct mutate_parents *p, uint64_t seed, uint64_t number)
{
	struct prng prng = prng_fork(~seed, number);

	return p->nr && !prng_below(&prng, MUTATE_EVERY);
}

int mutate_add(struct mutate_parents *p, const struct op *ops, unsigned int nr_ops)
{
	struct mutate_parent *parent = &p->parent[p->nr];

	if (p->nr == MUTATE_PARENTS)
		return -ENOSPC;
	if (!nr_ops)
		return 0;
	parent->ops = malloc(nr_ops * sizeof(*ops));
	if (!parent->ops)
		return -ENOMEM;
	memcpy(parent->ops, ops, nr_ops * sizeof(*ops));
	parent->nr_ops = nr_ops;
	p->nr++;
	return 0;
}

void mutate_free(struct mutate_parents *p)
{
	while (p->nr)
		free(p->parent[--p->nr].ops);
}
