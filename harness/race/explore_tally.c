// SPDX-License-Identifier: GPL-2.0-only
/* What came of all points: how many, in which functions, and who had to wait where. */
#include "explore.h"

#define MOST_WAITS	  5
#define FEW_PERCENT	  90 /* of its points must be visited; scripts/explore, bisect.d/ */
#define LOCAL_ENTRY_BYTES 8  /* behind the global one: 64-bit ELF v2 ABI, 2.3.2.1 */

/* Functions by which the kernel waits: whoever called them is the one to name. */
static const char *const waiting[] = {
	"stub",		"__mutex",	 "mutex_",
	"osq_",		"_raw_",	 "queued_",
	"__schedule",	"schedule",	 "preempt_",
	"__switch",	"_switch",	 "rwsem_",
	"__down",	"down_",	 "wait_",
	"__wait",	"prepare_",	 "finish_",
	"__cond",	"rcu_",		 "__rcu",
	"synchronize_", "__synch",	 "srcu_",
	"__srcu",	"switch_",	 "update_",
	"dequeue_",	"enqueue_",	 "pick_",
	"put_prev",	"set_next",	 "sched_",
	"psi_",		"ktime_",	 "arch_local",
	"__replay",	"swait_",	 "swake_",
	"complete",	"try_to_wake",	 "__traceiter",
	"__cpu",	"giveup_",	 "__giveup_",
	"record_times", "check_return_", "restore_math",
	"interrupt_",	"smp_",		 "deactivate",
	"__resched",	"notifier_",	 "__this",
	"this_cpu",	"idle_",	 "save_",
	"__msecs_to_",	"__mod_timer",	 "__list_",
	"add_wait_",	"timer_",	 "lock_timer",
	"add_timer",	"enqueue_timer", "internal_add_timer",
	"calc_wheel_",	"wake_up_",	 "decrementer_",
};

static bool is_waiting(const char *name)
{
	for (unsigned int i = 0; i < sizeof(waiting) / sizeof(waiting[0]); i++)
		if (!strncmp(name, waiting[i], strlen(waiting[i])))
			return true;
	return false;
}

bool explore_tally_open(struct explore *e)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/points", e->r->t->folder);
	e->log = fopen(path, "we");
	e->waits = calloc(e->symbols.nr + 1, sizeof(*e->waits));
	e->visited = calloc(e->symbols.nr + 1, sizeof(*e->visited));
	return e->waits && e->visited;
}

void explore_tally_close(struct explore *e)
{
	if (e->log)
		fclose(e->log);
	free(e->waits);
	free(e->visited);
}

static size_t index_of(const struct explore *e, const struct symbol *f)
{
	return f ? (size_t)(f - e->symbols.at) : e->symbols.nr;
}

/* How much of its trail the other one came before it had the scheduler look for another task. */
static uint32_t until_it_slept(const struct explore *e, const struct steer_seen *seen)
{
	for (uint32_t i = seen->other_trail_nr; i-- > 0;) {
		const struct symbol *f = symbols_find(&e->symbols, seen->other_trail[i]);

		if (f && !strcmp(f->name, "__schedule") &&
		    seen->other_trail[i] - f->vaddr <= LOCAL_ENTRY_BYTES)
			return i;
	}
	return seen->other_trail_nr;
}

/* Where the other one was when it got no further. */
static const struct symbol *where_it_waits(const struct explore *e, const struct steer_seen *seen)
{
	bool sleeps = seen->release == STEER_OTHER_SLEEPS;
	const struct symbol *f = NULL;

	for (uint32_t i = sleeps ? until_it_slept(e, seen) : seen->other_trail_nr; i-- > 0;) {
		f = symbols_find(&e->symbols, seen->other_trail[i]);
		if (f && !is_waiting(f->name))
			return f;
	}
	return f;
}

/* Its thread has ended: from there nobody comes back. kernel/sched/core.c */
static bool has_died(const struct explore *e, const struct steer_seen *seen)
{
	if (seen->release != STEER_OTHER_SLEEPS)
		return false;
	for (uint32_t i = seen->other_trail_nr; i-- > 0;) {
		const struct symbol *f = symbols_find(&e->symbols, seen->other_trail[i]);

		if (f && !strcmp(f->name, "do_task_dead"))
			return true;
	}
	return false;
}

static bool is_serialised(const struct explore *e, const struct steer_seen *seen)
{
	return seen->release >= STEER_OTHER_SLEEPS && seen->release <= STEER_OTHER_LATE &&
	       !has_died(e, seen);
}

static const char *release_name(uint32_t release)
{
	static const char *const names[] = {
		[STEER_NOT_HELD] = "did not come there",
		[STEER_OTHER_ENDED] = "the other one ran",
		[STEER_OTHER_HELD] = "the other one was held, too",
		[STEER_OTHER_SLEEPS] = "the other one sleeps",
		[STEER_OTHER_SPINS] = "the other one spins",
		[STEER_OTHER_LATE] = "the other one comes to no end",
		[STEER_NOBODY_CAME] = "the other one did not begin",
	};

	return release < sizeof(names) / sizeof(names[0]) ? names[release] : "?";
}

