/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for the selfcheck.* tests: what makes an oracle fire
 * without harm to the kernel, and without the runner's own oracles seeing it.
 */
#ifndef TCELIFE_SELFCHECK_H
#define TCELIFE_SELFCHECK_H

#include <sched.h>
#include <sys/mount.h>

#include "../../lib/oracle.h"
#include "../../lib/slurp.h"
#include "../child.h"
#include "../growth.h"
#include "../holdings.h"
#include "../lethal.h"
#include "../pace.h"
#include "../race/loss.h"
#include "forgotten.h"
#include "live.h"
#include "objects.h"
#include "../record.h"
#include "sibling.h"

#define SELFCHECK_SETTLE_MS 500 /* to wait for what is held on purpose */

/* A test inside the test: what it says is kept apart, in memory shared with its children. */
struct inner {
	struct test test;
	struct test_record *record;
};

/* Make it from @t with another declaration (its own if NULL); t_error() without memory. */
void inner_init(struct test *t, struct inner *inner, const struct test_decl *decl);
void inner_free(struct inner *inner);

/* The first failure that the inner test said; NULL if it failed nowhere. */
const char *inner_failure(const struct inner *inner);

/* The oracle must have fired, or must not have; else the case fails with what it found. */
void t_expect_fired(struct test *t, const struct oracle_report *report, const char *oracle);
void t_expect_silent(struct test *t, const struct oracle_report *report, const char *oracle);

/*
 * Let another file stand in the place of @path, for this process only (in a mount
 * namespace of its own), and write @text into it. t_stand_down() takes it away.
 */
void t_stand_in(struct test *t, const char *path, const char *text);
void t_stand_down(struct test *t, const char *path);

#endif
