// SPDX-License-Identifier: GPL-2.0-only
#include <sys/mman.h>

#include "../lib/cpus.h"
#include "../lib/firmware.h"
#include "../lib/pci_device.h"
#include "../lib/setting.h"
#include "alone.h"
#include "child.h"
#include "doctor.h"
#include "interrupt.h"
#include "known_list.h"
#include "lethal.h"
#include "pace.h"
#include "requirements.h"
#include "run_parts.h"

/*
 * What is freed late, and kept in caches, is so on each CPU that tests have been on: of a hundred
 * CPUs that hides leaks and looks like some, and it takes minutes to have it all given back.
 */
#define CPUS_MOST 8

static int refuse(const struct why *why)
{
	fprintf(stderr, "tcelife: %s\n", why->text);
	return verdict_exit_status(V_ERROR);
}

void run_log_device(void *arg, const char *line)
{
	struct session *s = arg;
	char path[320];
	FILE *f;

	snprintf(path, sizeof(path), "%s/devices", s->dir);
	f = fopen(path, "ae");
	if (!f)
		return;
	fprintf(f, "%s\n", line);
	fclose(f);
}

/* This machine cannot judge what needs a device; the rest is run. */
static int no_devices(struct run *r, const struct why *why)
{
	r->no_targets = *why;
	ktap_diag(&r->session.ktap, "%s", why->text);
	return 0;
}

static int take_devices(struct run *r, const struct pci_env *env, struct why *why)
{
	int group[OPTIONS_MAX_DEVICES], ret = pci_devices_take(env, group, why);

	if (ret)
		return ret == -EOPNOTSUPP ? no_devices(r, why) : ret;
	for (unsigned int i = 0; i < env->nr_named; i++) {
		snprintf(r->target[i].bdf, sizeof(r->target[i].bdf), "%s", env->named[i]);
		r->target[i].group = group[i];
	}
	r->nr_targets = vfio_targets_apart(r->target, env->nr_named);
	return 0;
}

/* One that is killed has its devices closed, too, before it is gone. */
static void set_pace(struct run *r)
{
	r->pace = pace_of(r->target, r->nr_targets);
	child_kill_ms = CHILD_KILL_MS * r->pace;
	if (r->pace > 1)
		ktap_diag(&r->session.ktap,
			  "the devices take more than %u s to open and close: tests may take %u "
			  "times as long",
			  r->pace - 1, r->pace);
}

/* What the machine has and lacks goes with the results. */
static void keep_doctor(const struct run *r)
{
	char path[320];
	FILE *f;

	snprintf(path, sizeof(path), "%s/doctor", r->session.dir);
	f = fopen(path, "we");
	if (!f)
		return;
	doctor_report(f, &r->known, r->target, r->nr_targets);
	fclose(f);
}

static struct lethal lethal_of(const struct run *r)
{
	return (struct lethal){ .known = &r->known,
				.release = r->uts.release,
				.run = r->catalogue.test,
				.nr_run = r->catalogue.nr,
				.named = r->o->globs,
				.nr_named = r->o->nr_globs,
				.lab = r->o->restartable,
				.longer = r->o->duration_s,
				/* of a kernel with fixes all is wanted, and a boot is cheap */
				.all = r->o->lethal || (r->o->strict && r->o->restartable) };
}

static bool is_held_back(const struct run *r, const struct test_decl *d, char *reason,
			 size_t reason_bytes)
{
	struct lethal l = lethal_of(r);

	return lethal_is_held_back(&l, d->name, reason, reason_bytes);
}

/* Whoever has given an exploration so much time for all says from outside that it is over. */
static bool is_over(const struct run *r)
{
	char path[320];

	snprintf(path, sizeof(path), "%s/over", r->session.dir);
	return r->o->explore && !access(path, F_OK);
}

/* False, and no result, if the user has interrupted the test: it is run anew. */
static bool run_one(struct run *r, unsigned int n)
{
	const struct test_decl *d = r->catalogue.test[n - 1];
	bool interrupted = false;
	char reason[RECORD_TEXT_BYTES];
	struct outcome out;

	session_progress(&r->session, d->name);
	if (!requirements_met(d->needs, r->target, r->nr_targets, reason, sizeof(reason))) {
		if (*r->no_targets.text && d->needs & (NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA))
			snprintf(reason, sizeof(reason), "%.*s", (int)sizeof(reason) - 1,
				 r->no_targets.text);
		judge_not_run(d, V_SKIP, reason, &out);
	} else if (is_over(r)) {
		judge_not_run(d, V_SKIP, "its turn did not come in the time there was", &out);
	} else if (is_held_back(r, d, reason, sizeof(reason))) {
		judge_not_run(d, V_SKIP, reason, &out);
	} else {
		session_begin(&r->session, n, d->name);
		interrupted = run_test(r, d, n, &out);
	}
	if (!interrupted)
		session_result(&r->session, n, &out.top);
	outcome_free(&out);
	return !interrupted;
}

