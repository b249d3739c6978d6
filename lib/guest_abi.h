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

/* What a stream did, counted by the guest itself. */
struct stream_count {
	uint64_t calls; /* successes + bounces + all of by_code */
	uint64_t successes;
	uint64_t bounces;
	uint64_t by_code[GUEST_NR_CODES]; /* failures, see guest_code_index() */
	int64_t other_code;		  /* the last code that by_code[0] counted */
};

/*
 * The one code that says most of a stream: a failure, else GUEST_BOUNCED, else H_SUCCESS. What was
 * left to user space, which is often right, must not hide a failure beside it.
 */
int64_t guest_stream_code(const struct stream_count *count);

/* H_PARAMETER (-4) and the like; "other" for a code that guest/papr.h does not know. */
const char *guest_code_name(int64_t code);

/* 0, or -EPROTO with @why if the guest image was built for another host program than this. */
int guest_image_check(const struct guest_image *image, struct why *why);

/* The interrupt in words for a diagnostic line; @buf is returned. */
const char *guest_trap_describe(const struct guest_trap *trap, char *buf, size_t buf_bytes);

#endif
