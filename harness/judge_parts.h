/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the judge share, and nobody else needs. */
#ifndef TCELIFE_JUDGE_PARTS_H
#define TCELIFE_JUDGE_PARTS_H

#include "judge.h"

/* --- outcome.c --- */

/* The caller's, to free; NULL: out of memory. */
char *text_of(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* @lines is NULL or from text_of(); what takes its place is, too. */
void append_line(char **lines, const char *line);

/* With room for @max cases. */
void outcome_init(struct outcome *out, const struct test_decl *decl, unsigned int max);
struct ktap_case *outcome_add(struct outcome *out, const char *name, enum verdict verdict);

/* The cases have their verdicts: that of the whole, and its reason. */
void outcome_sum_up(struct outcome *out);

/* --- judge_known.c --- */

#define JUDGE_CASE "oracles" /* the case that the oracles' findings make */

/* The entry for a failure, or NULL; it is noted as having shown. */
const struct known_entry *judge_look_up(const struct judge *j, struct outcome *out,
					const char *case_name, const char *signature);

/* Known by itself (@e is its entry), or what follows from something that is. */
const char *judge_relation(const struct known_entry *e);

/* The reason of a case that is not as it should be; XFAIL if that is known, or follows from it. */
void judge_say_why(const struct judge *j, const struct outcome *out, struct ktap_case *c,
		   const struct known_entry *e, const char *reason);

/* Known issues that this test should have shown on this kernel, and did not: a line each. */
void judge_announce_fixed(const struct judge *j, struct outcome *out);

/*
 * The known issue that stands behind a series of kernel reports: the first of them that is more
 * than a warning that is known decides. NULL: there is none, or it is not known.
 */
struct cause {
	const struct known_entry *known;
	bool decided;
	unsigned int nr; /* reports up to the one that decided */
};

void judge_add_report(const struct judge *j, struct outcome *out, struct cause *cause,
		      const char *signature);

#endif