static void skip_one(struct run *r, unsigned int n)
{
	struct outcome out;

	judge_not_run(r->catalogue.test[n - 1], V_SKIP,
		      r->stuck ?
			      "an unkillable thread is left from an earlier test; reboot, then "
			      "run it alone" :
			      "in an earlier test a thread died in the kernel, with all it held; "
			      "reboot, then run it alone",
		      &out);
	session_result(&r->session, n, &out.top);
	outcome_free(&out);
}

/* True if the test has a result now; false if this boot gives it none. */
static bool give_result(struct run *r, unsigned int n)
{
	const struct journal_test *before =
		r->session.before.nr_tests ? &r->session.before.tests[n - 1] : NULL;

	if (before && before->verdict != V_NONE) {
		r->session.done++;
		return true;
	}
	if (before && before->begins && run_report_death(r, n))
		return true;
	if (!r->stuck && !r->spent)
		return run_one(r, n);
	if (r->o->restartable)
		return false;
	skip_one(r, n);
	return true;
}

/* True if all tests have a result; false if this boot can no longer be trusted to give one. */
static bool run_all(struct run *r)
{
	for (unsigned int n = 1; n <= r->catalogue.nr; n++)
		if (interrupt_signal() || !give_result(r, n))
			return false;
	return true;
}

/* The file is gone on with, and what stands behind such a line is not read. */
static void bail(struct run *r, const char *reason)
{
	r->session.ktap.fd[1] = -1;
	ktap_bail(&r->session.ktap, reason);
}

static int interrupted(struct run *r)
{
	if (!r->o->restartable) /* the lab says so itself */
		session_interrupted(&r->session);
	bail(r, "interrupted; the same command and --out go on from here");
	return 128 + interrupt_signal();
}

static int run_on_devices(struct run *r, const struct pci_env *env)
{
	struct why why;
	bool complete;

	session_progress(&r->session, "taking the devices");
	firmware_stop(); /* what a killed run left, as what follows */
	if (settings_put_back())
		ktap_diag(&r->session.ktap, "not all settings of a killed run can be put back");
	if (pci_devices_give_back_all(env, &why) < 0)
		ktap_diag(&r->session.ktap, "%s", why.text);
	if (take_devices(r, env, &why)) {
		bail(r, why.text);
		return refuse(&why);
	}
	set_pace(r);
	complete = run_all(r);
	if (complete && !r->spent)
		keep_doctor(r); /* now: on the way to the first result it would cost time */
	firmware_stop();	/* of a test that did not come to its end */
	session_progress(&r->session, "giving the devices back");
	if (r->stuck || r->spent)
		ktap_diag(&r->session.ktap,
			  "devices stay taken: a thread that died, or is stuck, may hold them; "
			  "reboot");
	else if (pci_devices_give_back_all(env, &why) < 0)
		ktap_diag(&r->session.ktap, "%s", why.text);
	if (complete)
		return session_close(&r->session);
	if (interrupt_signal())
		return interrupted(r);
	return verdict_exit_status(V_ERROR); /* the caller boots again */
}

static struct test_record *shared_record(void)
{
	void *at = mmap(NULL, sizeof(struct test_record), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static int put_lethal_last(struct run *r, struct why *why)
{
	const struct test_decl **ordered = calloc(r->catalogue.nr, sizeof(*ordered));
	struct lethal l = lethal_of(r);

	if (!ordered)
		return why_set(why, -ENOMEM, "out of memory");
	lethal_last(&l, ordered);
	free(r->catalogue.test);
	r->catalogue.test = ordered;
	return 0;
}

int run(const struct options *o)
{
	struct run *r = calloc(1, sizeof(*r));
	struct pci_env env = { .log = run_log_device,
			       .named = o->device,
			       .nr_named = o->nr_devices };
	struct why why = { .text = "out of memory" };
	int status;

	if (!r || !(r->record = shared_record()))
		return refuse(&why);
	r->o = o;
	env.log_arg = &r->session;
	uname(&r->uts);
	if (alone(&why) || catalogue_all(&r->catalogue, &why) ||
	    catalogue_select(&r->catalogue, o->globs, o->nr_globs, &why) ||
	    known_list_load(&r->known, o->known_path, &why) || put_lethal_last(r, &why) ||
	    session_open(&r->session, o, &r->catalogue, &why))
		return refuse(&why);
	interrupt_watch();
	cpus_keep_to(CPUS_MOST); /* if that is not allowed, all are used */
	status = run_on_devices(r, &env);
	catalogue_free(&r->catalogue);
	known_free(&r->known);
	munmap(r->record, sizeof(*r->record));
	free(r);
	return status;
}
