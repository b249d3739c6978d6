// SPDX-License-Identifier: GPL-2.0-only
#include "mock_pair.h"

static void spin_until(uint64_t tb)
{
	while (timebase_now() < tb)
		;
}

/* Of two that are inside at the same time, one at least sees the other. */
static void critical(struct mock_pair *p, unsigned int side, uint64_t until_tb)
{
	atomic_store(&p->inside[side], true);
	if (atomic_load(&p->inside[!side]))
		atomic_store(&p->hit, true);
	spin_until(until_tb);
	atomic_store(&p->inside[side], false);
}

static int run_side(struct mock_pair *p, unsigned int side)
{
	const struct mock_op *op = &p->op[side];
	uint64_t begin_tb = timebase_now();

	spin_until(begin_tb + op->from_tb);
	if (p->kind == MOCK_LOCKED)
		pthread_mutex_lock(&p->lock);
	critical(p, side, begin_tb + op->to_tb);
	if (p->kind == MOCK_LOCKED)
		pthread_mutex_unlock(&p->lock);
	spin_until(begin_tb + op->duration_tb);
	return 0;
}

static int run_serial(struct mock_pair *p, unsigned int side)
{
	int ret;

	pthread_mutex_lock(&p->lock);
	race_begins_here();
	ret = run_side(p, side);
	race_ends_here();
	pthread_mutex_unlock(&p->lock);
	return ret;
}

static int take_away(struct mock_pair *p)
{
	uint64_t begin_tb = timebase_now();

	spin_until(begin_tb + p->op[0].from_tb);
	atomic_store(&p->gone, true);
	spin_until(begin_tb + p->op[0].duration_tb);
	return 0;
}

static int check_and_use(struct mock_pair *p)
{
	uint64_t begin_tb = timebase_now();

	spin_until(begin_tb + p->op[1].from_tb);
	if (atomic_load(&p->gone))
		return -EBADF;
	spin_until(begin_tb + p->op[1].to_tb);
	if (atomic_load(&p->gone))
		atomic_store(&p->hit, true);
	spin_until(begin_tb + p->op[1].duration_tb);
	return 0;
}

static int run_a(void *arg)
{
	struct mock_pair *p = arg;

	if (p->kind == MOCK_CHECK)
		return take_away(p);
	return p->kind == MOCK_SERIAL ? run_serial(p, 0) : run_side(p, 0);
}

static int run_b(void *arg)
{
	struct mock_pair *p = arg;

	if (p->kind == MOCK_CHECK)
		return check_and_use(p);
	return p->kind == MOCK_SERIAL ? run_serial(p, 1) : run_side(p, 1);
}

void mock_sides(struct mock_pair *pair, struct race_side side[2])
{
	pthread_mutex_init(&pair->lock, NULL);
	side[0] = (struct race_side){ run_a, pair };
	side[1] = (struct race_side){ run_b, pair };
}

static void one_try(struct race *race, struct mock_pair *pair, struct mock_result *result)
{
	struct race_sample sample;

	atomic_store(&pair->gone, false);
	atomic_store(&pair->hit, false);
	race_try(race, &sample, &result->stats);
	sample.late[1] = sample.ret[1] == -EBADF;
	race_learn(race, &sample);
	if (atomic_load(&pair->hit) && !result->hits++) {
		result->first_hit = result->stats.tries;
		result->hit_tb = race_offset_of(&sample);
	}
}

void mock_race(struct test *t, struct mock_pair *pair, struct race_sweep *sweep, unsigned int tries,
	       bool go_on, struct mock_result *result)
{
	struct race_side side[2];
	struct race *race;
	struct why why;

	*result = (struct mock_result){ 0 };
	mock_sides(pair, side);
	race = race_open(2, side, sweep, 0, &why);
	if (!race)
		t_error(t, "%s", why.text);
	while (result->stats.tries < tries && (go_on || !result->hits))
		one_try(race, pair, result);
	race_close(race);
	pthread_mutex_destroy(&pair->lock);
}
