/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one header of a test file, the C library's headers included. A test is a
 * function that runs in a child of its own, and a TCELIFE_TEST() that says what
 * it needs. It is made of cases; each case has a verdict. What a case says is on
 * record the moment it is said.
 */
#ifndef TCELIFE_TEST_H
#define TCELIFE_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/prng.h"
#include "../lib/rig.h"
#include "../lib/slurp.h"
#include "../lib/verdict.h"
#include "fork.h"

/* What a test needs of the machine; what is missing makes it SKIP with a remedy. */
#define NEEDS_GROUP	      (1u << 0) /* one device in a VFIO group of its own */
#define NEEDS_TWO_GROUPS      (1u << 1) /* two of them, in two groups */
#define NEEDS_DMA	      (1u << 2) /* the first device can be told to do DMA; or t_has_dma() */
#define NEEDS_KVM	      (1u << 3) /* KVM-HV */
#define NEEDS_FAULT_INJECTION (1u << 4) /* allocations that fail when told to */
#define NEEDS_RADIX	      (1u << 5) /* guests that map their memory as they like */

struct test;

struct test_decl {
	const char *name; /* dotted, stable: area.what */
	void (*run)(struct test *t);
	unsigned int needs;
	bool only_by_name;	  /* not part of a run unless it is named in full */
	unsigned int hang_s;	  /* longer than this is a hang; 0: TEST_HANG_S */
	unsigned int full_hang_s; /* the same for DEPTH=full; 0: hang_s */
	const void *data;	  /* of tests that are made from a table */
};

#define TEST_HANG_S 60

#define TCELIFE_TEST(ident, ...)                                      \
	static const struct test_decl test_##ident = { __VA_ARGS__ }; \
	static const struct test_decl *const test_ptr_##ident         \
		__attribute__((used, section("tcelife_tests"))) = &test_##ident

/* The devices that this run may use; [0] always, [1] with NEEDS_TWO_GROUPS. */
const struct vfio_target *t_targets(const struct test *t);
/* This test's own random numbers, from SEED= and the test's name. */
struct prng *t_prng(struct test *t);
/* True as long as DUR= gives this test more time than its own work took. */
bool t_time_left(const struct test *t);
/* The test makes progress: its time limit begins anew. For tests that go on as long as DUR=. */
void t_alive(struct test *t);
/*
 * A race has made so many tries, and goes on; said before the first one too (0). It counts as
 * t_alive(), and the journal knows beforehand in which range of tries a machine dies.
 */
void t_tries(struct test *t, uint64_t made);
/* The kernel has reported @title: the test stops; what is not right any more follows from it. */
void t_stopped(struct test *t, const char *title);
bool t_is_stopped(const struct test *t);
/* True for DEPTH=full. */
bool t_full_depth(const struct test *t);

/* The next case begins; the one before it ends. Its name is stable, without parameters. */
void t_case(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/*
 * The same, of set-up code or its reverse, which asserts each of its steps: that it comes to its
 * end is evidence for the case, not for the test.
 */
void t_setup_case(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The kernel is wrong: the case fails, the test goes on. */
void t_fail(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* This machine cannot judge the case (what is missing, and the remedy). */
void t_skip(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The whole test has too little evidence: SKIP with this reason, unless something else is wrong. */
void t_cannot_judge(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* We are wrong, or the lab is: ends the test. */
void t_error(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3), noreturn));
/* A line that stands before the case's result. */
void t_diag(struct test *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Evidence, without which no case passes, nor a test; all of what follows says so itself. */
void t_checked(struct test *t);
/* Fail with the text unless @ok; returns @ok. */
#define t_expect(t, ok, ...)                    \
	({                                      \
		bool __ok = (ok);               \
		t_checked(t);                   \
		if (!__ok)                      \
			t_fail(t, __VA_ARGS__); \
		__ok;                           \
	})

/*
 * True if the first device can be told to do DMA. For tests without NEEDS_DMA, to which it is one
 * witness of several: where there is none, they look at the rest, and the result says so.
 */
bool t_has_dma(struct test *t);
/* As t_expect(), of what is seen by DMA: where there is none, true, and nobody looks at @ok. */
#define t_expect_dma(t, ok, ...) ({ !t_has_dma(t) || t_expect(t, ok, __VA_ARGS__); })

/*
 * The first device is a virtual function: its memory is always on, whatever its command register
 * says (drivers/vfio/pci/vfio_pci_config.c:__vfio_pci_memory_enabled()).
 */
bool t_is_virtual_function(const struct test *t);

/*
 * @got and @want are 0 or -errno of what the text names, or what else a request answers: exactly
 * that. _fd() wants any fd.
 */
bool t_expect_errno(struct test *t, int got, int want, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
bool t_expect_fd(struct test *t, int got, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The hypercall was handled by the kernel with exactly @want; or bounced to user space. */
bool t_expect_h(struct test *t, struct hcall_result got, int64_t want, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
bool t_expect_bounced(struct test *t, struct hcall_result got, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Close the rig in its orderly way; a step that is refused fails the case. */
void t_rig_close(struct test *t, struct rig *rig);

/* Nothing is held: every group opens again, and locked memory is back to what it was. */
void t_expect_nothing_held(struct test *t);

/*
 * As if every number for a file were taken, until t_free_fds(): whatever makes one is refused
 * (EMFILE). Not for long: looking needs a file as well.
 */
void t_take_fds(struct test *t, struct rlimit *before);
void t_free_fds(struct test *t, const struct rlimit *before);

/*
 * From now on this process has a second thread, which sleeps: fdget() takes a reference only where
 * files are shared, and only there one that is not given back is lost. fs/file.c:__fget_light()
 */
void t_share_files(struct test *t);

/*
 * Run @body in a child of the test's own and wait for it; what it says counts here. _try() returns
 * its wait status, for what must die or exit on its way; else it must come to its end, or the test
 * ends with it.
 */
int t_in_child_try(struct test *t, void (*body)(struct test *t, void *arg), void *arg)
	__attribute__((warn_unused_result));
void t_in_child(struct test *t, void (*body)(struct test *t, void *arg), void *arg);

#endif
