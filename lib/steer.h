/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two sides of a race, steered: in the emulated machine a plugin of the emulator (lib/steer/)
 * holds one of them at a chosen point of what it does in the kernel, while the other one runs.
 * Knows no KVM and no VFIO; one user at a time.
 */
#ifndef TCELIFE_STEER_H
#define TCELIFE_STEER_H

#include <stdbool.h>
#include <stdint.h>

#include "steer_abi.h"
#include "why.h"

/* What is to be steered; all code is looked at anew when this changes. */
struct steer_scope {
	uint64_t low_vaddr, high_vaddr; /* points lie between; 0, 0: in the kernel */
	enum steer_grain grain;
};

/*
 * The page that is shared with the plugin, mapped for the life of this process; NULL with @why and
 * *@error: -ENODEV on a machine without such a plugin, any other is the laboratory's fault.
 */
struct steer_page *steer_open(struct why *why, int *error);

/* From now on steer as @scope says. 0, or -ETIMEDOUT: the plugin does not answer. */
int steer_arm(struct steer_page *page, const struct steer_scope *scope);

/* A try as @plan says is about to be made; nobody is between markers. */
void steer_begin(struct steer_page *page, const struct steer_plan *plan);

/*
 * For the second side: wait until it may begin; that is also when the first one sleeps and nothing
 * wakes it, as whoever unbinds a device does until that is closed.
 */
void steer_await_gun(const struct steer_page *page);

/* The @side's operation begins here, ends here: no-ops, but for the plugin. */
static inline void steer_mark_begin(unsigned int side)
{
	if (side == 0)
		asm volatile("ori 20,20,0" ::: "memory");
	else if (side == 1)
		asm volatile("ori 22,22,0" ::: "memory");
}

/* Still waiting for the gun: another machine may have this CPU for a moment. */
static inline void steer_mark_await(void)
{
	asm volatile("ori 24,24,0" ::: "memory");
}

static inline void steer_mark_end(unsigned int side)
{
	if (side == 0)
		asm volatile("ori 21,21,0" ::: "memory");
	else if (side == 1)
		asm volatile("ori 23,23,0" ::: "memory");
}

#endif
