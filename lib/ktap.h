/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A writer of KTAP version 1 (the kernel's Documentation/dev-tools/ktap.rst).
 *
 * Every call hands its lines to write(2) in one piece, children before their parent, so that a
 * crash between two calls never leaves half a line or half a test. Names lose `#` (it starts a
 * directive); texts keep it as `\#`; control bytes and what is not ASCII become `\xNN`.
 */
#ifndef TCELIFE_KTAP_H
#define TCELIFE_KTAP_H

#include <stdbool.h>

#include "verdict.h"

#define KTAP_MAX_FDS 2

struct ktap {
	int fd[KTAP_MAX_FDS]; /* borrowed, never closed here; -1: none, or its reader has gone */
	unsigned int planned;
	unsigned int next; /* number of the next result */
	enum verdict last; /* of the result before it, if that was read; V_NONE: none was */
	bool begun;	   /* version line and plan are out */
	bool torn;	   /* what is resumed ends in the middle of a line */
	int error;	   /* first failed write as -errno; later ones are still tried */
};

/* One result. Strings are borrowed for the call; @reason and @diag may be NULL. */
struct ktap_case {
	const char *name;
	enum verdict verdict;
	const char *reason;		  /* goes on the result line */
	const char *diag;		  /* lines that explain it, printed before it as `# ...` */
	const struct ktap_case *children; /* nested results, any depth */
	unsigned int nr_children;
};

/* Prepare @k to write to @fd0 and @fd1 (-1 for none). Nothing is written. */
void ktap_init(struct ktap *k, int fd0, int fd1);

/*
 * Go on where an earlier process stopped: read its output from @path, so that the plan is not
 * repeated and numbers continue. A missing file is a fresh start. 0, or -errno of open/read,
 * or -ENOMEM.
 */
int ktap_resume(struct ktap *k, const char *path);

/*
 * Version line and plan `1..@planned`. With 0 planned tests @reason says why (`1..0 # SKIP`).
 * Nothing is written when a resumed stream has them already. 0 or -errno of write(2).
 */
int ktap_begin(struct ktap *k, unsigned int planned, const char *reason);

/* Diagnostic lines, one `# ` line for each line of the text. 0 or -errno. */
__attribute__((format(printf, 2, 3))) int ktap_diag(struct ktap *k, const char *format, ...);

/*
 * The next numbered result, with its children. The verdict written is @c->verdict, or that of
 * the children when that is louder (verdict_add()). 0 or -errno; -EOVERFLOW beyond the plan.
 */
int ktap_result(struct ktap *k, const struct ktap_case *c);

/* `Bail out! reason`: nothing more will come. 0 or -errno. */
int ktap_bail(struct ktap *k, const char *reason);

/* The verdict ktap_result() writes for @c. */
enum verdict ktap_case_verdict(const struct ktap_case *c);

#endif
