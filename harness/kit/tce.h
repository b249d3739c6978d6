/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of tables, windows, memory and hypercalls have in common: they
 * include this instead of test.h.
 */
#ifndef TCELIFE_TCE_H
#define TCELIFE_TCE_H

#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "../growth.h"
#include "watched.h"

#include "../../lib/be.h"
#include "../../lib/slabs.h"

#define TCE_PCI_BOTH (TCE_PCI_READ | TCE_PCI_WRITE)

/* A page of DMA memory that the tests keep for the list of H_PUT_TCE_INDIRECT: the last 64 KiB. */
#define TCE_LIST_ROOM_BYTES 65536u

/*
 * Open a complete rig, and see that it drives the hardware. Its table covers only
 * the first @table_pages of the hardware window: what a missing check lets through
 * behind the table's end lands in a window that belongs to the test.
 */
void tce_rig_open(struct test *t, struct rig *rig, const struct rig_opts *opts,
		  uint64_t table_pages);

/* The TCE for the byte at @offset_bytes of the DMA memory. */
uint64_t tce_of(const struct rig *rig, uint64_t offset_bytes, uint64_t access);

/* The list page: its guest address, and its entries. */
uint64_t tce_list_gpa(const struct rig *rig);
void tce_list_set(struct rig *rig, unsigned int first, unsigned int nr, uint64_t tce,
		  uint64_t step_bytes);

/* Handled by the kernel with @want; or left to user space if @want is GUEST_BOUNCED. */
bool tce_expect(struct test *t, struct hcall_result got, int64_t want, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* H_GET_TCE of @liobn reads @want at @ioba. */
bool tce_expect_entry(struct test *t, struct rig *rig, uint64_t liobn, uint64_t ioba, uint64_t want,
		      const char *what);

/*
 * The evidence that the table of @liobn drives hardware at @ioba: a TCE for memory
 * of the guest that is not registered is left to user space, not accepted.
 */
bool tce_expect_driven(struct test *t, struct rig *rig, uint64_t liobn, uint64_t ioba);

/* The memory that this process has locked is @want_bytes. */
bool tce_expect_locked(struct test *t, int64_t want_bytes, const char *what);

/*
 * But for a few of others, @want_pages more than @base_pages (oracle_pinned_pages()) are pinned;
 * soon, if it is more. Too few to be told from those of others are an error, none are not.
 */
bool tce_expect_pinned(struct test *t, long long base_pages, long long want_pages,
		       const char *when);

/*
 * No TCE points to the DMA memory any more: it can be unregistered, and is no
 * longer locked then. It is registered again, if so; else nobody can.
 */
bool tce_expect_unmapped(struct test *t, struct rig *rig, const char *what);

/* H_STUFF_TCE of the first @nr entries of the table, and then tce_expect_unmapped(). */
bool tce_expect_clears(struct test *t, struct rig *rig, uint64_t nr, const char *what);

/*
 * Ordinary memory of the host in a slot of the guest's own and registered with the rig's container,
 * aligned to @page_bytes in both: if the kernel refuses to map it with IOMMU pages of that size,
 * that is for its own pages. Asserts; the caller closes it while the container is open. Closing
 * fails if it was mapped after all: it cannot be unregistered then.
 */
struct tce_small_memory {
	void *room, *hva;
	uint64_t gpa, page_bytes, bytes;
};

void tce_small_memory_open(struct tce_small_memory *m, struct rig *rig, uint64_t page_bytes,
			   uint64_t pages);
void tce_small_memory_close(struct test *t, struct tce_small_memory *m, struct rig *rig);

/*
 * A child only: from now on this process may lock no more than @more_bytes more than it has
 * locked already; below 0, less than that. The first call gives up CAP_IPC_LOCK, which is above the
 * limit.
 */
void tce_limit_locked(struct test *t, int64_t more_bytes);

#endif
