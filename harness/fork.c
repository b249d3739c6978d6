// SPDX-License-Identifier: GPL-2.0-only
#include "fork.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

pid_t fork_tied(void)
{
	pid_t parent = getpid(), pid = fork();

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent) /* it was gone before it could be told */
			_exit(1);
	}
	return pid;
}
