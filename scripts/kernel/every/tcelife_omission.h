/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every/omission.cocci puts into a file of the kernel calls these. One omission of the
 * file is awake: the one that /sys/module/tcelife_<file>/parameters/at names, 16 times its line
 * and then which of those in the line. If that is 4294967295 none is, and the kernel's log
 * says once for each process which it came by and would have gone another way at: "tcelife
 * omission <file> <at>".
 */
#ifndef TCELIFE_OMISSION_H
#define TCELIFE_OMISSION_H

#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>

#define TCELIFE_TELL UINT_MAX

static unsigned int tcelife_at;
static pid_t tcelife_last;

#pragma push_macro("MODULE_PARAM_PREFIX")
#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "tcelife_" KBUILD_BASENAME "."
module_param_named(at, tcelife_at, uint, 0600);
#pragma pop_macro("MODULE_PARAM_PREFIX")

/* What runs on behalf of nobody counts for the process that came by last. */
static inline pid_t tcelife_who(void)
{
	if (in_task() && !(current->flags & PF_KTHREAD))
		WRITE_ONCE(tcelife_last, current->tgid);
	return READ_ONCE(tcelife_last);
}

static noinline __maybe_unused bool tcelife_awake(unsigned int at, pid_t *told)
{
	unsigned int now = READ_ONCE(tcelife_at);

	if (likely(now != TCELIFE_TELL))
		return now == at;
	if (*told != tcelife_who()) {
		*told = tcelife_last;
		printk(KERN_DEBUG "tcelife omission %s %u\n", KBUILD_BASENAME, at);
	}
	return false;
}

#define TCELIFE_AWAKE(which)                                   \
	({                                                     \
		static pid_t told;                             \
		tcelife_awake(__LINE__ * 16 + (which), &told); \
	})

#define TCELIFE_OMIT(statement)        \
	do {                           \
		if (!TCELIFE_AWAKE(0)) \
			statement;     \
	} while (0)

#define TCELIFE_ERROR(error)	(TCELIFE_AWAKE(0) ? 0 : (error))
#define TCELIFE_NEVER(e, which) ((e) && !TCELIFE_AWAKE(which))

/* What the configuration decides is no question: the code behind it may not be there. */
#define TCELIFE_ALWAYS(e, which)                                                 \
	({                                                                       \
		bool holds = (e);                                                \
		holds || (!__builtin_constant_p(holds) && TCELIFE_AWAKE(which)); \
	})

#define TCELIFE_IF(e)	TCELIFE_ALWAYS(TCELIFE_NEVER(e, 1), 2)
#define TCELIFE_ANY1(e) TCELIFE_NEVER(e, 3)
#define TCELIFE_ANY2(e) TCELIFE_NEVER(e, 4)
#define TCELIFE_ALL1(e) TCELIFE_ALWAYS(e, 5)
#define TCELIFE_ALL2(e) TCELIFE_ALWAYS(e, 6)

/* What is constant may have to be: the size of an array, say. */
#define TCELIFE_OR(which, e, other) \
	__builtin_choose_expr(__builtin_constant_p(e), (e), TCELIFE_AWAKE(which) ? (other) : (e))

#define TCELIFE_LESS(a, b)    TCELIFE_OR(7, (a) < (b), (a) <= (b))
#define TCELIFE_AT_MOST(a, b) TCELIFE_OR(7, (a) <= (b), (a) < (b))

/* Both are of one type. */
#define TCELIFE_ALONE(a, all) TCELIFE_OR(8, all, (__typeof__(all))(a))
#define TCELIFE_ADD(a, b)     TCELIFE_ALONE(a, (a) + (b))
#define TCELIFE_SUB(a, b)     TCELIFE_ALONE(a, (a) - (b))
#define TCELIFE_MUL(a, b)     TCELIFE_ALONE(a, (a) * (b))
#define TCELIFE_DIV(a, b)     TCELIFE_ALONE(a, (a) / (b))
#define TCELIFE_MOD(a, b)     TCELIFE_ALONE(a, (a) % (b))
#define TCELIFE_AND(a, b)     TCELIFE_ALONE(a, (a) & (b))
#define TCELIFE_SHL(a, b)     TCELIFE_ALONE(a, (a) << (b))
#define TCELIFE_SHR(a, b)     TCELIFE_ALONE(a, (a) >> (b))

/* The last statement of a loop's body. */
#define TCELIFE_ONCE()        \
	if (TCELIFE_AWAKE(9)) \
	break

#endif /* TCELIFE_OMISSION_H */
