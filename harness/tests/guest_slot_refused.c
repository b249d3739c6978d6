// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.slot_refused
 * A memory slot is refused (ENOMEM) when what KVM keeps of it, 8 bytes for each page of the host,
 * is more than all of the machine's RAM; also one with a log of dirty pages, whose bitmap KVM has
 * made by then, 2 bits for each page. None of it stays, and the number of the slot is free: there
 * is nothing to delete (EINVAL), and another slot can have it. One as large as the RAM is not
 * refused.
 *
 * Source: arch/powerpc/kvm/book3s_hv.c:kvmppc_core_prepare_memory_region_hv();
 * Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION
 */
#include "../kit/bare.h"

#define SLOT		7
#define SLOT_GPA	(1ull << 40) /* behind all that the guest has */
#define SLOT_MAX_PAGES	((1ull << 31) - 1)
#define RMAP_BYTES	8u /* for each page */
#define BITMAP_IN_BYTES 4u /* so many pages for each byte: one bit for KVM, one to hand out */

static int set_slot_try(struct bare *b, uint64_t pages, uint32_t flags)
{
	/* Nobody looks at what is there, as long as nobody uses the slot. */
	struct kvm_userspace_memory_region region = {
		.slot = SLOT,
		.flags = flags,
		.guest_phys_addr = SLOT_GPA,
		.memory_size = pages * getpagesize(),
		.userspace_addr = getpagesize(),
	};

	return ioctl(b->vm->fd, KVM_SET_USER_MEMORY_REGION, &region) ? -errno : 0;
}

static uint64_t too_many_pages(void)
{
	return (sysconf(_SC_PHYS_PAGES) + 1ull) * getpagesize() / RMAP_BYTES;
}

/* The bitmap is really made: it must neither fail for another reason nor push others out. */
static bool can_be_judged(struct test *t, uint64_t pages)
{
	uint64_t bitmap_kib = pages / BITMAP_IN_BYTES / 1024;
	uint64_t available_kib = slurp_field("/proc/meminfo", "MemAvailable:", 0);

	if (pages > SLOT_MAX_PAGES)
		t_skip(t,
		       "this machine has RAM enough for the largest slot there is, of %llu pages; "
		       "boot it with mem=8G",
		       SLOT_MAX_PAGES);
	else if (available_kib < 2 * bitmap_kib)
		t_skip(t, "%llu KiB of memory are available, %llu are needed; end other programs",
		       (unsigned long long)available_kib, 2 * (unsigned long long)bitmap_kib);
	else
		return true;
	return false;
}

/* Others have areas of vmalloc, too, but none that is nearly as large. */
static void refused(struct test *t, struct bare *b, uint64_t pages, uint32_t flags)
{
	int64_t bitmap_kib = pages / BITMAP_IN_BYTES / 1024;
	int64_t before_kib = slurp_field("/proc/meminfo", "VmallocUsed:", 0), more_kib;

	t_expect_errno(t, set_slot_try(b, pages, flags), -ENOMEM, "a slot of %llu pages",
		       (unsigned long long)pages);
	more_kib = slurp_field("/proc/meminfo", "VmallocUsed:", 0) - before_kib;
	t_expect(t, more_kib < bitmap_kib / 2,
		 "the refused slot leaves %lld KiB; its log's bitmap would be %lld KiB",
		 (long long)more_kib, (long long)bitmap_kib);
	t_expect_errno(t, set_slot_try(b, 0, 0), -EINVAL, "deletion of what was refused");
}

static void run(struct test *t)
{
	uint64_t pages = too_many_pages();
	struct bare b;

	t_case(t, "too large");
	if (!can_be_judged(t, pages))
		return;
	bare_open(&b, bare_mode(), 1);
	refused(t, &b, pages, 0);

	t_case(t, "too large, with a log of dirty pages");
	refused(t, &b, pages, KVM_MEM_LOG_DIRTY_PAGES);

	t_case(t, "another one in its place");
	t_expect_errno(t, set_slot_try(&b, 1, KVM_MEM_LOG_DIRTY_PAGES), 0, "a slot of one page");
	t_expect_errno(t, set_slot_try(&b, 0, 0), 0, "its deletion");

	t_case(t, "as large as the RAM");
	t_expect_errno(t, set_slot_try(&b, sysconf(_SC_PHYS_PAGES), 0), 0, "a slot");
	t_expect_errno(t, set_slot_try(&b, 0, 0), 0, "its deletion");
	t_bare_works(t, &b);
	bare_close(&b);
}

TCELIFE_TEST(guest_slot_refused, .name = "guest.slot_refused", .run = run, .needs = NEEDS_KVM);
