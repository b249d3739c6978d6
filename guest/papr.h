/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PAPR hypercalls and what they answer, for C and (through guest/defs.awk) for
 * the assembler: "#define NAME number" lines only, one a line, no suffixes.
 * Source of every number: arch/powerpc/include/asm/hvcall.h.
 */
#ifndef TCELIFE_PAPR_H
#define TCELIFE_PAPR_H

/* Hypercall numbers, in r3. */
#define H_GET_TCE	   0x1c
#define H_PUT_TCE	   0x20
#define H_STUFF_TCE	   0x138
#define H_PUT_TCE_INDIRECT 0x13c
#define H_REGISTER_VPA	   0xdc
#define H_PROD		   0xe4

/* H_REGISTER_VPA: what is asked, in r4; the least area, arch/powerpc/include/asm/lppaca.h. */
#define VPA_REGISTER	   0x200000000000
#define VPA_REGISTER_DTL   0x400000000000
#define VPA_DEREGISTER	   0xa00000000000
#define VPA_DEREGISTER_DTL 0xc00000000000
#define VPA_BYTES	   640

/* Return codes, in r3. */
#define H_SUCCESS   0
#define H_BUSY	    1
#define H_CLOSED    2
#define H_HARDWARE  (-1)
#define H_FUNCTION  (-2)
#define H_PRIVILEGE (-3)
#define H_PARAMETER (-4)
#define H_RESOURCE  (-16)
#define H_P2	    (-55)
#define H_P3	    (-56)
#define H_P4	    (-57)
#define H_P5	    (-58)
#define H_TOO_HARD  9999

/* Access bits of a TCE, arch/powerpc/include/asm/tce.h. */
#define TCE_PCI_WRITE 2
#define TCE_PCI_READ  1

#endif
