/* SPDX-License-Identifier: GPL-2.0-only */
/* A tiny runner for the tests of the pure parts. One suite a file, a table of cases at its end. */
#ifndef TCELIFE_UNIT_H
#define TCELIFE_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unit_case {
	const char *name;
	void (*run)(void);
};

/* The last case of the table has no name. */
struct unit_suite {
	const char *name;
	const struct unit_case *cases;
};

extern const struct unit_suite suite_calls, suite_cpus, suite_fault, suite_firmware, suite_gcda,
	suite_generate, suite_guest_abi, suite_hazard, suite_journal, suite_klog, suite_klog_golden,
	suite_kmsg, suite_known, suite_ktap, suite_model, suite_model_rules, suite_mutate,
	suite_names, suite_op, suite_oracle_counts, suite_oracle_klog, suite_orders,
	suite_pci_device, suite_points, suite_race_crowd, suite_race_sweep, suite_reached,
	suite_setting, suite_shrink, suite_slabs, suite_slurp, suite_steer, suite_steer_plugin,
	suite_unit, suite_verdict;

/* The folder of the golden files. */
extern const char *unit_data;

/* Each check prints one line when it fails; the case goes on. True when it held. */
#define CHECK(condition) unit_check(__FILE__, __LINE__, (condition), #condition)
#define CHECK_INT(got, wanted) \
	unit_check_int(__FILE__, __LINE__, (long long)(got), (long long)(wanted), #got)
#define CHECK_STR(got, wanted) unit_check_str(__FILE__, __LINE__, (got), (wanted), #got)

bool unit_check(const char *file, int line, bool held, const char *condition);
bool unit_check_int(const char *file, int line, long long got, long long wanted, const char *what);
bool unit_check_str(const char *file, int line, const char *got, const char *wanted,
		    const char *what);

/*
 * The twin of a check: run @body in silence and say whether one of its checks failed. Its
 * failures are not counted.
 */
bool unit_complains(void (*body)(void));

/* All of a file, NUL-terminated, to be freed by the caller; NULL (and a failed check) if none. */
char *unit_read(const char *path, size_t *bytes);

/* A path for a file of the test's own, removed at the end of the run. Static storage. */
const char *unit_scratch(void);

#endif
