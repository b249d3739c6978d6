/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TCELIFE_SETTLE_H
#define TCELIFE_SETTLE_H

#include <stdbool.h>

/*
 * Have freed what kfree_rcu() was given. It keeps that for up to five seconds, on each CPU, unless
 * it has a page full of pointers: kernel/rcu/tree.c:schedule_delayed_monitor_work(). So it gets
 * one, on each CPU that this run keeps to.
 */
void settle_kfree_rcu(void);

/*
 * Have whoever waits for a grace period not wait for the next tick: a race that closes something
 * spends most of its time on that. What call_rcu() was given waits as ever. For an emulated
 * machine: it is the caller's own, and a run that is killed takes nothing back.
 */
void settle_hurry(bool hurry);

/* A whole grace period, as call_rcu() waits for one, whether there is hurry or not. */
void settle_grace_period(void);

#endif
