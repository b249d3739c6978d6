/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is about to happen, on disk before it happens: the one thing that survives a panic.
 *
 * An append-only file, fsync'ed after each call (but not on 9p, the lab's shared folder: there
 * write(2) brings it out of the machine). One record a line, fields separated by one
 * space, numbers from 1:
 *
 *     plan <n> <name>             test n of this run (all of them before the first begin)
 *     boot <k> <uname -r> <id>    tests begin to run; k: of boots/<k>, id: the kernel's boot id
 *     begin <n> <name> seed=<u64> test n is about to start
 *     tries <n> <from> <to>       of test n, a race, so many tries are about to be made
 *     end <n> <verdict>           its verdict, a word of verdict.h
 *     done <exit>                 the run is over, with this exit status
 *
 * A last line without its newline was torn by a crash: the reader ignores it, the writer cuts
 * it off before it appends.
 */
#ifndef TCELIFE_JOURNAL_H
#define TCELIFE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "verdict.h"
#include "why.h"

struct journal {
	int fd;
	bool outside; /* on 9p: what is written has left the machine, and no fsync(2) is needed */
};

/* What the journal says about one planned test. */
struct journal_test {
	char *name;
	unsigned int begins; /* how often it has begun */
	uint64_t seed;	     /* of the last begin */
	uint64_t tries_from; /* of a race: the last range of tries, from 1; both 0: none */
	uint64_t tries_to;
	unsigned int boot;    /* k of the boot record before its last begin; 0: there was none */
	enum verdict verdict; /* V_NONE: no end record yet */
};

/* The state of a run, rebuilt from its journal. */
struct journal_state {
	struct journal_test *tests; /* test n is tests[n - 1] */
	unsigned int nr_tests;
	unsigned int running; /* number of the test begun and not ended; 0: none */
	unsigned int boots;   /* number of boot records */
	unsigned int boot;    /* the last one: k, */
	char release[65];     /* uname -r, */
	char boot_id[40];     /* and /proc/sys/kernel/random/boot_id */
	bool torn;	      /* the last line was torn, and ignored */
	bool done;
	int exit_status; /* valid when done */
};

/* Open or create the journal at @path for appending; cut off a torn last line. 0 or -errno. */
int journal_open(struct journal *j, const char *path);

/* Close it; harmless when it is not open. */
void journal_close(struct journal *j);

/*
 * Append one record (journal_plan: one for each name, with a single fsync). Each is on disk
 * when the call returns. 0; -EINVAL when a name, release or id is empty or holds a blank or a
 * control byte (nothing is written then); -errno of write(2) or fsync(2).
 */
int journal_plan(struct journal *j, const char *const *names, unsigned int nr_names);
int journal_boot(struct journal *j, unsigned int boot, const char *release, const char *boot_id);
int journal_begin(struct journal *j, unsigned int n, const char *name, uint64_t seed);
int journal_tries(struct journal *j, unsigned int n, uint64_t from, uint64_t to);
int journal_end(struct journal *j, unsigned int n, enum verdict verdict);
int journal_done(struct journal *j, int exit_status);

/*
 * Rebuild the state from the file at @path. A missing or empty file is an empty state.
 * 0, -errno of open/read, -ENOMEM, or -EBADMSG for a line that is no record, with file and
 * line number in @why (may be NULL). The state must be given to journal_state_free() in each
 * case.
 */
int journal_read(struct journal_state *s, const char *path, struct why *why);
void journal_state_free(struct journal_state *s);

/* True when the journal's plan is exactly these names, in this order. */
bool journal_plan_is(const struct journal_state *s, const char *const *names,
		     unsigned int nr_names);

#endif
