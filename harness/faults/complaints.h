/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was wrong when which allocation failed. It is said at the end, a case for each kind and
 * function, so that what is known of one does not hide another.
 */
#ifndef TCELIFE_FAULTS_COMPLAINTS_H
#define TCELIFE_FAULTS_COMPLAINTS_H

#include <stdbool.h>

struct test;

enum complaint_kind {
	COMPLAINT_ANSWER,  /* an answer that is not legal */
	COMPLAINT_UNWOUND, /* something is held, or gone, after a refusal */
	COMPLAINT_AGAIN,   /* what was refused does not succeed afterwards */
	COMPLAINT_DONE,	   /* it was not refused, and not done either */
	NR_COMPLAINT_KINDS
};

#define COMPLAINTS_MAX 24

struct complaint {
	enum complaint_kind kind;
	char function[64]; /* that asked for the memory */
	char text[200];
};

struct complaints {
	struct complaint one[COMPLAINTS_MAX];
	unsigned int nr;
};

/* Remember it; of each kind and function the first. It is in the test's log at once. */
void complain(struct complaints *all, enum complaint_kind kind, const char *function,
	      const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/*
 * A case for each kind, but for COMPLAINT_DONE if nobody has looked (@sees_done); one for each
 * function that is complained about, instead.
 */
void complaints_say(const struct complaints *all, struct test *t, bool sees_done);

#endif
