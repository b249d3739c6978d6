// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "judge_parts.h"

static void note_known(struct outcome *out, const struct known_entry *e)
{
	for (unsigned int i = 0; i < out->nr_known; i++)
		if (out->known[i] == e->id)
			return;
	if (out->nr_known < KNOWN_MAX_SIGNATURES)
		out->known[out->nr_known++] = e->id;
}

const struct known_entry *judge_look_up(const struct judge *j, struct outcome *out,
					const char *case_name, const char *signature)
{
	const struct known_entry *e =
		known_match(j->known, out->top.name, case_name, signature, j->release);

	if (e)
		note_known(out, e);
	return e;
}

const char *judge_relation(const struct known_entry *e)
{
	return e ? "known" : "follows from known";
}

void judge_say_why(const struct judge *j, const struct outcome *out, struct ktap_case *c,
		   const struct known_entry *e, const char *reason)
{
	const struct known_entry *by = e ?: out->cause;

	if (!by) {
		c->reason = text_of("%s", reason);
		return;
	}
	c->reason = text_of("%s (%s: %s)", reason, judge_relation(e), by->id);
	c->verdict = j->strict ? V_FAIL : V_XFAIL;
}

/* An entry promises to show in tests that it names in full, not in each that a glob may mean. */
static bool promises(const struct known_entry *e, const char *test)
{
	for (unsigned int i = 0; i < e->tests.nr; i++)
		if (!strcmp(e->tests.glob[i], test))
			return true;
	return false;
}

void judge_announce_fixed(const struct judge *j, struct outcome *out)
{
	struct known_release release;
	char *diag = (char *)out->top.diag;

	if (known_release_parse(&release, j->release))
		return;
	for (unsigned int i = 0; i < j->known->nr_entries; i++) {
		const struct known_entry *e = &j->known->entries[i];
		bool showed = false;

		for (unsigned int k = 0; k < out->nr_known; k++)
			showed |= out->known[k] == e->id;
		if (!showed && promises(e, out->top.name) && known_affects(e, &release)) {
			char *line = text_of("known issue %s no longer shows: %s", e->id, e->title);

			append_line(&diag, line);
			free(line);
		}
	}
	out->top.diag = diag;
}

static bool is_warning(const char *signature)
{
	return !strncmp(signature, "klog WARNING", strlen("klog WARNING"));
}

void judge_add_report(const struct judge *j, struct outcome *out, struct cause *cause,
		      const char *signature)
{
	const struct known_entry *e = judge_look_up(j, out, JUDGE_CASE, signature);

	if (cause->decided)
		return;
	cause->decided = !e || !is_warning(signature);
	cause->known = cause->decided ? e : NULL;
	cause->nr++;
}
