// SPDX-License-Identifier: GPL-2.0-only
#include "complaints.h"

#include <stdarg.h>

#include "../test.h"

static const char *const kind_name[NR_COMPLAINT_KINDS] = {
	[COMPLAINT_ANSWER] = "answers",
	[COMPLAINT_UNWOUND] = "unwound",
	[COMPLAINT_AGAIN] = "succeeds afterwards",
	[COMPLAINT_DONE] = "done if not refused",
};

static bool is_there(const struct complaints *all, enum complaint_kind kind, const char *function)
{
	for (unsigned int i = 0; i < all->nr; i++)
		if (all->one[i].kind == kind && !strcmp(all->one[i].function, function))
			return true;
	return false;
}

void complain(struct complaints *all, enum complaint_kind kind, const char *function,
	      const char *fmt, ...)
{
	struct complaint c = { .kind = kind };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(c.text, sizeof(c.text), fmt, ap);
	va_end(ap);
	snprintf(c.function, sizeof(c.function), "%s", function);
	printf("  %s: %s\n", kind_name[kind], c.text);
	fflush(stdout);
	if (all->nr < COMPLAINTS_MAX && !is_there(all, kind, c.function))
		all->one[all->nr++] = c;
}

static void say_kind(const struct complaints *all, struct test *t, enum complaint_kind kind)
{
	bool any = false;

	for (unsigned int i = 0; i < all->nr; i++) {
		const struct complaint *c = &all->one[i];

		if (c->kind != kind)
			continue;
		any = true;
		t_case(t, "%s: %s", kind_name[kind], c->function);
		t_fail(t, "%s", c->text);
	}
	if (any)
		return;
	t_case(t, "%s", kind_name[kind]);
	t_checked(t); /* of each try; how many there were is said by whoever made them */
}

void complaints_say(const struct complaints *all, struct test *t, bool sees_done)
{
	for (unsigned int kind = 0; kind < NR_COMPLAINT_KINDS; kind++)
		if (kind != COMPLAINT_DONE || sees_done)
			say_kind(all, t, kind);
}
