// SPDX-License-Identifier: GPL-2.0-only
/* The end of the process that owns everything. */
#include <signal.h>
#include <unistd.h>

#include "op.h"

#define ON_ALL (~ON_PARTS)

static int run_exit(struct scene *s, unsigned int side)
{
	(void)s;
	(void)side;
	_exit(0);
}

RACE_OP(exit, .name = "exit", .what = "exit of the process", .on = ON_ALL, .ends_process = true,
	.run = run_exit);

static int run_sigkill(struct scene *s, unsigned int side)
{
	(void)s;
	(void)side;
	return kill(getpid(), SIGKILL) ? -errno : 0;
}

RACE_OP(sigkill, .name = "sigkill", .what = "SIGKILL of the process", .on = ON_ALL,
	.ends_process = true, .run = run_sigkill);
