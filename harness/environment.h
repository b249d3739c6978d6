/* SPDX-License-Identifier: GPL-2.0-only */
/* Which machine and which kernel this is, in words that go with every result. */
#ifndef TCELIFE_ENVIRONMENT_H
#define TCELIFE_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

/* True if the device tree says that QEMU made this machine. */
bool environment_emulated(void);

/* One loud line: emulated or native, model, kernel. @given, if any, is what the caller calls it. */
void environment_platform(const char *given, char *text, size_t text_bytes);

/*
 * Does the kernel check lock order? "yes", "no", or in words that it no longer does: after its
 * first report, which may be older than the tests; lib/debug_locks.c:debug_locks_off()
 */
const char *environment_lockdep(void);

/* Several lines `key: value`: what can change the odds of a race or the strength of an oracle. */
void environment_describe(char *text, size_t text_bytes);

#endif
