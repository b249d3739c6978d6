// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's own complaints: its log between two markers, and its taint mask.
 * Reports that print once per boot are re-armed before each test.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "klog.h"
#include "kmsg.h"
#include "oracle.h"
#include "oracle_list.h"
#include "slurp.h"

#ifndef KMSG /* unit tests must not touch those of the build machine */
#define KMSG		"/dev/kmsg"
#define CLEAR_WARN_ONCE "/sys/kernel/debug/clear_warn_once"
#endif
#define TAINTED "/proc/sys/kernel/tainted"

struct klog_watch {
	int fd;
	char *text; /* the records read so far; NULL: none */
	size_t bytes;
	bool lost;	   /* some were overwritten before they were read */
	unsigned int told; /* reports that are findings already */
	int error;	   /* the first read(2) that was refused, as -errno; or open(2) */
};

static bool klog_available(const struct oracle *self, const struct oracle_ctx *ctx, char *why,
			   size_t why_bytes)
{
	bool may;
	int fd;

	(void)self;
	(void)ctx;
	snprintf(why, why_bytes, "cannot read " KMSG "; run as root");
	if (access(KMSG, R_OK))
		return false;
	/* a capability may be missing: kernel/printk/printk.c:check_syslog_permissions() */
	fd = open(KMSG, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	may = fd >= 0 || errno != EPERM;
	if (fd >= 0)
		close(fd);
	return may;
}

static void *klog_begin(const struct oracle *self, const struct oracle_ctx *ctx)
{
	struct klog_watch *w = calloc(1, sizeof(*w));
	char line[160];

	(void)self;
	if (!w)
		return NULL;
	spit(CLEAR_WARN_ONCE, "1");
	snprintf(line, sizeof(line), "<5>" ORACLE_KLOG_BEGIN "\n", ctx->label ?: "?");
	spit(KMSG, line);
	w->fd = open(KMSG, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (w->fd < 0 || lseek(w->fd, 0, SEEK_END) < 0)
		w->error = -errno;
	return w;
}

/* All records that there are by now; the kernel's ring is small, so this is done in between too. */
static void klog_tick(const struct oracle *self, void *snapshot)
{
	struct klog_watch *w = snapshot;
	int error;

	(void)self;
	if (!w)
		return;
	error = kmsg_take(w->fd, &w->text, &w->bytes, &w->lost);
	w->error = w->error ?: error;
}

static void save_cut(const char *path, const char *text, size_t bytes)
{
	FILE *f = path ? fopen(path, "we") : NULL;

	if (!f)
		return;
	fwrite(text, 1, bytes, f);
	fclose(f);
}

static void report_one(const struct klog_report *k, struct oracle_report *report)
{
	char signature[ORACLE_SIGNATURE_BYTES];
	unsigned int before = report->nr;

	snprintf(signature, sizeof(signature), "klog %.150s", k->fingerprint);
	oracle_found(report, "klog", signature, "%s [%s]", k->title, k->fingerprint);
	if (report->nr > before)
		report->finding[before].environment = klog_is_environment(k->kind);
}

static void found_lost(const struct klog_watch *w, struct oracle_report *report)
{
	char text[ORACLE_TEXT_BYTES];

	snprintf(text, sizeof(text), "%s: %s", KMSG " cannot be read", strerror(-w->error));
	oracle_could_not_look(report, "klog", "klog lost",
			      w->error ? text :
					 "part of the kernel log was overwritten before it could "
					 "be read, or there was no memory for it");
}

/* What has come since the last time. False if there is no memory to judge it. */
static bool judge(struct klog_watch *w, struct oracle_report *report)
{
	struct klog log = { 0 };
	/* Nothing is said where writing to the log is ignored, as printk.devkmsg=off has it. */
	bool judged = !klog_classify(&log, w->text ?: "", w->bytes);

	/* What was found before the memory was gone counts. */
	for (; w->told < log.nr_reports; w->told++)
		report_one(&log.reports[w->told], report);
	klog_free(&log);
	return judged;
}

/* The others open what the test has closed: what the kernel says then is about the test, too. */
static void klog_look(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		      struct oracle_report *report)
{
	struct klog_watch *w = snapshot;

	(void)ctx;
	klog_tick(self, w);
	if (w)
		judge(w, report); /* if not, klog_end() says so */
}

static void klog_end(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		     struct oracle_report *report)
{
	struct klog_watch *w = snapshot;
	char line[160];

	if (!w) {
		oracle_could_not_look(report, self->name, "klog lost",
				      "no memory to read the kernel log");
		return;
	}
	snprintf(line, sizeof(line), "<5>" ORACLE_KLOG_END "\n", ctx->label ?: "?");
	spit(KMSG, line);
	klog_tick(self, w);
	if (!judge(w, report) || w->lost || w->error)
		found_lost(w, report);
	save_cut(ctx->klog_path, w->text ?: "", w->bytes);
	free(w->text);
	if (w->fd >= 0)
		close(w->fd);
	free(w);
}

const struct oracle oracle_klog = {
	.name = "klog",
	.judges = "the kernel log between two markers",
	.available = klog_available,
	.begin = klog_begin,
	.look = klog_look,
	.tick = klog_tick,
	.end = klog_end,
};

/* Bits of the mask: Documentation/admin-guide/tainted-kernels.rst */
static const char taint_letter[] = "GFSRMBUDAWCIOELKXTN";

static bool taint_available(const struct oracle *self, const struct oracle_ctx *ctx, char *why,
			    size_t why_bytes)
{
	(void)self;
	(void)ctx;
	snprintf(why, why_bytes, "cannot read " TAINTED);
	return !access(TAINTED, R_OK);
}

static void *taint_begin(const struct oracle *self, const struct oracle_ctx *ctx)
{
	long long *mask = malloc(sizeof(*mask));

	(void)self;
	(void)ctx;
	if (mask)
		*mask = slurp_number(TAINTED, 0);
	return mask;
}

static void taint_end(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		      struct oracle_report *report)
{
	long long *before = snapshot, now = slurp_number(TAINTED, 0);
	char letters[sizeof(taint_letter)] = "";
	unsigned int nr = 0;

	(void)ctx;
	if (!before) {
		oracle_could_not_look(report, self->name, "taint lost",
				      "no memory to note the taint mask before the test");
		return;
	}
	for (unsigned int bit = 0; bit < sizeof(taint_letter) - 1; bit++)
		if ((now & ~*before) & (1ll << bit))
			letters[nr++] = taint_letter[bit];
	if (now & ~*before)
		oracle_found(report, self->name, "oracle taint",
			     "the kernel became tainted: %s (%lld)", letters, now);
	free(before);
}

const struct oracle oracle_taint = {
	.name = "taint",
	.judges = "the kernel's taint mask",
	.available = taint_available,
	.begin = taint_begin,
	.end = taint_end,
};
