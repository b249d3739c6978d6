/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The list of kernel bugs that are known and not fixed everywhere. Stanzas of `key: value`
 * lines, separated by empty lines; `#` starts a comment line; a line that starts with a blank
 * continues the value above:
 *
 *     id: tce-table-double-put
 *     title: what goes wrong, in one line
 *     test: lifetime.*, race.a.b           globs, and behind a slash one glob of cases
 *     signature: klog WARNING:f:*          glob of a fingerprint of klog.h
 *     signature: case <name> <text glob>   a case of the test and its reason
 *     signature: oracle <name>             an oracle of the judge, if it names nothing
 *     signature: oracle <name> <glob>      and what it names: a module, KiB of growth
 *     signature: stuck <function glob>     where a thread is that never leaves the kernel
 *     lethal: race.a.b race.a.*            globs of tests in which it kills the machine
 *     affected: 4.13..6.1.99, 6.4..        versions, both ends included, or `all`
 *     reference: commit, mail or issue
 *
 * Every key but title and lethal is required, once; `signature:` may be repeated (any of them
 * matches), the first is how it mostly shows. The first glob of `lethal:` names the smallest test,
 * which can speak for the others.
 * An upper end of two numbers means all of its stable releases. A release candidate counts as
 * its release.
 */
#ifndef TCELIFE_KNOWN_H
#define TCELIFE_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "why.h"

#define KNOWN_MAX_SIGNATURES 24
#define KNOWN_MAX_TESTS	     32 /* globs in one `test:` or `lethal:` */
#define KNOWN_MAX_RANGES     8

/* A kernel release as numbers: 7.2.0-rc3 is { 7, 2, 0 }. */
struct known_release {
	unsigned int major, minor, patch;
};

struct known_range {
	struct known_release from, to;
};

struct known_globs {
	const char *glob[KNOWN_MAX_TESTS];
	unsigned int nr;
};

/* Strings belong to the list. */
struct known_entry {
	const char *id, *title, *reference;
	struct known_globs tests;
	struct known_globs lethal;
	const char *test_case; /* glob; NULL: any */
	const char *signature[KNOWN_MAX_SIGNATURES];
	unsigned int nr_signatures;
	struct known_range range[KNOWN_MAX_RANGES];
	unsigned int nr_ranges;
	unsigned int line; /* of its id */
};

struct known {
	struct known_entry *entries;
	unsigned int nr_entries;
	char *text; /* the strings of the entries point into it */
};

/*
 * Parse @bytes of @text. @file names it in messages. 0, -ENOMEM, or -EINVAL with
 * `file:line: what is wrong, what is accepted` in @why (may be NULL). Give @k to known_free()
 * in each case.
 */
int known_parse(struct known *k, const char *file, const char *text, size_t bytes, struct why *why);
void known_free(struct known *k);

/*
 * The first entry for this test, case (NULL: none), signature (`klog ...`, `case ...`, `oracle ...`
 * or `stuck ...`, in the form of the file without globs) and uname -r; NULL when there is none or
 * @release cannot be read.
 */
const struct known_entry *known_match(const struct known *k, const char *test,
				      const char *test_case, const char *signature,
				      const char *release);

/* True when one of the globs matches @name. */
bool known_globs_match(const struct known_globs *globs, const char *name);

/*
 * The first entry by which @test kills the kernel of this uname -r, or NULL. One of which @test is
 * the smallest test goes first.
 */
const struct known_entry *known_lethal(const struct known *k, const char *test,
				       const char *release);

/* True when @test is the smallest that shows how lethal @e is. */
bool known_is_smallest(const struct known_entry *e, const char *test);

/* True when this kernel is in one of the entry's ranges. */
bool known_affects(const struct known_entry *e, const struct known_release *release);

/*
 * Read `6.12.107+deb13-powerpc64le`, `7.2.0-rc3`, `6.12`. 0, or -EINVAL when it does not begin
 * with two numbers.
 */
int known_release_parse(struct known_release *r, const char *text);

#endif
