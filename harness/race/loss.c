// SPDX-License-Identifier: GPL-2.0-only
#include "loss.h"

#include "../growth.h"

/* What is lost while @made tries are made: in pages, and by how many tries. */
struct measured {
	int64_t pages;
	uint64_t made;
};

void loss_begin(struct loss *l)
{
	l->free_pages = growth_free_pages();
}

static bool is_suspect(int64_t pages)
{
	return pages > 0 && (uint64_t)pages * getpagesize() >= LOSS_SUSPECT_BYTES;
}

static struct measured measure(uint64_t nr, loss_tries again, void *arg, bool control)
{
	int64_t before_pages = growth_free_pages();
	struct measured m = { .made = again(arg, nr, control) };

	m.pages = before_pages - growth_free_pages();
	return m;
}

static int64_t per_thousand(struct measured m)
{
	return m.made ? m.pages * 1000 / (int64_t)m.made : 0;
}

/* What the control would have lost in as many tries as @lost; what it gives back was only lent. */
static int64_t expected(struct measured control, struct measured lost)
{
	if (control.pages <= 0 || !control.made)
		return -control.pages;
	return control.pages * (int64_t)lost.made / (int64_t)control.made;
}

void loss_judge(struct test *t, const struct loss *l, uint64_t tries, loss_tries again, void *arg)
{
	uint64_t nr = tries < LOSS_MAX_TRIES ? tries : LOSS_MAX_TRIES;
	int64_t pages = l->free_pages - growth_free_pages_now();

	t_case(t, "memory");
	if (growth_blind()) {
		t_skip(t, "%s", growth_blind());
		return;
	}
	if (is_suspect(pages)) /* it may be no more than what waits for RCU */
		pages = l->free_pages - growth_free_pages();
	if (tries < LOSS_MIN_TRIES) {
		t_skip(t, "%llu tries show no loss, %d would; a longer DUR= makes more",
		       (unsigned long long)tries, LOSS_MIN_TRIES);
		return;
	}
	t_checked(t);
	for (unsigned int round = 0; round < LOSS_ROUNDS; round++) {
		struct measured control, lost;

		if (!is_suspect(pages))
			return;
		control = measure(nr, again, arg, true);
		lost = measure(nr, again, arg, false);
		t_diag(t,
		       "%llu tries lost %lld pages; %llu more lost %lld, a control of %llu "
		       "lost %lld",
		       (unsigned long long)tries, (long long)pages, (unsigned long long)lost.made,
		       (long long)lost.pages, (unsigned long long)control.made,
		       (long long)control.pages);
		pages = lost.pages - expected(control, lost);
		if (round == LOSS_ROUNDS - 1)
			t_expect(t, !is_suspect(pages),
				 "%lld pages lost per thousand tries, a control lost %lld",
				 (long long)per_thousand(lost), (long long)per_thousand(control));
	}
}
