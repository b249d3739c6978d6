// SPDX-License-Identifier: GPL-2.0-only
/* Generate, write down, play, look, say; until the time is over. */
#include "campaign.h"

#include "campaign_parts.h"

/* --- what comes of one sequence --------------------------------------------------------- */

static const struct known_entry *known_as(const struct campaign *c, const char *fingerprint)
{
	const struct test *t = c->t;

	return t->strict ? NULL : finding_known(t->known, t->decl->name, t->release, fingerprint);
}

/* Worse than a warning: what follows may follow from it. */
static bool spoils(enum klog_kind kind)
{
	return kind != KLOG_WARNING && kind != KLOG_UBSAN && kind != KLOG_CUT;
}

static void note_report(struct campaign *c, const struct klog_report *r, struct verdict_of_play *v)
{
	char fingerprint[FINDING_TEXT_BYTES];

	if (r->kind == KLOG_CUT || klog_is_environment(r->kind))
		return;
	snprintf(fingerprint, sizeof(fingerprint), "klog %s", r->fingerprint);
	if (spoils(r->kind)) {
		v->spoilt = true;
		snprintf(v->title, sizeof(v->title), "%.150s [%.150s]", r->title, r->fingerprint);
	}
	if (v->end == PLAY_DEPARTS && !spoils(r->kind))
		return; /* it follows from what the kernel did before */
	if (v->reported || known_as(c, fingerprint))
		return;
	v->reported = true;
	snprintf(v->fingerprint, sizeof(v->fingerprint), "%s", fingerprint);
	snprintf(v->details, sizeof(v->details), "%s", r->title);
}

static void take_reports(struct campaign *c, struct verdict_of_play *v)
{
	struct klog log;

	if (ear_reports(&c->ear, &log))
		for (unsigned int i = 0; i < log.nr_reports; i++)
			note_report(c, &log.reports[i], v);
	klog_free(&log);
}

static void copy_finding(struct verdict_of_play *v, const char *fingerprint, const char *details)
{
	if (v->reported)
		return;
	snprintf(v->fingerprint, sizeof(v->fingerprint), "%s", fingerprint);
	snprintf(v->details, sizeof(v->details), "%s", details);
}

void campaign_play(struct campaign *c, const struct op *ops, unsigned int nr_ops,
		   struct verdict_of_play *v)
{
	char fingerprint[MODEL_TEXT_BYTES], details[OP_TEXT_BYTES];
	struct play *p = c->play;
	bool clean;

	*v = (struct verdict_of_play){ 0 };
	memcpy(p->ops, ops, nr_ops * sizeof(*ops));
	p->nr_ops = nr_ops;
	play(p, &c->start, t_targets(c->t));
	t_alive(c->t);
	if (p->made)
		t_checked(c->t);
	v->end = p->end;
	take_reports(c, v);
	v->took = p->at < nr_ops ? p->at + 1 : nr_ops;
	if (v->end == PLAY_DEPARTS || v->end == PLAY_DIED)
		copy_finding(v, p->fingerprint, p->details);
	if (v->spoilt)
		return;
	clean = aftermath_is_clean(&c->aftermath, p->circumstances, fingerprint, details);
	if (v->end == PLAY_AGREES && !clean)
		copy_finding(v, fingerprint, details);
}

/* --- saying it -------------------------------------------------------------------------- */

static void say_sequence(struct campaign *c, const struct op *ops, unsigned int nr_ops)
{
	char line[RECORD_TEXT_BYTES] = "", text[OP_TEXT_BYTES];
	unsigned int said = 0;

	for (unsigned int i = 0; i < nr_ops; i++) {
		op_format(&ops[i], text, sizeof(text));
		if (*line && strlen(line) + strlen(text) + 3 > sizeof(line)) {
			t_diag(c->t, "%s", line);
			*line = '\0';
			if (++said == RECORD_MAX_DIAGS - 2)
				break;
		}
		snprintf(line + strlen(line), sizeof(line) - strlen(line), "%s%s",
			 *line ? "; " : "", text);
	}
	if (*line)
		t_diag(c->t, "%s", line);
}

