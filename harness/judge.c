// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "../lib/slurp.h"
#include "../lib/timebase.h"
#include "judge_parts.h"

/* A failed case: FAIL, or XFAIL with the id of the known issue. */
static void judge_failure(const struct judge *j, struct outcome *out, struct ktap_case *c,
			  const char *reason)
{
	char signature[RECORD_TEXT_BYTES + RECORD_NAME_BYTES + 8];
	const struct known_entry *e;

	snprintf(signature, sizeof(signature), "case %s %s", c->name, reason);
	e = judge_look_up(j, out, c->name, signature);
	judge_say_why(j, out, c, e, reason);
}

static bool has_failed(const struct test_record *test)
{
	for (unsigned int i = 0; i < test->nr_cases; i++)
		if (test->cases[i].verdict == V_FAIL)
			return true;
	return false;
}

/* A case that passes has looked at something; not if one before it went wrong, which may be why. */
static bool lacks_evidence(const struct test_record *test, const struct case_record *record)
{
	return record->verdict == V_PASS && !record->checked && test->finished && !test->stopped &&
	       !has_failed(test);
}

/* Where nothing was checked at all, judge_unchecked() says that, once. */
static void judge_evidence(const struct test_record *test, const struct case_record *record,
			   struct ktap_case *c)
{
	if (!lacks_evidence(test, record))
		return;
	if (record->no_dma) {
		c->verdict = V_SKIP;
		c->reason = text_of("only DMA would show it");
	} else if (test->checked) {
		c->verdict = V_ERROR;
		c->reason = text_of("the case has checked nothing");
	}
}

static void judge_case(const struct judge *j, const struct test_record *test,
		       const struct case_record *record, struct outcome *out)
{
	struct ktap_case *c = outcome_add(out, record->name, record->verdict);
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
	judge_evidence(test, record, c);
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
		e = judge_look_up(j, out, JUDGE_CASE, report->finding[i].signature);
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
	const struct known_entry *e = follows ? NULL :
						judge_look_up(j, out, JUDGE_CASE, f->signature);
	const struct known_entry *by = e ?: out->cause;

	if (!by && !strcmp(f->oracle, "taint"))
		by = behind_taint(j, report, out);

	if (by)
		*line = text_of("%s: %s (%s: %s)", f->oracle, f->text, judge_relation(e), by->id);
	else
		*line = text_of("%s: %s", f->oracle, f->text);
	if (f->environment)
		return V_ERROR;
	return by && !j->strict ? V_XFAIL : V_FAIL;
}

static void judge_oracles(const struct judge *j, const struct oracle_report *report,
			  struct outcome *out)
{
	struct ktap_case *c = outcome_add(out, JUDGE_CASE, V_PASS);
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
	if (report->dropped) {
		char *more = text_of("... and %u more", report->dropped);

		append_line(&diag, more);
		free(more);
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
	judge_say_why(j, out, c, judge_look_up(j, out, c->name, signature), reason);
	free(reason);
}

/* t_error() says why and exits; it may be a helper's exit that looks so. */
static bool said_error(const struct child_end *end, const struct outcome *out)
{
	if (end->status != verdict_exit_status(V_ERROR))
		return false;
	for (unsigned int i = 0; i < out->nr_children; i++)
		if (out->child[i].verdict == V_ERROR)
			return true;
	return false;
}

/* How the test's process ended, if not by its own word. */
static void judge_end(const struct judge *j, const struct test_record *record,
		      const struct child_end *end, const char *log_path, struct outcome *out)
{
	struct ktap_case *c;
	char reason[sizeof(end->where) + 64];

	if (end->how == CHILD_FINISHED && (record->finished || said_error(end, out)))
		return;
	c = outcome_add(out, "end", V_ERROR);
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
		judge_say_why(j, out, c, NULL, reason);
		add_last_words(c, log_path);
		break;
	case CHILD_HUNG:
		c->verdict = V_TIMEOUT;
		snprintf(reason, sizeof(reason), "no end within its limit%s%s",
			 end->where[0] ? ", in " : "", end->where);
		judge_say_why(j, out, c, NULL, reason);
		break;
	case CHILD_INTERRUPTED:
		c->reason = text_of("interrupted by the user");
		break;
	case CHILD_NOT_STARTED:
		c->reason =
			text_of("the test could not be started: fork: %s", strerror(end->status));
		break;
	case CHILD_STUCK:
		c->verdict = V_FAIL;
		judge_stuck(j, end, out, c);
		break;
	}
}

static const struct known_entry *cause_in(const struct judge *j, const struct oracle_report *report,
					  struct outcome *out)
{
	struct cause cause = { 0 };

	for (unsigned int i = 0; i < report->nr; i++)
		if (!report->finding[i].environment && !strcmp(report->finding[i].oracle, "klog"))
			judge_add_report(j, out, &cause, report->finding[i].signature);
	return cause.known;
}

/* Too little evidence is no pass: the case that says so speaks for the whole test. */
static void skip_if_not_judged(const struct test_record *record, struct outcome *out)
{
	if (!record->cannot_judge || out->top.verdict != V_PASS)
		return;
	for (unsigned int i = 0; i < record->nr_cases; i++)
		if (record->cases[i].cannot_judge) {
			out->top.verdict = V_SKIP;
			out->top.reason = text_of("cannot judge: %s: %s", out->child[i].name,
						  out->child[i].reason);
			return;
		}
}

static bool is_all_right(const struct outcome *out)
{
	for (unsigned int i = 0; i < out->nr_children; i++)
		if (out->child[i].verdict != V_PASS)
			return false;
	return true;
}

/* A test that came to its end and has looked at nothing says nothing of the kernel. */
static void judge_unchecked(const struct test_record *record, struct outcome *out)
{
	struct ktap_case *c;

	if (!record->finished || record->checked || !is_all_right(out))
		return;
	c = outcome_add(out, "end", V_ERROR);
	c->reason = text_of("the test has checked nothing");
}

void judge_test(const struct judge *j, const struct test_decl *decl,
		const struct test_record *record, const struct child_end *end,
		const struct oracle_report *report, const char *log_path, struct outcome *out)
{
	outcome_init(out, decl, record->nr_cases + 3);
	if (record->stopped || end->how == CHILD_STUCK)
		out->cause = cause_in(j, report, out);
	for (unsigned int i = 0; i < record->nr_cases; i++)
		judge_case(j, record, &record->cases[i], out);
	judge_unchecked(record, out);
	judge_end(j, record, end, log_path, out);
	judge_oracles(j, report, out);
	outcome_sum_up(out);
	skip_if_not_judged(record, out);
	out->top.diag = text_of("took %llu ms, judging it %llu ms",
				(unsigned long long)timebase_to_ms(end->ran_tb),
				(unsigned long long)timebase_to_ms(j->judging_tb));
	/* a race needs luck to show anything, and what DMA alone shows is not seen without */
	if (!record->tries && !record->no_dma &&
	    (out->top.verdict == V_PASS || out->top.verdict == V_XFAIL))
		judge_announce_fixed(j, out);
}

void judge_not_run(const struct test_decl *decl, enum verdict verdict, const char *reason,
		   struct outcome *out)
{
	outcome_init(out, decl, 1);
	out->top.verdict = verdict;
	out->top.reason = text_of("%s", reason);
}
