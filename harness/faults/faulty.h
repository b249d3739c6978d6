/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Operations whose allocations fail: the tests faults.<operation>, made from the operations that
 * race (harness/race/ops_*.c) and from those here, which only open what races have in place.
 */
#ifndef TCELIFE_FAULTS_FAULTY_H
#define TCELIFE_FAULTS_FAULTY_H

#include "../race/op.h"
#include "../test.h"

#define FAULTY_NAME_BYTES 48
#define FAULTY_MAX_LEGAL  4

/* An operation that is in the table for this alone. */
#define FAULT_OP(ident, ...)                                 \
	static const struct op op_##ident = { __VA_ARGS__ }; \
	static const struct op *const op_ptr_##ident         \
		__attribute__((used, section("tcelife_fault_ops"))) = &op_##ident

/*
 * What an operation may do when memory fails it. Of one that no law is written for: it answers
 * ENOMEM or does its work, and if it refuses, nothing has changed and it succeeds when tried again.
 */
struct fault_law {
	const char *op;		     /* its name */
	int legal[FAULTY_MAX_LEGAL]; /* other answers, beside ENOMEM */
	bool never_refuses;	     /* what takes away must not need memory to do so */
	bool not_again;		     /* a refusal may have changed something */
	uint32_t fresh;		     /* facts made anew for each try: allocated but once */
	unsigned int levels;	     /* of the window's table; 0: one */
	/* Before each try. 0 or -errno. NULL: nothing. */
	int (*prepare)(struct scene *s);
	/* After a success: is all as it was asked for? NULL: not looked at. */
	bool (*is_done)(struct scene *s);
	const char *not_done; /* what to say if not */
};

#define FAULT_LAW(ident, ...)                                        \
	static const struct fault_law law_##ident = { __VA_ARGS__ }; \
	static const struct fault_law *const law_ptr_##ident         \
		__attribute__((used, section("tcelife_fault_laws"))) = &law_##ident

struct faulty {
	char name[FAULTY_NAME_BYTES]; /* faults.table_create */
	const struct op *op;
	struct fault_law law;
	struct test_decl decl;
};

/* One for each operation, made once; the number of them in *@nr. */
struct faulty *const *faulty_all(unsigned int *nr);

/* The body of these tests; faults_test.c. */
void faults_run(struct test *t);

#endif
