// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.logged
 * A memory slot has a log of the pages that are written to: what the guest has written to since
 * the log was read last is in it, each time anew, and what it has not is not, nor what it had
 * written to before there was a log. Two slots have a log each. A page stays in it when the host
 * takes the memory away and gives other memory for it, also one behind the last 64 whole ones; and
 * what KVM writes for each of two vCPUs (their virtual processor areas) counts as written by the
 * guest. Without that, a guest that moves to another host leaves part of its memory behind.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.8 KVM_GET_DIRTY_LOG: "return a bitmap containing any
 * pages dirtied since the last call to this ioctl"; PAPR, H_REGISTER_VPA
 */
#include "../kit/bare.h"

#define SLOT	    0 /* all that the guest has, also where it writes its answers */
#define OTHER	    7
#define OTHER_GPA   (512ull << 20)
#define OTHER_PAGES 70u /* 64 and a few */
#define TIMES	    3u

struct logged {
	struct bare b;
	uint64_t slot_bytes;
	char *other_hva;
	uint64_t *bitmap; /* for either */
};

static bool read_log(struct test *t, struct logged *l, uint32_t slot)
{
	struct kvm_dirty_log log = { .slot = slot, .dirty_bitmap = l->bitmap };

	return t_expect_errno(t, ioctl(l->b.vm->fd, KVM_GET_DIRTY_LOG, &log) ? -errno : 0, 0,
			      "KVM_GET_DIRTY_LOG");
}

static bool has_answer_page(const struct logged *l)
{
	uint64_t page = l->b.cpu[0].block_gpa / getpagesize();

	return l->bitmap[page / 64] >> page % 64 & 1;
}

static bool is_empty(const struct logged *l, uint64_t pages)
{
	for (uint64_t i = 0; i < (pages + 63) / 64; i++)
		if (l->bitmap[i])
			return false;
	return true;
}

static void expect_logged(struct test *t, struct logged *l)
{
	guest_get_tce(&l->b.cpu[0], BARE_LIOBN, 0);
	if (read_log(t, l, OTHER))
		t_expect(t, is_empty(l, OTHER_PAGES),
			 "the log of a slot that the guest has not written to has a page");
	if (read_log(t, l, SLOT))
		t_expect(t, has_answer_page(l), "the page that the guest writes to is not there");
	if (read_log(t, l, SLOT))
		t_expect(t, is_empty(l, l->slot_bytes / getpagesize()),
			 "the log has a page that was read from it before");
}

static void set_other(struct logged *l, uint32_t flags)
{
	vm_set_user_memory_region(l->b.vm, OTHER, flags, OTHER_GPA, OTHER_PAGES * getpagesize(),
				  l->other_hva);
}

