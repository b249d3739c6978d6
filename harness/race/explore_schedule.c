// SPDX-License-Identifier: GPL-2.0-only
/* Schedules by name, and in the order of what ran. */
#include "explore.h"

#define WRITE_BYTES (1u << 20)

static size_t print_point(const struct explore *e, unsigned int side, const struct point *point,
			  char *to, size_t to_bytes)
{
	char place[SYMBOL_BYTES];
	int n;

	symbols_print(&e->symbols, point->vaddr, place, sizeof(place));
	place[strcspn(place, " ")] = '\0';
	n = snprintf(to, to_bytes, "%u@%s#%u", side, place, point->nth);
	return (size_t)n < to_bytes ? (size_t)n : to_bytes - 1;
}

void schedule_print(const struct explore *e, const struct schedule *s, char *to, size_t to_bytes)
{
	size_t at = 0;

	*to = '\0';
	for (unsigned int i = 0; i < s->nr; i++) {
		if (i && at + 1 < to_bytes)
			to[at++] = '/';
		at += print_point(e, s->side[i], &s->point[i], to + at, to_bytes - at);
	}
}

static const struct point *find(const struct points *points, uint64_t vaddr, uint32_t nth)
{
	for (uint32_t i = 0; i < points->nr; i++)
		if (points->at[i].vaddr == vaddr && points->at[i].nth == nth)
			return &points->at[i];
	return NULL;
}

/* It passes one of the functions by that name: modules may have each one of their own. */
static const struct point *find_named(const struct explore *e, unsigned int side, const char *place,
				      size_t place_bytes, uint32_t nth)
{
	const struct point *point = NULL;
	unsigned int i = 0;
	uint64_t vaddr;

	while (!point && (vaddr = symbols_address(&e->symbols, place, place_bytes, i++)))
		point = find(&e->points[side], vaddr, nth);
	return point;
}

/* One hold; the rest of the text, or NULL with @why. */
static const char *parse_point(const struct explore *e, const char *text, struct schedule *s,
			       struct why *why)
{
	const char *hash = strchr(text, '#');
	const struct point *point;
	unsigned int side;
	char *end;

	if ((text[0] != '0' && text[0] != '1') || text[1] != '@' || !hash) {
		why_set(why, -EINVAL, "REPLAY: '%s' must look like 0@function+0x1a4#1", text);
		return NULL;
	}
	side = (unsigned int)(text[0] - '0');
	point = find_named(e, side, text + 2, (size_t)(hash - text - 2),
			   (uint32_t)strtoul(hash + 1, &end, 10));
	if (!point) {
		why_set(why, -ENOENT, "REPLAY: '%s': %s does not pass there on this kernel", text,
			racing_op(e->r, side)->name);
		return NULL;
	}
	s->side[s->nr] = side;
	s->point[s->nr++] = *point;
	return end;
}

int schedule_parse(const struct explore *e, const char *text, struct schedule *s, struct why *why)
{
	*s = (struct schedule){ 0 };
	text = parse_point(e, text, s, why);
	if (text && *text == '/')
		text = parse_point(e, text + 1, s, why);
	if (!text)
		return -ENOENT;
	if (*text || (s->nr == 2 && s->side[0] == s->side[1]))
		return why_set(why, -EINVAL,
			       "REPLAY: '%s' is left over; two holds, of two sides, "
			       "are all there can be",
			       text);
	return 0;
}

void schedule_say(struct explore *e, const struct schedule *s, const char *what)
{
	const struct points *points = &e->points[s->side[0]];
	char name[SCHEDULE_BYTES];
	uint32_t n = 0;

	schedule_print(e, s, name, sizeof(name));
	while (n < points->nr &&
	       (points->at[n].vaddr != s->point[0].vaddr || points->at[n].nth != s->point[0].nth))
		n++;
	t_diag(e->r->t,
	       "%s: %s held at its point %u of %u; repeat: make explore T='%s' REPLAY='%s'", what,
	       racing_op(e->r, s->side[0])->name, n + 1, points->nr, e->r->pair->name, name);
}

/* --- what ran, in order ----------------------------------------------------------------- */

static void write_pass(FILE *f, const struct symbols *symbols, const struct steer_pass *pass)
{
	static const char *const word[] = {
		[STEER_PASSED] = "", [STEER_HELD] = "# held ", [STEER_RELEASED] = "# released "
	};
	char place[SYMBOL_BYTES];

	symbols_print(symbols, pass->vaddr, place, sizeof(place));
	fprintf(f, "%s%u%s %s\n", word[pass->kind], pass->side, pass->kind ? " at" : "", place);
}

/* As symbols_find(), and mostly @last again: that is known at once. */
static const struct symbol *function_at(const struct symbols *symbols, uint64_t vaddr,
					const struct symbol *last)
{
	const struct symbol *end = symbols->at + symbols->nr;

	if (last && vaddr >= last->vaddr && (last + 1 == end || vaddr < last[1].vaddr))
		return last;
	return symbols_find(symbols, vaddr);
}

/* A line each time another function runs, or the same one on the other side. */
static void write_trace(FILE *f, const struct steer_page *page, const struct symbols *symbols)
{
	uint32_t nr = steer_trace_nr(page);
	const struct symbol *last = NULL;
	const struct steer_pass *before = NULL;

	for (uint32_t i = 0; i < nr; i++) {
		const struct steer_pass *pass = &page->trace[i];
		const struct symbol *function = function_at(symbols, pass->vaddr, last);

		if (pass->kind == STEER_PASSED_LAST ||
		    (before && pass->kind == before->kind && pass->side == before->side &&
		     function == last))
			continue;
		write_pass(f, symbols, pass);
		last = function;
		before = pass;
	}
}

void explore_write_order(const struct steer_page *page, const struct symbols *symbols,
			 const char *folder)
{
	char path[600];
	FILE *f;

	snprintf(path, sizeof(path), "%s/schedule", folder);
	f = fopen(path, "we");
	if (!f)
		return;
	setvbuf(f, NULL, _IOFBF, WRITE_BYTES); /* the folder may be on another machine */
	write_trace(f, page, symbols);
	fclose(f);
}
