/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a test says, in memory shared with the runner: it counts from any child
 * or thread the moment it is said, whatever happens to the test afterwards.
 */
#ifndef TCELIFE_RECORD_H
#define TCELIFE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/prng.h"
#include "../lib/verdict.h"
#include "../lib/vfio.h"

#define RECORD_MAX_CASES  512
#define RECORD_NAME_BYTES 80
#define RECORD_TEXT_BYTES 240
#define RECORD_MAX_DIAGS  9

struct case_record {
	char name[RECORD_NAME_BYTES];
	enum verdict verdict;
	bool checked;	   /* something was looked at in it */
	bool no_dma;	   /* it could not look where DMA goes */
	bool cannot_judge; /* it is this one that has too little evidence */
	char reason[RECORD_TEXT_BYTES];
	char diag[RECORD_MAX_DIAGS][RECORD_TEXT_BYTES];
	unsigned int nr_diags, nr_lost_diags;
};

struct test_record {
	bool finished;	   /* the test came to its own end */
	bool checked;	   /* it has looked whether something is as it must be */
	uint64_t alive_tb; /* when it last said that it makes progress; 0: never */
	uint64_t tries;	   /* a race: how many it has made */
	uint64_t tries_to; /* up to this one the journal says that they are about to be made */
	bool waited;	   /* in vain for references to be dropped */
	bool cannot_judge; /* too little evidence: no PASS, whatever else was right */
	bool no_dma;	   /* it could not look where DMA goes, and has said so */
	bool stopped;	   /* by a kernel report: what follows in this test follows from it */
	unsigned int nr_cases;
	struct case_record cases[RECORD_MAX_CASES];
};

struct test_decl;
struct journal;
struct known;

/* A running test, as its own process sees it. */
struct test {
	const struct test_decl *decl;
	struct test_record *record;
	const struct vfio_target *targets;
	unsigned int nr_targets;
	bool full_depth;
	unsigned int
		duration_s; /* DUR=: how long tests that can use more time go on; 0: no longer */
	/* Races. */
	uint64_t tries; /* TRIES=: so many instead of a time; 0: for a time */
	bool at_given;	/* AT=: every try at one offset */
	int64_t at_tb;
	unsigned int amplifiers; /* AMPLIFY=: enum race_amplifier */
	const char *explore;	 /* EXPLORE=: in steps of "blocks" or "stores"; NULL: not */
	const char *area;	 /* AREA=: hold in "tested" functions, or "elsewhere"; NULL: both */
	unsigned int preemptions;  /* DEPTH=: of an explored schedule */
	const char *replay;	   /* REPLAY=: hold there, and nowhere else; NULL: everywhere */
	const char *without;	   /* races: facts of the scene that are left out; NULL: none */
	bool calls;		   /* races: write system calls down */
	const char *no_dma;	   /* why DMA shows nothing, and the remedy; NULL: it does */
	const char *folder;	   /* of this test, among the results */
	const struct known *known; /* known issues; NULL: none */
	bool strict;		   /* STRICT=: none of them is expected of this kernel */
	const char *release;	   /* uname -r */
	struct journal *journal;   /* tries are written down there as test @number; NULL: nowhere */
	unsigned int number;
	uint64_t start_tb;
	uint64_t seed; /* of the run: what SEED= takes */
	struct prng prng;
	long long locked_kib; /* VmLck when the test began */
};

/* The runner's side: run @decl in this process, which is the test's own; does not return. */
void test_main(struct test *t) __attribute__((noreturn));

#endif
