// SPDX-License-Identifier: GPL-2.0-only
/* Is the corpus what it should be? Short sequences of which it is known what is new in them. */
#include "campaign_parts.h"

static const struct campaign_plan plan = { .world = GENERATE_V2 };

/* Each reaches what the ones before it do not. */
static const struct op container[] = { { .code = OP_OPEN_CONTAINER, .made = { OP_CONTAINER, 0 } } };
static const struct op group[] = {
	{ .code = OP_OPEN_GROUP, .made = { OP_GROUP, 0 } },
	{ .code = OP_GET_STATUS, .self = { OP_GROUP, 0 } },
};
static const struct op table[] = {
	{ .code = OP_CREATE_VM, .made = { OP_VM, 0 } },
	{ .code = OP_CREATE_TABLE,
	  .self = { OP_VM, 0 },
	  .made = { OP_TABLE, 0 },
	  .arg = { 1, 12, 0, 16, 0 } },
};

#define NR(ops) (sizeof(ops) / sizeof((ops)[0]))

/* How many counters one has reached that none before it did; @agreed: as the corpus is told. */
static unsigned int reaches(struct campaign *c, const struct op *ops, unsigned int nr_ops,
			    bool agreed)
{
	struct verdict_of_play v;

	campaign_play(c, ops, nr_ops, &v);
	if (v.end != PLAY_AGREES)
		t_error(c->t, "kernel and model part: %s", v.fingerprint);
	return corpus_look(c->corpus, ops, nr_ops, "1:1", agreed);
}

static void check_what_is_kept(struct campaign *c)
{
	struct test *t = c->t;
	unsigned int nr;

	t_case(t, "new ones are kept");
	nr = reaches(c, container, NR(container), true);
	t_expect(t, nr, "open_container has reached nothing new");
	t_diag(t, "%u counters", nr);
	t_expect(t, reaches(c, table, NR(table), true), "create_table has reached nothing new");
	t_expect(t, c->corpus->parents.nr == 2, "%u are kept, not 2", c->corpus->parents.nr);

	t_case(t, "the same again is not");
	nr = reaches(c, container, NR(container), true);
	t_expect(t, !nr, "%u counters are new once more", nr);
	t_expect(t, c->corpus->parents.nr == 2, "%u are kept, not 2", c->corpus->parents.nr);

	t_case(t, "one that departs is not");
	nr = reaches(c, group, NR(group), false);
	t_expect(t, !nr, "%u counters count as reached", nr);
	t_expect(t, c->corpus->parents.nr == 2, "%u are kept, not 2", c->corpus->parents.nr);
	t_expect(t, reaches(c, group, NR(group), true), "open_group has reached nothing new");
}

/* Of 40; -1 if one was not due. A mutant of so short ones may be empty: then one is generated. */
static int count_made(struct corpus *corpus, struct generator *g)
{
	static struct op ops[GENERATE_MAX];
	int made = 0;

	for (uint64_t number = 0; number < 40; number++) {
		if (!corpus_make(corpus, g, 1, number, ops))
			continue;
		if (!mutate_is_due(&corpus->parents, 1, number))
			return -1;
		made++;
	}
	return made;
}

/* In a run to come, as scripts/sequences brings it there. */
static void check_next_run(struct campaign *c, const char *folder)
{
	struct corpus *first = c->corpus;
	int made;

	t_case(c->t, "the next run has them");
	c->corpus = corpus_open(c->t, folder, &c->machine);
	if (!c->corpus)
		t_error(c->t, "out of memory");
	t_expect(c->t, c->corpus->nr_before == first->parents.nr, "%u of %u are there",
		 c->corpus->nr_before, first->parents.nr);
	t_expect(c->t, c->corpus->reach.reached.nr_ever == first->reach.reached.nr_ever,
		 "%u of %u counters are known as reached", c->corpus->reach.reached.nr_ever,
		 first->reach.reached.nr_ever);
	t_expect(c->t, !c->corpus->nr_replays, "all are to be played again");
	t_expect(c->t, !reaches(c, table, NR(table), true), "create_table is new once more");
	corpus_close(first);

	t_case(c->t, "one in four is made of them");
	made = count_made(c->corpus, &c->generator);
	t_expect(c->t, made >= 5, "%d of 40", made);
}

void campaign_check_corpus(struct test *t)
{
	struct campaign *c = campaign_new(t, &plan);
	char folder[700];

	if (!c)
		return;
	snprintf(folder, sizeof(folder), "%s/corpus", t->folder);
	c->corpus = corpus_open(t, folder, &c->machine);
	if (!c->corpus)
		t_error(t, "out of memory");
	if (c->corpus->counts) {
		check_what_is_kept(c);
		check_next_run(c, folder);
	} else {
		t_skip(t, "this kernel has no counters: make kernel FLAVOUR=gcov");
	}
	campaign_free(c);
}
