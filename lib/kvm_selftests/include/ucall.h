/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SELFTEST_KVM_UCALL_H
#define SELFTEST_KVM_UCALL_H

#include "kvm_compat.h"

#define UCALL_EXIT_REASON KVM_EXIT_PAPR_HCALL

/*
 * A ucall is hypercall 0, which does not exist and so is always left to user
 * space, with a magic number in r4 and the ucall's address in r5.
 */
#define UCALL_HCALL_NR 0
#define UCALL_R4_MAGIC 0x7563616c6cULL

static inline void ucall_arch_init(struct kvm_vm *vm, gpa_t mmio_gpa)
{
}

static inline void ucall_arch_do_ucall(gva_t uc)
{
	register unsigned long r3 asm("r3") = UCALL_HCALL_NR;
	register unsigned long r4 asm("r4") = UCALL_R4_MAGIC;
	register unsigned long r5 asm("r5") = uc;

	asm volatile("sc 1"
		     : "+r"(r3), "+r"(r4), "+r"(r5)
		     :
		     : "r0", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "ctr", "xer", "cr0",
		       "cr1", "cr5", "cr6", "cr7", "memory");
}

#endif /* SELFTEST_KVM_UCALL_H */
