/* SPDX-License-Identifier: GPL-2.0-only */
/* What words of POWER code mean, as far as steering must know. Power ISA 3.0B, Book I, III. */
#ifndef TCELIFE_STEER_INSN_H
#define TCELIFE_STEER_INSN_H

#include <stdbool.h>
#include <stdint.h>

/* A return from an interrupt, or a jump of that kind: rfid, hrfid, rfscv. */
bool insn_is_rfid(uint32_t word);

/* stdu r1,…(r1): a new stack frame. */
bool insn_is_new_frame(uint32_t word);

/*
 * True for a load or store relative to the stack pointer, GPR 1; its effective address less
 * *@offset_bytes is what GPR 1 holds afterwards.
 */
bool insn_uses_stack(uint32_t word, int64_t *offset_bytes);

/* A store or the begin of an atomic, and not to the stack. */
bool insn_is_shared_store(uint32_t word);

/*
 * It touches registers, and of the own stack what no variable lies in: nothing that another CPU
 * could see or have changed. Of what is not known to be so it is false.
 */
bool insn_is_quiet(uint32_t word);

#endif
