// SPDX-License-Identifier: GPL-2.0-only
#include "run.h"

#include <sys/mman.h>
#include <sys/utsname.h>

#include "../lib/pci_device.h"
#include "../lib/slurp.h"
#include "../lib/steer.h"
#include "../lib/timebase.h"
#include "catalogue.h"
#include "doctor.h"
#include "growth.h"
#include "interrupt.h"
#include "judge.h"
#include "known_list.h"
#include "lethal.h"
#include "race/ear.h"
#include "requirements.h"
#include "session.h"

#define SETTLED_MS	    200 /* the test has waited in vain itself: what is held is held */
#define HANG_AFTER_REPORT_S 2	/* a race that the kernel has complained about is stopped by then */

/* A run: what was asked, on what, and where it goes. */
struct run {
	const struct options *o;
	struct catalogue catalogue;
	struct vfio_target target[OPTIONS_MAX_DEVICES];
	unsigned int nr_targets;
	struct why no_targets; /* the kernel cannot do VFIO on them: why; else empty */
	struct session session;
	struct known known;
	struct utsname uts;
	struct test_record *record;
	struct oracle_watch watch; /* over the test that is running */
	int64_t free_pages;	   /* when the last test was judged; 0: none was */
	bool spent; /* a thread has died in the kernel: what it held is held for ever */
	bool stuck; /* a thread cannot be killed: nothing can be judged in this boot any more */
};

static int refuse(const struct why *why)
{
	fprintf(stderr, "tcelife: %s\n", why->text);
	return verdict_exit_status(V_ERROR);
}

static void log_device(void *arg, const char *line)
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
static int no_devices(struct run *r, const struct pci_env *env, const struct why *why)
{
	pci_devices_give_back_all(env, NULL);
	r->nr_targets = 0;
	r->no_targets = *why;
	ktap_diag(&r->session.ktap, "%s", why->text);
	return 0;
}

