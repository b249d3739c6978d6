// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../reached.h"
#include "unit.h"

#define NR 4

static const struct gcda compiled = { .identity = 5, .nr = NR };
static struct reached r;

/* Two files; the start of the machine has raised the first counter of each. */
static void begin(void)
{
	const uint64_t counts[NR] = { 7 };

	reached_free(&r);
	CHECK_INT(reached_add(&r, "virt/kvm/vfio", &compiled, counts), 0);
	CHECK_INT(reached_add(&r, "container", &compiled, counts), 0);
	CHECK_INT(r.nr_counters, 2 * NR);
	CHECK_INT(r.nr_ever, 0);
}

static unsigned int look(unsigned int n, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	const uint64_t counts[NR] = { a, b, c, d };

	return reached_look(&r, n, counts, true);
}

static void the_first_time_is_new(void)
{
	begin();
	CHECK_INT(look(0, 7, 0, 0, 0), 0);
	CHECK_INT(look(0, 7, 1, 0, ~0ull), 2);
	CHECK_INT(look(0, 7, 2, 0, 3), 0);
	CHECK_INT(look(1, 7, 1, 0, 0), 1); /* of another file */
	CHECK_INT(r.nr_ever, 3);
	/* what the start has raised is nobody's, until somebody raises it */
	CHECK_INT(look(0, 8, 2, 0, 3), 1);
	/* somebody has set all to 0, and then they were raised */
	CHECK_INT(look(0, 0, 0, 0, 0), 0);
	CHECK_INT(look(0, 1, 1, 1, 1), 1);
	CHECK_INT(r.nr_ever, 5);
}

static void what_does_not_count(void)
{
	const uint64_t counts[NR] = { 7, 1 };

	begin();
	CHECK_INT(reached_look(&r, 0, counts, false), 0);
	CHECK_INT(r.nr_ever, 0);
	CHECK_INT(look(0, 7, 1, 0, 0), 0); /* was not raised by this one */
	CHECK_INT(look(0, 7, 2, 0, 0), 1);
}

static char *text_of(void (*write)(const struct reached *r, FILE *f))
{
	static char *text;
	size_t bytes;
	FILE *f;

	free(text);
	text = NULL;
	f = open_memstream(&text, &bytes);
	write(&r, f);
	fclose(f);
	return text;
}

static void history(void)
{
	char *lines;

	begin();
	CHECK_INT(look(0, 7, 1, 1, 0), 2);
	CHECK_INT(look(1, 7, 0, 0, 1), 1);
	CHECK_STR(text_of(reached_describe_new), "vfio 2, container 1");
	CHECK_STR(text_of(reached_write_new), "virt/kvm/vfio 1\nvirt/kvm/vfio 2\ncontainer 3\n");
	lines = strdup(text_of(reached_write_new));
	begin();
	reached_load(&r, "# a comment\n\nelsewhere 1\ncontainer 99\ncontainer\n");
	CHECK_INT(r.nr_ever, 0);
	reached_load(&r, lines);
	reached_load(&r, lines);
	CHECK_INT(r.nr_ever, 3);
	CHECK_INT(look(0, 7, 1, 1, 1), 1);
	CHECK_STR(text_of(reached_write_new), "virt/kvm/vfio 3\n");
	free(lines);
}

static void builds_differ(void)
{
	const struct gcda other = { .identity = 6, .nr = NR };
	const uint64_t counts[NR] = { 0 };
	uint64_t build;

	begin();
	build = r.build;
	begin();
	CHECK(r.build == build);
	reached_free(&r);
	reached_add(&r, "virt/kvm/vfio", &other, counts);
	reached_add(&r, "container", &compiled, counts);
	CHECK(r.build != build);
	while (r.nr_files < REACHED_FILES)
		reached_add(&r, "more", &compiled, counts);
	CHECK_INT(reached_add(&r, "more", &compiled, counts), -ENOSPC);
	reached_free(&r);
}

static const struct unit_case cases[] = {
	{ "the-first-time-is-new", the_first_time_is_new },
	{ "what-does-not-count", what_does_not_count },
	{ "history", history },
	{ "builds-differ", builds_differ },
	{ NULL, NULL },
};

const struct unit_suite suite_reached = { "reached", cases };
