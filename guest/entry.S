/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest: image header, command loop, interrupt vectors. Position independent,
 * no data of its own, no stack, no floating point. r13 is the call block all along.
 */
	.include "defs.inc"

	.section .image, "ax"
	/* struct guest_image */
image:
	.long	GUEST_ABI_MAGIC
	.long	GUEST_ABI_VERSION
	.long	BLOCK_BYTES
	.long	entry - image
	.long	vectors - image
	.long	vectors_end - vectors

	/* The host has set r13 and the MSR; interrupts are off for good. */
	.globl	entry
entry:
	ld	%r3, BLOCK_COMMAND(%r13)
	cmpdi	%r3, GUEST_CMD_HCALL
	beq	run_hcall
	cmpdi	%r3, GUEST_CMD_STREAM
	beq	run_stream
	cmpdi	%r3, GUEST_CMD_TRAP
	beq	run_trap
	mr	%r5, %r3
	li	%r4, GUEST_UCALL_BAD
	b	report

	/* Results are in the block: leave to the host, then look for the next command. */
	.globl	done
done:
	li	%r4, GUEST_UCALL_DONE
report:
	lwsync
	li	%r3, GUEST_UCALL_NR
	sc	1
	b	entry

	/*
	 * Copied by the host to real address 0, run in real mode. One slot for each 32
	 * bytes up to 0x1800, so that no interrupt, known today or not, runs into nothing.
	 * r3 and r4 as they were are in SPRG2 and SPRG3 for whoever reads a register dump.
	 */
	.section .vectors, "ax"
vectors:
	.set	vector, 0
	.rept	0x1800 / 0x20
	.org	vectors + vector
	mtsprg	2, %r3
	mtsprg	3, %r4
	li	%r3, vector
	b	trapped
	.set	vector, vector + 0x20
	.endr
	.org	vectors + 0x1800

	/* Should the host run us again, the same report: there is no way back from here. */
trapped:
	mr	%r5, %r3
	mfsrr0	%r6
	mfsrr1	%r7
	mfdar	%r8
	mfdsisr	%r9
	mflr	%r10
	li	%r4, GUEST_UCALL_TRAP
report_trap:
	li	%r3, GUEST_UCALL_NR
	sc	1
	b	report_trap
vectors_end:
