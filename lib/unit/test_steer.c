// SPDX-License-Identifier: GPL-2.0-only
/* What the emulator's plugin makes of instructions and of the order of blocks. */
#include "../steer/flow.h"
#include "../steer/insn.h"
#include "../steer_abi.h"
#include "unit.h"

#define KERNEL	  0xc000000000100000ull
#define VECTOR(n) (0xc000000000004000ull + (n))
#define FIRMWARE  0x30001000ull
#define TOP	  0xc000000004003e50ull /* the first frame of a kernel stack */

enum {
	EXTERNAL = 0x500,
	DATA_STORAGE = 0x300,
	DECREMENTER = 0x900,
	SYSTEM_CALL = 0xc00,
};

static void begin(struct flow *f)
{
	flow_begin(f);
	CHECK(flow_block(f, VECTOR(SYSTEM_CALL), false));
	flow_sp(f, TOP);
	CHECK(flow_block(f, KERNEL, false));
}

static void own(void)
{
	struct flow f;

	begin(&f);
	flow_sp(&f, TOP - 0x100);
	CHECK(flow_block(&f, KERNEL + 8, true)); /* to the guest, or back to user space */
	CHECK(flow_block(&f, KERNEL + 16, false));
}

/* From the vector to the rfid, with a page fault inside. */
static void interrupt(void)
{
	struct flow f;

	begin(&f);
	CHECK(!flow_block(&f, VECTOR(DECREMENTER), false));
	CHECK(!flow_block(&f, KERNEL + 0x1000, false));
	CHECK(!flow_block(&f, VECTOR(DATA_STORAGE), false));
	CHECK(!flow_block(&f, KERNEL + 0x2000, true));
	CHECK(!flow_block(&f, KERNEL + 0x1008, false));
	CHECK(!flow_block(&f, KERNEL + 0x1010, true));
	CHECK(flow_block(&f, KERNEL + 8, false));
}

/* A fault is the operation's own affair. */
static void fault(void)
{
	struct flow f;

	begin(&f);
	CHECK(flow_block(&f, VECTOR(DATA_STORAGE), false));
	CHECK(flow_block(&f, KERNEL + 0x2000, true));
	CHECK(flow_block(&f, KERNEL + 8, false));
}

/* The jump into the firmware is no return, and neither is the one back. */
static void firmware(void)
{
	struct flow f;

	begin(&f);
	CHECK(!flow_block(&f, VECTOR(EXTERNAL), false));
	CHECK(!flow_block(&f, KERNEL + 0x1000, true));
	CHECK(!flow_block(&f, FIRMWARE, true));
	CHECK(!flow_block(&f, KERNEL + 0x1008, false));
	CHECK(!flow_block(&f, KERNEL + 0x1010, true));
	CHECK(flow_block(&f, KERNEL + 8, false));
}

/* An interrupt that leaves a guest comes back by no rfid: the stack tells. */
static void unwound(void)
{
	struct flow f;

	begin(&f);
	flow_sp(&f, TOP - 0x200);
	CHECK(!flow_block(&f, VECTOR(EXTERNAL), false));
	flow_sp(&f, TOP - 0x400);
	CHECK(!flow_block(&f, KERNEL + 0x1000, false));
	flow_sp(&f, TOP - 0x200);
	CHECK(flow_block(&f, KERNEL + 8, false));
}

/* While the operation sleeps, the CPU works for others, on their stacks. */
static void another_task(void)
{
	struct flow f;

	begin(&f);
	flow_sp(&f, TOP + 0x40000);
	CHECK(!flow_block(&f, KERNEL + 0x5000, false));
	flow_sp(&f, TOP - 0x300);
	CHECK(flow_block(&f, KERNEL + 8, false));
	flow_sp(&f, 0x7fff0000); /* no kernel stack at all */
	CHECK(flow_block(&f, KERNEL + 16, false));
}

static void concerns(void)
{
	CHECK(flow_concerns(KERNEL));
	CHECK(flow_concerns(FIRMWARE));
	CHECK(!flow_concerns(0x10000000));
}

