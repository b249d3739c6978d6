// SPDX-License-Identifier: GPL-2.0-only
#include "hold.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hold_parts.h"
#include "timebase.h"

#define LOOK_MS 2

const char *hold_how_name(enum hold_how how)
{
	return how == HOLD_FAULT ? "userfaultfd" : "hole punching";
}

enum hold_how hold_how(const struct hold *h)
{
	return h->how;
}

bool hold_holds(const struct hold *h)
{
	return h->how != HOLD_PUNCH || !atomic_load(&h->punched);
}

bool hold_is_exact(const struct hold *h)
{
	return h->exact;
}

size_t hold_page_bytes(const struct hold *h)
{
	return h->page_bytes;
}

void *hold_page(const struct hold *h, unsigned int page)
{
	return h->at + page * h->page_bytes;
}

struct hold *hold_open(enum hold_how how, unsigned int nr_pages, struct why *why)
{
	struct hold *h = calloc(1, sizeof(*h));
	int error;

	if (!h) {
		why_set(why, -ENOMEM, "no memory for a hold");
		return NULL;
	}
	h->how = how;
	h->page_bytes = getpagesize();
	h->bytes = nr_pages * h->page_bytes;
	h->at = MAP_FAILED;
	h->fd = -1;
	error = how == HOLD_FAULT ? hold_fault_open(h, why) : hold_punch_open(h, why);
	for (unsigned int i = 0; !error && i < nr_pages; i++)
		error = hold_fill(h, i, NULL);
	if (error) {
		hold_close(h);
		return NULL;
	}
	return h;
}

void hold_close(struct hold *h)
{
	if (!h)
		return;
	if (h->how == HOLD_PUNCH)
		hold_punch_let_go(h);
	if (h->fd >= 0)
		close(h->fd);
	if (h->at != MAP_FAILED)
		munmap(h->at, h->bytes);
	free(h->staging);
	free(h);
}

int hold_fill(struct hold *h, unsigned int page, const void *content)
{
	if (h->how == HOLD_FAULT)
		return hold_fault_fill(h, page, content);
	if (content)
		memcpy(hold_page(h, page), content, h->page_bytes);
	else
		memset(hold_page(h, page), 0, h->page_bytes);
	return 0;
}

int hold_arm(struct hold *h, unsigned int page, int cpu)
{
	return h->how == HOLD_FAULT ? hold_fault_arm(h, page) : hold_punch_arm(h, page, cpu);
}

int hold_wait(struct hold *h, pid_t tid, unsigned int limit_ms, bool (*over)(void *arg), void *arg,
	      struct hold_touch *touch)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(limit_ms);
	int ret;

	do {
		bool was_over = over(arg); /* looked at first: it may have been held before */

		ret = h->how == HOLD_FAULT ? hold_fault_poll(h, LOOK_MS, touch) :
					     hold_punch_poll(h, tid, LOOK_MS, touch);
		if (!ret)
			return 0;
		if (was_over)
			return -ESRCH;
	} while (timebase_now() < end_tb);
	return -ETIME;
}

int hold_let_go(struct hold *h, unsigned int page, const void *content)
{
	int ret;

	if (h->how == HOLD_PUNCH) {
		hold_punch_let_go(h);
		return 0;
	}
	ret = hold_fault_let_go(h, page, content);
	return ret == -EEXIST ? 0 : ret;
}
