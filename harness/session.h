/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The results folder of one run, and everything that is written into it: the
 * KTAP, the journal, the progress line, a folder for each test, the exit status.
 * A run that was cut short is gone on with when its folder is opened again.
 */
#ifndef TCELIFE_SESSION_H
#define TCELIFE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/journal.h"
#include "../lib/ktap.h"
#include "catalogue.h"

/* In boots/<k>/end, where whatever runs us in a machine says how that came to its end. */
#define SESSION_INTERRUPTED "interrupted"

#define SESSION_DIR_BYTES 256

struct session {
	const struct options *o;
	char dir[SESSION_DIR_BYTES];
	struct journal journal;
	struct journal_state before; /* what an earlier, unfinished start left */
	struct ktap ktap;
	int ktap_fd;
	unsigned int boot; /* k of this start's folder boots/<k>, from 1 */
	char boot_id[40];  /* of this boot of the kernel */
	uint64_t seed;	   /* of the run: the first start's, kept in the folder */
	unsigned int done, planned;
	int progress_fd;
	int tests_fd;	     /* the folder of their folders, once there is one */
	int folder_fd;	     /* of the test whose folder was made last */
	char folder_of[112]; /* its name */
	uint64_t since_tb;   /* start of what the progress line names */
	char phase[96];
	char progress[192]; /* the line as it was written last */
	int error;	    /* the first result that could not be written, as -errno */
};

/*
 * Open the folder (made if absent) and the stream of results; write platform and
 * environment if this is the first start. 0, or -errno with @why: the folder
 * holds a finished run, or another plan, or cannot be written; its name is too long.
 */
int session_open(struct session *s, const struct options *o, const struct catalogue *c,
		 struct why *why);

/* Rewrite the progress line: now in @phase, or (NULL) still in the same. */
void session_progress(struct session *s, const char *phase);

/* Path of a file of test @name's own folder, which is made; static storage. */
const char *session_test_path(struct session *s, const char *name, const char *file);
/*
 * The same, for us and our forks alone: not walked from the root, as each step is several requests
 * where the folder is on another machine.
 */
const char *session_test_near(struct session *s, const char *name, const char *file);

/* Test @n, of that name, begins: in the journal before anything can die of it. @n counts from 1. */
void session_begin(struct session *s, unsigned int n, const char *name);

/* One result, on the stream and in the journal. */
void session_result(struct session *s, unsigned int n, const struct ktap_case *result);

/* The user has stopped the run: the test that was running begins anew when it is gone on with. */
void session_interrupted(struct session *s);

/*
 * The end: counts and names of what failed, `done`, the exit file. The exit status; that of an
 * ERROR, with a word on standard error, if not all results could be written.
 */
int session_close(struct session *s);

#endif
