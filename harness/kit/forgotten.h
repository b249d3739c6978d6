/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for tests of what the hardware is told: it keeps TCEs in a cache and must
 * be made to forget those that change, for each of the groups that the table belongs to.
 */
#ifndef TCELIFE_FORGOTTEN_H
#define TCELIFE_FORGOTTEN_H

#include "../../lib/firmware.h"
#include "tce.h"

/* Hear what is told from now on; false, with the case skipped: this machine cannot. */
bool t_listen(struct test *t);

/* What was heard until now is of no interest. */
void t_unheard(void);

/*
 * Since the last look, the hardware of as many PEs as @rig has groups was made to forget all TCEs
 * of @pages IOMMU pages of the window from @first_page on.
 */
bool t_expect_forgotten(struct test *t, const struct rig *rig, uint64_t first_page, uint64_t pages,
			const char *when);

/*
 * Of what t_unheard() or t_expect_forgotten() have heard last: the last that was said of a PE's
 * first window (@n 0), its second one, or the bypass, which is in the place of the second. NULL:
 * nothing.
 */
const struct firmware_call *t_last_said(enum firmware_what what, unsigned int n);

/*
 * Of the same: the last that was said of @rig's window is that it has a table of one level, of the
 * size and with the IOMMU pages that belong to it; or that it has none.
 */
void t_expect_window(struct test *t, const struct rig *rig, bool there);

/* The window is removed, is made again: all of it is forgotten, and the firmware is told. */
void t_window_goes(struct test *t, struct rig *rig);
void t_window_comes(struct test *t, struct rig *rig);

/* As many IOMMU pages as their TCEs fill a host page: no table is smaller. */
uint64_t forgotten_table_pages(void);

#endif
