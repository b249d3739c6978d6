/* SPDX-License-Identifier: GPL-2.0-only */
/* A test in a process group of its own, watched until it and all its children are gone. */
#ifndef TCELIFE_CHILD_H
#define TCELIFE_CHILD_H

#include <stdint.h>
#include <sys/types.h>

#include "record.h"

enum child_how {
	CHILD_FINISHED,	   /* by exit, with child_end.status */
	CHILD_SIGNALLED,   /* by a signal that was not ours, child_end.status */
	CHILD_HUNG,	   /* over its hang limit; killed, and gone */
	CHILD_STUCK,	   /* cannot be killed: it is still there, in the kernel */
	CHILD_INTERRUPTED, /* the user stopped the run; killed, and gone */
	CHILD_NOT_STARTED, /* there was no process for it; child_end.status is fork(2)'s errno */
};

struct child_end {
	enum child_how how;
	int status; /* exit status, signal or errno */
	uint64_t ran_tb;
	bool spins;	 /* CHILD_STUCK: it runs in the kernel, and does not sleep there */
	char where[160]; /* CHILD_HUNG, CHILD_STUCK: where in the kernel it is, if that is known */
};

/*
 * What child_run() needs besides the test; @tick is called about twice a second, and may make
 * @hang_s shorter.
 */
struct child_watch {
	const char *log_path;	/* its standard output and error are appended here */
	const char *stuck_path; /* what is known of one that hangs goes here */
	unsigned int hang_s;
	void (*tick)(void *arg);
	void *tick_arg;
};

#define CHILD_KILL_MS 10000	   /* after SIGKILL, before a process counts as stuck */
extern unsigned int child_kill_ms; /* CHILD_KILL_MS; a self-check is shorter of patience */

/* Run the test of @t in a child and wait for the end of all that it started. */
void child_run(struct test *t, const struct child_watch *watch, struct child_end *end);

#endif
