/* SPDX-License-Identifier: GPL-2.0-only */
/* Children that are gone when we are: a run that is killed leaves nobody who holds its devices. */
#ifndef TCELIFE_FORK_H
#define TCELIFE_FORK_H

#include <sys/types.h>

/*
 * As fork(2), but the child is killed when the thread that calls this ends, however it ends. The
 * child's own children are not tied to anybody by that. kernel/exit.c:forget_original_parent()
 */
pid_t fork_tied(void);

#endif
