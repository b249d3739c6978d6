/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for the guest.* tests: a VM with one TCE table that
 * KVM keeps alone. No VFIO, no device: what fails here is guest or KVM.
 */
#ifndef TCELIFE_BARE_H
#define TCELIFE_BARE_H

#include "live.h"

#define BARE_PAGES 64 /* of 4 KiB, from I/O address 0 */
#define BARE_LIOBN 0x90000001u
#define BARE_OTHER 0x90000002u /* an LIOBN without a table */

struct bare {
	struct kvm_vm *vm;
	struct guest_cpu cpu[GUEST_MAX_VCPUS];
	unsigned int nr_vcpus;
	int table_fd;
};

/* The mode of guest that this host runs: radix, or hash if it must be. */
enum guest_mode bare_mode(void);

/* Make it; asserts. */
void bare_open(struct bare *b, enum guest_mode mode, unsigned int nr_vcpus);
void bare_close(struct bare *b);

/* The I/O address of page @page. */
uint64_t bare_ioba(uint64_t page);

/* H_PUT_TCE of @tce over @nr_pages pages from @first_page; @limit as in struct guest_stream. */
struct guest_stream bare_stream(uint64_t first_page, uint64_t nr_pages, uint64_t tce,
				uint64_t limit);

/* What the guest loads from its effective address @addr is @want. */
bool t_expect_loads(struct test *t, struct guest_cpu *cpu, uint64_t addr, uint64_t want,
		    const char *when);

/* Put, get back, one that bounces: the guest runs, and the kernel answers. */
void t_bare_works(struct test *t, struct bare *b);

#endif
