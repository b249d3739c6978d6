/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of a run share, and nobody else needs. */
#ifndef TCELIFE_RUN_PARTS_H
#define TCELIFE_RUN_PARTS_H

#include <sys/utsname.h>

#include "catalogue.h"
#include "judge.h"
#include "run.h"
#include "session.h"

/* A run: what was asked, on what, and where it goes. */
struct run {
	const struct options *o;
	struct catalogue catalogue;
	struct vfio_target target[OPTIONS_MAX_DEVICES];
	unsigned int nr_targets;
	unsigned int pace;     /* limits of time are so many times as long: pace.h */
	struct why no_targets; /* the kernel cannot do VFIO on them: why; else empty */
	struct session session;
	struct known known;
	struct utsname uts;
	struct test_record *record;
	struct oracle_watch watch; /* over the test that is running */
	int64_t free_pages;	   /* when the last test was judged; 0: none was */
	bool spent; /* a thread has died in the kernel: what it held is held for ever */
	bool stuck; /* a thread cannot be killed: nothing can be judged in this boot any more */
};

/* As the log of what is done to devices wants it; @arg is the session. */
void run_log_device(void *arg, const char *line);

/* --- run_test.c --- */

/*
 * Run test @n in a child, with its repeats, and judge it. @out is for outcome_free(). True if the
 * user has interrupted it: @out then says nothing of the kernel.
 */
bool run_test(struct run *r, const struct test_decl *d, unsigned int n, struct outcome *out);

/* An explored race has noted what it was about to try where the machine's end does not reach. */
void run_add_last_schedule(char *when, size_t when_bytes);

/* --- run_death.c --- */

/*
 * The result of test @n, in which the machine went down, now that it is up again. False, and no
 * result, if it is run anew: the user has stopped the run, somebody has killed it, or the emulator
 * gave up for the first time, without a word of the kernel.
 */
bool run_report_death(struct run *r, unsigned int n);

#endif
