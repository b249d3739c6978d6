// SPDX-License-Identifier: GPL-2.0-only
/* What the oracles of the kernel log say when they cannot look, or not at all of it. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "../klog.h"
#include "../oracle.h"
#include "../oracle_list.h"
#include "kmsg_script.h"
#include "unit.h"

/* Instead of klog_classify(), with what it leaves behind if the second report is too many. */
int unit_klog_classify(struct klog *log, const char *text, size_t bytes);

static int classify_error;
static const char *said;

int unit_klog_classify(struct klog *log, const char *text, size_t bytes)
{
	int error = klog_classify(log, said ?: text, said ? strlen(said) : bytes);

	return error ?: classify_error;
}

/* As in lib/oracle.c, which is made for POWER. */
void oracle_found(struct oracle_report *report, const char *oracle, const char *signature,
		  const char *fmt, ...)
{
	struct oracle_finding *f = &report->finding[report->nr++];
	va_list ap;

	*f = (struct oracle_finding){ .oracle = oracle };
	snprintf(f->signature, sizeof(f->signature), "%s", signature);
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof(f->text), fmt, ap);
	va_end(ap);
}

static void look(struct oracle_report *report)
{
	const struct oracle_ctx ctx = { .label = "unit" };
	void *snapshot = oracle_klog.begin(&oracle_klog, &ctx);

	*report = (struct oracle_report){ 0 };
	oracle_klog.end(&oracle_klog, &ctx, snapshot, report);
}

static void cannot_classify(void)
{
	struct oracle_report report;

	classify_error = 0;
	look(&report);
	CHECK_INT(report.nr, 0);
	classify_error = -ENOMEM;
	look(&report);
	CHECK_INT(report.nr, 1);
	CHECK_STR(report.finding[0].signature, "klog lost");
	CHECK(report.finding[0].environment);
	said = "[    1.000000] kernel BUG at mm/slub.c:42!\n";
	look(&report);
	CHECK_INT(report.nr, 2);
	CHECK_STR(report.finding[0].signature, "klog BUG_ON:-:-");
	CHECK(!report.finding[0].environment);
	CHECK_STR(report.finding[1].signature, "klog lost");
	said = NULL;
}

#define BUG_LINE  "[    1.000000] kernel BUG at mm/slub.c:42!\n"
#define TRACE_END "[    1.000001] ---[ end trace 0000000000000000 ]---\n"

/* What is known is said at once, and what comes later in the end: each once. */
static void looks_first(void)
{
	const struct oracle_ctx ctx = { .label = "unit" };
	void *snapshot = oracle_klog.begin(&oracle_klog, &ctx);
	struct oracle_report report = { 0 };

	classify_error = 0;
	oracle_klog.look(&oracle_klog, &ctx, NULL, &report);
	CHECK_INT(report.nr, 0);
	said = BUG_LINE TRACE_END;
	oracle_klog.look(&oracle_klog, &ctx, snapshot, &report);
	CHECK_INT(report.nr, 1);
	said = BUG_LINE TRACE_END "[    2.000000] BUG: Bad page state in process a  pfn:1\n";
	oracle_klog.end(&oracle_klog, &ctx, snapshot, &report);
	CHECK_INT(report.nr, 2);
	CHECK_STR(report.finding[0].signature, "klog BUG_ON:-:-");
	CHECK(strstr(report.finding[1].text, "Bad page state"));
	said = NULL;
}

/* A log that cannot be opened has said nothing, and not that all is well. */
static void cannot_open(void)
{
	struct rlimit before, none;
	struct oracle_report report;

	classify_error = 0;
	CHECK_INT(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = 0;
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &none), 0);
	look(&report);
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &before), 0);
	CHECK_INT(report.nr, 1);
	CHECK_STR(report.finding[0].signature, "klog lost");
	CHECK(strstr(report.finding[0].text, strerror(EMFILE)));
	CHECK(report.finding[0].environment);
	look(&report);
	CHECK_INT(report.nr, 0);
}

/* What was not read may have been a report, whichever look was the one that missed it. */
static void looks_late(void)
{
	static const struct kmsg_answer overtaken[] = {
		{ NULL, EPIPE }, { "6,9,9,-;a\n", 0 }, { NULL, EAGAIN }, { NULL, EAGAIN }
	};
	static const struct kmsg_answer refused[] = { { "6,9,9,-;a\n", 0 }, { NULL, EAGAIN } };
	const struct oracle_ctx ctx = { .label = "unit" };
	struct oracle_report report = { 0 };
	void *snapshot = oracle_klog.begin(&oracle_klog, &ctx);

	classify_error = 0;
	unit_kmsg_next = overtaken;
	oracle_klog.tick(&oracle_klog, snapshot);
	oracle_klog.end(&oracle_klog, &ctx, snapshot, &report);
	CHECK_INT(report.nr, 1);
	CHECK_STR(report.finding[0].signature, "klog lost");
	CHECK(strstr(report.finding[0].text, "overwritten"));

	report.nr = 0;
	snapshot = oracle_klog.begin(&oracle_klog, &ctx);
	unit_kmsg_next = refused;
	unit_kmsg_no_memory = true;
	oracle_klog.tick(&oracle_klog, snapshot);
	unit_kmsg_no_memory = false;
	oracle_klog.end(&oracle_klog, &ctx, snapshot, &report);
	CHECK_INT(report.nr, 1);
	CHECK(strstr(report.finding[0].text, strerror(ENOMEM)));
	unit_kmsg_next = NULL;
}

static void no_snapshot(void)
{
	const struct oracle_ctx ctx = { .label = "unit" };
	struct oracle_report report = { 0 };

	oracle_klog.tick(&oracle_klog, NULL);
	oracle_klog.end(&oracle_klog, &ctx, NULL, &report);
	oracle_taint.end(&oracle_taint, &ctx, NULL, &report);
	CHECK_INT(report.nr, 2);
	CHECK_STR(report.finding[0].signature, "klog lost");
	CHECK(report.finding[0].environment);
	CHECK_STR(report.finding[1].signature, "taint lost");
	CHECK(report.finding[1].environment);
}

static const struct unit_case cases[] = {
	{ "cannot-classify", cannot_classify }, { "looks-first", looks_first },
	{ "cannot-open", cannot_open },		{ "looks-late", looks_late },
	{ "no-snapshot", no_snapshot },		{ NULL, NULL },
};

const struct unit_suite suite_oracle_klog = { "oracle-klog", cases };
