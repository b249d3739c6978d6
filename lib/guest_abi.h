/* SPDX-License-Identifier: GPL-2.0-only */
/* What the guest's numbers mean: the pure half of guest.h, good on any machine. */
#ifndef TCELIFE_GUEST_ABI_WORDS_H
#define TCELIFE_GUEST_ABI_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "../guest/abi.h"
#include "../guest/papr.h"
#include "why.h"

/* The guest took an interrupt that nothing asked for. */
struct guest_trap {
	uint64_t vector, nip, msr, dar, dsisr, lr;
};

/* Where a return code is counted: by_code[4] for H_PARAMETER (-4); 0 for what has no slot. */
static inline unsigned int guest_code_index(int64_t code)
{
	return code < 0 && code > -GUEST_NR_CODES ? (unsigned int)-code : 0;
}

/* H_PARAMETER (-4) and the like; "other" for a code that guest/papr.h does not know. */
const char *guest_code_name(int64_t code);

/* 0, or -EPROTO with @why if the guest image was built for another host program than this. */
int guest_image_check(const struct guest_image *image, struct why *why);

/* The interrupt in words for a diagnostic line; @buf is returned. */
const char *guest_trap_describe(const struct guest_trap *trap, char *buf, size_t buf_bytes);

#endif
