// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.lethal
 * A test that is known to kill the kernel at hand is held back on hardware unless LETHAL=1. In the
 * lab the smallest of each such issue is run and the others are held back, unless they are named
 * in full, more time is given, or the smallest is no part of the run. What is not held back comes
 * last, and behind that what always leaves a thread stuck or dead.
 *
 * Source: harness/lethal.h
 */
#include "../kit/selfcheck.h"

static const char list[] = "id: bug\n"
			   "test: race.*\n"
			   "signature: oracle o\n"
			   "lethal: race.a.b race.a.*\n"
			   "affected: 6.1..6.12\n"
			   "reference: none\n"
			   "\n"
			   "id: lock\n"
			   "test: holding.*\n"
			   "signature: stuck f\n"
			   "lethal: holding.a\n"
			   "affected: all\n"
			   "reference: none\n";

static const struct test_decl small = { .name = "race.a.b" };
static const struct test_decl other = { .name = "race.a.c" };
static const struct test_decl sticks = { .name = "holding.a" };
static const struct test_decl harmless = { .name = "race.b.c" };
static const struct test_decl *const all[] = { &small, &other, &harmless };

static void expect(struct test *t, const struct lethal *l, const struct test_decl *d,
		   const char *words)
{
	char reason[240] = "";
	bool held = lethal_is_held_back(l, d->name, reason, sizeof(reason));

	t_expect(t, held == !!words, "%s is %sheld back: %s", d->name, held ? "" : "not ", reason);
	t_expect(t, !words || strstr(reason, words), "%s: \"%s\" without \"%s\"", d->name, reason,
		 words ?: "");
}

static void hardware(struct test *t, struct lethal l)
{
	l.lab = false;
	t_case(t, "hardware");
	expect(t, &l, &small, "known issue bug kills the machine; LETHAL=1 runs it");
	expect(t, &l, &other, "known issue bug");
	expect(t, &l, &harmless, NULL);
	l.longer = true;
	expect(t, &l, &small, "known issue bug");
	l.all = true;
	expect(t, &l, &small, NULL);
}

static void lab(struct test *t, struct lethal l)
{
	char name[] = "race.a.c", *named[] = { name };

	t_case(t, "lab");
	expect(t, &l, &small, NULL);
	expect(t, &l, &other, "race.a.b speaks for it; LETHAL=1 runs it");
	expect(t, &l, &harmless, NULL);
	l.named = named;
	l.nr_named = 1;
	expect(t, &l, &other, NULL);
	l.nr_named = 0;
	l.run = all + 1;
	l.nr_run = 2;
	expect(t, &l, &other, NULL);
	l.run = all;
	l.longer = true;
	expect(t, &l, &other, NULL);
}

static void other_kernel(struct test *t, struct lethal l)
{
	l.lab = false;
	l.release = "6.13.0";
	t_case(t, "another kernel");
	expect(t, &l, &small, NULL);
}

static void order(struct test *t, struct lethal l, const struct test_decl *const want[])
{
	const struct test_decl *got[ARRAY_SIZE(all)];

	lethal_last(&l, got);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		t_expect(t, got[i] == want[i], "%s is run as number %zu, must be %s", got[i]->name,
			 i + 1, want[i]->name);
}

static void last(struct test *t, struct lethal l)
{
	static const struct test_decl *const one[] = { &other, &harmless, &small },
					     *const both[] = { &harmless, &small, &other };

	t_case(t, "last");
	order(t, l, one);
	l.longer = true;
	order(t, l, both);
	l.lab = false;
	order(t, l, all);
}

static void last_of_all(struct test *t, struct lethal l)
{
	static const struct test_decl *const run[] = { &sticks, &small, &harmless },
					     *const want[] = { &harmless, &small, &sticks };

	t_case(t, "last of all");
	l.run = run;
	order(t, l, want);
}

static void run(struct test *t)
{
	struct known known;
	struct lethal l = { &known, "6.12.1", all, 3, NULL, 0, true, false, false };

	if (known_parse(&known, "list", list, sizeof(list) - 1, NULL))
		t_error(t, "the list cannot be read");
	hardware(t, l);
	lab(t, l);
	other_kernel(t, l);
	last(t, l);
	last_of_all(t, l);
	known_free(&known);
}

TCELIFE_TEST(selfcheck_lethal, .name = "selfcheck.lethal", .run = run);
