// SPDX-License-Identifier: GPL-2.0-only
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int watched[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

static volatile sig_atomic_t caught;

static void note(int signal)
{
	caught = signal;
}

void interrupt_watch(void)
{
	struct sigaction action = { .sa_handler = note };

	for (unsigned int i = 0; i < sizeof(watched) / sizeof(watched[0]); i++)
		sigaction(watched[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

void interrupt_unwatch(void)
{
	for (unsigned int i = 0; i < sizeof(watched) / sizeof(watched[0]); i++)
		signal(watched[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
}

int interrupt_signal(void)
{
	return caught;
}
