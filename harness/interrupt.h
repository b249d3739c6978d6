/* SPDX-License-Identifier: GPL-2.0-only */
/* The user wants to stop: Ctrl-C, or a polite kill. What was taken is given back first. */
#ifndef TCELIFE_INTERRUPT_H
#define TCELIFE_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT are only noted; that nobody reads standard output
 * any more (SIGPIPE) is no reason to stop.
 */
void interrupt_watch(void);

/* In a process that is nobody's runner: as it was. */
void interrupt_unwatch(void);

/* The signal that came, or 0. */
int interrupt_signal(void);

#endif
