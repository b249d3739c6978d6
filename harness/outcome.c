// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdlib.h>

#include "judge_parts.h"

char *text_of(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	return text;
}

void append_line(char **lines, const char *line)
{
	char *more = *lines ? text_of("%s\n%s", *lines, line) : text_of("%s", line);

	free(*lines);
	*lines = more;
}

void outcome_init(struct outcome *out, const struct test_decl *decl, unsigned int max)
{
	*out = (struct outcome){ .top = { .name = decl->name, .verdict = V_NONE } };
	out->child = calloc(max, sizeof(*out->child));
	out->top.children = out->child;
}

struct ktap_case *outcome_add(struct outcome *out, const char *name, enum verdict verdict)
{
	struct ktap_case *c = &out->child[out->nr_children++];

	*c = (struct ktap_case){ .name = name, .verdict = verdict };
	out->top.nr_children = out->nr_children;
	return c;
}

/* Oracles that found nothing do not make a pass of a test in which every case was skipped. */
static void skip_if_all_skipped(struct outcome *out)
{
	struct ktap_case *last;

	if (out->nr_children < 2)
		return;
	for (unsigned int i = 0; i + 1 < out->nr_children; i++)
		if (out->child[i].verdict != V_SKIP)
			return;
	last = &out->child[out->nr_children - 1];
	if (last->verdict != V_PASS)
		return;
	last->verdict = V_SKIP;
	last->reason = text_of("nothing was run");
}

void outcome_sum_up(struct outcome *out)
{
	skip_if_all_skipped(out);
	for (unsigned int i = 0; i < out->nr_children; i++) {
		enum verdict sum = verdict_add(out->top.verdict, out->child[i].verdict);

		if (sum != out->top.verdict && out->child[i].reason) {
			free((char *)out->top.reason);
			out->top.reason =
				text_of("%s: %s", out->child[i].name, out->child[i].reason);
		}
		out->top.verdict = sum;
	}
	if (out->top.verdict == V_PASS) {
		free((char *)out->top.reason);
		out->top.reason = NULL;
	}
}

void outcome_free(struct outcome *out)
{
	for (unsigned int i = 0; i < out->nr_children; i++) {
		free((char *)out->child[i].reason);
		free((char *)out->child[i].diag);
	}
	free((char *)out->top.reason);
	free((char *)out->top.diag);
	free(out->child);
	*out = (struct outcome){ 0 };
}
