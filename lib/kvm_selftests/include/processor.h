/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ppc64 (Book3S-64) processor specific defines
 */
#ifndef SELFTEST_KVM_PROCESSOR_H
#define SELFTEST_KVM_PROCESSOR_H

#include <linux/compiler.h>

/* Machine state register, arch/powerpc/include/asm/reg.h */
#define MSR_SF (1ULL << 63) /* 64-bit mode */
#define MSR_ME (1ULL << 12) /* machine check enable */
#define MSR_IR (1ULL << 5)  /* instruction relocation */
#define MSR_DR (1ULL << 4)  /* data relocation */
#define MSR_RI (1ULL << 1)  /* recoverable interrupt */
#define MSR_LE (1ULL << 0)  /* little-endian */

/* Logical partition control register, arch/powerpc/include/asm/reg.h */
#define LPCR_ILE (1ULL << 25) /* interrupts are taken little-endian */

/*
 * Radix tree, arch/powerpc/include/asm/book3s/64/radix.h and pgtable.h. All of it is
 * big-endian in memory, whatever the guest is.
 */
#define RADIX_PTE_VALID	     (1ULL << 63)
#define RADIX_PTE_LEAF	     (1ULL << 62)
#define RADIX_PTE_RPN_MASK   0x01fffffffffff000ULL
#define RADIX_PTE_REFERENCED 0x100
#define RADIX_PTE_CHANGED    0x080
#define RADIX_PTE_READ	     0x004
#define RADIX_PTE_WRITE	     0x002
#define RADIX_PTE_EXEC	     0x001

#define RADIX_PDE_VALID	   (1ULL << 63)
#define RADIX_PDE_NLB_MASK 0x0fffffffffffff00ULL /* base of the next level */

/* Process table: one of these pairs of 64-bit words for each PID. */
#define PRTB_RTS_52BIT ((2ULL << 61) | (5ULL << 5))

/* The process table itself, as KVM_PPC_CONFIGURE_V3_MMU wants it. */
#define PATB_GUEST_RADIX (1ULL << 63)

static inline void cpu_relax(void)
{
	barrier();
}

#endif /* SELFTEST_KVM_PROCESSOR_H */
