/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An ear on the kernel log, for a test that must stop at the first report it has caused. A warning
 * that is on the list of known issues for the test does not count: it would stop the race before it
 * has begun, each time.
 */
#ifndef TCELIFE_EAR_H
#define TCELIFE_EAR_H

#include <stdbool.h>
#include <stddef.h>

struct klog;
struct test;

struct ear {
	int fd; /* -1: the log cannot be read, and nothing is heard */
	const struct test *test;
	char *text; /* what came since the last report was judged */
	size_t bytes;
};

/* Listen from now on, for @test. */
void ear_open(struct ear *ear, const struct test *test);

/*
 * True if the kernel has reported something since that counts; its title is in @title then. When
 * something has come, it waits until the report is complete, up to half a second.
 */
bool ear_heard(struct ear *ear, char *title, size_t title_bytes);

/*
 * All reports since, known or not, in the order in which they came; false if there is none. As
 * complete as ear_heard() has them. Give @log to klog_free() in each case.
 */
bool ear_reports(struct ear *ear, struct klog *log);

/* Free what was heard; again: no-op. */
void ear_close(struct ear *ear);

#endif
