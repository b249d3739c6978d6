// SPDX-License-Identifier: GPL-2.0-only
/* The same sequence again: shorter and shorter, or because somebody asks for it. */
#include "campaign_parts.h"
#include "saved.h"

#define NO_HUGE                                                                            \
	"no huge pages: a dozen free ones of 2 MiB are needed; the lab has none for want " \
	"of firmware that names their size: see scripts/kernel/lab"
#define SHRINK_TRIES 300
#define SHRINK_MS    60000 /* for each finding */
/* What prints once per boot prints again. */
#define REARM "/sys/kernel/debug/clear_warn_once"

struct question {
	struct campaign *c;
	const char *fingerprint;
	uint64_t until_tb;
};

static unsigned int fails(void *context, const struct op *ops, unsigned int nr_ops)
{
	struct question *q = context;
	struct verdict_of_play v;

	if (timebase_now() > q->until_tb)
		return 0;
	spit(REARM, "1");
	campaign_play(q->c, ops, nr_ops, &v);
	return strcmp(v.fingerprint, q->fingerprint) ? 0 : v.took;
}

unsigned int campaign_shrink(struct campaign *c, const struct verdict_of_play *v, struct op *ops,
			     unsigned int nr_ops)
{
	struct question q = { .c = c,
			      .fingerprint = v->fingerprint,
			      .until_tb = timebase_now() + timebase_from_ms(SHRINK_MS) };
	unsigned int nr = nr_ops > SHRINK_MAX ? SHRINK_MAX : nr_ops;

	nr = shrink(&c->shrink, ops, nr, SHRINK_TRIES, fails, &q);
	if (!nr) {
		t_diag(c->t, "it does not show each time: %u operations, not shrunk", nr_ops);
		return nr_ops;
	}
	memcpy(ops, c->shrink.ops, nr * sizeof(*ops));
	t_diag(c->t, "%u of %u operations are enough, after %u tries:", nr, nr_ops,
	       c->shrink.tries);
	return nr;
}

/* --- REPLAY= ---------------------------------------------------------------------------- */

static unsigned int of_seed(struct campaign *c, const char *what, struct op *ops)
{
	unsigned long long seed, number, prefix = UINT_MAX;
	unsigned int nr_ops;

	if (strstr(what, CORPUS_ORIGIN))
		t_error(c->t, "REPLAY=%s was made of the corpus as it was then: replay its file",
			what);
	if (sscanf(what, "%llu:%llu:%llu", &seed, &number, &prefix) < 2)
		return 0;
	nr_ops = generate(&c->generator, seed, number, ops);
	if (prefix < nr_ops)
		return (unsigned int)prefix;
	return finish_sequence(&c->start, seed ^ number, ops, nr_ops);
}

/* As it is named, or as the copy that scripts/run puts among the results. */
static char *read_sequence(struct campaign *c, const char *what)
{
	char path[700], *text = slurp(what);

	if (text)
		return text;
	snprintf(path, sizeof(path), "%s/../../replay.seq", c->t->folder);
	return slurp(path);
}

static unsigned int parse(struct campaign *c, const char *text, struct op *ops)
{
	char why[OP_TEXT_BYTES] = "";
	int nr_ops = op_parse_file(text, ops, PLAY_MAX, why);

	if (nr_ops < 0)
		t_error(c->t, "%s: %s", c->origin, why);
	return (unsigned int)nr_ops;
}

static unsigned int of_file(struct campaign *c, const char *what, struct op *ops)
{
	char *text = read_sequence(c, what);
	unsigned int nr_ops;

	if (!text)
		t_error(c->t, "REPLAY=%s: neither <seed>:<number> nor a file that can be read",
			what);
	nr_ops = parse(c, text, ops);
	free(text);
	return nr_ops;
}

static void play_once(struct campaign *c, const struct op *ops, unsigned int nr_ops)
{
	struct verdict_of_play v;

	c->play->loud = true;
	campaign_play(c, ops, nr_ops, &v);
	c->play->loud = false;
	t_diag(c->t, "%u operations, %u calls; the last: %s", v.took, c->play->made,
	       c->play->doing);
	if (v.end == PLAY_BROKEN)
		t_error(c->t, "its process %s", c->play->details);
	campaign_judge(c, &v);
	if (v.spoilt)
		t_stopped(c->t, v.title);
}

void campaign_replay(struct campaign *c, const char *what)
{
	static struct op ops[PLAY_MAX];
	unsigned int nr_ops;

	t_case(c->t, "replay");
	snprintf(c->origin, sizeof(c->origin), "%.40s", what);
	nr_ops = of_seed(c, what, ops);
	if (!nr_ops)
		nr_ops = of_file(c, what, ops);
	play_once(c, ops, nr_ops);
}

void campaign_saved(struct test *t, const char *text)
{
	const struct campaign_plan plan = { .world = strstr(text, SAVED_SECOND_GROUP) ?
							     GENERATE_TWO_GROUPS :
							     GENERATE_ANY,
					    .hash = strstr(text, "mode=hash") };
	static struct op ops[PLAY_MAX];
	struct campaign *c;

	t_case(t, "agrees");
	c = campaign_new(t, &plan);
	if (!c)
		return;
	if (strstr(text, SAVED_HUGE) && !c->machine.huge_pages) {
		t_skip(t, "%s", NO_HUGE);
		campaign_free(c);
		return;
	}
	c->as_short_as_it_shall_be = true;
	snprintf(c->origin, sizeof(c->origin), "its file");
	play_once(c, ops, parse(c, text, ops));
	campaign_free(c);
}
