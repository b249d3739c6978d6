// SPDX-License-Identifier: GPL-2.0-only
#include "../lib/pci_device.h"
#include "../lib/setting.h"
#include "../lib/steer.h"
#include "../lib/timebase.h"
#include "ear.h"
#include "environment.h"
#include "growth.h"
#include "judge.h"
#include "race/explore_symbols.h"
#include "requirements.h"
#include "run_parts.h"
#include "settle.h"

#define SETTLED_MS	    200 /* the test has waited in vain itself: what is held is held */
#define HANG_AFTER_REPORT_S 2	/* a race that the kernel has complained about is stopped by then */

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

/* A race says soon that it is alive; not so where one side is held, on a machine that is busy. */
static unsigned int usual_hang_s(const struct run *r, const struct test_decl *d)
{
	if (r->o->full_depth && d->full_hang_s)
		return d->full_hang_s;
	if (r->o->explore && d->data)
		return TEST_HANG_S;
	return d->hang_s ?: TEST_HANG_S;
}

static unsigned int hang_s_of(const struct run *r, const struct test_decl *d)
{
	return usual_hang_s(r, d) * r->pace;
}

/* A test that takes a driver away, or changes settings, may have been killed meanwhile. */
static void put_back(struct run *r)
{
	struct pci_env env = { .log = run_log_device, .log_arg = &r->session };
	struct why why;

	if (settings_put_back())
		ktap_diag(&r->session.ktap, "not all settings that it changed can be put back");
	for (unsigned int i = 0; i < r->nr_targets; i++)
		if (pci_device_keep(&env, r->target[i].bdf, &why))
			ktap_diag(&r->session.ktap, "%s", why.text);
}

/* Run the test once, in a child, for @duration_s if it can use it; the record has what it says. */
static void run_once(struct run *r, const struct test_decl *d, unsigned int n,
		     unsigned int duration_s, struct child_end *end)
{
	char folder[512], no_dma[RECORD_TEXT_BYTES];
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
			  .area = r->o->area,
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

	if (!requirements_met(NEEDS_DMA, r->target, r->nr_targets, no_dma, sizeof(no_dma)))
		t.no_dma = no_dma;
	snprintf(log, sizeof(log), "%s", session_test_near(&r->session, d->name, "log"));
	snprintf(stuck, sizeof(stuck), "%s", session_test_path(&r->session, d->name, "stuck"));
	snprintf(folder, sizeof(folder), "%s", session_test_path(&r->session, d->name, "."));
	r->record->finished = r->record->checked = r->record->stopped = r->record->waited = false;
	r->record->cannot_judge = r->record->no_dma = false;
	r->record->alive_tb = r->record->tries = r->record->tries_to = 0;
	r->record->nr_cases = 0;
	ear_open(&now.ear, &t);
	child_run(&t, &now.watch, end);
	if (d->data && !now.heard) /* at its very end */
		now.heard = ear_heard(&now.ear, title, sizeof(title));
	ear_close(&now.ear);
	r->record->stopped |= now.heard;
	if (end->how != CHILD_STUCK)
		put_back(r);
}

/* Repeats of a test that was right; one that is worse is the last. */
struct repeat {
	struct run *r;
	const struct test_decl *d;
	unsigned int n;
	struct child_end end; /* of the last one */
	bool worse;
};

static bool is_right(const struct test_record *record)
{
	for (unsigned int i = 0; i < record->nr_cases; i++)
		if (!verdict_is_ok(record->cases[i].verdict))
			return false;
	return true;
}

static void run_again(void *arg)
{
	struct repeat *again = arg;

	const struct test_record *record = again->r->record;

	if (again->worse)
		return;
	run_once(again->r, again->d, again->n, 0, &again->end);
	again->worse = !record->finished || !is_right(record);
}

/*
 * Growth is judged by repeats, so it is not one of the watch. Why it did not judge, or NULL. A
 * repeat that is worse takes the place of the first run, record and @end.
 */
