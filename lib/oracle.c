// SPDX-License-Identifier: GPL-2.0-only
#include "oracle.h"

#include <linux/membarrier.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "oracle_list.h"
#include "timebase.h"

/* One for all: what is still held after one oracle waited is not waited for by the next. */
static uint64_t settle_deadline_tb;

/* On a machine that is busy with other things so much time may be few grace periods. */
#define SETTLE_ROUNDS 10

static unsigned int settle_rounds;
unsigned int oracle_settle_ms = ORACLE_SETTLE_MS;

const struct oracle *const oracles[] = {
	&oracle_klog, &oracle_taint,   &oracle_modules, &oracle_vms,
	&oracle_pins, &oracle_vmalloc, &oracle_group,	NULL,
};

const struct oracle *oracle_by_name(const char *name)
{
	for (unsigned int i = 0; oracles[i]; i++)
		if (!strcmp(oracles[i]->name, name))
			return oracles[i];
	return NULL;
}

void oracle_found(struct oracle_report *report, const char *oracle, const char *signature,
		  const char *fmt, ...)
{
	struct oracle_finding *f;
	va_list ap;

	if (report->nr == ORACLE_MAX_FINDINGS) {
		report->dropped++;
		return;
	}
	f = &report->finding[report->nr++];
	*f = (struct oracle_finding){ .oracle = oracle };
	snprintf(f->signature, sizeof(f->signature), "%s", signature);
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof(f->text), fmt, ap);
	va_end(ap);
}

void oracle_begin(struct oracle_watch *watch, const struct oracle_ctx *ctx, const char *only)
{
	char why[ORACLE_TEXT_BYTES];

	for (unsigned int i = 0; oracles[i]; i++) {
		watch->watching[i] = (!only || !strcmp(only, oracles[i]->name)) &&
				     oracles[i]->available(oracles[i], ctx, why, sizeof(why));
		if (watch->watching[i])
			watch->snapshot[i] = oracles[i]->begin(oracles[i], ctx);
	}
}

void oracle_tick(struct oracle_watch *watch)
{
	for (unsigned int i = 0; oracles[i]; i++)
		if (watch->watching[i] && oracles[i]->tick)
			oracles[i]->tick(oracles[i], watch->snapshot[i]);
}

void oracle_end(struct oracle_watch *watch, const struct oracle_ctx *ctx,
		struct oracle_report *report)
{
	oracle_rcu_settle();
	oracle_end_settled(watch, ctx, report);
}

/* Those that have looked already, or the others. */
static void end_those(struct oracle_watch *watch, const struct oracle_ctx *ctx, bool looked,
		      struct oracle_report *report)
{
	for (unsigned int i = 0; oracles[i]; i++)
		if (watch->watching[i] && looked == !!oracles[i]->look)
			oracles[i]->end(oracles[i], ctx, watch->snapshot[i], report);
}

void oracle_end_settled(struct oracle_watch *watch, const struct oracle_ctx *ctx,
			struct oracle_report *report)
{
	oracle_settle_start();
	for (unsigned int i = 0; oracles[i]; i++)
		if (watch->watching[i] && oracles[i]->look)
			oracles[i]->look(oracles[i], ctx, watch->snapshot[i], report);
	if (oracle_saw_death(report)) { /* nothing comes back any more */
		settle_deadline_tb = 0;
		settle_rounds = SETTLE_ROUNDS;
	}
	end_those(watch, ctx, false, report);
	end_those(watch, ctx, true, report);
}

bool oracle_saw_death(const struct oracle_report *report)
{
	static const char *const deadly[] = { "klog OOPS", "klog BUG_ON", "klog LIST" };

	for (unsigned int i = 0; i < report->nr; i++)
		for (unsigned int k = 0; k < sizeof(deadly) / sizeof(deadly[0]); k++)
			if (!strncmp(report->finding[i].signature, deadly[k], strlen(deadly[k])))
				return true;
	return false;
}

void oracle_end_only(struct oracle_watch *watch, const struct oracle_ctx *ctx, const char *only,
		     struct oracle_report *report)
{
	for (unsigned int i = 0; oracles[i]; i++)
		if (watch->watching[i] && !strcmp(only, oracles[i]->name))
			oracles[i]->end(oracles[i], ctx, watch->snapshot[i], report);
}

void oracle_rcu_settle(void)
{
	syscall(__NR_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}

bool oracle_rcu_settles(void)
{
	return syscall(__NR_membarrier, MEMBARRIER_CMD_QUERY, 0, 0) & MEMBARRIER_CMD_GLOBAL;
}

void oracle_settle_start(void)
{
	settle_rounds = 0;
	settle_deadline_tb = timebase_now() + timebase_from_ms(oracle_settle_ms);
}

bool oracle_wait(bool (*equal)(void *arg), void *arg)
{
	while (!equal(arg)) {
		if (timebase_now() > settle_deadline_tb && settle_rounds >= SETTLE_ROUNDS)
			return false;
		settle_rounds++;
		oracle_rcu_settle();
		usleep(5000);
	}
	return true;
}
