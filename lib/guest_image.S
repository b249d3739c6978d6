/* SPDX-License-Identifier: GPL-2.0-only */
/* The guest ELF inside the host program: GUEST_ELF is its path, in quotes. */
	.section .rodata
	.balign	16
	.globl	guest_elf_start
guest_elf_start:
	.incbin	GUEST_ELF
	.globl	guest_elf_end
guest_elf_end:

	.section .note.GNU-stack, "", %progbits
