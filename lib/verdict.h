/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a test, a case or a whole run can say, and how several sayings become one.
 *
 * PASS     judged, with evidence, and the kernel was right
 * FAIL     the kernel is wrong
 * SKIP     this machine cannot judge; the reason says what is missing and how to get it
 * ERROR    we or the laboratory are wrong; nothing is said about the kernel
 * XFAIL    the kernel is wrong in a way that is on the list of known issues
 * TIMEOUT  the test did not come back within its hang limit
 * TODO     a test whose judgement is not finished; does not count against anybody
 */
#ifndef TCELIFE_VERDICT_H
#define TCELIFE_VERDICT_H

#include <stdbool.h>
#include <string.h>

enum verdict {
	V_NONE, /* no verdict yet; as the sum of a run: nothing was run */
	V_PASS,
	V_FAIL,
	V_SKIP,
	V_ERROR,
	V_XFAIL,
	V_TIMEOUT,
	V_TODO,
	V_COUNT
};

/* The exit status of a run. */
enum verdict_exit {
	EXIT_STATUS_PASS = 0,
	EXIT_STATUS_FAIL = 1,
	EXIT_STATUS_SKIP = 4, /* kselftest's KSFT_SKIP */
	EXIT_STATUS_ERROR = 99,
};

/* The upper-case word for @v, as in the journal and in KTAP directives. Static storage. */
static inline const char *verdict_name(enum verdict v)
{
	static const char *const names[V_COUNT] = {
		[V_NONE] = "NONE",	 [V_PASS] = "PASS",   [V_FAIL] = "FAIL",
		[V_SKIP] = "SKIP",	 [V_ERROR] = "ERROR", [V_XFAIL] = "XFAIL",
		[V_TIMEOUT] = "TIMEOUT", [V_TODO] = "TODO",
	};

	return v < V_COUNT ? names[v] : "NONE";
}

/* The verdict that @word names, exactly; V_NONE when it names none. */
static inline enum verdict verdict_parse(const char *word)
{
	for (int v = V_PASS; v < V_COUNT; v++)
		if (!strcmp(word, verdict_name((enum verdict)v)))
			return (enum verdict)v;
	return V_NONE;
}

/* True for the verdicts that KTAP writes as `ok`. */
static inline bool verdict_is_ok(enum verdict v)
{
	return v == V_PASS || v == V_SKIP || v == V_XFAIL || v == V_TODO;
}

/* How loudly a verdict speaks when children are summed up. */
static inline int verdict_rank(enum verdict v)
{
	static const int rank[V_COUNT] = {
		[V_NONE] = 0,  [V_SKIP] = 1,	[V_PASS] = 2,  [V_TODO] = 3,
		[V_XFAIL] = 4, [V_TIMEOUT] = 5, [V_ERROR] = 6, [V_FAIL] = 7,
	};

	return v < V_COUNT ? rank[v] : 0;
}

/*
 * Add the child @v to the sum @sum (start with V_NONE): the loudest one wins, FAIL > ERROR >
 * TIMEOUT > XFAIL > TODO > PASS > SKIP. So a skipped child never fails its parent, and a parent
 * is skipped only when every child was.
 */
static inline enum verdict verdict_add(enum verdict sum, enum verdict v)
{
	return verdict_rank(v) > verdict_rank(sum) ? v : sum;
}

/*
 * The exit status for the sum of a run. A time-out is the kernel's fault until shown otherwise.
 * No verdict at all is an ERROR: a run that judged nothing must not look like a pass.
 */
static inline int verdict_exit_status(enum verdict sum)
{
	switch (sum) {
	case V_PASS:
	case V_XFAIL:
	case V_TODO:
		return EXIT_STATUS_PASS;
	case V_FAIL:
	case V_TIMEOUT:
		return EXIT_STATUS_FAIL;
	case V_SKIP:
		return EXIT_STATUS_SKIP;
	default:
		return EXIT_STATUS_ERROR;
	}
}

#endif
