/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From what a test said, how it ended and what the oracles found, to verdicts:
 * one per case and one for the oracles. What is on the list of known issues
 * becomes XFAIL; so does what follows from it in a test that a kernel report
 * has stopped.
 */
#ifndef TCELIFE_JUDGE_H
#define TCELIFE_JUDGE_H

#include "../lib/known.h"
#include "../lib/ktap.h"
#include "../lib/oracle.h"
#include "child.h"
#include "test.h"

/* What the judge needs of the run. */
struct judge {
	const struct known *known;
	const char *release; /* uname -r of the kernel being judged */
	bool strict;	     /* known issues are failures */
	const struct oracle_ctx *oracle_ctx;
	uint64_t judging_tb; /* what the oracles and repeats took on top of the test itself */
	bool only_klog;	     /* a thread is stuck: nothing else says anything */
	const char *when;    /* what a test that did not end had said of where it is; "": nothing */
	const char *growth_why_not; /* memory growth was not judged, and why; NULL: it was */
};

/* The result of one test; its strings are its own. */
struct outcome {
	struct ktap_case top;
	struct ktap_case *child;
	unsigned int nr_children;
	const char *known[KNOWN_MAX_SIGNATURES]; /* ids that showed */
	unsigned int nr_known;
	const struct known_entry *cause; /* all that is wrong follows from it; or NULL */
};

/* The result of a test that ran to some end in this boot. */
void judge_test(const struct judge *j, const struct test_decl *decl,
		const struct test_record *record, const struct child_end *end,
		const struct oracle_report *report, const char *log_path, struct outcome *out);

/*
 * The result of a test in which the machine went down: @when says at which of its tries ("" if it
 * makes none), @end_reason is the laboratory's word for it (boots/<k>/end), @console its last
 * words; either may be NULL.
 */
void judge_death(const struct judge *j, const struct test_decl *decl, const char *when,
		 const char *end_reason, const char *console, struct outcome *out);

/* The result of a test that was not run at all: SKIP or ERROR with the reason. */
void judge_not_run(const struct test_decl *decl, enum verdict verdict, const char *reason,
		   struct outcome *out);

/* Free its strings; *@out is empty then. */
void outcome_free(struct outcome *out);

#endif