/* Words as the assembler makes them. */
static void words(void)
{
	int64_t offset = -1;

	CHECK(insn_is_rfid(0x4c000024));
	CHECK(insn_is_rfid(0x4c000224));       /* hrfid */
	CHECK(insn_is_rfid(0x4c0000a4));       /* rfscv */
	CHECK(!insn_is_rfid(0x4e800020));      /* blr */
	CHECK(insn_is_new_frame(0xf821ff91));  /* stdu r1,-112(r1) */
	CHECK(!insn_is_new_frame(0xf8010010)); /* std r0,16(r1) */
	CHECK(insn_uses_stack(0xf821ff91, &offset));
	CHECK_INT(offset, 0); /* what is written to is the new frame */
	CHECK(insn_uses_stack(0xf8010010, &offset));
	CHECK_INT(offset, 16);
	CHECK(insn_uses_stack(0xebe1fff8, &offset)); /* ld r31,-8(r1) */
	CHECK_INT(offset, -8);
	CHECK(insn_uses_stack(0x90610020, &offset)); /* stw r3,32(r1) */
	CHECK_INT(offset, 32);
	CHECK(!insn_uses_stack(0xf8830000, &offset)); /* std r4,0(r3) */
	CHECK(!insn_uses_stack(0x38210070, &offset)); /* addi r1,r1,112 */
}

static void stores(void)
{
	CHECK(insn_is_shared_store(0xf8830000));  /* std r4,0(r3) */
	CHECK(insn_is_shared_store(0x90830000));  /* stw r4,0(r3) */
	CHECK(insn_is_shared_store(0x7c80192d));  /* stwcx. r4,0,r3 */
	CHECK(insn_is_shared_store(0x7c8018a8));  /* ldarx r4,0,r3 */
	CHECK(!insn_is_shared_store(0xe8830000)); /* ld r4,0(r3) */
	CHECK(!insn_is_shared_store(0xf8010010)); /* std r0,16(r1) */
	CHECK(!insn_is_shared_store(0x7c0004ac)); /* sync */
}

static void marks(void)
{
	CHECK_INT(STEER_MARK_BEGIN_0, 0x62940000); /* ori r20,r20,0 */
	CHECK_INT(STEER_MARK_END_1, 0x62f70000);   /* ori r23,r23,0 */
}

static void quiet(void)
{
	static const uint32_t are[] = {
		0x38210070, /* addi r1,r1,112 */
		0x7c642a14, /* add r3,r4,r5 */
		0x28230000, /* cmpldi r3,0 */
		0x41820008, /* beq */
		0x4e800020, /* blr */
		0x7c0802a6, /* mflr r0 */
		0xfbe1fff8, /* std r31,-8(r1) */
		0xe8010010, /* ld r0,16(r1) */
		0xf821ffc1, /* stdu r1,-64(r1) */
		0x78630020, /* clrldi r3,r3,32 */
		0x7c64289e, /* iseleq r3,r4,r5 */
	};
	static const uint32_t are_not[] = {
		0xe8610028, /* ld r3,40(r1) */
		0xe8640000, /* ld r3,0(r4) */
		0xf8640000, /* std r3,0(r4) */
		0x7c64282a, /* ldx r3,r4,r5 */
		0x7c0004ac, /* sync */
		0x7c2004ac, /* lwsync */
		0x4c00012c, /* isync */
		0x7c6021ad, /* stdcx. r3,0,r4 */
		0x7c6000a6, /* mfmsr r3 */
		0x7c610164, /* mtmsrd r3,1 */
		0x7c7042a6, /* mfsprg r3,0 */
		0x44000002, /* sc */
		0xf8640009, /* stdu r3,8(r4) */
		0x894d091c, /* lbz r10,2332(r13) */
	};

	for (unsigned int i = 0; i < sizeof(are) / sizeof(are[0]); i++)
		CHECK(insn_is_quiet(are[i]));
	for (unsigned int i = 0; i < sizeof(are_not) / sizeof(are_not[0]); i++)
		CHECK(!insn_is_quiet(are_not[i]));
}

static const struct unit_case cases[] = {
	{ "own", own },		  { "interrupt", interrupt }, { "fault", fault },
	{ "firmware", firmware }, { "unwound", unwound },     { "another_task", another_task },
	{ "concerns", concerns }, { "words", words },	      { "stores", stores },
	{ "quiet", quiet },	  { "marks", marks },	      { NULL, NULL },
};

const struct unit_suite suite_steer = { "steer", cases };
