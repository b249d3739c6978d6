// SPDX-License-Identifier: GPL-2.0-only
/* Usage: unit DATA_FOLDER [SUITE...]. Exit 0 when cases ran and all of them passed. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct unit_suite *const suites[] = {
	&suite_unit,	    &suite_verdict,	  &suite_ktap,
	&suite_journal,	    &suite_names,	  &suite_known,
	&suite_orders,	    &suite_race_crowd,	  &suite_klog,
	&suite_klog_golden, &suite_kmsg,	  &suite_slurp,
	&suite_guest_abi,   &suite_pci_device,	  &suite_points,
	&suite_steer,	    &suite_steer_plugin,  &suite_race_sweep,
	&suite_op,	    &suite_model,	  &suite_model_rules,
	&suite_calls,	    &suite_fault,	  &suite_generate,
	&suite_shrink,	    &suite_hazard,	  &suite_reached,
	&suite_gcda,	    &suite_slabs,	  &suite_cpus,
	&suite_setting,	    &suite_firmware,	  &suite_mutate,
	&suite_oracle_klog, &suite_oracle_counts,
};

const char *unit_data = ".";

static unsigned int passed, failed;
static unsigned int failed_checks; /* of the running case */
static bool silent;
static const char *running_suite, *running_case;
static char scratch[64];

static bool report(const char *file, int line, bool held)
{
	if (held)
		return true;
	failed_checks++;
	if (!silent)
		printf("unit: %s.%s: %s:%d: ", running_suite, running_case, file, line);
	return false;
}

bool unit_check(const char *file, int line, bool held, const char *condition)
{
	if (!report(file, line, held) && !silent)
		printf("expected %s\n", condition);
	return held;
}

bool unit_check_int(const char *file, int line, long long got, long long wanted, const char *what)
{
	if (!report(file, line, got == wanted) && !silent)
		printf("%s is %lld (0x%llx), expected %lld (0x%llx)\n", what, got,
		       (unsigned long long)got, wanted, (unsigned long long)wanted);
	return got == wanted;
}

bool unit_check_str(const char *file, int line, const char *got, const char *wanted,
		    const char *what)
{
	bool held = got && wanted ? !strcmp(got, wanted) : got == wanted;

	if (!report(file, line, held) && !silent)
		printf("%s is \"%s\", expected \"%s\"\n", what, got ? got : "(null)",
		       wanted ? wanted : "(null)");
	return held;
}

bool unit_complains(void (*body)(void))
{
	unsigned int before = failed_checks;
	bool complained;

	silent = true;
	body();
	silent = false;
	complained = failed_checks > before;
	failed_checks = before;
	return complained;
}

char *unit_read(const char *path, size_t *bytes)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;
	ssize_t n = file ? getdelim(&text, &room, EOF, file) : -1;

	*bytes = n > 0 ? (size_t)n : 0;
	if (!file)
		printf("unit: %s: %m\n", path);
	CHECK(file);
	if (file && n < 0 && !text)
		text = calloc(1, 1);
	if (text && n < 0)
		*text = '\0';
	if (file)
		fclose(file);
	return text;
}

static void remove_scratch(void)
{
	unlink(scratch);
}

const char *unit_scratch(void)
{
	if (!*scratch) {
		snprintf(scratch, sizeof(scratch), "/tmp/tcelife-unit-%d", (int)getpid());
		atexit(remove_scratch);
	}
	unlink(scratch);
	return scratch;
}

static void run_case(const struct unit_suite *suite, const struct unit_case *c)
{
	running_suite = suite->name;
	running_case = c->name;
	failed_checks = 0;
	c->run();
	if (failed_checks)
		failed++;
	else
		passed++;
}

static bool is_wanted(const char *name, int argc, char **argv)
{
	bool wanted = argc <= 2;

	for (int i = 2; i < argc; i++)
		wanted |= !strcmp(argv[i], name);
	return wanted;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: unit DATA_FOLDER [SUITE...]\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0); /* a crash must not swallow what was said */
	unit_data = argv[1];
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
		if (is_wanted(suites[i]->name, argc, argv))
			for (const struct unit_case *c = suites[i]->cases; c->name; c++)
				run_case(suites[i], c);
	printf("unit: %u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
