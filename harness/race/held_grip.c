// SPDX-License-Identifier: GPL-2.0-only
/* Getting hold of A: at its first touch, or at a later one. */
#include "holding.h"

#define HOLD_MS	  1000 /* until somebody must have been held */
#define AGAIN_MAX 40   /* times that memory is taken away from its reader */

/* Where the argument lies: in the page that holds, but for what shall lie in front of it. */
static bool place_argument(struct holding *r)
{
	const struct grip *grip = holding_grip(r);
	unsigned int head_bytes = grip->head_bytes;

	if (hold_how(r->grasp.hold) == HOLD_PUNCH) {
		if (!grip->zero_bytes || grip->at != GRIP_FIRST)
			return false;
		head_bytes = grip->arg_bytes - grip->zero_bytes;
	}
	r->grasp.arg = (char *)hold_page(r->grasp.hold, GRIP_PAGE) - head_bytes;
	r->grasp.arg_bytes = grip->arg_bytes;
	return true;
}

bool holding_open_hold(struct holding *r)
{
	const struct grip *grip = holding_grip(r);
	struct why why = { "" };

	r->grasp.hold = hold_open(grip->how, GRIP_PAGES, &why);
	if (!r->grasp.hold && grip->how == HOLD_FAULT)
		r->grasp.hold = hold_open(HOLD_PUNCH, GRIP_PAGES, NULL);
	if (!r->grasp.hold || !place_argument(r)) {
		t_skip(r->t, "cannot hold it: %s", why.text);
		return false;
	}
	return true;
}

int holding_arm(struct holding *r)
{
	int ret = hold_fill(r->grasp.hold, GRIP_HEAD, holding_content(r, GRIP_HEAD));

	for (int i = 0; !ret && i < 5; i++) {
		int armed = hold_arm(r->grasp.hold, GRIP_PAGE, r->cpu[0]);

		if (armed != -EAGAIN)
			return armed;
	}
	return ret ?: -EAGAIN;
}

static int wait_for_touch(struct holding *r, struct hold_touch *touch)
{
	return hold_wait(r->grasp.hold, r->a.tid, HOLD_MS, actor_is_over, &r->a, touch);
}

/* The argument's end is being read: the result will be written to the page in front of it. */
static int hold_at_write(struct holding *r, struct hold_touch *touch)
{
	int ret = hold_arm(r->grasp.hold, GRIP_HEAD, r->cpu[0]);

	ret = ret ?: hold_let_go(r->grasp.hold, GRIP_PAGE, holding_content(r, GRIP_PAGE));
	ret = ret ?: wait_for_touch(r, touch);
	return ret ?: touch->write ? 0 : -EIO;
}

static void pause_tb(uint64_t ticks)
{
	uint64_t end_tb = timebase_now() + ticks;

	while (timebase_now() < end_tb)
		;
}

/*
 * Take the memory away from its reader over and over, until it is where it shall be: the
 * reading there takes long.
 */
static int hold_again(struct holding *r, struct hold_touch *touch)
{
	for (unsigned int i = 0; i < AGAIN_MAX; i++) {
		int ret = hold_let_go(r->grasp.hold, GRIP_PAGE, holding_content(r, GRIP_PAGE));

		pause_tb(i * timebase_from_ms(1) / 50);
		ret = ret ?: hold_arm(r->grasp.hold, GRIP_PAGE, r->cpu[0]);
		ret = ret ?: wait_for_touch(r, touch);
		if (ret || holding_grip(r)->is_there(&r->grasp, touch))
			return ret;
	}
	return -ETIME;
}

int holding_get(struct holding *r, struct hold_touch *touch)
{
	int ret = wait_for_touch(r, touch);

	if (ret)
		return ret;
	switch (holding_grip(r)->at) {
	case GRIP_WRITE:
		return hold_at_write(r, touch);
	case GRIP_AGAIN:
		return hold_again(r, touch);
	default:
		return 0;
	}
}

void holding_let_go(struct holding *r)
{
	for (unsigned int page = 0; page < GRIP_PAGES; page++)
		hold_let_go(r->grasp.hold, page, holding_content(r, page));
}
