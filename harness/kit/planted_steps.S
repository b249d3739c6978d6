/* SPDX-License-Identifier: GPL-2.0-only */
/* See planted_steps.h. A branch to the next instruction ends a block. */

	.macro	step
	b	.Lnext\@
.Lnext\@:
	.endm

	.abiversion 2
	.section .text.planted, "ax", @progbits
	.balign	512		/* within one page: its border would end a block, too */
	.globl	planted_begin
planted_begin:

	.globl	planted_add
	.type	planted_add, @function
planted_add:
	step
	step
	step
	step
	ld	4, 0(3)
	addi	4, 4, 1
	step
	std	4, 0(3)
	step
	step
	step
	step
	blr
	.size	planted_add, . - planted_add

	.globl	planted_add_fixed
	.type	planted_add_fixed, @function
planted_add_fixed:
	step
	step
	step
	step
	step
	ld	4, 0(3)
	addi	4, 4, 1
	std	4, 0(3)
	step
	step
	step
	step
	blr
	.size	planted_add_fixed, . - planted_add_fixed

	.globl	planted_add_at_once
	.type	planted_add_at_once, @function
planted_add_at_once:
	ld	4, 0(3)
	addi	4, 4, 1
	std	4, 0(3)
	blr
	.size	planted_add_at_once, . - planted_add_at_once

	.globl	planted_end
planted_end:
	.section .note.GNU-stack, "", @progbits
