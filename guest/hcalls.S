/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest's commands. PAPR lets a hypercall destroy r0, r3-r12, CTR, XER and CR;
 * what must survive one is kept in r13-r31.
 */
	.include "defs.inc"

	.text

	/* Issue hypercall BLOCK_NR with all nine arguments; r3-r12 are its answer. */
hcall:
	ld	%r3, BLOCK_NR(%r13)
	ld	%r4, BLOCK_ARGS + 0x00(%r13)
	ld	%r5, BLOCK_ARGS + 0x08(%r13)
	ld	%r6, BLOCK_ARGS + 0x10(%r13)
	ld	%r7, BLOCK_ARGS + 0x18(%r13)
	ld	%r8, BLOCK_ARGS + 0x20(%r13)
	ld	%r9, BLOCK_ARGS + 0x28(%r13)
	ld	%r10, BLOCK_ARGS + 0x30(%r13)
	ld	%r11, BLOCK_ARGS + 0x38(%r13)
	ld	%r12, BLOCK_ARGS + 0x40(%r13)
	sc	1
	blr

	.globl	run_hcall
run_hcall:
	bl	hcall
	std	%r3, BLOCK_RET(%r13)
	std	%r4, BLOCK_OUT + 0x00(%r13)
	std	%r5, BLOCK_OUT + 0x08(%r13)
	std	%r6, BLOCK_OUT + 0x10(%r13)
	std	%r7, BLOCK_OUT + 0x18(%r13)
	std	%r8, BLOCK_OUT + 0x20(%r13)
	std	%r9, BLOCK_OUT + 0x28(%r13)
	std	%r10, BLOCK_OUT + 0x30(%r13)
	std	%r11, BLOCK_OUT + 0x38(%r13)
	std	%r12, BLOCK_OUT + 0x40(%r13)
	b	done

	/*
	 * r14 address of the stepping argument	r20 calls
	 * r15 its first value			r21 successes
	 * r16 its next value			r22 bounces
	 * r17 step				r23 GUEST_BOUNCED
	 * r18 period, r19 what is left of it	r24 what is left of the limit
	 * A period or limit of 0 is counted down past 0: 2^64 calls are as good as no limit.
	 */
	.globl	run_stream
run_stream:
	ld	%r14, BLOCK_STEP_ARG(%r13)
	sldi	%r14, %r14, 3
	add	%r14, %r14, %r13
	addi	%r14, %r14, BLOCK_ARGS
	ld	%r15, 0(%r14)
	mr	%r16, %r15
	ld	%r17, BLOCK_STEP(%r13)
	ld	%r18, BLOCK_PERIOD(%r13)
	mr	%r19, %r18
	ld	%r24, BLOCK_LIMIT(%r13)
	li	%r20, 0
	li	%r21, 0
	li	%r22, 0
	lis	%r23, GUEST_BOUNCED@h
	ori	%r23, %r23, GUEST_BOUNCED@l

next_call:
	ld	%r0, BLOCK_STOP(%r13)
	cmpdi	%r0, 0
	bne	stopped
	std	%r16, 0(%r14)
	bl	hcall

	cmpdi	%r3, H_SUCCESS
	bne	not_success
	addi	%r21, %r21, 1
	std	%r21, BLOCK_SUCCESSES(%r13)
	b	counted
not_success:
	cmpd	%r3, %r23
	bne	failure
	addi	%r22, %r22, 1
	std	%r22, BLOCK_BOUNCES(%r13)
	b	counted
failure:
	neg	%r4, %r3
	cmpldi	%r4, GUEST_NR_CODES
	blt	1f
	std	%r3, BLOCK_OTHER_CODE(%r13)
	li	%r4, 0
1:	sldi	%r4, %r4, 3
	add	%r4, %r4, %r13
	ld	%r5, BLOCK_BY_CODE(%r4)
	addi	%r5, %r5, 1
	std	%r5, BLOCK_BY_CODE(%r4)

	/* Release: who sees this call counted sees what it did. */
counted:
	addi	%r20, %r20, 1
	lwsync
	std	%r20, BLOCK_CALLS(%r13)

	add	%r16, %r16, %r17
	addic.	%r19, %r19, -1
	bne	2f
	mr	%r16, %r15
	mr	%r19, %r18
2:	addic.	%r24, %r24, -1
	bne	next_call
	b	done

	/* Acquire: what the host did before it stopped us is visible to its next command. */
stopped:
	lwsync
	b	done

	.globl	run_trap
run_trap:
	ld	%r3, BLOCK_NR(%r13)
	cmpdi	%r3, GUEST_TRAP_LOAD
	beq	trap_load
	cmpdi	%r3, GUEST_TRAP_STORE
	beq	trap_store
	.long	0
	b	done
trap_load:
	ld	%r4, BLOCK_ARGS(%r13)
	ld	%r4, 0(%r4)
	std	%r4, BLOCK_OUT(%r13)
	b	done
trap_store:
	ld	%r4, BLOCK_ARGS(%r13)
	ld	%r5, BLOCK_ARGS + 8(%r13)
	std	%r5, 0(%r4)
	b	done
