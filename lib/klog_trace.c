// SPDX-License-Identifier: GPL-2.0-only
/* Registers and call traces of a report: which function is it about, and who called that? */
#include "klog_parts.h"

#include <stdio.h>
#include <string.h>

static void set(char symbol[KLOG_SYMBOL_BYTES], const char *value)
{
	snprintf(symbol, KLOG_SYMBOL_BYTES, "%s", value);
}

/*
 * A function that keeps no stack frame does not show up in the trace: then its caller is the one
 * that the link register and the first, unreliable frame agree on.
 */
const char *klog_trace_caller(const struct klog_trace *t, const char *function)
{
	bool lr_is_good = strcmp(t->lr, function) && !klog_is_plumbing(t->lr);

	if (lr_is_good && *t->lr && !strcmp(t->lr, t->stale))
		return t->lr;
	if (*t->after)
		return t->after;
	if (*t->first)
		return t->first;
	return lr_is_good ? t->lr : "";
}

bool klog_trace_nip(struct klog_trace *t, struct klog_report *r, const char *symbol)
{
	if (t->dumped)
		return false;
	t->dumped = true;
	if (!*r->function && !klog_is_plumbing(symbol))
		set(r->function, symbol);
	return true;
}

bool klog_trace_lr(struct klog_trace *t, struct span text)
{
	struct span s = span_after(text, "] ");

	return !*t->lr && s.at && span_symbol(s, t->lr);
}

/* A frame of the trace: the function, its caller, or neither. */
static void take_symbol(struct klog_trace *t, struct klog_report *r, const char *symbol)
{
	if (klog_is_plumbing(symbol) && strcmp(symbol, r->function))
		return;
	/* It is who gets the page next: nobody in particular. */
	if (r->kind == KLOG_PAGE)
		return;
	/* All who add something go the same way. */
	if (r->kind == KLOG_KOBJECT && klog_is_adding(symbol))
		return;
	if (!*r->function)
		set(r->function, symbol);
	if (!strcmp(symbol, r->function))
		t->passed_function = true;
	else if (t->passed_function && !*t->after)
		set(t->after, symbol);
	else if (!*t->first)
		set(t->first, symbol);
}

/* It counts only when the link register bears it out, as below a lock that spins. */
static void take_unreliable(struct klog_trace *t, struct klog_report *r, const char *symbol)
{
	if (*t->stale)
		return;
	set(t->stale, symbol);
	if (!*r->function && !strcmp(symbol, t->lr))
		take_symbol(t, r, symbol);
}

/*
 * The trace goes on in what was interrupted. That is the culprit of a stall, which is noticed in
 * the timer interrupt; it is none of the business of other reports, once they know theirs.
 */
static void take_interrupt(struct klog_trace *t, struct klog_report *r, const char *symbol)
{
	if (!*symbol)
		return;
	if (r->kind == KLOG_RCU_STALL && !t->passed_function) {
		set(r->function, symbol);
		t->passed_function = true;
	} else if (*r->function) {
		t->in_trace = false;
	}
}

bool klog_trace_frame(struct klog_trace *t, struct klog_report *r, struct span text)
{
	char symbol[KLOG_SYMBOL_BYTES];
	enum klog_frame frame;

	if (!t->in_trace)
		return false;
	frame = klog_parse_frame(text, symbol);
	if (frame == FRAME_SYMBOL)
		take_symbol(t, r, symbol);
	else if (frame == FRAME_UNRELIABLE)
		take_unreliable(t, r, symbol);
	else if (frame == FRAME_INTERRUPT)
		take_interrupt(t, r, symbol);
	return frame != FRAME_NONE;
}

/* KFENCE prints its trace right after `Use-after-free read at ... (in kfence-#59):`. */
static bool is_trace_start(const struct klog_report *r, struct span text)
{
	if (span_starts(text, "Call Trace:"))
		return true;
	return r->kind == KLOG_KFENCE && text.bytes && text.at[text.bytes - 1] == ':' &&
	       !span_has(text, "freed by") && !span_has(text, "allocated by");
}

/* Only the first trace of a report is its own; KASAN and others print more. */
bool klog_trace_start(struct klog_trace *t, const struct klog_report *r, struct span text)
{
	if (!is_trace_start(r, text))
		return false;
	t->in_trace = !*t->first && !t->passed_function;
	t->dumped = true;
	return true;
}

/* `..., at: func+0x10/0x20`: the lock that was taken last, or freed. */
static bool take_lock_site(struct klog_report *r, struct span text)
{
	struct span s = span_after(text, ", at: ");

	if (*r->function || !s.at)
		return false;
	if (span_starts(s, "[<") && span_has(s, ">] "))
		s = span_after(s, ">] ");
	return span_symbol(s, r->function);
}

/* `arch/x.c:12 suspicious rcu_dereference_check() usage!` */
static bool take_rcu_site(struct klog_report *r, struct span text)
{
	struct span rest = span_after(text, " suspicious ");

	if (*r->where || !rest.at)
		return false;
	text.bytes = (size_t)(rest.at - text.at) - strlen(" suspicious ");
	span_copy(text, r->where, sizeof(r->where));
	return true;
}

bool klog_trace_site(struct klog_report *r, struct span text)
{
	switch (r->kind) {
	case KLOG_LOCKDEP:
		return take_lock_site(r, text);
	case KLOG_RCU_USAGE:
		return take_rcu_site(r, text);
	case KLOG_WORKQUEUE:
		return !*r->function && klog_work_function(text, r->function);
	default:
		return false;
	}
}

/* Lines of registers, code and the like, which name nobody but belong to the report. */
bool klog_trace_dump(struct span text)
{
	static const char *const starts[] = {
		"CPU: ",
		"Hardware name:",
		"NIP:",
		"NIP [",
		"LR [",
		"LR = ",
		"REGS:",
		"MSR:",
		"CFAR:",
		"GPR",
		"Modules linked in:",
		"Code:",
		"Instruction dump:",
		"Faulting instruction",
	};

	while (span_starts(text, " "))
		text = span_skip(text, 1);
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (span_starts(text, starts[i]))
			return true;
	return false;
}
