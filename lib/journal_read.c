// SPDX-License-Identifier: GPL-2.0-only
/* The state of a run, rebuilt from its journal. */
#include "journal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The fields of one record, cut out of its line. */
struct record {
	char *word[4];
	unsigned int nr_words;
};

static void split(struct record *r, char *line)
{
	char *save;

	*r = (struct record){ 0 };
	for (char *w = strtok_r(line, " \n", &save); w; w = strtok_r(NULL, " \n", &save)) {
		if (r->nr_words < 4)
			r->word[r->nr_words] = w;
		r->nr_words++;
	}
}

/* A number from 1, as the second field of most records. */
static bool record_number(const struct record *r, unsigned int *n)
{
	char *end;
	unsigned long value = strtoul(r->word[1], &end, 10);

	*n = (unsigned int)value;
	return !*end && value >= 1 && value <= 1000000;
}

static struct journal_test *known_test(struct journal_state *s, const struct record *r)
{
	unsigned int n;

	return record_number(r, &n) && n <= s->nr_tests ? &s->tests[n - 1] : NULL;
}

static int read_plan(struct journal_state *s, const struct record *r)
{
	struct journal_test *tests;
	unsigned int n;

	if (!record_number(r, &n) || n != s->nr_tests + 1)
		return -EBADMSG;
	tests = realloc(s->tests, n * sizeof(*tests));
	if (!tests)
		return -ENOMEM;
	s->tests = tests;
	tests[n - 1] = (struct journal_test){ .name = strdup(r->word[2]) };
	if (!tests[n - 1].name)
		return -ENOMEM;
	s->nr_tests = n;
	return 0;
}

static int read_boot(struct journal_state *s, const struct record *r)
{
	if (!record_number(r, &s->boot))
		return -EBADMSG;
	s->boots++;
	snprintf(s->release, sizeof(s->release), "%s", r->word[2]);
	snprintf(s->boot_id, sizeof(s->boot_id), "%s", r->word[3]);
	return 0;
}

static int read_begin(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);

	if (!t || strcmp(t->name, r->word[2]) || sscanf(r->word[3], "seed=%" SCNu64, &t->seed) != 1)
		return -EBADMSG;
	t->begins++;
	t->tries_from = t->tries_to = 0;
	t->verdict = V_NONE;
	t->boot = s->boot;
	s->running = (unsigned int)(t - s->tests) + 1;
	return 0;
}

static int read_tries(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);

	if (!t || sscanf(r->word[2], "%" SCNu64, &t->tries_from) != 1 ||
	    sscanf(r->word[3], "%" SCNu64, &t->tries_to) != 1)
		return -EBADMSG;
	return 0;
}

static int read_end(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);
	enum verdict v = verdict_parse(r->word[2]);

	if (!t || v == V_NONE)
		return -EBADMSG;
	t->verdict = v;
	if (s->running == (unsigned int)(t - s->tests) + 1)
		s->running = 0;
	return 0;
}

static int read_done(struct journal_state *s, const struct record *r)
{
	if (sscanf(r->word[1], "%d", &s->exit_status) != 1)
		return -EBADMSG;
	s->done = true;
	return 0;
}

static int read_record(struct journal_state *s, char *line)
{
	static const struct {
		const char *word;
		unsigned int nr_words;
		int (*read)(struct journal_state *s, const struct record *r);
	} kinds[] = {
		{ "plan", 3, read_plan },   { "boot", 4, read_boot }, { "begin", 4, read_begin },
		{ "tries", 4, read_tries }, { "end", 3, read_end },   { "done", 2, read_done },
	};
	struct record r;

	split(&r, line);
	for (unsigned int i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (r.nr_words == kinds[i].nr_words && !strcmp(r.word[0], kinds[i].word))
			return kinds[i].read(s, &r);
	return -EBADMSG;
}

static int bad_line(struct why *why, const char *path, unsigned int n, int error)
{
	if (error != -EBADMSG)
		return why_set(why, error, "%s:%u: %s", path, n, strerror(-error));
	return why_set(why, error,
		       "%s:%u: not a record of this run; expected plan, boot, begin, tries, end or "
		       "done (journal.h). Use a new results directory",
		       path, n);
}

int journal_read(struct journal_state *s, const char *path, struct why *why)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t bytes;
	int error = 0;

	*s = (struct journal_state){ 0 };
	if (!file)
		return errno == ENOENT ? 0 : why_set(why, -errno, "%s: %m", path);
	for (unsigned int n = 1; !error && (bytes = getline(&line, &room, file)) > 0; n++) {
		s->torn = line[bytes - 1] != '\n';
		if (!s->torn)
			error = read_record(s, line);
		if (error)
			bad_line(why, path, n, error);
	}
	if (!error && ferror(file))
		error = why_set(why, -EIO, "%s: cannot be read to its end", path);
	free(line);
	fclose(file);
	return error;
}

void journal_state_free(struct journal_state *s)
{
	for (unsigned int i = 0; i < s->nr_tests; i++)
		free(s->tests[i].name);
	free(s->tests);
	*s = (struct journal_state){ 0 };
}

bool journal_plan_is(const struct journal_state *s, const char *const *names, unsigned int nr_names)
{
	if (s->nr_tests != nr_names)
		return false;
	for (unsigned int i = 0; i < nr_names; i++)
		if (strcmp(s->tests[i].name, names[i]))
			return false;
	return true;
}