/* What is known is not saved; what was made of the corpus does not come again from its seed. */
static void say_replay(struct campaign *c, const struct verdict_of_play *v, bool is_saved)
{
	bool by_seed = !strstr(c->origin, CORPUS_ORIGIN);
	char name[160];

	finding_file_name(v->fingerprint, name, sizeof(name));
	if (by_seed && is_saved)
		t_diag(c->t, "REPLAY=%s, or %s in this test's folder", c->origin, name);
	else if (by_seed)
		t_diag(c->t, "REPLAY=%s", c->origin);
	else if (is_saved)
		t_diag(c->t, "REPLAY=%s in this test's folder; made of the corpus", name);
	else
		t_diag(c->t, "made of the corpus: does not replay by its seed");
}

static void say_finding(struct campaign *c, const struct verdict_of_play *v, bool is_saved)
{
	char rule[FINDING_TEXT_BYTES];
	const char *rest;

	finding_split(v->fingerprint, rule, &rest);
	t_case(c->t, "%s", rule);
	t_fail(c->t, "%s", rest);
	if (*v->details)
		t_diag(c->t, "%s", v->details);
	if (*c->play->source && !v->reported)
		t_diag(c->t, "the rule: %s", c->play->source);
	if (!c->as_short_as_it_shall_be)
		say_replay(c, v, is_saved);
}

static void save(struct campaign *c, const struct verdict_of_play *v, const struct op *ops,
		 unsigned int nr_ops)
{
	int ret = finding_save(c->t->folder, v->fingerprint, c->t->release, c->origin, ops, nr_ops);

	if (ret)
		t_diag(c->t, "the sequence could not be saved: %s", strerror(-ret));
}

/* The sequence as it is in p->ops, up to where it ended: kept, to be shrunk when all is over. */
static void say_new(struct campaign *c, const struct verdict_of_play *v)
{
	struct unshrunk *u = c->nr_unshrunk < UNSHRUNK_MAX ? &c->unshrunk[c->nr_unshrunk] : NULL;

	save(c, v, c->play->ops, v->took);
	say_finding(c, v, true);
	if (v->spoilt || !u || c->as_short_as_it_shall_be) {
		say_sequence(c, c->play->ops, v->took);
		return;
	}
	c->nr_unshrunk++;
	u->v = *v;
	u->nr_ops = v->took;
	memcpy(u->ops, c->play->ops, v->took * sizeof(*u->ops));
	snprintf(u->origin, sizeof(u->origin), "%s", c->origin);
}

static void shrink_one(struct campaign *c, struct unshrunk *u)
{
	char rule[FINDING_TEXT_BYTES];
	const char *rest;

	finding_split(u->v.fingerprint, rule, &rest);
	t_case(c->t, "shortest %s", rule);
	snprintf(c->origin, sizeof(c->origin), "%s", u->origin);
	u->nr_ops = campaign_shrink(c, &u->v, u->ops, u->nr_ops);
	save(c, &u->v, u->ops, u->nr_ops);
	say_sequence(c, u->ops, u->nr_ops);
}

void campaign_judge(struct campaign *c, const struct verdict_of_play *v)
{
	struct finding *f;
	bool is_new;

	if (v->end == PLAY_BROKEN)
		t_error(c->t, "the process of sequence %s %s while it made: %s", c->origin,
			c->play->details, c->play->doing);
	if (!*v->fingerprint)
		return;
	c->ended_early++;
	f = finding_add(&c->findings, v->fingerprint, &is_new);
	if (!is_new || !f)
		return;
	f->known = known_as(c, v->fingerprint);
	if (f->known)
		say_finding(c, v, false);
	else
		say_new(c, v);
}

/* --- one after the other ---------------------------------------------------------------- */

static void write_current(struct campaign *c, const struct op *ops, unsigned int nr_ops)
{
	char *text = finding_text(NULL, c->t->release, c->origin, ops, nr_ops);
	size_t bytes = text ? strlen(text) : 0;

	if (c->current_fd >= 0 && text && pwrite(c->current_fd, text, bytes, 0) == (ssize_t)bytes) {
		if (bytes < c->current_bytes)
			ftruncate(c->current_fd, (off_t)bytes);
		if (!c->t->journal || !c->t->journal->outside)
			fdatasync(c->current_fd);
		c->current_bytes = bytes;
	}
	free(text);
}

