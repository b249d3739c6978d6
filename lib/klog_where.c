// SPDX-License-Identifier: GPL-2.0-only
/* Where a thread was when its CPU was asked for a backtrace (SysRq-l). */
#include <stdlib.h>
#include <string.h>

#include "klog_parts.h"

/* `CPU: 1 UID: 0 PID: 66 Comm: tcelife ...`: the PID; 0 if the line is none of these. */
static int pid_of(struct span text)
{
	struct span s = span_starts(text, "CPU: ") ? span_after(text, " PID: ") : text;
	char digits[12];

	if (s.at == text.at || !s.at)
		return 0;
	span_copy(s, digits, sizeof(digits));
	return atoi(digits);
}

static bool is_one_of(struct span text, int pid, const int *pids, unsigned int nr_pids)
{
	if (!pids)
		return span_has(text, " Comm: tcelife ");
	for (unsigned int i = 0; i < nr_pids; i++)
		if (pids[i] == pid)
			return true;
	return false;
}

/* What takes an interrupt, and so is on top of every such backtrace. */
static bool is_interrupt(const char *symbol)
{
	static const char *const prefix[] = { "__replay_soft_interrupts",
					      "replay_soft_interrupts",
					      "arch_local_irq_restore",
					      "__do_irq",
					      "doorbell_",
					      "smp_",
					      "__smp_",
					      "sysrq_" };

	for (unsigned int i = 0; i < sizeof(prefix) / sizeof(prefix[0]); i++)
		if (!strncmp(symbol, prefix[i], strlen(prefix[i])))
			return true;
	return klog_is_plumbing(symbol);
}

/* The function a line of a backtrace names: `NIP [address] f+0x1/0x2`, or a frame. */
static enum klog_frame names_function(struct span text, char symbol[KLOG_SYMBOL_BYTES])
{
	struct span rest = text;

	if (span_starts(text, "NIP [") || span_starts(text, "LR ["))
		rest = span_after(text, "] ");
	if (rest.at != text.at)
		return rest.at && span_symbol(rest, symbol) ? FRAME_SYMBOL : FRAME_NONE;
	return klog_parse_frame(text, symbol);
}

/* What is known of the thread whose backtrace is read: the function to name, empty: none yet. */
static void take_function(char function[KLOG_SYMBOL_BYTES], struct span text)
{
	char symbol[KLOG_SYMBOL_BYTES];
	enum klog_frame frame = names_function(text, symbol);

	if (frame == FRAME_INTERRUPT && *symbol)
		*function = '\0'; /* all above was on top of this one */
	else if (frame != FRAME_SYMBOL)
		return;
	if (!*function && !is_interrupt(symbol))
		memcpy(function, symbol, KLOG_SYMBOL_BYTES);
}

bool klog_where(const char *text, size_t bytes, const int *pids, unsigned int nr_pids, char *where,
		size_t where_bytes)
{
	struct klog_reader reader = { .text = text, .bytes = bytes, .number = 1 };
	char function[KLOG_SYMBOL_BYTES] = "";
	bool asked = false, ours = false;
	struct klog_line line;

	while (klog_next_line(&reader, &line)) {
		int pid = pid_of(line.text);

		asked |= span_has(line.text, "Show backtrace of all active CPUs");
		if (pid && *function)
			break;
		if (pid && asked)
			ours = is_one_of(line.text, pid, pids, nr_pids);
		if (ours)
			take_function(function, line.text);
	}
	span_copy((struct span){ function, strlen(function) }, where, where_bytes);
	return *function;
}
