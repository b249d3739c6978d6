// SPDX-License-Identifier: GPL-2.0-only
#include "klog.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "klog_parts.h"

#define MAX_OPEN 4
/* Lines of other things after which a report is over, whatever it lacks. */
#define MAX_FOREIGN_LINES 200

/* A report that is being read. */
struct open_report {
	bool used;
	bool oopsed;	       /* its `Oops:` line is past */
	unsigned int report;   /* its index */
	unsigned int foreign;  /* lines since the last one of its own */
	unsigned long touched; /* the highest of one caller is the current one */
	char caller_id[16];
	char detail[48];
	struct klog_trace trace;
};

struct classifier {
	struct klog *log;
	struct open_report open[MAX_OPEN];
	unsigned long touches;
	struct klog_line last;
};

static struct klog_report *report_of(struct classifier *c, const struct open_report *o)
{
	return &c->log->reports[o->report];
}

static const char *or_dash(const char *text)
{
	return *text ? text : "-";
}

/* A report is over: write down what was gathered. */
static void finish(struct classifier *c, struct open_report *o)
{
	struct klog_report *r = report_of(c, o);

	o->used = false;
	snprintf(r->caller, sizeof(r->caller), "%s", klog_trace_caller(&o->trace, r->function));
	snprintf(r->fingerprint, sizeof(r->fingerprint), "%s%s%s:%s:%s", klog_kind_name(r->kind),
		 *o->detail ? "-" : "", o->detail, or_dash(r->function), or_dash(r->caller));
}

static void touch(struct classifier *c, struct open_report *o)
{
	o->touched = ++c->touches;
	o->foreign = 0;
}

/* The report that a line of this caller belongs to, if any. */
static struct open_report *current(struct classifier *c, const struct klog_line *line)
{
	struct open_report *best = NULL;

	for (int i = 0; i < MAX_OPEN; i++) {
		struct open_report *o = &c->open[i];

		if (o->used && span_is(line->caller, o->caller_id) &&
		    (!best || o->touched > best->touched))
			best = o;
	}
	return best;
}

/* A free place for a report; the one that was quiet for longest has to go when there is none. */
static struct open_report *free_place(struct classifier *c)
{
	struct open_report *oldest = &c->open[0];

	for (int i = 0; i < MAX_OPEN; i++) {
		if (!c->open[i].used)
			return &c->open[i];
		if (c->open[i].touched < oldest->touched)
			oldest = &c->open[i];
	}
	finish(c, oldest);
	return oldest;
}

static struct klog_report *add_report(struct klog *log)
{
	size_t bytes = (log->nr_reports + 1) * sizeof(*log->reports);
	struct klog_report *reports = realloc(log->reports, bytes);

	if (!reports)
		return NULL;
	log->reports = reports;
	reports[log->nr_reports] = (struct klog_report){ 0 };
	return &reports[log->nr_reports++];
}

/* Reports of helpers that say what is wrong, and call WARN() or BUG() besides. */
static bool announces(enum klog_kind kind)
{
	return kind == KLOG_REFCOUNT || kind == KLOG_LIST || kind == KLOG_ODEBUG;
}

/* Take over what a head line says that was not known before. */
static void fill(struct classifier *c, struct open_report *o, const struct klog_line *line,
		 const struct klog_header *h)
{
	struct klog_report *r = report_of(c, o);

	if (r->kind == KLOG_CUT || (r->kind == KLOG_WARNING && announces(h->kind))) {
		r->kind = h->kind;
		span_copy(line->text, r->title, sizeof(r->title));
		snprintf(o->detail, sizeof(o->detail), "%s", h->detail);
	}
	if (!*r->function && *h->function && !klog_is_plumbing(h->function))
		snprintf(r->function, sizeof(r->function), "%s", h->function);
	if (!*r->where)
		snprintf(r->where, sizeof(r->where), "%s", h->where);
	o->oopsed |= span_starts(line->text, "Oops: ");
	touch(c, o);
}

static int open_report(struct classifier *c, const struct klog_line *line,
		       const struct klog_header *h)
{
	struct open_report *o = free_place(c);
	struct klog_report *r = add_report(c->log);

	if (!r)
		return -ENOMEM;
	*o = (struct open_report){ .used = true, .report = c->log->nr_reports - 1 };
	span_copy(line->caller, o->caller_id, sizeof(o->caller_id));
	r->line = line->number;
	fill(c, o, line, h);
	return 0;
}

/* True when this head line belongs to the report that is open already. */
static bool continues(const struct klog_report *r, const struct open_report *o,
		      const struct klog_header *h)
{
	if (!strcmp(h->detail, KLOG_ADDED_TWICE))
		return !strcmp(o->detail, KLOG_DUPLICATE);
	if (o->trace.dumped)
		return r->kind == KLOG_OOM && h->kind == KLOG_OOM;
	if (r->kind == KLOG_CUT)
		return h->kind != KLOG_CUT;
	if (announces(r->kind))
		return h->kind == KLOG_WARNING || h->kind == KLOG_BUG_ON || h->kind == KLOG_CUT ||
		       h->kind == KLOG_OOPS;
	if (r->kind == KLOG_WARNING)
		return announces(h->kind);
	if (r->kind == KLOG_OOPS || r->kind == KLOG_BUG_ON)
		return h->kind == KLOG_OOPS && !o->oopsed;
	return r->kind == h->kind && (r->kind == KLOG_MCE || r->kind == KLOG_HARD_LOCKUP);
}

