// SPDX-License-Identifier: GPL-2.0-only
/*
 * Races with an operation that ends its process: each try is a process of its own, which opens the
 * scene, runs the race and does not come back. What it has seen lies in struct racing, which it
 * shares, so that the aim goes on learning; its end is seen from outside.
 */

#include "racing.h"

#define REHEARSALS	4
#define REHEARSALS_HELD 1		      /* who is held is in no hurry */
#define SHUT_OUT_TB	(TIMEBASE_HZ / 50000) /* 20 us: then a dying process begins nothing more */
#define UNKNOWN_TB	(TIMEBASE_HZ / 20000)
#define QUICK_TB	(TIMEBASE_HZ / 500000) /* 2 us for the ball to come back */
#define QUICK_ROUNDS	4
#define GIVE_UP_TB	(TIMEBASE_HZ / 10)     /* 100 ms of playing: meet as it is */
#define APPOINTMENT_TB	(TIMEBASE_HZ / 250000) /* 4 us */
#define FREE_AGAIN_MS	1000 /* from the end of a process until its group must open again */

/* Ends of a try's process other than the one that was asked for. */
enum {
	CHILD_NO_SCENE = 200,
	CHILD_NO_RACE,
	CHILD_SURVIVED,
};

/* --- in the child ----------------------------------------------------------------------- */

/*
 * Who comes too late to a process that ends has no second chance. So the two play ball until it
 * goes to and fro quickly, as it only does while both have a CPU (in the lab, others may have it);
 * then they set the time, and look at nothing but the clock.
 */
static void play_ball(struct racing *r, unsigned int side)
{
	uint64_t served_tb = timebase_now(), give_up_tb = served_tb + GIVE_UP_TB;
	unsigned int quick = 0, ball;

	while (!atomic_load(&r->meet_tb)) {
		ball = atomic_load(&r->ball);
		if (ball % 2 != side)
			continue;
		quick = timebase_now() - served_tb < QUICK_TB ? quick + 1 : 0;
		served_tb = timebase_now();
		if (side == 0 && (quick == QUICK_ROUNDS || (ball && served_tb > give_up_tb)))
			atomic_store(&r->meet_tb, served_tb + APPOINTMENT_TB);
		atomic_store(&r->ball, ball + 1);
	}
}

static int party_that_meets(void *arg)
{
	struct party *p = arg;
	int64_t offset_tb = p->racing->sweep.aimed_tb;
	uint64_t at_tb;

	if (p->side < 2) {
		play_ball(p->racing, p->side);
		at_tb = atomic_load(&p->racing->meet_tb);
		if (p->side ? offset_tb > 0 : offset_tb < 0)
			at_tb += (uint64_t)llabs(offset_tb);
		while (timebase_now() < at_tb)
			;
	}
	return racing_party(p);
}

/*
 * A new process takes a page fault for all that it touches first: let it do so before it counts.
 * The aim does not notice.
 */
static void warm_up(struct racing *r, struct race *race, unsigned int rehearsals)
{
	struct race_sweep sweep = r->sweep;
	struct race_sample sample;

	r->rehearsal = true;
	for (unsigned int i = 0; i < rehearsals; i++) {
		race_try(race, &sample, NULL);
		racing_begin_try(r);
	}
	r->rehearsal = false;
	r->sweep = sweep;
}

static void child_try(struct racing *r, const struct steer_plan *plan)
{
	struct race_side side[RACE_MAX_SIDES];
	struct race_sample sample;
	struct race *race;
	struct why why;

	racing_scene_init(r);
	r->party[0].mark.answer = scene_prepare(&r->scene);
	if (r->party[0].mark.answer)
		_exit(CHILD_NO_SCENE);
	for (unsigned int i = 0; i < r->nr_parties; i++)
		side[i] =
			(struct race_side){ plan ? racing_party : party_that_meets, &r->party[i] };
	race = race_open(r->nr_parties, side, &r->sweep, r->t->amplifiers, &why);
	if (!race)
		_exit(CHILD_NO_RACE);
	warm_up(r, race, plan ? REHEARSALS_HELD : REHEARSALS);
	if (plan)
		steer_begin(r->steer, plan);
	race_try(race, &sample, NULL);
	_exit(CHILD_SURVIVED);
}

/* --- the parent ------------------------------------------------------------------------- */