/* Take every device that was named; all or nothing. */
static int take_devices(struct run *r, const struct pci_env *env, struct why *why)
{
	for (unsigned int i = 0; i < r->o->nr_devices; i++) {
		struct vfio_target *target = &r->target[i];

		snprintf(target->bdf, sizeof(target->bdf), "%s", r->o->device[i]);
		target->group = pci_device_take(env, target->bdf, why);
		if (target->group == -EOPNOTSUPP)
			return no_devices(r, env, why);
		if (target->group < 0)
			return target->group;
		r->nr_targets++;
	}
	if (r->nr_targets == 2 && r->target[0].group == r->target[1].group)
		r->nr_targets = 1; /* one group: not two devices to tell apart */
	return 0;
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

/* A word of its own for every test, so that none depends on which others are run. */
static uint64_t seed_of(const struct run *r, const struct test_decl *d)
{
	uint64_t hash = 14695981039346656037ull; /* FNV-1a */

	for (const char *p = d->name; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211ull;
	return r->session.seed ^ hash;
}

/* A test that is running. */
struct running {
	struct run *run;
	struct child_watch watch;
	struct ear ear;
	bool heard;
	unsigned int hang_s; /* of a test that says when it makes progress */
};

/*
 * A race stops at the first kernel report. If it has not, a thread of it is probably caught in the
 * kernel, and that is seen soon.
 */
static void cut_patience(struct running *now, struct test_record *record)
{
	char title[160];

	if (!__atomic_load_n(&record->alive_tb, __ATOMIC_RELAXED))
		return;
	if (!now->heard)
		now->heard = ear_heard(&now->ear, title, sizeof(title));
	/* one that says itself that it stops is on its way */
	now->watch.hang_s = now->heard && !record->stopped ? HANG_AFTER_REPORT_S : now->hang_s;
}

static void tick(void *arg)
{
	struct running *now = arg;

	session_progress(&now->run->session, NULL);
	oracle_tick(&now->run->watch);
	cut_patience(now, now->run->record);
}

static unsigned int hang_s_of(const struct run *r, const struct test_decl *d)
{
	if (r->o->full_depth && d->full_hang_s)
		return d->full_hang_s;
	return d->hang_s ?: TEST_HANG_S;
}

/* A test that takes the driver away may have been killed before it could give it back. */
static void keep_devices(struct run *r)
{
	struct pci_env env = { .log = log_device, .log_arg = &r->session };
	struct why why;

	for (unsigned int i = 0; i < r->nr_targets; i++)
		if (pci_device_keep(&env, r->target[i].bdf, &why))
			ktap_diag(&r->session.ktap, "%s", why.text);
}

/* Run the test once, in a child, for @duration_s if it can use it; the record has what it says. */
static void run_once(struct run *r, const struct test_decl *d, unsigned int n,
		     unsigned int duration_s, struct child_end *end)
{
	char folder[512];
	struct test t = { .decl = d,
			  .record = r->record,
			  .targets = r->target,
			  .nr_targets = r->nr_targets,
			  .full_depth = r->o->full_depth,
			  .duration_s = duration_s,
			  .tries = r->o->tries,
			  .at_given = r->o->at_given,
			  .at_tb = r->o->at_tb,
			  .amplifiers = r->o->amplifiers,
			  .explore = r->o->explore,
			  .preemptions = r->o->preemptions,
			  .replay = r->o->replay,
			  .without = r->o->without,
			  .calls = r->o->calls,
			  .folder = folder,
			  .known = &r->known,
			  .strict = r->o->strict,
			  .release = r->uts.release,
			  .journal = &r->session.journal,
			  .number = n,
			  .seed = r->session.seed,
			  .prng = prng_seed(seed_of(r, d)) };
	char log[512], stuck[512], title[160];
	struct running now = { .run = r, .hang_s = hang_s_of(r, d) };

	now.watch = (struct child_watch){ .log_path = log,
					  .stuck_path = stuck,
					  .hang_s = now.hang_s + duration_s,
					  .tick = tick,
					  .tick_arg = &now };

	snprintf(log, sizeof(log), "%s", session_test_path(&r->session, d->name, "log"));
	snprintf(stuck, sizeof(stuck), "%s", session_test_path(&r->session, d->name, "stuck"));
	snprintf(folder, sizeof(folder), "%s", session_test_path(&r->session, d->name, "."));
	r->record->finished = r->record->stopped = r->record->waited = false;
	r->record->cannot_judge = false;
	r->record->alive_tb = r->record->tries = r->record->tries_to = 0;
	r->record->nr_cases = r->record->nr_lost_cases = 0;
	ear_open(&now.ear, &t);
	child_run(&t, &now.watch, end);
	if (d->data && !now.heard) /* at its very end */
		now.heard = ear_heard(&now.ear, title, sizeof(title));
	ear_close(&now.ear);
	r->record->stopped |= now.heard;
	if (end->how != CHILD_STUCK)
		keep_devices(r);
}

struct repeat {
	struct run *r;
	const struct test_decl *d;
	unsigned int n;
};

static void run_again(void *arg)
{
	struct repeat *again = arg;
	struct child_end end;

	run_once(again->r, again->d, again->n, 0, &end);
}

/* Growth is judged by repeats, so it is not one of the watch. Why it did not judge, or NULL. */
static const char *judge_growth(struct run *r, const struct test_decl *d, unsigned int n,
				int64_t before_pages, const struct child_end *first,
				struct oracle_report *report)
{
	struct repeat again = { .r = r, .d = d, .n = n };
	struct test_record *kept;

	if (d->data)
		return ""; /* a race judges it itself, by its tries */
	if (first->how != CHILD_FINISHED || !r->record->finished)
		return "not judged by growth: the test did not come to its end";
	if (growth_blind())
		return growth_blind();
	if (timebase_to_ms(first->ran_tb) > GROWTH_MAX_MS)
		return "not judged by growth: the test takes too long to be repeated";
	kept = malloc(sizeof(*kept));
	if (!kept)
		return "not judged by growth: out of memory";
	*kept = *r->record;
	growth_judge(before_pages, run_again, &again, report);
	*r->record = *kept;
	free(kept);
	return NULL;
}

/* An explored race has noted what it was about to try where the machine's end does not reach. */
static void add_last_schedule(char *when, size_t when_bytes)
{
	size_t at = strlen(when);
	struct steer_page *page;
	char note[300] = "";
	int error;

	page = steer_open(NULL, &error);
	if (!page)
		return;
	for (size_t i = 0; i + 1 < sizeof(note) && page->note[i]; i++)
		note[i] = (char)page->note[i];
	snprintf(when + at, when_bytes - at, ", REPLAY='%s'", note);
}

static void run_and_judge(struct run *r, const struct test_decl *d, unsigned int n,
			  struct outcome *out)
{
	struct oracle_report *report = calloc(1, sizeof(*report));
	char klog[512], log[512], when[400] = "";
	struct oracle_ctx ctx = { .target = r->target,
				  .nr_targets = r->nr_targets,
				  .label = d->name,
				  .klog_path = klog };
	struct judge judge = { .known = &r->known,
			       .release = r->uts.release,
			       .strict = r->o->strict,
			       .oracle_ctx = &ctx,
			       .when = when };
	struct child_end end;

	snprintf(klog, sizeof(klog), "%s", session_test_path(&r->session, d->name, "klog"));
	judge.judging_tb = timebase_now();
	if (d->data)
		growth_blind(); /* it takes long to know: once, not in the child of each race */
	if (!r->free_pages && !d->data)
		r->free_pages = growth_free_pages();
	oracle_begin(&r->watch, &ctx, NULL);
	run_once(r, d, n, r->o->duration_s, &end);
	if (r->o->explore && !r->record->finished)
		add_last_schedule(when, sizeof(when));
	r->stuck = judge.only_klog = end.how == CHILD_STUCK;
	if (r->stuck) {
		oracle_end_only(&r->watch, &ctx, "klog", report);
	} else {
		oracle_rcu_settle();
		oracle_settle_ms = r->record->waited ? SETTLED_MS : ORACLE_SETTLE_MS;
		judge.growth_why_not = judge_growth(r, d, n, r->free_pages, &end, report);
		oracle_end_settled(&r->watch, &ctx, report);
		oracle_settle_ms = ORACLE_SETTLE_MS;
		/* RCU is settled: the next test need not wait for it once more */
		r->free_pages = d->data ? 0 : growth_free_pages_now();
	}
	r->spent |= oracle_saw_death(report);
	judge.judging_tb = timebase_now() - judge.judging_tb - end.ran_tb;
	snprintf(log, sizeof(log), "%s", session_test_path(&r->session, d->name, "log"));
	judge_test(&judge, d, r->record, &end, report, log, out);
	free(report);
}

static bool is_held_back(const struct run *r, const struct test_decl *d, char *reason,
			 size_t reason_bytes)
{
	struct lethal l = { .known = &r->known,
			    .release = r->uts.release,
			    .run = r->catalogue.test,
			    .nr_run = r->catalogue.nr,
			    .named = r->o->globs,
			    .nr_named = r->o->nr_globs,
			    .lab = r->o->restartable,
			    .longer = r->o->duration_s,
			    .all = r->o->lethal };

	return lethal_is_held_back(&l, d->name, reason, reason_bytes);
}

static void run_one(struct run *r, unsigned int n)
{
	const struct test_decl *d = r->catalogue.test[n - 1];
	char reason[RECORD_TEXT_BYTES];
	struct outcome out;

	session_progress(&r->session, d->name);
	if (!requirements_met(d->needs, r->target, r->nr_targets, reason, sizeof(reason))) {
		if (*r->no_targets.text && d->needs & (NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA))
			snprintf(reason, sizeof(reason), "%.*s", (int)sizeof(reason) - 1,
				 r->no_targets.text);
		judge_not_run(d, V_SKIP, reason, &out);
	} else if (is_held_back(r, d, reason, sizeof(reason))) {
		judge_not_run(d, V_SKIP, reason, &out);
	} else {
		journal_begin(&r->session.journal, n, d->name, r->session.seed);
		run_and_judge(r, d, n, &out);
	}
	session_result(&r->session, n, &out.top);
	outcome_free(&out);
}

/*
 * The test in which the machine went down, now that it is up again. False if
 * nothing is to be said about it: the user stopped the run, so it is run anew.
 */
static bool report_death(struct run *r, unsigned int n)
{
	const struct journal_test *died = &r->session.before.tests[n - 1];
	struct judge judge = { .known = &r->known,
			       .release = r->session.before.release,
			       .strict = r->o->strict };
	char path[512], when[500] = "", *reason, *console;
	struct outcome out;

	if (died->tries_to)
		snprintf(when, sizeof(when), ", in one of its tries %llu to %llu, seed %llu",
			 (unsigned long long)died->tries_from, (unsigned long long)died->tries_to,
			 (unsigned long long)died->seed);
	if (r->o->explore)
		add_last_schedule(when, sizeof(when));
	snprintf(path, sizeof(path), "%s/boots/%u/end", r->session.dir, died->boot);
	reason = slurp(path);
	if (reason)
		reason[strcspn(reason, "\n")] = '\0';
	if (reason && !strcmp(reason, "interrupted")) {
		free(reason);
		return false;
	}
	snprintf(path, sizeof(path), "%s/boots/%u/console", r->session.dir, died->boot);
	console = slurp(path);
	judge_death(&judge, r->catalogue.test[n - 1], when, reason, console, &out);
	session_result(&r->session, n, &out.top);
	outcome_free(&out);
	free(reason);
	free(console);
	return true;
}

static void skip_one(struct run *r, unsigned int n)
{
	struct outcome out;

	judge_not_run(
		r->catalogue.test[n - 1], V_SKIP,
		"an unkillable thread is left from an earlier test; reboot, then run it alone",
		&out);
	session_result(&r->session, n, &out.top);
	outcome_free(&out);
}

/* True if all tests have a result; false if this boot can no longer be trusted to give one. */
static bool run_all(struct run *r)
{
	for (unsigned int n = 1; n <= r->catalogue.nr; n++) {
		const struct journal_test *before =
			r->session.before.nr_tests ? &r->session.before.tests[n - 1] : NULL;

		if (interrupt_signal())
			return false;
		if (before && before->verdict != V_NONE)
			r->session.done++;
		else if (before && before->begun && report_death(r, n))
			continue;
		else if (!r->stuck && !(r->spent && r->o->restartable))
			run_one(r, n);
		else if (r->o->restartable)
			return false;
		else
			skip_one(r, n);
	}
	return true;
}

static int run_on_devices(struct run *r, const struct pci_env *env)
{
	struct why why;
	bool complete;

	session_progress(&r->session, "taking the devices");
	if (pci_devices_give_back_all(env, &why) < 0) /* what a killed run left */
		ktap_diag(&r->session.ktap, "%s", why.text);
	if (take_devices(r, env, &why)) {
		pci_devices_give_back_all(env, NULL);
		ktap_bail(&r->session.ktap, why.text);
		return refuse(&why);
	}
	complete = run_all(r);
	if (complete && !r->spent)
		keep_doctor(r); /* now: on the way to the first result it would cost time */
	session_progress(&r->session, "giving the devices back");
	if (r->stuck || (r->spent && r->o->restartable))
		ktap_diag(&r->session.ktap,
			  "devices stay taken: a thread that died, or is stuck, may hold them");
	else if (pci_devices_give_back_all(env, &why) < 0)
		ktap_diag(&r->session.ktap, "%s", why.text);
	if (complete)
		return session_close(&r->session);
	if (!interrupt_signal())
		return verdict_exit_status(V_ERROR); /* the caller boots again */
	ktap_bail(&r->session.ktap, "interrupted; the same command and --out go on from here");
	return 128 + interrupt_signal();
}

static struct test_record *shared_record(void)
{
	void *at = mmap(NULL, sizeof(struct test_record), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

int run(const struct options *o)
{
	struct run *r = calloc(1, sizeof(*r));
	struct pci_env env = { .log = log_device };
	struct why why = { .text = "out of memory" };
	int status;

	if (!r || !(r->record = shared_record()))
		return refuse(&why);
	r->o = o;
	env.log_arg = &r->session;
	uname(&r->uts);
	if (catalogue_all(&r->catalogue, &why) ||
	    catalogue_select(&r->catalogue, o->globs, o->nr_globs, &why) ||
	    known_list_load(&r->known, o->known_path, &why) ||
	    session_open(&r->session, o, &r->catalogue, &why))
		return refuse(&why);
	interrupt_watch();
	status = run_on_devices(r, &env);
	catalogue_free(&r->catalogue);
	known_free(&r->known);
	munmap(r->record, sizeof(*r->record));
	free(r);
	return status;
}
