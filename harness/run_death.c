// SPDX-License-Identifier: GPL-2.0-only
/* The test in which an earlier start of this run came to its end. */
#include <stdlib.h>

#include "../lib/slurp.h"
#include "run_parts.h"

static char *of_boot(const struct run *r, unsigned int boot, const char *file)
{
	char path[SESSION_DIR_BYTES + 64];

	snprintf(path, sizeof(path), "%s/boots/%u/%s", r->session.dir, boot, file);
	return slurp(path);
}

/*
 * The machine did not go down: it still runs the kernel that was booted then; or the laboratory was
 * killed, which else says how a boot has ended.
 */
static bool was_killed(const struct run *r, const char *reason, const char *console)
{
	return !reason && (console || !strcmp(r->session.boot_id, r->session.before.boot_id));
}

#define KILLED_OFTEN 3 /* a test that has its runner killed each time (for want of memory, say) */

static bool is_run_anew(struct run *r, const struct journal_test *died)
{
	if (died->begins >= KILLED_OFTEN)
		return false;
	ktap_diag(&r->session.ktap, "%s is run anew: the run was killed in it", died->name);
	return true;
}

/* True if it is an outcome; false if the test is run once more. */
static bool judge_end(struct run *r, unsigned int n, const char *reason, const char *console)
{
	const struct journal_test *died = &r->session.before.tests[n - 1];
	struct judge judge = { .known = &r->known,
			       .release = r->session.before.release,
			       .strict = r->o->strict };
	char when[500] = "";
	struct outcome out;
	bool again;

	if (died->tries_to)
		snprintf(when, sizeof(when), ", in one of its tries %llu to %llu, seed %llu",
			 (unsigned long long)died->tries_from, (unsigned long long)died->tries_to,
			 (unsigned long long)died->seed);
	if (r->o->explore)
		run_add_last_schedule(when, sizeof(when));
	judge_death(&judge, r->catalogue.test[n - 1], when, reason, console, &out);
	again = out.top.verdict == V_ERROR && died->begins == 1;
	if (again)
		ktap_diag(&r->session.ktap, "%s is run once more: %s", died->name,
			  out.top.reason ?: "");
	else
		session_result(&r->session, n, &out.top);
	outcome_free(&out);
	return !again;
}

static void judge_killed(struct run *r, unsigned int n)
{
	struct outcome out;

	judge_not_run(r->catalogue.test[n - 1], V_ERROR,
		      "each time that it ran, the run itself was killed, but not the machine",
		      &out);
	session_result(&r->session, n, &out.top);
	outcome_free(&out);
}

bool run_report_death(struct run *r, unsigned int n)
{
	const struct journal_test *died = &r->session.before.tests[n - 1];
	char *reason = of_boot(r, died->boot, "end");
	char *console = of_boot(r, died->boot, "console");
	bool told = true;

	if (reason)
		reason[strcspn(reason, "\n")] = '\0';
	if (reason && !strcmp(reason, SESSION_INTERRUPTED))
		told = false;
	else if (!was_killed(r, reason, console))
		told = judge_end(r, n, reason, console);
	else if (is_run_anew(r, died))
		told = false;
	else
		judge_killed(r, n);
	free(reason);
	free(console);
	return told;
}
