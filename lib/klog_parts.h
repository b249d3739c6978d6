/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of the kernel log classifier; only klog*.c and their unit tests include this. */
#ifndef TCELIFE_KLOG_PARTS_H
#define TCELIFE_KLOG_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "klog.h"

#define KLOG_SYMBOL_BYTES 64

/* A piece of text inside the log; not NUL-terminated. */
struct span {
	const char *at;
	size_t bytes;
};

/* One message of the kernel, or one line of something else. */
struct klog_line {
	struct span text;    /* without prefix and newline */
	struct span caller;  /* `T123`, empty when the log does not say */
	struct span stamp;   /* time stamp or record prefix */
	unsigned int number; /* of its physical line */
};

/* Where the reader of a log is. */
struct klog_reader {
	const char *text;
	size_t bytes;
	size_t at;	     /* offset of the next byte to look at */
	unsigned int number; /* of the physical line @at is in, from 1 */
};

/* klog_line.c: the next line; false at the end of the log. */
bool klog_next_line(struct klog_reader *r, struct klog_line *line);

/* klog_line.c: small tools on spans. */
bool span_starts(struct span s, const char *prefix);
struct span span_skip(struct span s, size_t bytes);
/* What follows the first @needle in @s; .at is NULL when it is not there. */
struct span span_after(struct span s, const char *needle);
bool span_has(struct span s, const char *needle);
void span_copy(struct span s, char *text, size_t text_bytes);
bool span_is(struct span s, const char *text);
bool span_equal(struct span a, struct span b);

/*
 * The name in `func+0x10/0x20 [module]` at the start of @s, without compiler suffixes; false
 * when there is none.
 */
bool span_symbol(struct span s, char symbol[KLOG_SYMBOL_BYTES]);

/* The words of @s up to ` in `, ` at `, ` on `, a number or a mark, joined by `-`. */
void span_slug(struct span s, char *slug, size_t slug_bytes);

/* klog_header.c: what the first line of a report says. */
struct klog_header {
	enum klog_kind kind;
	char detail[48];
	char function[KLOG_SYMBOL_BYTES];
	char where[96];
};

/* Two details of one report: sysfs complains with a call trace, then lib/kobject.c without. */
#define KLOG_DUPLICATE	 "cannot-create-duplicate-filename"
#define KLOG_ADDED_TWICE "added-twice"

/* klog_header.c: true when @text starts a report, or continues its head. */
bool klog_parse_header(struct span text, struct klog_header *h);

/* klog_header.c: `Kernel panic` that only tells that an earlier report was one too many. */
bool klog_is_consequence(struct span text);

/* klog_frame.c: functions of the reporting machinery, never the culprit. */
bool klog_is_plumbing(const char *symbol);

/* klog_frame.c: functions between one that adds an object and the complaint about it. */
bool klog_is_adding(const char *symbol);

enum klog_frame {
	FRAME_NONE, /* not a line of a call trace */
	FRAME_SYMBOL,
	FRAME_UNRELIABLE, /* the first one after a stack switch: may be stale */
	FRAME_OPAQUE,	  /* a frame without a symbol */
	FRAME_INTERRUPT,  /* `--- interrupt: 900 at func`; four dashes in 7.2 */
};

/* klog_frame.c: a line of a call trace; @symbol is empty when the line names none. */
enum klog_frame klog_parse_frame(struct span text, char symbol[KLOG_SYMBOL_BYTES]);

/* klog_frame.c: the function in `workfn=func` or `last function: func`. */
bool klog_work_function(struct span text, char symbol[KLOG_SYMBOL_BYTES]);

/* What is known of the functions of a report while it is read. */
struct klog_trace {
	bool dumped; /* its registers or its call trace were seen */
	bool in_trace;
	bool passed_function; /* the trace has reached the function */
	char lr[KLOG_SYMBOL_BYTES];
	char stale[KLOG_SYMBOL_BYTES]; /* first, unreliable frame */
	char first[KLOG_SYMBOL_BYTES]; /* first good frame that is not the function */
	char after[KLOG_SYMBOL_BYTES]; /* first good frame after the function */
};

/*
 * klog_trace.c: take what a line of an open report says about functions and places. True when
 * the line belongs to the report.
 */
bool klog_trace_nip(struct klog_trace *t, struct klog_report *r, const char *symbol);
bool klog_trace_lr(struct klog_trace *t, struct span text);
bool klog_trace_frame(struct klog_trace *t, struct klog_report *r, struct span text);
bool klog_trace_start(struct klog_trace *t, const struct klog_report *r, struct span text);
bool klog_trace_site(struct klog_report *r, struct span text);
bool klog_trace_dump(struct span text);

/* klog_trace.c: who called the function; empty when nothing tells. */
const char *klog_trace_caller(const struct klog_trace *t, const char *function);

#endif
