// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.explore_few
 * A side of a race that was held at nine in ten of its points counts as explored; at fewer it does
 * not, and how many points it did not come to, and at how many nobody ran beside it, is said. What
 * came of each point stands in the file of points.
 *
 * Source: harness/race/explore.h
 */
#include "../kit/explored.h"

/* A pair of which nobody runs. */
struct toy {
	struct inner inner;
	struct racing racing;
	struct explore explore;
};

static struct toy *toy_open(struct test *t)
{
	struct toy *toy = calloc(1, sizeof(*toy));

	if (!toy || !(toy->explore.page = calloc(1, sizeof(*toy->explore.page))))
		t_error(t, "no memory for a pair");
	inner_init(t, &toy->inner, NULL);
	toy->racing.t = &toy->inner.test;
	toy->explore.r = &toy->racing;
	if (!explore_tally_open(&toy->explore))
		t_error(t, "no memory for an account");
	t_case(&toy->inner.test, "held");
	return toy;
}

static void toy_close(struct toy *toy)
{
	inner_free(&toy->inner);
	free(toy->explore.page);
	free(toy);
}

/* That came of the next points. */
static void came(struct toy *toy, unsigned int nr, uint32_t release)
{
	const struct schedule s = { .nr = 1, .point = { { .vaddr = STEER_KERNEL, .nth = 1 } } };

	toy->explore.page->seen[0].release = release;
	toy->explore.page->seen[0].exact = true;
	for (unsigned int i = 0; i < nr; i++) {
		toy->explore.done[0].points++;
		explore_account(&toy->explore, &s);
	}
}

/* What is said of it then; NULL: that it is explored. */
static const char *said(struct toy *toy)
{
	const struct case_record *c = &toy->inner.record->cases[0];

	explore_tally_close(&toy->explore);
	explore_expect_enough(&toy->explore, 0);
	return c->cannot_judge ? c->reason : NULL;
}

static void enough(struct test *t)
{
	struct toy *toy = toy_open(t);
	const char *why;

	t_case(t, "nine in ten");
	came(toy, 8, STEER_OTHER_ENDED);
	came(toy, 1, STEER_OTHER_SLEEPS);
	came(toy, 1, STEER_NOBODY_CAME);
	why = said(toy);
	t_expect(t, !why, "%s", why ?: "");
	toy_close(toy);
}

static void too_few(struct test *t)
{
	static const char must_be[] = "too few held: 8 of 11 points, fewer than 90 %; at 2 others "
				      "nobody ran beside it, to 1 it did not come; ";
	struct toy *toy = toy_open(t);
	const char *why;

	t_case(t, "fewer");
	came(toy, 8, STEER_OTHER_ENDED);
	came(toy, 2, STEER_NOBODY_CAME);
	came(toy, 1, STEER_NOT_HELD);
	why = said(toy) ?: "it is explored";
	t_expect(t, !strncmp(why, must_be, strlen(must_be)), "%s; must be %s...", why, must_be);
	toy_close(toy);
}

static void in_the_file(struct test *t)
{
	static const char must_be[] = "0@0xc000000000000000#1: the other one ran, 0 us\n"
				      "0@0xc000000000000000#1: the other one did not begin, 0 us\n"
				      "0@0xc000000000000000#1: did not come there, 0 us\n";
	struct toy *toy = toy_open(t);
	char path[600], *text;

	t_case(t, "each point");
	came(toy, 1, STEER_OTHER_ENDED);
	came(toy, 1, STEER_NOBODY_CAME);
	came(toy, 1, STEER_NOT_HELD);
	said(toy);
	snprintf(path, sizeof(path), "%s/points", t->folder);
	text = slurp(path);
	t_expect(t, text && !strcmp(text, must_be), "%s; must be %s", text ?: "no file", must_be);
	free(text);
	toy_close(toy);
}

static void run(struct test *t)
{
	enough(t);
	too_few(t);
	in_the_file(t);
}

TCELIFE_TEST(selfcheck_explore_few, .name = "selfcheck.explore_few", .run = run);
