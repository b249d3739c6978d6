/* SPDX-License-Identifier: GPL-2.0-only */
/* What the user asked for. */
#ifndef TCELIFE_OPTIONS_H
#define TCELIFE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/names.h"
#include "../lib/vfio.h"
#include "../lib/why.h"

#define OPTIONS_MAX_DEVICES 16 /* two cards, with all their functions */

struct options {
	const char *out_dir;	/* where everything about this run is kept */
	const char *platform;	/* the first line of every report; NULL: found out */
	const char *known_path; /* another list of known issues; NULL: the one built in */
	char device[OPTIONS_MAX_DEVICES][NAMES_PCI_BYTES];
	unsigned int nr_devices;
	uint64_t seed;
	unsigned int duration_s; /* 0: every test its own default length */
	uint64_t tries;		 /* races: so many tries instead of a time; 0: for a time */
	bool at_given;		 /* races: every try at this offset */
	int64_t at_tb;
	unsigned int amplifiers;  /* races: enum race_amplifier */
	const char *explore;	  /* races: "blocks" or "stores"; NULL: not explored */
	unsigned int preemptions; /* explored races: 1 or 2 */
	const char *area;	  /* explored races: "tested" or "elsewhere"; NULL: both */
	const char *replay;	  /* explored races: one point; NULL: all */
	bool full_depth;	  /* DEPTH=full: all orders instead of a covering set */
	const char *without;	  /* races: facts to leave out, by name; NULL: none */
	bool calls;		  /* races: none is run; its system calls are written down */
	bool strict;		  /* known issues fail like any other */
	bool lethal;		  /* tests that are known to kill this kernel are run, too */
	bool restartable; /* who called will call again after a reboot, with the same --out */
	char **globs;	  /* names of tests; none: all */
	unsigned int nr_globs;
};

/*
 * Read the arguments behind `run`, `list` or `doctor`. 0, 1 if help was asked
 * for, -EINVAL with one line in @why.
 */
int options_parse(struct options *o, int argc, char **argv, struct why *why);

/* The help text of `tcelife run`. */
extern const char options_help[];

#endif
