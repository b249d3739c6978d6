/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Time inside the machine. The time base is the one clock that can be trusted
 * in the emulated machine: the first KVM_RUN of a boot makes CLOCK_MONOTONIC
 * jump by seconds. Durations are in time base ticks (_tb) unless named otherwise.
 */
#ifndef TCELIFE_TIMEBASE_H
#define TCELIFE_TIMEBASE_H

#include <stdint.h>

#define TIMEBASE_HZ 512000000ull /* Power ISA, Book III: the architected rate since POWER4+ */

/* The time base register; coherent between the CPUs. */
static inline uint64_t timebase_now(void)
{
	return __builtin_ppc_get_timebase();
}

static inline uint64_t timebase_from_ms(uint64_t ms)
{
	return ms * (TIMEBASE_HZ / 1000);
}

static inline uint64_t timebase_to_ms(uint64_t tb)
{
	return tb / (TIMEBASE_HZ / 1000);
}

#endif
