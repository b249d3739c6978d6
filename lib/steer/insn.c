// SPDX-License-Identifier: GPL-2.0-only
#include "insn.h"

#define STACK_POINTER	   1
#define FRAME_HEADER_BYTES 32 /* back chain, CR, LR, TOC: 64-bit ELF v2 ABI, 2.2.2 */

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

/* Arithmetic, logic, compares, and traps that are none. */
static bool is_quiet_extended(uint32_t word)
{
	unsigned int x = extended(word);
	unsigned int spr = ra(word) | (word >> 11 & 31) << 5;

	switch (x) {
	case 0:
	case 32: /* cmp, cmpl */
	case 4:
	case 68: /* tw, td */
	case 8:
	case 40:
	case 136:
	case 200:
	case 232: /* subfc, subf, subfe, subfze, subfme */
	case 10:
	case 138:
	case 202:
	case 234:
	case 266: /* addc, adde, addze, addme, add */
	case 104: /* neg */
	case 9:
	case 11:
	case 73:
	case 75:
	case 233:
	case 235: /* mulhdu, mulhwu, mulhd, mulhw, mulld, mullw */
	case 457:
	case 459:
	case 489:
	case 491: /* divdu, divwu, divd, divw */
	case 28:
	case 60:
	case 124:
	case 284:
	case 316:
	case 412:
	case 444:
	case 476: /* and, andc, nor, eqv, xor, orc, or, nand */
	case 922:
	case 954:
	case 986: /* extsh, extsb, extsw */
	case 26:
	case 58:
	case 538:
	case 570: /* cntlzw, cntlzd, cnttzw, cnttzd */
	case 378:
	case 506: /* popcntw, popcntd */
	case 24:
	case 27:
	case 536:
	case 539:
	case 792:
	case 794:
	case 824:
	case 826:
	case 827: /* slw, sld, srw, srd, sraw, srad, srawi, sradi */
	case 19:
	case 144: /* mfcr, mtcrf */
		return true;
	case 339:
	case 467: /* mfspr, mtspr: XER, LR, CTR */
		return spr == 1 || spr == 8 || spr == 9;
	}
	return (x & 31) == 15; /* isel */
}

/* Branches, and what combines bits of the condition register. */
static bool is_quiet_branch(unsigned int x)
{
	switch (x) {
	case 0:
	case 16:
	case 528: /* mcrf, bclr, bcctr */
	case 33:
	case 129:
	case 193:
	case 225:
	case 257:
	case 289:
	case 417:
	case 449: /* crnor, crandc, crxor, crnand, crand, creqv, crorc, cror */
		return true;
	}
	return false;
}

bool insn_is_quiet(uint32_t word)
{
	int64_t offset_bytes;

	switch (opcode(word)) {
	case 2:
	case 3: /* tdi, twi */
	case 7:
	case 8:
	case 10:
	case 11:
	case 12:
	case 13:
	case 14:
	case 15: /* mulli, subfic, cmpli, cmpi, addic, addic., addi, addis */
	case 16:
	case 18: /* bc, b */
	case 20:
	case 21:
	case 23: /* rlwimi, rlwinm, rlwnm */
	case 24:
	case 25:
	case 26:
	case 27:
	case 28:
	case 29: /* ori, oris, xori, xoris, andi., andis. */
	case 30: /* rldicl and its like */
		return true;
	case OP_RFID_GROUP:
		return is_quiet_branch(extended(word));
	case OP_X:
		return is_quiet_extended(word);
	}
	/* below the stack pointer, or the frame's header: where no variable lies */
	return insn_uses_stack(word, &offset_bytes) && offset_bytes < FRAME_HEADER_BYTES;
}
