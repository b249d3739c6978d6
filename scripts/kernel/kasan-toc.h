/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What arch/powerpc/include/asm/kasan.h:_GLOBAL_TOC_KASAN() of 7.2 means: one function, two names,
 * both with the same two entries. There, the local entry of memmove() is the global one of
 * __memmove(), which makes a TOC pointer of whatever r12 holds. Included before mem_64.S and
 * memcpy_64.S by lib-kasan.sh.
 */
#include <asm/ppc_asm.h>
#include <asm/kasan.h>

#if defined(CONFIG_KASAN) && !defined(CONFIG_CC_HAS_KASAN_MEMINTRINSIC_PREFIX) && \
	!defined(CONFIG_PPC_KERNEL_PCREL)
#undef _GLOBAL_TOC_KASAN
/* clang-format off */
#define _GLOBAL_TOC_KASAN(fn) \
	.align 2; \
	.type fn,@function; \
	.type __##fn,@function; \
	.globl fn; \
	.globl __##fn; \
fn: \
__##fn: \
0:	addis r2,r12,(.TOC.-0b)@ha; \
	addi r2,r2,(.TOC.-0b)@l; \
	.localentry fn,.-fn; \
	.localentry __##fn,.-__##fn
/* clang-format on */
#endif
