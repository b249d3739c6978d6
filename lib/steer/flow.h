/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which of the blocks that a CPU executes belong to the operation that a thread has begun: not
 * those of interrupts, nor of other tasks while it sleeps. Told by exception vectors, by returns
 * from them, and by the kernel stack that is in use; no symbols needed.
 */
#ifndef TCELIFE_STEER_FLOW_H
#define TCELIFE_STEER_FLOW_H

#include <stdbool.h>
#include <stdint.h>

struct flow {
	uint64_t top_sp; /* the first stack pointer seen: that of the thread; 0: none yet */
	uint64_t sp;
	uint64_t interrupted_sp;
	unsigned int depth; /* exceptions, from an interrupt on */
	bool returns;	    /* the last block ended in an rfid */
	bool in_firmware;
};

/* The thread is about to enter the kernel. */
void flow_begin(struct flow *f);

/* True for addresses whose blocks flow_block() must be told of. */
bool flow_concerns(uint64_t vaddr);

/* A block is about to run, and may end in an rfid; true if it is the operation's own. */
bool flow_block(struct flow *f, uint64_t vaddr, bool ends_in_rfid);

/* The stack pointer was seen. */
void flow_sp(struct flow *f, uint64_t sp);

#endif
