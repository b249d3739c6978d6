// SPDX-License-Identifier: GPL-2.0-only
/*
 * Golden logs: klog/<name>.log in, klog/<name>.expect out. One line for each report,
 * `KIND|function|caller|fingerprint`, `-` for what is unknown; a report that a panic followed
 * from ends in `|fatal`. `unit DATA klog-golden` with UNIT_UPDATE=1 writes the .expect files
 * anew: read the difference before it is believed.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../klog.h"
#include "unit.h"

#define MIN_GOLDEN_LOGS 30 /* a folder that is not found must not look like success */

static const char *or_dash(const char *text)
{
	return *text ? text : "-";
}

static char *summarize(const char *text, size_t bytes)
{
	struct klog k;
	char *out = NULL;
	size_t out_bytes = 0;
	FILE *file = open_memstream(&out, &out_bytes);

	CHECK_INT(klog_classify(&k, text, bytes), 0);
	for (unsigned int i = 0; i < k.nr_reports; i++) {
		const struct klog_report *r = &k.reports[i];

		fprintf(file, "%s|%s|%s|%s%s\n", klog_kind_name(r->kind), or_dash(r->function),
			or_dash(r->caller), r->fingerprint, r->fatal ? "|fatal" : "");
		CHECK(!strpbrk(r->fingerprint, " \t\n"));
	}
	fclose(file);
	klog_free(&k);
	return out;
}

static void path_of(const char *stem, const char *extension, char *path, size_t path_bytes)
{
	snprintf(path, path_bytes, "%s/klog/%s.%s", unit_data, stem, extension);
}

static void update(const char *path, const char *summary)
{
	FILE *file = fopen(path, "we");

	if (CHECK(file)) {
		fputs(summary, file);
		fclose(file);
	}
}

/* Compare line by line, so that a failure names the report. */
static void compare(const char *stem, char *got, char *wanted)
{
	char *got_save, *wanted_save;
	char *g = strtok_r(got, "\n", &got_save), *w = strtok_r(wanted, "\n", &wanted_save);

	while (g || w) {
		if (!CHECK_STR(g, w))
			printf("unit: (in klog/%s.log)\n", stem);
		g = g ? strtok_r(NULL, "\n", &got_save) : NULL;
		w = w ? strtok_r(NULL, "\n", &wanted_save) : NULL;
	}
}

static void check_log(const char *stem)
{
	char path[512];
	size_t bytes;
	char *text, *wanted, *got;

	path_of(stem, "log", path, sizeof(path));
	text = unit_read(path, &bytes);
	if (!text)
		return;
	got = summarize(text, bytes);
	path_of(stem, "expect", path, sizeof(path));
	if (getenv("UNIT_UPDATE"))
		update(path, got);
	wanted = unit_read(path, &bytes);
	if (wanted)
		compare(stem, got, wanted);
	free(text);
	free(wanted);
	free(got);
}

static int is_log(const struct dirent *d)
{
	size_t bytes = strlen(d->d_name);

	return bytes > 4 && !strcmp(d->d_name + bytes - 4, ".log");
}

static void golden_logs(void)
{
	struct dirent **entries = NULL;
	char folder[512];
	int n;

	snprintf(folder, sizeof(folder), "%s/klog", unit_data);
	n = scandir(folder, &entries, is_log, alphasort);
	CHECK(n >= MIN_GOLDEN_LOGS);
	for (int i = 0; i < n; i++) {
		entries[i]->d_name[strlen(entries[i]->d_name) - 4] = '\0';
		check_log(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

static void wrong_expectation(void)
{
	char got[] = "WARNING|f|g|WARNING:f:g\n", wanted[] = "WARNING|f|h|WARNING:f:h\n";

	CHECK_STR(got, wanted);
}

static void report_too_many(void)
{
	static const char log[] = "[    1.000000] kernel BUG at mm/slub.c:42!\n";
	char *got = summarize(log, sizeof(log) - 1);

	CHECK_STR(got, "");
	free(got);
}

static void comparer_complains(void)
{
	CHECK(unit_complains(wrong_expectation));
	CHECK(unit_complains(report_too_many));
}

static const struct unit_case cases[] = {
	{ "golden-logs", golden_logs },
	{ "comparer-complains", comparer_complains },
	{ NULL, NULL },
};

const struct unit_suite suite_klog_golden = { "klog-golden", cases };
