// SPDX-License-Identifier: GPL-2.0-only
#include "corpus.h"

#include <dirent.h>
#include <sys/stat.h>

#include "../../lib/slurp.h"
#include "../../lib/timebase.h"
#include "../record.h"
#include "../test.h"
#include "finding.h"
#include "play.h"
#include "saved.h"

#define SUFFIX ".seq"

/* --- what is there ---------------------------------------------------------------------- */

static bool is_sequence(const char *name)
{
	size_t length = strlen(name);

	return length > strlen(SUFFIX) && !strcmp(name + length - strlen(SUFFIX), SUFFIX);
}

/* Another test may have kept it, of which this one has not the machine: all would be refused. */
static bool fits(const struct corpus *c, const char *text)
{
	return (c->machine->nr_groups > 1 || !strstr(text, SAVED_SECOND_GROUP)) &&
	       (c->machine->hash || !strstr(text, "mode=hash")) &&
	       (c->machine->radix || !strstr(text, "mode=radix"));
}

/* One that an older version wrote may not be understood any more. */
static void add_parent(struct corpus *c, const char *name, const char *text)
{
	static struct op ops[PLAY_MAX];
	char why[OP_TEXT_BYTES];
	int nr = op_parse_file(text, ops, PLAY_MAX, why);

	if (nr < 0)
		printf("  left out of the corpus: %s: %s\n", name, why);
	else if (mutate_add(&c->parents, ops, (unsigned int)nr))
		printf("  left out of the corpus: %s: there are too many\n", name);
}

static void read_one(struct corpus *c, const char *name)
{
	char path[1000], *text;

	snprintf(path, sizeof(path), "%s/%s", c->folder, name);
	text = slurp(path);
	if (text && fits(c, text))
		add_parent(c, name, text);
	free(text);
}

/* In the order of their names, so that the same corpus makes the same mutants. */
static void read_sequences(struct corpus *c)
{
	struct dirent **entry;
	int nr = scandir(c->folder, &entry, NULL, alphasort);

	for (int i = 0; i < nr; i++) {
		if (is_sequence(entry[i]->d_name))
			read_one(c, entry[i]->d_name);
		free(entry[i]);
	}
	if (nr >= 0)
		free(entry);
	c->nr_before = c->parents.nr;
}

static void history_path(const struct corpus *c, char *path, size_t path_bytes)
{
	snprintf(path, path_bytes, "%s/reached-%016llx", c->folder,
		 (unsigned long long)c->reach.reached.build);
}

/* On a build that has no history yet all of the corpus is played first, and makes one. */
static void read_history(struct corpus *c)
{
	char path[800], *text;

	history_path(c, path, sizeof(path));
	text = slurp(path);
	if (text)
		reached_load(&c->reach.reached, text);
	if (!c->reach.reached.nr_ever)
		c->nr_replays = c->nr_before;
	free(text);
}

struct corpus *corpus_open(struct test *t, const char *folder, const struct model_machine *machine)
{
	struct corpus *c = calloc(1, sizeof(*c));
	const char *dot = strrchr(t->decl->name, '.');
	int ret;

	if (!c)
		return NULL;
	c->t = t;
	c->machine = machine;
	snprintf(c->kind, sizeof(c->kind), "%s", dot ? dot + 1 : t->decl->name);
	snprintf(c->folder, sizeof(c->folder), "%s", folder);
	read_sequences(c);
	ret = reach_open(&c->reach);
	c->counts = !ret;
	if (c->counts)
		read_history(c);
	else if (ret != -ENOENT)
		t_diag(t, "this kernel's counters are not used: %s", strerror(-ret));
	return c;
}

void corpus_close(struct corpus *c)
{
	reach_close(&c->reach);
	mutate_free(&c->parents);
	free(c);
}

/* --- what is made of it ----------------------------------------------------------------- */

unsigned int corpus_make(struct corpus *c, struct generator *g, uint64_t seed, uint64_t number,
			 struct op *ops)
{
	unsigned int nr_ops = 0;

	c->is_replay = c->nr_replays;
	if (c->is_replay)
		nr_ops = mutate_not(g, &c->parents, c->nr_before - c->nr_replays--, seed, number,
				    ops);
	else if (mutate_is_due(&c->parents, seed, number))
		nr_ops = mutate(g, &c->parents, seed, number, ops);
	c->is_replay &= nr_ops > 0;
	c->nr_made += nr_ops > 0;
	return nr_ops;
}

/* --- what is added to it ---------------------------------------------------------------- */

/* Of the operations as text, so that the same sequence has the same name wherever it was kept. */
static uint64_t number_of(const struct op *ops, unsigned int nr_ops)
{
	uint64_t number = 0xcbf29ce484222325ull; /* FNV-1a */
	char line[OP_TEXT_BYTES];

	for (unsigned int i = 0; i < nr_ops; i++) {
		op_format(&ops[i], line, sizeof(line));
		for (const char *p = line; *p; p++)
			number = (number ^ (unsigned char)*p) * 0x100000001b3ull;
	}
	return number;
}

/* False: it is there already, or cannot be written. */
static bool write_sequence(struct corpus *c, const char *origin, const struct op *ops,
			   unsigned int nr_ops)
{
	char *text = finding_text(NULL, c->t->release, origin, ops, nr_ops), path[800];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s-%016llx" SUFFIX, c->folder, c->kind,
		 (unsigned long long)number_of(ops, nr_ops));
	f = text ? fopen(path, "wxe") : NULL;
	if (f) {
		fprintf(f, "%s# reached first: ", text);
		reached_describe_new(&c->reach.reached, f);
		fputc('\n', f);
		fclose(f);
	}
	free(text);
	return f;
}

static void write_history(struct corpus *c)
{
	char path[800];
	FILE *f;

	history_path(c, path, sizeof(path));
	f = fopen(path, "ae");
	if (!f)
		return;
	reached_write_new(&c->reach.reached, f);
	fclose(f);
}

/* One that is played again is there already, if not to the last operation. */
unsigned int corpus_look(struct corpus *c, const struct op *ops, unsigned int nr_ops,
			 const char *origin, bool agreed)
{
	unsigned int nr_new = c->counts ? reach_look(&c->reach, agreed) : 0;

	if (!nr_new)
		return 0;
	mkdir(c->folder, 0777);
	if (!c->is_replay && write_sequence(c, origin, ops, nr_ops))
		mutate_add(&c->parents, ops, nr_ops);
	write_history(c);
	return nr_new;
}

/* --- saying it -------------------------------------------------------------------------- */

void corpus_say(struct corpus *c)
{
	const struct reached *reached = &c->reach.reached;

	if (c->parents.nr || c->counts)
		t_diag(c->t, "corpus: %u sequences, %u new; %llu were made of it", c->parents.nr,
		       c->parents.nr - c->nr_before, (unsigned long long)c->nr_made);
	if (!c->counts)
		return;
	t_diag(c->t, "%u of %u counters reached so far; looking at them took %llu ms in %u looks",
	       reached->nr_ever, reached->nr_counters,
	       (unsigned long long)timebase_to_ms(c->reach.looking_tb), c->reach.nr_looks);
	if (c->reach.nr_failed)
		t_diag(c->t, "%u times a file of counters could not be read", c->reach.nr_failed);
}
