/* SPDX-License-Identifier: GPL-2.0-only */
/* Names, globs and the small values a user types, each with an error that helps. */
#ifndef TCELIFE_NAMES_H
#define TCELIFE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "why.h"

#define NAMES_PCI_BYTES 13 /* 0000:01:00.0 and its NUL */

/*
 * True when @glob matches all of @name. `*` any text (dots and blanks too), `?` one byte,
 * `[a-z]` `[!a]` one of a set, `\` takes the next byte as it is. A `[` without its `]` is
 * itself.
 */
bool names_glob(const char *glob, const char *name);

/* True when @text holds one of the special bytes of a glob. */
bool names_is_glob(const char *text);

/* Edit distance: insert, delete, replace, swap of neighbours count 1 each. */
unsigned int names_distance(const char *a, const char *b);

/*
 * The name nearest to @wanted, or NULL when none is near (more than a third of it is wrong, and
 * none begins with it).
 */
const char *names_nearest(const char *wanted, const char *const *names, unsigned int nr_names);

/*
 * `<what> "<wanted>" is unknown; did you mean "x"?` or `...; <advice>` into @why.
 * Returns -ENOENT.
 */
int names_unknown(struct why *why, const char *what, const char *wanted, const char *const *names,
		  unsigned int nr_names, const char *advice);

/* `90s`, `10m`, `2h` to seconds, 1 s to 1000 h. 0 or -EINVAL with @why. */
int names_parse_duration_s(const char *text, unsigned int *duration_s, struct why *why);

/* A seed: all of u64, decimal or 0x hexadecimal. 0 or -EINVAL with @why. */
int names_parse_seed(const char *text, uint64_t *seed, struct why *why);

/* A number from @low to @high; @what names it in the message. 0 or -EINVAL with @why. */
int names_parse_number(const char *what, const char *text, uint64_t low, uint64_t high,
		       uint64_t *number, struct why *why);

/*
 * A PCI address, `0000:01:00.0` or `01:00.0`, to the form the kernel uses (lower case, with
 * domain). 0 or -EINVAL with @why.
 */
int names_parse_pci(const char *text, char address[NAMES_PCI_BYTES], struct why *why);

#endif
