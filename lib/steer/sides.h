/* SPDX-License-Identifier: GPL-2.0-only */
/* The two sides of a steered race, in the emulator: where they are, and the one that is held. */
#ifndef TCELIFE_STEER_SIDES_H
#define TCELIFE_STEER_SIDES_H

#include <stdbool.h>
#include <stdint.h>

#include "../steer_abi.h"

#define STEER_MAX_VCPUS 64

/* The page outlives all that follows. */
void sides_init(struct steer_page *page);

/* A marker: @side's operation begins on @vcpu, or ends there. */
void side_begins(unsigned int side, unsigned int vcpu);
void side_ends(unsigned int side);

/* A marker: the second side may not begin yet. Returns soon in any case, for interrupts. */
void await_gun(void);

/*
 * @vcpu is about to run a block of this address, @quiet if all of it is insn_is_quiet(). A
 * side's own may be held there, and is counted.
 */
void vcpu_block(unsigned int vcpu, uint64_t vaddr, bool ends_in_rfid, bool quiet);
/* Another point, within the block. */
void vcpu_point(unsigned int vcpu, uint64_t vaddr);
/* Its stack pointer was seen. */
void vcpu_sp(unsigned int vcpu, uint64_t sp);
/* It has nothing to do, or has again. */
void vcpu_idle(unsigned int vcpu, bool idle);

#endif
