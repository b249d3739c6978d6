/* SPDX-License-Identifier: GPL-2.0-only */
/* The trace of what two sides pass: of a loop a few rounds only, however long it is. */
#ifndef TCELIFE_STEER_RECORD_H
#define TCELIFE_STEER_RECORD_H

#include "../steer_abi.h"

/* The page outlives all that follows. */
void record_init(struct steer_page *page);

/* @side begins anew; it ends: of each place, the last pass is told now. */
void record_begin(unsigned int side);
void record_end(unsigned int side);

/* It comes to a place: all but how often it was there, and whose side it is. */
void record_pass(unsigned int side, const struct steer_pass *pass);
/* If there is a trace: it is held there, or goes on. */
void record_hold(unsigned int side, enum steer_kind kind, uint64_t vaddr);

#endif
