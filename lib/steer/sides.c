// SPDX-License-Identifier: GPL-2.0-only
#include "sides.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "flow.h"
#include "record.h"
#include "trail.h"

#define SLICE_US    50	  /* between two looks at the clock while a side is held */
#define GUN_US	    20	  /* a CPU takes no interrupt while it waits for the gun: not for long, */
#define GUN_MOST_US 320	  /* and longer when it is long in coming */
#define NOBODY_US   50000 /* for the other side to begin */
#define SLEPT_NONE  0
#define SPIN_POINTS 1000 /* without anything new */

struct side {
	struct flow flow;
	uint64_t path;
	uint64_t points;	    /* written by its own vCPU only */
	uint64_t last[STEER_TRAIL]; /* of them, a ring */
	struct trail trail;
	uint32_t hits; /* of the address at which it is to be held */
	bool own;      /* the block at hand is the operation's */
	atomic_bool is_held;
	atomic_uint vcpu;
	atomic_uint_fast64_t idle_since_us; /* SLEPT_NONE: it is not idle */
};

static struct steer_page *page;
static struct side sides[STEER_NR_SIDES];
static _Atomic(struct side *) side_on[STEER_MAX_VCPUS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

void sides_init(struct steer_page *p)
{
	page = p;
	record_init(p);
}

static uint64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Until something changes, but not for long; @lock is held. */
static void wait_locked(long us)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_nsec += us * 1000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_nsec -= 1000000000;
		t.tv_sec++;
	}
	pthread_cond_timedwait(&changed, &lock, &t);
}

static void wait_a_little(long us)
{
	pthread_mutex_lock(&lock);
	wait_locked(us);
	pthread_mutex_unlock(&lock);
}

void await_gun(void)
{
	static uint32_t round;
	static long us;

	pthread_mutex_lock(&lock);
	if (round != page->round) {
		round = page->round;
		us = GUN_US;
	}
	if (__atomic_load_n(&page->gun, __ATOMIC_ACQUIRE) != round) {
		wait_locked(us);
		us = us < GUN_MOST_US ? 2 * us : us;
	}
	pthread_mutex_unlock(&lock);
}

static unsigned int number(const struct side *s)
{
	return (unsigned int)(s - sides);
}

static struct steer_seen *seen(const struct side *s)
{
	return &page->seen[number(s)];
}

static struct side *other(const struct side *s)
{
	return &sides[!number(s)];
}