static const char *judge_growth(struct run *r, const struct test_decl *d, unsigned int n,
				int64_t before_pages, struct child_end *end,
				struct oracle_report *report)
{
	struct repeat again = { .r = r, .d = d, .n = n };
	unsigned int found = report->nr;
	struct test_record *kept;

	if (d->data)
		return ""; /* a race judges it itself, by its tries */
	if (end->how != CHILD_FINISHED || !r->record->finished)
		return "not judged by growth: the test did not come to its end";
	if (!is_right(r->record))
		return "not judged by growth: what goes wrong may leave memory behind";
	if (growth_blind())
		return growth_blind();
	if (timebase_to_ms(end->ran_tb) > GROWTH_MAX_MS)
		return "not judged by growth: the test takes too long to be repeated";
	kept = malloc(sizeof(*kept));
	if (!kept)
		return "not judged by growth: out of memory";
	*kept = *r->record;
	growth_judge(before_pages, run_again, &again, report);
	if (again.worse) {
		*end = again.end;
		report->nr = found;
	} else {
		*r->record = *kept;
	}
	free(kept);
	return again.worse ?
		       "not judged by growth: when it was repeated, the test went as told here" :
		       NULL;
}

void run_add_last_schedule(char *when, size_t when_bytes)
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

bool run_test(struct run *r, const struct test_decl *d, unsigned int n, struct outcome *out)
{
	struct oracle_report *report = calloc(1, sizeof(*report));
	char klog[512], log[512], when[400] = "";
	struct oracle_ctx ctx = { .target = r->target,
				  .nr_targets = r->nr_targets,
				  .label = d->name,
				  .klog_path = klog,
				  .follows_on = true };
	struct judge judge = { .known = &r->known,
			       .release = r->uts.release,
			       .strict = r->o->strict,
			       .oracle_ctx = &ctx,
			       .when = when };
	/* where growth is judged, what is freed late has to have been */
	bool hurry = d->data && environment_emulated();
	struct child_end end;

	snprintf(klog, sizeof(klog), "%s", session_test_near(&r->session, d->name, "klog"));
	judge.judging_tb = timebase_now();
	if (d->data)
		growth_blind(); /* it takes long to know: once, not in the child of each race */
	if (r->o->explore && d->data)
		explore_symbols(); /* so does this */
	if (!r->free_pages && !d->data)
		r->free_pages = growth_free_pages();
	oracle_begin(&r->watch, &ctx, NULL);
	if (hurry)
		settle_hurry(true);
	run_once(r, d, n, r->o->duration_s, &end);
	if (r->o->explore && !r->record->finished)
		run_add_last_schedule(when, sizeof(when));
	if (end.how != CHILD_STUCK) {
		oracle_rcu_settle();
		judge.growth_why_not = judge_growth(r, d, n, r->free_pages, &end, report);
	}
	r->stuck = judge.only_klog = end.how == CHILD_STUCK;
	if (r->stuck) {
		oracle_end_only(&r->watch, &ctx, "klog", report);
	} else {
		oracle_settle_ms = r->record->waited ? SETTLED_MS : ORACLE_SETTLE_MS;
		oracle_end_settled(&r->watch, &ctx, report);
		oracle_settle_ms = ORACLE_SETTLE_MS;
		/* RCU is settled: the next test need not wait for it once more */
		r->free_pages = d->data ? 0 : growth_free_pages_now();
	}
	if (hurry)
		settle_hurry(false);
	r->spent |= oracle_saw_death(report);
	judge.judging_tb = timebase_now() - judge.judging_tb - end.ran_tb;
	snprintf(log, sizeof(log), "%s", session_test_near(&r->session, d->name, "log"));
	judge_test(&judge, d, r->record, &end, report, log, out);
	free(report);
	return end.how == CHILD_INTERRUPTED;
}
