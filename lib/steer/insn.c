// SPDX-License-Identifier: GPL-2.0-only
#include "insn.h"

#define STACK_POINTER 1

enum {
	OP_RFID_GROUP = 19,
	OP_X = 31,
	OP_D_FIRST = 32, /* lwz */
	OP_STW = 36,
	OP_STBU = 39,
	OP_STH = 44,
	OP_STHU = 45,
	OP_STMW = 47,
	OP_STFS = 52,
	OP_STFDU = 55,
	OP_D_LAST = OP_STFDU,
	OP_LD = 58,
	OP_STD = 62,
};

static unsigned int opcode(uint32_t word)
{
	return word >> 26;
}

static unsigned int extended(uint32_t word)
{
	return word >> 1 & 0x3ff;
}

static unsigned int rt(uint32_t word)
{
	return word >> 21 & 31;
}

static unsigned int ra(uint32_t word)
{
	return word >> 16 & 31;
}

bool insn_is_rfid(uint32_t word)
{
	unsigned int x = extended(word);

	return opcode(word) == OP_RFID_GROUP && (x == 18 || x == 274 || x == 82);
}

bool insn_is_new_frame(uint32_t word)
{
	return opcode(word) == OP_STD && (word & 3) == 1 && rt(word) == STACK_POINTER &&
	       ra(word) == STACK_POINTER;
}

bool insn_uses_stack(uint32_t word, int64_t *offset_bytes)
{
	unsigned int op = opcode(word);

	if (ra(word) != STACK_POINTER)
		return false;
	if (op >= OP_D_FIRST && op <= OP_D_LAST)
		*offset_bytes = (int16_t)(word & 0xffff);
	else if (op == OP_LD || op == OP_STD)
		*offset_bytes = (int16_t)(word & 0xfffc);
	else
		return false;
	if (insn_is_new_frame(word))
		*offset_bytes = 0;
	return true;
}

/* Indexed stores, and the loads and stores of atomics. */
static bool is_indexed_store(unsigned int x)
{
	switch (x) {
	case 149: /* stdx */
	case 181: /* stdux */
	case 151: /* stwx */
	case 183: /* stwux */
	case 215: /* stbx */
	case 247: /* stbux */
	case 407: /* sthx */
	case 439: /* sthux */
	case 660: /* stdbrx */
	case 662: /* stwbrx */
	case 20:  /* lwarx */
	case 84:  /* ldarx */
	case 52:  /* lbarx */
	case 116: /* lharx */
	case 150: /* stwcx. */
	case 214: /* stdcx. */
	case 694: /* stbcx. */
	case 726: /* sthcx. */
		return true;
	}
	return false;
}

bool insn_is_shared_store(uint32_t word)
{
	unsigned int op = opcode(word);

	if (op == OP_X)
		return is_indexed_store(extended(word));
	if (ra(word) == STACK_POINTER)
		return false;
	return (op >= OP_STW && op <= OP_STBU) || op == OP_STH || op == OP_STHU || op == OP_STD;
}
