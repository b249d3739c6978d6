// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.logged
 * A memory slot has a log of the pages that are written to: what the guest has written to since
 * the log was read last is in it, each time anew, and what it has not is not. Two slots have a log
 * each. Without that, a guest that moves to another host leaves part of its memory behind.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.8 KVM_GET_DIRTY_LOG: "return a bitmap containing any
 * pages dirtied since the last call to this ioctl"
 */
#include "../kit/bare.h"

#define SLOT	    0 /* all that the guest has, also where it writes its answers */
#define OTHER	    7
#define OTHER_GPA   (512ull << 20)
#define OTHER_PAGES 64u
#define TIMES	    3u

struct logged {
	struct bare b;
	uint64_t slot_bytes;
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

static void log_both(struct logged *l)
{
	struct kvm_vm *vm = l->b.vm;

	vm_mem_region_set_flags(vm, SLOT, KVM_MEM_LOG_DIRTY_PAGES);
	vm_userspace_mem_region_add(vm, VM_MEM_SRC_ANONYMOUS, OTHER_GPA, OTHER,
				    OTHER_PAGES * getpagesize() / vm->page_size,
				    KVM_MEM_LOG_DIRTY_PAGES);
	l->slot_bytes = memslot2region(vm, SLOT)->region.memory_size;
	l->bitmap = calloc(l->slot_bytes / getpagesize() / 64 + 1, sizeof(*l->bitmap));
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
	log_both(&l);
	if (!l.bitmap)
		t_error(t, "no memory for a log");
	for (unsigned int i = 0; i < TIMES; i++)
		expect_logged(t, &l);
	vm_mem_region_set_flags(l.b.vm, SLOT, 0);
	guest_get_tce(&l.b.cpu[0], BARE_LIOBN, 0);
	bare_close(&l.b);
	free(l.bitmap);
}

static void run(struct test *t)
{
	logs(t, GUEST_RADIX);
	logs(t, GUEST_HASH);
}

TCELIFE_TEST(guest_logged, .name = "guest.logged", .run = run, .needs = NEEDS_KVM);