/* What a panic tells about an earlier report is no report of its own. */
static bool seal_last(struct classifier *c, const struct klog_line *line)
{
	if (!c->log->nr_reports || !klog_is_consequence(line->text))
		return false;
	c->log->reports[c->log->nr_reports - 1].fatal = true;
	return true;
}

static int take_header(struct classifier *c, const struct klog_line *line,
		       const struct klog_header *h)
{
	struct open_report *o = current(c, line);

	if (h->kind == KLOG_PANIC && seal_last(c, line))
		return 0;
	if (o && continues(report_of(c, o), o, h)) {
		fill(c, o, line, h);
		return 0;
	}
	return open_report(c, line, h);
}

/* Of two reports that wait for their registers, those of @symbol belong to the one it names. */
static struct open_report *owner_of_dump(struct classifier *c, const struct klog_line *line,
					 const char *symbol)
{
	for (int i = 0; *symbol && i < MAX_OPEN; i++) {
		struct open_report *o = &c->open[i];

		if (o->used && !o->trace.dumped && span_is(line->caller, o->caller_id) &&
		    !strcmp(report_of(c, o)->function, symbol))
			return o;
	}
	return current(c, line);
}

/* `NIP [c000000000123456] func+0x10/0x20` */
static void take_nip(struct classifier *c, const struct klog_line *line)
{
	char symbol[KLOG_SYMBOL_BYTES] = "";
	struct span s = span_after(line->text, "] ");
	struct open_report *o;

	if (s.at)
		span_symbol(s, symbol);
	o = owner_of_dump(c, line, symbol);
	if (o && klog_trace_nip(&o->trace, report_of(c, o), symbol))
		touch(c, o);
}

static bool is_end(const struct open_report *o, struct span text)
{
	return span_starts(text, "---[ end trace") ||
	       (o->trace.dumped && span_starts(text, "=================================="));
}

/* True when the line says something about the functions or the place of the report. */
static bool is_telling(struct open_report *o, struct klog_report *r, struct span text)
{
	if (span_starts(text, "LR ["))
		return klog_trace_lr(&o->trace, text);
	return klog_trace_frame(&o->trace, r, text) || klog_trace_start(&o->trace, r, text) ||
	       klog_trace_dump(text);
}

static void take_body(struct classifier *c, struct open_report *o, const struct klog_line *line)
{
	struct klog_report *r = report_of(c, o);

	if (is_telling(o, r, line->text)) {
		touch(c, o);
		return;
	}
	o->trace.in_trace = false;
	if (is_end(o, line->text)) {
		touch(c, o);
		finish(c, o);
	} else if (klog_trace_site(r, line->text)) {
		touch(c, o);
	} else if (++o->foreign > MAX_FOREIGN_LINES) {
		finish(c, o);
	}
}

/* The end of a report whose beginning is lost: the only sign that there was one. */
static int take_lost(struct classifier *c, const struct klog_line *line)
{
	const struct klog_header h = { .kind = KLOG_CUT };
	int error;

	if (!span_starts(line->text, "---[ end trace") || c->log->nr_reports)
		return 0;
	error = open_report(c, line, &h);
	if (!error)
		finish(c, current(c, line));
	return error;
}

/* The same message once more: two consoles write into one log. */
static bool is_repeated(struct classifier *c, const struct klog_line *line)
{
	bool repeated = line->stamp.bytes && span_equal(line->stamp, c->last.stamp) &&
			span_equal(line->text, c->last.text);

	c->last = *line;
	return repeated;
}

static int take_line(struct classifier *c, const struct klog_line *line)
{
	struct klog_header h;
	struct open_report *o;

	if (is_repeated(c, line))
		return 0;
	if (klog_parse_header(line->text, &h))
		return take_header(c, line, &h);
	if (span_starts(line->text, "NIP [")) {
		take_nip(c, line);
		return 0;
	}
	o = current(c, line);
	if (!o)
		return take_lost(c, line);
	take_body(c, o, line);
	return 0;
}

int klog_classify(struct klog *log, const char *text, size_t bytes)
{
	struct klog_reader reader = { .text = text, .bytes = bytes, .number = 1 };
	struct classifier c = { .log = log };
	struct klog_line line;
	int error = 0;

	*log = (struct klog){ 0 };
	while (!error && klog_next_line(&reader, &line))
		error = take_line(&c, &line);
	for (int i = 0; i < MAX_OPEN; i++)
		if (c.open[i].used)
			finish(&c, &c.open[i]);
	return error;
}

void klog_free(struct klog *log)
{
	free(log->reports);
	*log = (struct klog){ 0 };
}