/* How long @side takes, as far as is known: an end that was not seen teaches nothing else. */
static uint64_t usual_tb(const struct racing *r, unsigned int side)
{
	double tb = r->sweep.duration_tb[side];

	return tb > 0 ? (uint64_t)tb : UNKNOWN_TB;
}

/* The other one began too late, or the process was gone before: it did nothing. */
static void shut_out(const struct racing *r, unsigned int ender, struct race_sample *sample)
{
	uint64_t late_tb = (uint64_t)llabs(r->sweep.aimed_tb);

	sample->start_tb[!ender] = sample->end_tb[ender] + late_tb;
	sample->end_tb[!ender] = sample->start_tb[!ender] + usual_tb(r, !ender);
	sample->late[!ender] = true;
}

/* The first two parties' ways through the try: what has not ended was ended with the process. */
static void sample_of(const struct racing *r, struct race_sample *sample)
{
	unsigned int ender = (unsigned int)racing_ender(r), other = !ender;
	const struct mark *end = &r->party[ender].mark, *mark = &r->party[other].mark;

	*sample = (struct race_sample){ 0 };
	sample->start_tb[ender] = end->start_tb;
	sample->end_tb[ender] = end->start_tb + SHUT_OUT_TB;
	sample->ret[other] = mark->answer;
	if (!mark->start_tb) {
		shut_out(r, ender, sample);
		return;
	}
	sample->start_tb[other] = mark->start_tb;
	if (mark->start_tb >= sample->end_tb[ender])
		sample->end_tb[ender] = mark->start_tb + 1;
	sample->end_tb[other] = mark->end_tb ?: mark->start_tb + usual_tb(r, other);
	if (!mark->end_tb && sample->end_tb[other] <= end->start_tb)
		sample->end_tb[other] = end->start_tb + 1;
	sample->late[other] = op_answer_is_late(mark->answer);
}

static void count(struct racing *r, const struct race_sample *sample)
{
	r->stats.tries++;
	r->stats.by_order[race_order_of(sample)]++;
	for (unsigned int side = 0; side < 2; side++)
		race_codes_add(&r->stats.codes[side], sample->ret[side]);
}

static bool ended_as_asked(const struct racing *r, int status)
{
	const struct mark *end = &r->party[racing_ender(r)].mark;

	if (!end->start_tb)
		return false;
	return WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : !WEXITSTATUS(status);
}

static void unexpected_end(struct racing *r, int status)
{
	if (!racing_heard(r))
		return; /* what the kernel has reported comes first */
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_NO_SCENE)
		racing_no_scene(r, r->party[0].mark.answer);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_SURVIVED)
		t_fail(r->t, "try %llu: the process outlived %s",
		       (unsigned long long)r->stats.tries,
		       racing_op(r, (unsigned int)racing_ender(r))->what);
	else
		t_error(r->t, "the process of try %llu ended with status 0x%x",
			(unsigned long long)r->stats.tries, (unsigned int)status);
	r->done = true;
}

static void expect_free_again(struct racing *r)
{
	int error = scene_bind_driver(t_targets(r->t)->bdf);

	if (error)
		t_error(r->t, "bind of %s to its driver: %s", t_targets(r->t)->bdf,
			strerror(-error));
	error = scene_group_reopens(t_targets(r->t)->group, FREE_AGAIN_MS);
	if (!error)
		return;
	t_fail(r->t, "after try %llu the group is still held: %s",
	       (unsigned long long)r->stats.tries, answer_name(error));
	r->done = true;
}

/* What a thread has begun and its end has cut off ends, for whoever steers, with the process. */
static void close_window(const struct racing *r)
{
	if (!r->steer)
		return;
	steer_mark_end(0);
	steer_mark_end(1);
}

void racing_try_in_child(struct racing *r, void *plan)
{
	struct race_sample sample;
	int status;
	pid_t pid;

	racing_begin_try(r);
	fflush(NULL);
	pid = fork_tied();
	if (!pid)
		child_try(r, plan);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		t_error(r->t, "cannot run a process for a try: %s", strerror(errno));
	close_window(r);
	if (!ended_as_asked(r, status)) {
		unexpected_end(r, status);
		return;
	}
	sample_of(r, &sample);
	count(r, &sample);
	racing_judge_try(r, &sample);
	race_sweep_learn(&r->sweep, &sample);
	expect_free_again(r);
}

void racing_in_children(struct racing *r)
{
	while (!r->done) {
		racing_try_in_child(r, NULL);
		racing_look(r);
	}
	racing_memory(r, racing_try_in_child, NULL);
}