static void log_visit(const struct explore *e, const struct schedule *s)
{
	const struct steer_seen *seen = &e->page->seen[s->side[0]];
	char name[SCHEDULE_BYTES], where[SYMBOL_BYTES];

	if (!e->log)
		return;
	schedule_print(e, s, name, sizeof(name));
	fprintf(e->log, "%s%s: %s", name,
		steer_is_met(seen) && !seen->exact ? " (by another way)" : "",
		has_died(e, seen) ? "the other one ended" : release_name(seen->release));
	if (is_serialised(e, seen) && seen->other_trail_nr) {
		const struct symbol *f = where_it_waits(e, seen);

		symbols_print(&e->symbols, seen->other_trail[seen->other_trail_nr - 1], where,
			      sizeof(where));
		fprintf(e->log, " at %s, in %s", where, f ? f->name : "?");
	}
	fprintf(e->log, ", %u us\n", seen->held_us);
}

void explore_account(struct explore *e, const struct schedule *s)
{
	const struct steer_seen *seen = &e->page->seen[s->side[0]];
	struct explored *d = &e->done[s->side[0]];

	d->turns++;
	d->visited += steer_is_met(seen);
	d->alone += seen->release == STEER_NOBODY_CAME;
	d->exact += steer_is_met(seen) && seen->exact;
	d->ran += seen->release == STEER_OTHER_ENDED || seen->release == STEER_OTHER_HELD ||
		  has_died(e, seen);
	d->serialised += is_serialised(e, seen);
	if (steer_is_met(seen))
		e->visited[index_of(e, symbols_find(&e->symbols, s->point[0].vaddr))] |=
			1u << s->side[0];
	if (is_serialised(e, seen))
		e->waits[index_of(e, where_it_waits(e, seen))]++;
	log_visit(e, s);
}

/* The functions in which @side was held. */
static unsigned int functions_visited(const struct explore *e, unsigned int side)
{
	unsigned int nr = 0;

	for (size_t i = 0; i < e->symbols.nr; i++)
		nr += e->visited[i] >> side & 1;
	return nr;
}

/* Where the other one waited, the most frequent first. */
static void say_waits(struct explore *e)
{
	char text[200] = "";
	size_t at = 0;

	for (unsigned int n = 0; n < MOST_WAITS && at < sizeof(text); n++) {
		size_t most = 0;

		for (size_t i = 1; i <= e->symbols.nr; i++)
			if (e->waits[i] > e->waits[most])
				most = i;
		if (!e->waits[most])
			break;
		at += snprintf(text + at, sizeof(text) - at, "%s%s %u", n ? ", " : "",
			       most < e->symbols.nr ? e->symbols.at[most].name : "unknown",
			       e->waits[most]);
		e->waits[most] = 0;
	}
	if (*text)
		t_diag(e->r->t, "it had to wait in %s", text);
}

void explore_say_account(struct explore *e, unsigned int side)
{
	const struct explored *d = &e->done[side];
	uint64_t ms = timebase_to_ms(timebase_now() - e->begin_tb) + 1;

	t_diag(e->r->t,
	       "%u of %u points visited (%u on the way it takes alone; %u more are the same), in "
	       "%u functions up to "
	       "now; beside it "
	       "%s ran at %u, was serialised at %u",
	       d->visited, d->points, d->exact, d->same, functions_visited(e, side),
	       racing_op(e->r, !side)->name, d->ran, d->serialised);
	say_waits(e);
	t_diag(e->r->t, "%llu tries, %llu of them repeats, %llu a second",
	       (unsigned long long)d->tries, (unsigned long long)(d->tries - d->visited),
	       (unsigned long long)(d->tries * 1000 / ms));
	t_diag(e->r->t, "of %llu ms: %llu to make scenes, %llu for tries, %llu to judge memory",
	       (unsigned long long)ms, (unsigned long long)timebase_to_ms(e->scene_tb),
	       (unsigned long long)timebase_to_ms(e->race_tb),
	       (unsigned long long)timebase_to_ms(e->judge_tb));
}

void explore_expect_enough(struct explore *e, unsigned int side)
{
	const struct explored *d = &e->done[side];

	if (!d->points)
		t_skip(e->r->t, "it has no point there");
	else if (d->turns < d->points)
		t_cannot_judge(e->r->t, "%u of %u points in the time there was; DUR= gives more",
			       d->visited, d->points);
	else if (d->visited * 100ull < d->points * (uint64_t)FEW_PERCENT)
		t_cannot_judge(
			e->r->t,
			"too few held: %u of %u points, fewer than %u %%; at %u others nobody "
			"ran beside it, to %u it did not come; repeat it when this machine has "
			"less to do",
			d->visited, d->points, FEW_PERCENT, d->alone,
			d->turns - d->visited - d->alone);
}