static void log_both(struct test *t, struct logged *l)
{
	vm_mem_region_set_flags(l->b.vm, SLOT, KVM_MEM_LOG_DIRTY_PAGES);
	l->other_hva = mmap(NULL, OTHER_PAGES * getpagesize(), PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	set_other(l, KVM_MEM_LOG_DIRTY_PAGES);
	l->slot_bytes = memslot2region(l->b.vm, SLOT)->region.memory_size;
	l->bitmap = calloc(l->slot_bytes / getpagesize() / 64 + 1, sizeof(*l->bitmap));
	if (l->other_hva == MAP_FAILED || !l->bitmap)
		t_error(t, "no memory for a slot and its log");
}

static void close_both(struct logged *l)
{
	bare_close(&l->b);
	munmap(l->other_hva, OTHER_PAGES * getpagesize());
	free(l->bitmap);
}

static void logs(struct test *t, enum guest_mode mode)
{
	struct logged l;
	const char *why;

	t_case(t, "a %s guest", mode == GUEST_RADIX ? "radix" : "hash");
	if (!guest_mode_supported(mode, &why)) {
		t_skip(t, "%s", why);
		return;
	}
	bare_open(&l.b, mode, 1);
	log_both(t, &l);
	for (unsigned int i = 0; i < TIMES; i++)
		expect_logged(t, &l);
	vm_mem_region_set_flags(l.b.vm, SLOT, 0);
	guest_get_tce(&l.b.cpu[0], BARE_LIOBN, 0);
	close_both(&l);
}

/* The log of the other slot has this page, if any, and no other one. */
static void expect_page(struct test *t, struct logged *l, int page, const char *when)
{
	if (!read_log(t, l, OTHER))
		return;
	for (int i = 0; i < (int)OTHER_PAGES; i++) {
		bool there = l->bitmap[i / 64] >> i % 64 & 1;

		t_expect(t, there == (i == page), "%s: page %d is %sin the log", when, i,
			 there ? "" : "not ");
	}
}

static void store(struct test *t, struct logged *l, uint64_t page)
{
	t_expect_errno(t, guest_store_try(&l->b.cpu[0], OTHER_GPA + page * getpagesize(), page), 0,
		       "a store by the guest");
}

/* The guest has the memory mapped for writing when it is taken away. */
static void taken_away(struct test *t, struct logged *l, uint64_t page)
{
	store(t, l, page);
	madvise(l->other_hva, OTHER_PAGES * getpagesize(), MADV_DONTNEED);
	expect_page(t, l, (int)page, "its memory taken away");
	expect_page(t, l, -1, "read once more");
}

/* Only a radix guest sees more of its memory than what it began with. */
static void stores(struct test *t)
{
	uint64_t last = OTHER_PAGES - 1;
	struct logged l;
	const char *why;

	t_case(t, "by page");
	if (!guest_mode_supported(GUEST_RADIX, &why)) {
		t_skip(t, "%s", why);
		return;
	}
	bare_open(&l.b, GUEST_RADIX, 1);
	log_both(t, &l);
	virt_map(l.b.vm, OTHER_GPA, OTHER_GPA, OTHER_PAGES * getpagesize() / l.b.vm->page_size + 1);
	set_other(&l, 0);
	store(t, &l, 1);
	set_other(&l, KVM_MEM_LOG_DIRTY_PAGES);
	expect_page(t, &l, -1, "written to before");
	store(t, &l, 1);
	expect_page(t, &l, 1, "written to");
	store(t, &l, last);
	expect_page(t, &l, (int)last, "the last one written to");
	taken_away(t, &l, 2);
	taken_away(t, &l, last);
	close_both(&l);
}

static uint64_t area_page(unsigned int cpu)
{
	return 3 + 2 * cpu;
}

static void set_area(struct test *t, struct logged *l, unsigned int cpu)
{
	uint64_t offset_bytes = area_page(cpu) * getpagesize();
	unsigned char *area = (unsigned char *)l->other_hva + offset_bytes;
	const uint64_t args[] = { VPA_REGISTER, cpu, OTHER_GPA + offset_bytes };
	struct hcall_result res;

	/* Its length, at its beginning. */
	area[4] = VPA_BYTES >> 8;
	area[5] = VPA_BYTES & 0xff;
	t_expect_errno(t, guest_hcall_try(&l->b.cpu[0], H_REGISTER_VPA, args, 3, &res), 0,
		       "a hypercall");
	t_expect_h(t, res, H_SUCCESS, "H_REGISTER_VPA of vCPU %u", cpu);
}

/* KVM counts in it each time that the vCPU is entered. */
static void areas(struct test *t)
{
	struct logged l;

	t_case(t, "by KVM, for each of two vCPUs");
	bare_open(&l.b, bare_mode(), 2);
	log_both(t, &l);
	set_area(t, &l, 0);
	set_area(t, &l, 1);
	for (unsigned int cpu = 0; cpu < 2; cpu++) /* KVM finds its page when it enters the vCPU */
		guest_get_tce(&l.b.cpu[cpu], BARE_LIOBN, 0);
	read_log(t, &l, OTHER);
	for (unsigned int i = 0; i < 2 * TIMES; i++) {
		guest_get_tce(&l.b.cpu[i % 2], BARE_LIOBN, 0);
		expect_page(t, &l, (int)area_page(i % 2), "the area of the vCPU that ran");
	}
	close_both(&l);
}

static void run(struct test *t)
{
	logs(t, GUEST_RADIX);
	logs(t, GUEST_HASH);
	stores(t);
	areas(t);
}

TCELIFE_TEST(guest_logged, .name = "guest.logged", .run = run, .needs = NEEDS_KVM);
