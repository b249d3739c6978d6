// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "../lib/klog.h"
#include "judge_parts.h"

/* What the console says since the test began: earlier reports are not its own. */
static void last_words_of(const struct test_decl *decl, const char *console, const char **words,
			  size_t *words_bytes)
{
	char *marker = text_of(ORACLE_KLOG_BEGIN, decl->name);

	if (!klog_cut(console, strlen(console), marker, NULL, words, words_bytes))
		*words = NULL; /* it was not yet its turn: all of this is others' */
	free(marker);
}

static void add_title(char **reason, const struct klog_report *report)
{
	char *more = text_of("%s: %s [%s]", *reason, report->title, report->fingerprint);

	free(*reason);
	*reason = more;
}

/* Without a word of the kernel, by the first word of the laboratory's. */
static enum verdict verdict_of_end(const char *end_reason)
{
	static const struct {
		const char *word;
		enum verdict verdict;
	} ends[] = {
		{ "qemu", V_ERROR },  /* the emulator has given up */
		{ "limit", V_ERROR }, /* this boot had all the time that it was given */
		{ "silent", V_TIMEOUT },
	};

	for (unsigned int i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!strncmp(end_reason, ends[i].word, strlen(ends[i].word)))
			return ends[i].verdict;
	return V_FAIL;
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
	c = outcome_add(out, "end", V_FAIL);
	if (console)
		last_words_of(decl, console, &words, &words_bytes);
	if (words)
		klog_classify(&log, words, words_bytes);
	for (unsigned int i = 0; i < log.nr_reports; i++) {
		snprintf(signature, sizeof(signature), "klog %.150s", log.reports[i].fingerprint);
		judge_add_report(j, out, &cause, signature);
		append_line(&diag, log.reports[i].title);
	}
	if (words && klog_where(words, words_bytes, NULL, 0, where, sizeof(where)) &&
	    !cause.decided) {
		snprintf(signature, sizeof(signature), "stuck %s", where);
		judge_add_report(j, out, &cause, signature);
	}
	if (!log.nr_reports)
		c->verdict = verdict_of_end(end_reason ?: "");
	reason = text_of("the machine went down while this test ran%s (%s)%s%s", when,
			 end_reason ?: "no word why: a panic, a reset, a power cut",
			 *where ? ", in " : "", where);
	if (log.nr_reports)
		add_title(&reason, &log.reports[cause.nr - (cause.nr > log.nr_reports) - 1]);
	judge_say_why(j, out, c, cause.known, reason);
	free(reason);
	c->diag = diag;
	klog_free(&log);
	outcome_sum_up(out);
}
