// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"

#include <stdarg.h>

#include "../lib/klog.h"
#include "../lib/slurp.h"
#include "../lib/timebase.h"

#define JUDGE_CASE "oracles" /* the case that the oracles' findings make */

static char *text_of(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static char *text_of(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	return text;
}

static void append_line(char **lines, const char *line)
{
	char *more = *lines ? text_of("%s\n%s", *lines, line) : text_of("%s", line);

	free(*lines);
	*lines = more;
}

static void outcome_init(struct outcome *out, const struct test_decl *decl, unsigned int max)
{
	*out = (struct outcome){ .top = { .name = decl->name, .verdict = V_NONE } };
	out->child = calloc(max, sizeof(*out->child));
	out->top.children = out->child;
}

static struct ktap_case *add_child(struct outcome *out, const char *name, enum verdict verdict)
{
	struct ktap_case *c = &out->child[out->nr_children++];

	*c = (struct ktap_case){ .name = name, .verdict = verdict };
	out->top.nr_children = out->nr_children;
	return c;
}

static void note_known(struct outcome *out, const struct known_entry *e)
{
	for (unsigned int i = 0; i < out->nr_known; i++)
		if (out->known[i] == e->id)
			return;
	if (out->nr_known < KNOWN_MAX_SIGNATURES)
		out->known[out->nr_known++] = e->id;
}

/* The entry for a failure, or NULL; it is noted as having shown. */
static const struct known_entry *look_up(const struct judge *j, struct outcome *out,
					 const char *case_name, const char *signature)
{
	const struct known_entry *e =
		known_match(j->known, out->top.name, case_name, signature, j->release);

	if (e)
		note_known(out, e);
	return e;
}

/* Known by itself, or what follows from something that is. */
static const char *relation(const struct known_entry *e)
{
	return e ? "known" : "follows from known";
}

/* The reason of a case that is not as it should be; XFAIL if that is known, or follows from it. */
static void say_why(const struct judge *j, const struct outcome *out, struct ktap_case *c,
		    const struct known_entry *e, const char *reason)
{
	const struct known_entry *by = e ?: out->cause;

	if (!by) {
		c->reason = text_of("%s", reason);
		return;
	}
	c->reason = text_of("%s (%s: %s)", reason, relation(e), by->id);
	c->verdict = j->strict ? V_FAIL : V_XFAIL;
}

/* A failed case: FAIL, or XFAIL with the id of the known issue. */
static void judge_failure(const struct judge *j, struct outcome *out, struct ktap_case *c,
			  const char *reason)
{
	char signature[RECORD_TEXT_BYTES + RECORD_NAME_BYTES + 8];
	const struct known_entry *e;

	snprintf(signature, sizeof(signature), "case %s %s", c->name, reason);
	e = look_up(j, out, c->name, signature);
	say_why(j, out, c, e, reason);
}

static void judge_case(const struct judge *j, const struct case_record *record, struct outcome *out)
{
	struct ktap_case *c = add_child(out, record->name, record->verdict);
	char *diag = NULL;

	for (unsigned int i = 0; i < record->nr_diags; i++)
		append_line(&diag, record->diag[i]);
	if (record->nr_lost_diags)
		append_line(&diag, "... more in the test's log");
	c->diag = diag;
	if (record->verdict == V_FAIL)
		judge_failure(j, out, c, record->reason);
	else if (record->reason[0])
		c->reason = text_of("%s", record->reason);
}

/* What each oracle is able to see here; those that are not are said with the reason. */
static char *describe_oracles(const struct judge *j)
{
	char *lines = NULL, *names = NULL, *judged;
	char why[ORACLE_TEXT_BYTES];

	if (j->only_klog)
		return text_of("judged by: klog; beside a stuck thread nothing else says anything");
	for (unsigned int i = 0; oracles[i]; i++) {
		const struct oracle *o = oracles[i];
		char *old = names;

		if (!o->available(o, j->oracle_ctx, why, sizeof(why))) {
			char *weaker = text_of("not judged by %s: %s", o->name, why);

			append_line(&lines, weaker);
			free(weaker);
			continue;
		}
		names = text_of("%s %s", old ?: "", o->name);
		free(old);
	}
	judged = text_of("judged by:%s locked%s", names ?: "", j->growth_why_not ? "" : " growth");
	append_line(&lines, judged);
	if (j->growth_why_not && *j->growth_why_not)
		append_line(&lines, j->growth_why_not);
	free(judged);
	free(names);
	return lines;
}

/* The taint mask says nothing that the reports have not said, if all of them are known. */
static const struct known_entry *
behind_taint(const struct judge *j, const struct oracle_report *report, struct outcome *out)
{
	const struct known_entry *first = NULL;

	for (unsigned int i = 0; i < report->nr; i++) {
		const struct known_entry *e;

		if (strcmp(report->finding[i].oracle, "klog"))
			continue;
		e = look_up(j, out, JUDGE_CASE, report->finding[i].signature);
		if (!e)
			return NULL;
		first = first ?: e;
	}
	return first;
}

static enum verdict judge_finding(const struct judge *j, const struct oracle_finding *f,
				  const struct oracle_report *report, struct outcome *out,
				  char **line)
{
	bool follows = out->cause && strcmp(f->oracle, "klog");
	const struct known_entry *e = follows ? NULL : look_up(j, out, JUDGE_CASE, f->signature);
	const struct known_entry *by = e ?: out->cause;

	if (!by && !strcmp(f->oracle, "taint"))
		by = behind_taint(j, report, out);

	if (by)
		*line = text_of("%s: %s (%s: %s)", f->oracle, f->text, relation(e), by->id);
	else
		*line = text_of("%s: %s", f->oracle, f->text);
	if (f->environment)
		return V_ERROR;
	return by && !j->strict ? V_XFAIL : V_FAIL;
}

static void judge_oracles(const struct judge *j, const struct oracle_report *report,
			  struct outcome *out)
{
	struct ktap_case *c = add_child(out, JUDGE_CASE, V_PASS);
	char *diag = describe_oracles(j), *worst = NULL;

	for (unsigned int i = 0; i < report->nr; i++) {
		char *line;
		enum verdict v = judge_finding(j, &report->finding[i], report, out, &line);

		append_line(&diag, line);
		if (verdict_add(c->verdict, v) != c->verdict) {
			c->verdict = v;
			free(worst);
			worst = line;
		} else {
			free(line);
		}
	}
	c->diag = diag;
	c->reason = worst;
}

/* The last lines of the test's log that say why a library assertion ended it. */
static void add_last_words(struct ktap_case *c, const char *log_path)
{
	char *log = slurp(log_path), *at, *words, *diag = (char *)c->diag;

	at = log ? strstr(log, "==== Test Assertion Failure ====") : NULL;
	if (!at && log) {
		size_t bytes = strlen(log);

		at = log + (bytes > 400 ? bytes - 400 : 0);
	}
	words = at ? text_of("%.600s", at) : NULL;
	if (words)
		append_line(&diag, words);
	c->diag = diag;
	free(words);
	free(log);
}

/* A thread that never leaves the kernel is known by where it is. */
static void judge_stuck(const struct judge *j, const struct child_end *end, struct outcome *out,
			struct ktap_case *c)
{
	const char *where = end->where[0] ? end->where : "an unknown place";
	char signature[sizeof(end->where) + 8];
	char *reason;

	reason = text_of("unkillable: a thread %s in the kernel, in %s",
			 end->spins ? "spins for ever" : "waits", where);
	snprintf(signature, sizeof(signature), "stuck %.*s", (int)strcspn(end->where, "+ "),
		 end->where);
	say_why(j, out, c, look_up(j, out, c->name, signature), reason);
	free(reason);
}

/* How the test's process ended, if not by its own word. */
static void judge_end(const struct judge *j, const struct test_record *record,
		      const struct child_end *end, const char *log_path, struct outcome *out)
{
	struct ktap_case *c;
	char reason[sizeof(end->where) + 64];

	if (end->how == CHILD_FINISHED && (record->finished || out->top.verdict == V_ERROR))
		return;
	if (end->how == CHILD_FINISHED && end->status == verdict_exit_status(V_ERROR))
		return; /* t_error() has said it */
	c = add_child(out, "end", V_ERROR);
	if (record->tries_to)
		c->diag = text_of("after %llu tries, or a few more%s",
				  (unsigned long long)record->tries, j->when);
	switch (end->how) {
	case CHILD_FINISHED:
		c->reason = text_of("the test stopped by itself with status %d", end->status);
		add_last_words(c, log_path);
		break;
	case CHILD_SIGNALLED:
		snprintf(reason, sizeof(reason), "killed by signal %d (%s)", end->status,
			 strsignal(end->status));
		say_why(j, out, c, NULL, reason);
		add_last_words(c, log_path);
		break;
	case CHILD_HUNG:
		c->verdict = V_TIMEOUT;
		snprintf(reason, sizeof(reason), "no end within its limit%s%s",
			 end->where[0] ? ", in " : "", end->where);
		say_why(j, out, c, NULL, reason);
		break;
	case CHILD_INTERRUPTED:
		c->reason = text_of("interrupted by the user");
		break;
	case CHILD_STUCK:
		c->verdict = V_FAIL;
		judge_stuck(j, end, out, c);
		break;
	}
}

/* An entry promises to show in tests that it names in full, not in each that a glob may mean. */
static bool promises(const struct known_entry *e, const char *test)
{
	for (unsigned int i = 0; i < e->tests.nr; i++)
		if (!strcmp(e->tests.glob[i], test))
			return true;
	return false;
}

/* Known issues that this test should have shown on this kernel, and did not. */
static void announce_fixed(const struct judge *j, struct outcome *out)
{
	struct known_release release;
	char *diag = (char *)out->top.diag;

	if (known_release_parse(&release, j->release))
		return;
	for (unsigned int i = 0; i < j->known->nr_entries; i++) {
		const struct known_entry *e = &j->known->entries[i];
		bool showed = false;

		for (unsigned int k = 0; k < out->nr_known; k++)
			showed |= out->known[k] == e->id;
		if (!showed && promises(e, out->top.name) && known_affects(e, &release)) {
			char *line = text_of("known issue %s no longer shows: %s", e->id, e->title);

			append_line(&diag, line);
			free(line);
		}
	}
	out->top.diag = diag;
}

/* Oracles that found nothing do not make a pass of a test in which every case was skipped. */
static void skip_if_all_skipped(struct outcome *out)
{
	struct ktap_case *last;

	if (out->nr_children < 2)
		return;
	for (unsigned int i = 0; i + 1 < out->nr_children; i++)
		if (out->child[i].verdict != V_SKIP)
			return;
	last = &out->child[out->nr_children - 1];
	if (last->verdict != V_PASS)
		return;
	last->verdict = V_SKIP;
	last->reason = text_of("nothing was run");
}

static void sum_up(struct outcome *out)
{
	skip_if_all_skipped(out);
	for (unsigned int i = 0; i < out->nr_children; i++) {
		enum verdict sum = verdict_add(out->top.verdict, out->child[i].verdict);

		if (sum != out->top.verdict && out->child[i].reason) {
			free((char *)out->top.reason);
			out->top.reason =
				text_of("%s: %s", out->child[i].name, out->child[i].reason);
		}
		out->top.verdict = sum;
	}
	if (out->top.verdict == V_PASS) {
		free((char *)out->top.reason);
		out->top.reason = NULL;
	}
}

static bool is_warning(const char *signature)
{
	return !strncmp(signature, "klog WARNING", strlen("klog WARNING"));
}

/*
 * The known issue that stands behind a series of kernel reports: the first of them that is more
 * than a warning that is known decides. NULL: there is none, or it is not known.
 */
struct cause {
	const struct known_entry *known;
	bool decided;
	unsigned int nr; /* reports up to the one that decided */
};

static void add_report(const struct judge *j, struct outcome *out, struct cause *cause,
		       const char *signature)
{
	const struct known_entry *e = look_up(j, out, JUDGE_CASE, signature);

	if (cause->decided)
		return;
	cause->decided = !e || !is_warning(signature);
	cause->known = cause->decided ? e : NULL;
	cause->nr++;
}

static const struct known_entry *cause_in(const struct judge *j, const struct oracle_report *report,
					  struct outcome *out)
{
	struct cause cause = { 0 };

	for (unsigned int i = 0; i < report->nr; i++)
		if (!report->finding[i].environment && !strcmp(report->finding[i].oracle, "klog"))
			add_report(j, out, &cause, report->finding[i].signature);
	return cause.known;
}

/* Too little evidence is no pass: the case that says so speaks for the whole test. */
static void skip_if_not_judged(const struct test_record *record, struct outcome *out)
{
	if (!record->cannot_judge || out->top.verdict != V_PASS)
		return;
	for (unsigned int i = 0; i < out->nr_children; i++)
		if (out->child[i].verdict == V_SKIP) {
			out->top.verdict = V_SKIP;
			out->top.reason = text_of("cannot judge: %s: %s", out->child[i].name,
						  out->child[i].reason);
			return;
		}
}

void judge_test(const struct judge *j, const struct test_decl *decl,
		const struct test_record *record, const struct child_end *end,
		const struct oracle_report *report, const char *log_path, struct outcome *out)
{
	outcome_init(out, decl, record->nr_cases + 2);
	if (record->stopped || end->how == CHILD_STUCK)
		out->cause = cause_in(j, report, out);
	for (unsigned int i = 0; i < record->nr_cases; i++)
		judge_case(j, &record->cases[i], out);
	judge_end(j, record, end, log_path, out);
	judge_oracles(j, report, out);
	sum_up(out);
	skip_if_not_judged(record, out);
	out->top.diag = text_of("took %llu ms, judging it %llu ms",
				(unsigned long long)timebase_to_ms(end->ran_tb),
				(unsigned long long)timebase_to_ms(j->judging_tb));
	/* a race needs luck to show anything */
	if (!record->tries && (out->top.verdict == V_PASS || out->top.verdict == V_XFAIL))
		announce_fixed(j, out);
}

/* What the console says since the test began: earlier reports are not its own. */
static void last_words_of(const struct test_decl *decl, const char *console, const char **words,
			  size_t *words_bytes)
{
	char *marker = text_of(ORACLE_KLOG_BEGIN, decl->name);

	klog_cut(console, strlen(console), marker, NULL, words, words_bytes);
	free(marker);
}

static void add_title(char **reason, const struct klog_report *report)
{
	char *more = text_of("%s: %s [%s]", *reason, report->title, report->fingerprint);

	free(*reason);
	*reason = more;
}

void judge_death(const struct judge *j, const struct test_decl *decl, const char *when,
		 const char *end_reason, const char *console, struct outcome *out)
{
	char signature[ORACLE_SIGNATURE_BYTES], where[80] = "";
	size_t words_bytes = 0;
	struct cause cause = { 0 };
	struct klog log = { 0 };
	const char *words = NULL;
	struct ktap_case *c;
	char *diag = NULL, *reason;

	outcome_init(out, decl, 1);
	c = add_child(out, "end", V_FAIL);
	if (console)
		last_words_of(decl, console, &words, &words_bytes);
	if (words)
		klog_classify(&log, words, words_bytes);
	for (unsigned int i = 0; i < log.nr_reports; i++) {
		snprintf(signature, sizeof(signature), "klog %.150s", log.reports[i].fingerprint);
		add_report(j, out, &cause, signature);
		append_line(&diag, log.reports[i].title);
	}
	if (words && klog_where(words, words_bytes, NULL, 0, where, sizeof(where)) &&
	    !cause.decided) {
		snprintf(signature, sizeof(signature), "stuck %s", where);
		add_report(j, out, &cause, signature);
	}
	if (!log.nr_reports && end_reason && !strncmp(end_reason, "qemu", 4))
		c->verdict = V_ERROR;
	else if (!log.nr_reports && end_reason && !strncmp(end_reason, "silent", 6))
		c->verdict = V_TIMEOUT;
	reason = text_of("the machine went down while this test ran%s (%s)%s%s", when,
			 end_reason ?: "no word why", *where ? ", in " : "", where);
	if (log.nr_reports)
		add_title(&reason, &log.reports[cause.nr - (cause.nr > log.nr_reports) - 1]);
	say_why(j, out, c, cause.known, reason);
	free(reason);
	c->diag = diag;
	klog_free(&log);
	sum_up(out);
}

void judge_not_run(const struct test_decl *decl, enum verdict verdict, const char *reason,
		   struct outcome *out)
{
	outcome_init(out, decl, 1);
	out->top.verdict = verdict;
	out->top.reason = text_of("%s", reason);
}

void outcome_free(struct outcome *out)
{
	for (unsigned int i = 0; i < out->nr_children; i++) {
		free((char *)out->child[i].reason);
		free((char *)out->child[i].diag);
	}
	free((char *)out->top.reason);
	free((char *)out->top.diag);
	free(out->child);
	*out = (struct outcome){ 0 };
}
