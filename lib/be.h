/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Big-endian data has a type of its own, so that the compiler refuses to mix
 * it with numbers: TCEs in memory are big-endian whatever the host is.
 */
#ifndef TCELIFE_BE_H
#define TCELIFE_BE_H

#include <endian.h>
#include <stdint.h>

/* A 64-bit number as it lies in memory, most significant byte first. */
typedef struct {
	uint64_t raw;
} be64;

/* The big-endian form of @value. */
static inline be64 be64_from(uint64_t value)
{
	return (be64){ .raw = htobe64(value) };
}

/* The number that @value stands for. */
static inline uint64_t be64_to(be64 value)
{
	return be64toh(value.raw);
}

#endif