/* Of the corpus, if there is one and it is its turn; else generated. */
static unsigned int make_next(struct campaign *c, struct op *ops)
{
	uint64_t seed = c->t->seed;
	unsigned int nr_ops = 0;

	if (c->corpus)
		nr_ops = corpus_make(c->corpus, &c->generator, seed, c->number, ops);
	snprintf(c->origin, sizeof(c->origin), "%llu:%llu%s", (unsigned long long)seed,
		 (unsigned long long)c->number, nr_ops ? CORPUS_ORIGIN : "");
	return nr_ops ? nr_ops : generate(&c->generator, seed, c->number, ops);
}

static bool agrees(const struct verdict_of_play *v)
{
	return v->end == PLAY_AGREES && !*v->fingerprint;
}

/* Generate the next one and play it. */
static void play_next(struct campaign *c, struct verdict_of_play *v)
{
	static struct op ops[PLAY_MAX];
	unsigned int nr_ops;

	t_tries(c->t, c->number);
	nr_ops = make_next(c, ops);
	nr_ops = finish_sequence(&c->start, c->t->seed ^ c->number, ops, nr_ops);
	write_current(c, ops, nr_ops);
	c->number++;
	campaign_play(c, ops, nr_ops, v);
	if (c->corpus)
		corpus_look(c->corpus, ops, nr_ops, c->origin, agrees(v));
	c->calls += c->play->made;
}

static bool is_over(const struct campaign *c, const struct campaign_plan *plan)
{
	uint64_t ran_ms = timebase_to_ms(timebase_now() - c->start_tb);

	if (c->t->tries)
		return c->number >= c->t->tries;
	return ran_ms >= plan->least_ms && !t_time_left(c->t);
}

static void say_numbers(struct campaign *c)
{
	uint64_t ms = timebase_to_ms(timebase_now() - c->start_tb);

	t_case(c->t, "sequences");
	t_diag(c->t, "%llu sequences, %llu calls, %llu calls a second; %llu ended before their end",
	       (unsigned long long)c->number, (unsigned long long)c->calls,
	       (unsigned long long)(ms ? c->calls * 1000 / ms : 0),
	       (unsigned long long)c->ended_early);
	for (unsigned int i = 0; i < c->findings.nr; i++)
		printf("  %llu times: %s (%s)\n", (unsigned long long)c->findings.found[i].count,
		       c->findings.found[i].fingerprint,
		       c->findings.found[i].known ? c->findings.found[i].known->id : "new");
	if (c->corpus)
		corpus_say(c->corpus);
	if (c->calls)
		t_checked(c->t);
	else
		t_cannot_judge(c->t, "no call was made");
}

static struct corpus *corpus_of_run(const struct campaign *c)
{
	char folder[700];

	snprintf(folder, sizeof(folder), "%s/../../corpus", c->t->folder);
	return corpus_open(c->t, folder, &c->machine);
}

void campaign_run(struct test *t, const struct campaign_plan *plan)
{
	struct campaign *c = campaign_new(t, plan);
	struct verdict_of_play v = { 0 };

	if (!c)
		return;
	if (t->replay) {
		campaign_replay(c, t->replay);
	} else {
		c->corpus = corpus_of_run(c);
		while (!v.spoilt && !is_over(c, plan)) {
			play_next(c, &v);
			campaign_judge(c, &v);
		}
		say_numbers(c);
		for (unsigned int i = 0; !v.spoilt && i < c->nr_unshrunk; i++)
			shrink_one(c, &c->unshrunk[i]);
		if (v.spoilt)
			t_stopped(t, v.title);
	}
	campaign_free(c);
}

/* The same sequence, the model as it should be: does the kernel still depart in the same way? */
static bool is_by_plant(struct campaign *c, const struct verdict_of_play *v, unsigned int plant)
{
	static struct op ops[PLAY_MAX];
	struct verdict_of_play without;

	memcpy(ops, c->play->ops, v->took * sizeof(*ops));
	model_plant(0);
	campaign_play(c, ops, v->took, &without);
	model_plant(plant);
	return strcmp(v->fingerprint, without.fingerprint);
}

bool campaign_finds_plant(struct test *t, const struct campaign_plan *plan)
{
	struct campaign *c = campaign_new(t, plan);
	struct verdict_of_play v = { 0 };
	bool found = false;

	while (c && !found && !v.spoilt && c->number < plan->max_tries) {
		play_next(c, &v);
		found = *v.fingerprint && is_by_plant(c, &v, plan->plant);
	}
	if (found)
		t_diag(t, "after %llu sequences: %s", (unsigned long long)c->number, v.fingerprint);
	if (c)
		campaign_free(c);
	return found;
}
