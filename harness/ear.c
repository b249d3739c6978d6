// SPDX-License-Identifier: GPL-2.0-only
#include "ear.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/klog.h"
#include "../lib/kmsg.h"
#include "../lib/known.h"
#include "record.h"
#include "test.h"

#define QUIET_MS    30 /* a report is complete when nothing came for so long */
#define COMPLETE_MS 500

void ear_open(struct ear *ear, const struct test *test)
{
	*ear = (struct ear){ .test = test };
	ear->fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (ear->fd >= 0)
		lseek(ear->fd, 0, SEEK_END);
}

/* True if something has come. */
static bool take(struct ear *ear)
{
	size_t before = ear->bytes;

	kmsg_take(ear->fd, &ear->text, &ear->bytes, NULL);
	return ear->bytes > before;
}

/* The lines of a report come one by one, each as slowly as the console takes it. */
static void take_all_of_it(struct ear *ear)
{
	unsigned int quiet_ms = 0;

	for (unsigned int ms = 0; ms < COMPLETE_MS && quiet_ms < QUIET_MS; ms += 10) {
		usleep(10000);
		quiet_ms = take(ear) ? 0 : quiet_ms + 10;
	}
}

static bool is_known_warning(const struct ear *ear, const struct klog_report *r)
{
	const struct test *t = ear->test;
	char signature[300];

	if (r->kind != KLOG_WARNING || !t->known)
		return false;
	snprintf(signature, sizeof(signature), "klog %s", r->fingerprint);
	return known_match(t->known, t->decl->name, NULL, signature, t->release);
}

/* A piece of a report alone (KLOG_CUT) is the rest of one that was judged already. */
static bool counts(const struct ear *ear, const struct klog_report *r)
{
	return r->kind != KLOG_CUT && !klog_is_environment(r->kind) && !is_known_warning(ear, r);
}

static bool classify(struct ear *ear, struct klog *log)
{
	*log = (struct klog){ 0 };
	return !klog_classify(log, ear->text, ear->bytes) && log->nr_reports;
}

bool ear_reports(struct ear *ear, struct klog *log)
{
	bool any;

	*log = (struct klog){ 0 };
	if (ear->fd < 0 || !take(ear))
		return false;
	any = classify(ear, log);
	if (any) {
		klog_free(log);
		take_all_of_it(ear);
		any = classify(ear, log);
	}
	ear->bytes = 0;
	return any;
}

/* The first that counts, or NULL. */
static const struct klog_report *first_of(const struct ear *ear, const struct klog *log)
{
	for (unsigned int i = 0; i < log->nr_reports; i++)
		if (counts(ear, &log->reports[i]))
			return &log->reports[i];
	return NULL;
}

/* Warnings that are known may come with each try, and are not waited for. */
bool ear_heard(struct ear *ear, char *title, size_t title_bytes)
{
	const struct klog_report *first = NULL;
	struct klog log;

	if (ear->fd < 0 || !take(ear))
		return false;
	if (classify(ear, &log) && first_of(ear, &log)) {
		klog_free(&log);
		take_all_of_it(ear);
		classify(ear, &log);
		first = first_of(ear, &log);
	}
	if (first)
		snprintf(title, title_bytes, "%s [%s]", first->title, first->fingerprint);
	klog_free(&log);
	ear->bytes = 0;
	return first;
}

void ear_close(struct ear *ear)
{
	if (ear->fd >= 0)
		close(ear->fd);
	free(ear->text);
	ear->text = NULL;
	ear->fd = -1;
}