static void tell(void)
{
	pthread_mutex_lock(&lock);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

/* The second side may begin when the first is held, or is through without that. */
static void fire_gun(const struct side *s)
{
	if (number(s) == page->plan.first)
		__atomic_store_n(&page->gun, page->round, __ATOMIC_RELEASE);
}

static void set_state(const struct side *s, enum steer_state state)
{
	__atomic_store_n(&seen(s)->state, state, __ATOMIC_RELEASE);
}

static enum steer_state state_of(const struct side *s)
{
	return __atomic_load_n(&seen(s)->state, __ATOMIC_ACQUIRE);
}

/* What the other one sees while it is held. */
static uint64_t peek(const uint64_t *count)
{
	return __atomic_load_n(count, __ATOMIC_ACQUIRE);
}

static void count_up(uint64_t *count)
{
	__atomic_store_n(count, *count + 1, __ATOMIC_RELEASE);
}

/* It is not to be held, or not any more. */
static bool is_through(const struct side *s)
{
	return !page->plan.hold[number(s)].vaddr || seen(s)->release || state_of(s) == STEER_ENDED;
}

/* Nobody wants to know what is passed from now on: the rest of both ways is only run. */
static void let_go(void)
{
	if (page->plan.record || page->gun != page->round || !is_through(&sides[0]) ||
	    !is_through(&sides[1]))
		return;
	for (unsigned int side = 0; side < STEER_NR_SIDES; side++)
		if (state_of(&sides[side]) == STEER_RUNNING)
			atomic_store(&side_on[atomic_load(&sides[side].vcpu)], NULL);
}

void side_begins(unsigned int side, unsigned int vcpu)
{
	struct side *s = &sides[side];

	if (vcpu >= STEER_MAX_VCPUS)
		return;
	flow_begin(&s->flow);
	s->path = STEER_PATH_START;
	s->points = 0;
	trail_begin(&s->trail);
	s->hits = 0;
	s->own = false;
	atomic_store(&s->idle_since_us, SLEPT_NONE);
	atomic_store(&s->vcpu, vcpu);
	atomic_store(&s->is_held, false);
	*seen(s) = (struct steer_seen){ 0 };
	atomic_store(&side_on[vcpu], s);
	if (page->plan.record)
		record_begin(side);
	set_state(s, STEER_RUNNING);
	let_go();
}

void side_ends(unsigned int side)
{
	struct side *s = &sides[side];

	if (state_of(s) != STEER_RUNNING)
		return;
	atomic_store(&side_on[atomic_load(&s->vcpu)], NULL);
	seen(s)->points = s->points;
	seen(s)->path = s->path;
	if (page->plan.record)
		record_end(side);
	set_state(s, STEER_ENDED);
	fire_gun(s);
	let_go();
	tell();
}

void vcpu_idle(unsigned int vcpu, bool idle)
{
	struct side *s = vcpu < STEER_MAX_VCPUS ? atomic_load(&side_on[vcpu]) : NULL;

	if (!s)
		return;
	atomic_store(&s->idle_since_us, idle ? now_us() : SLEPT_NONE);
	seen(s)->points = s->points;
	__atomic_store_n(&seen(s)->idle, idle, __ATOMIC_RELEASE);
}

/* --- one that is held ------------------------------------------------------------------- */

static bool is_asleep(struct side *s, uint64_t now)
{
	uint64_t since_us = atomic_load(&s->idle_since_us);

	return since_us != SLEPT_NONE && now > since_us + page->plan.asleep_us;
}

/* What a side that is held has seen the other one do. */
struct watch {
	uint64_t held_us, began_us, news_us; /* 0: it has not begun */
	uint64_t points, news;		     /* when it last got to something new */
};

/* The other one runs, in a circle: a host that gives it no CPU is no reason to say so. */
static bool spins(struct side *o, struct watch *w, uint64_t now)
{
	uint64_t news = trail_news(&o->trail);

	if (!w->news_us || news != w->news) {
		w->news = news;
		w->points = peek(&o->points);
		w->news_us = now;
	}
	return now > w->news_us + page->plan.spins_us && peek(&o->points) > w->points + SPIN_POINTS;
}

/* STEER_NOT_HELD as long as there is no reason to go on. */
static enum steer_release reason(const struct side *s, struct watch *w)
{
	struct side *o = other(s);
	uint64_t now = now_us();

	if (state_of(o) == STEER_ENDED)
		return STEER_OTHER_ENDED;
	if (state_of(o) == STEER_AWAY)
		return now > w->held_us + NOBODY_US ? STEER_NOBODY_CAME : STEER_NOT_HELD;
	if (!w->began_us)
		w->began_us = now;
	if (page->plan.hold[number(s)].until == STEER_UNTIL_HELD && atomic_load(&o->is_held))
		return STEER_OTHER_HELD;
	if (is_asleep(o, now))
		return STEER_OTHER_SLEEPS;
	if (spins(o, w, now))
		return STEER_OTHER_SPINS;
	return now > w->began_us + page->plan.late_us ? STEER_OTHER_LATE : STEER_NOT_HELD;
}

static uint64_t near(const struct side *s)
{
	return steer_near(s->last, STEER_TRAIL, s->points);
}

static void hold(struct side *s, uint64_t vaddr)
{
	struct steer_seen *mine = seen(s);
	struct watch w = { .held_us = now_us() };
	enum steer_release why;

	mine->exact = near(s) == page->plan.hold[number(s)].near;
	record_hold(number(s), STEER_HELD, vaddr);
	atomic_store(&s->is_held, true);
	fire_gun(s);
	tell();
	while (!(why = reason(s, &w)))
		wait_a_little(SLICE_US);
	record_hold(number(s), STEER_RELEASED, vaddr);
	mine->other_trail_nr = trail_copy(&other(s)->trail, mine->other_trail);
	mine->held_us = (uint32_t)(now_us() - w.held_us);
	__atomic_store_n(&mine->release, why, __ATOMIC_RELEASE);
	let_go();
}

/* --- points ----------------------------------------------------------------------------- */

static bool is_in_range(uint64_t vaddr)
{
	const struct steer_plan *p = &page->plan;

	if (!p->high_vaddr)
		return vaddr >= STEER_KERNEL;
	return vaddr >= p->low_vaddr && vaddr < p->high_vaddr;
}

/* Somebody waits for it, and has to say where it was, or will do so. */
static bool is_watched(const struct side *s)
{
	return page->plan.hold[!number(s)].vaddr;
}

static void record(struct side *s, uint64_t vaddr, bool quiet)
{
	record_pass(number(s),
		    &(struct steer_pass){
			    .vaddr = vaddr, .near = near(s), .number = s->points, .quiet = quiet });
	s->path = steer_path_add(s->path, vaddr);
}

static void pass(struct side *s, uint64_t vaddr, bool quiet)
{
	const struct steer_hold *h = &page->plan.hold[number(s)];

	if (!is_in_range(vaddr))
		return;
	if (vaddr == h->vaddr && ++s->hits == h->nth)
		hold(s, vaddr);
	if (page->plan.record)
		record(s, vaddr, quiet);
	s->last[s->points % STEER_TRAIL] = vaddr;
	count_up(&s->points);
	if (is_watched(s))
		trail_add(&s->trail, vaddr);
}

void vcpu_block(unsigned int vcpu, uint64_t vaddr, bool ends_in_rfid, bool quiet)
{
	struct side *s = atomic_load_explicit(&side_on[vcpu], memory_order_relaxed);

	if (!s)
		return;
	s->own = flow_block(&s->flow, vaddr, ends_in_rfid);
	if (s->own)
		pass(s, vaddr, quiet);
}

void vcpu_point(unsigned int vcpu, uint64_t vaddr)
{
	struct side *s = atomic_load_explicit(&side_on[vcpu], memory_order_relaxed);

	if (s && s->own && page->plan.grain == STEER_STORES)
		pass(s, vaddr, false);
}

void vcpu_sp(unsigned int vcpu, uint64_t sp)
{
	struct side *s = atomic_load_explicit(&side_on[vcpu], memory_order_relaxed);

	if (s)
		flow_sp(&s->flow, sp);
}
