// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is no operation of anything under test, but does what the judges of races are to find, by
 * make check: one leaks a kernel object when another call has run inside it, every time; others say
 * more than is so. In no list of races; by name only.
 */
#include <sys/eventfd.h>
#include <sys/syscall.h>

#include "op.h"

static volatile unsigned int calls; /* of planted_call */

static int run_call(struct scene *s, unsigned int side)
{
	(void)s;
	(void)side;
	calls++;
	syscall(SYS_getppid);
	return 0;
}

PLANTED_OP(planted_call, .name = "planted_call", .what = "getppid", .run = run_call);

/* Open if planted_call has run meanwhile; -1 if not. */
static int fd_if_met(void)
{
	unsigned int before = calls;

	syscall(SYS_getppid);
	return calls == before ? -1 : eventfd(0, EFD_CLOEXEC);
}

static int run_leak(struct scene *s, unsigned int side)
{
	(void)s;
	(void)side;
	fd_if_met();
	return 0;
}

PLANTED_OP(planted_leak, .name = "planted_leak", .what = "getppid that leaks", .run = run_leak);

static int run_close(struct scene *s, unsigned int side)
{
	int fd = fd_if_met();

	(void)s;
	(void)side;
	if (fd >= 0)
		close(fd);
	return 0;
}

PLANTED_OP(planted_keep, .name = "planted_keep", .what = "getppid that does not leak",
	   .run = run_close);

/* --- what is no answer, what only one may get, what was promised, what must be waited for --- */

static int run_above_0(struct scene *s, unsigned int side)
{
	run_call(s, side);
	return 1;
}

PLANTED_OP(planted_above_0, .name = "planted_above_0", .what = "an answer above 0",
	   .run = run_above_0);

PLANTED_OP(planted_claim, .name = "planted_claim", .what = "a claim", .claims = ON_PART_RANGE,
	   .run = run_call);
PLANTED_OP(planted_claim_too, .name = "planted_claim_too", .what = "the same claim",
	   .claims = ON_PART_RANGE, .run = run_call);

static const char *always_broken(struct scene *s, unsigned int side, int answer)
{
	(void)s;
	(void)side;
	(void)answer;
	return "it was not kept";
}

PLANTED_OP(planted_promise, .name = "planted_promise", .what = "a promise", .run = run_call,
	   .broken = always_broken);

PLANTED_OP(planted_no_wait, .name = "planted_no_wait", .what = "a slot's end without waiting",
	   .changes = 1u << FACT_SLOT, .run = run_call);
