// SPDX-License-Identifier: GPL-2.0-only
#include "flow.h"

#define KERNEL		0xc000000000000000ull
#define FIRMWARE_LOW	0x30000000ull /* skiboot's own place, in real mode */
#define FIRMWARE_HIGH	0x40000000ull
#define VECTORS_LOW	0xc000000000004000ull /* where LPCR[AIL] = 3 puts them */
#define VECTORS_HIGH	0xc000000000006000ull
#define STACK_MAX_BYTES 0x8000ull /* THREAD_SIZE, with KASAN */
#define STACK_TOP_BYTES 0x400ull  /* what lies above the first frame */

/* Interrupts that have nothing to do with the instruction before them: Power ISA Book III, 7.5 */
static bool is_interrupt(uint64_t vaddr)
{
	switch (vaddr - VECTORS_LOW) {
	case 0x100: /* system reset */
	case 0x200: /* machine check */
	case 0x500: /* external */
	case 0x900: /* decrementer */
	case 0x980: /* hypervisor decrementer */
	case 0xa00: /* directed privileged doorbell */
	case 0xe60: /* hypervisor maintenance */
	case 0xe80: /* directed hypervisor doorbell */
	case 0xea0: /* hypervisor virtualization */
	case 0xf00: /* performance monitor */
		return true;
	}
	return false;
}

/* Vectors are 0x20 or 0x80 apart; what follows inside them is no entry. */
static bool is_vector(uint64_t vaddr)
{
	return vaddr >= VECTORS_LOW + 0x100 && vaddr < VECTORS_HIGH && !(vaddr & 0x7f);
}

static bool is_firmware(uint64_t vaddr)
{
	return vaddr >= FIRMWARE_LOW && vaddr < FIRMWARE_HIGH;
}

bool flow_concerns(uint64_t vaddr)
{
	return vaddr >= KERNEL || is_firmware(vaddr);
}

static bool on_own_stack(const struct flow *f)
{
	return !f->top_sp ||
	       (f->sp <= f->top_sp + STACK_TOP_BYTES && f->sp + STACK_MAX_BYTES > f->top_sp);
}

void flow_begin(struct flow *f)
{
	*f = (struct flow){ 0 };
}

static void enter(struct flow *f, uint64_t vaddr)
{
	if (!f->depth)
		f->interrupted_sp = f->sp;
	if (f->depth || is_interrupt(vaddr))
		f->depth++;
}

bool flow_block(struct flow *f, uint64_t vaddr, bool ends_in_rfid)
{
	bool returned = f->returns && !f->in_firmware;

	f->returns = ends_in_rfid;
	f->in_firmware = is_firmware(vaddr);
	if (f->in_firmware)
		return false;
	if (is_vector(vaddr) || is_interrupt(vaddr))
		enter(f, vaddr);
	else if (returned && f->depth)
		f->depth--;
	return !f->depth && on_own_stack(f);
}

void flow_sp(struct flow *f, uint64_t sp)
{
	if (sp < KERNEL)
		return;
	if (!f->top_sp)
		f->top_sp = sp;
	f->sp = sp;
	/* A frame above the interrupted one is used again: whatever came between has ended. */
	if (f->depth && f->interrupted_sp && on_own_stack(f) && sp >= f->interrupted_sp)
		f->depth = 0;
}
