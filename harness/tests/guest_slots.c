// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.slots
 * Which memory slots a VM can have: side by side as close as they come, but not over one another
 * (EEXIST), be it by a page, or by a move of one onto another; a slot may be moved by less than its
 * own length, but not made longer or shorter, nor given other memory (EINVAL). Each of them can be
 * logged, however large, and no longer (ENOENT for who asks for the log then). The request is read
 * as far as it goes and no further. What a slot named is out of the hypercalls' reach when it is
 * deleted. A kind of slot that there is not, read-only for one, is refused (EINVAL), and so are
 * parts of pages, what runs over the end of the guest's addresses, and memory that is not user
 * space's.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: "must not overlap",
 * "bits 16-31 of slot specify the address space", "must point at user addressable memory for the
 * entire memory size";
 * 4.8 KVM_GET_DIRTY_LOG; virt/kvm/kvm_main.c:__kvm_set_memory_region()
 */
#include "../kit/bare.h"

#define LOWER	  7 /* three slots, of which the middle one is tried */
#define MIDDLE	  8
#define UPPER	  9
#define GPA	  (512ull << 20) /* of the middle one */
#define NR_PAGES  4
#define DELETIONS 16u

static char *hva; /* for all of them */

static struct kvm_userspace_memory_region region_of(uint32_t slot, int64_t pages_off,
						    uint64_t pages, uint32_t flags)
{
	return (struct kvm_userspace_memory_region){
		.slot = slot,
		.flags = flags,
		.guest_phys_addr = GPA + pages_off * getpagesize(),
		.memory_size = pages * getpagesize(),
		.userspace_addr = (uintptr_t)hva,
	};
}

static int ask(struct bare *b, const void *region)
{
	return ioctl(b->vm->fd, KVM_SET_USER_MEMORY_REGION, region) ? -errno : 0;
}

static int set_try(struct bare *b, uint32_t slot, int64_t pages_off, uint64_t pages)
{
	struct kvm_userspace_memory_region region = region_of(slot, pages_off, pages, 0);

	return ask(b, &region);
}

static void side_by_side(struct test *t, struct bare *b)
{
	t_case(t, "side by side");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES), 0, "a slot");
	t_expect_errno(t, set_try(b, LOWER, -NR_PAGES, NR_PAGES), 0,
		       "one that ends where it begins");
	t_expect_errno(t, set_try(b, UPPER, NR_PAGES, NR_PAGES), 0,
		       "one that begins where it ends");
}

static void over_another(struct test *t, struct bare *b)
{
	t_case(t, "over one another");
	t_expect_errno(t, set_try(b, UPPER + 1, NR_PAGES - 1, 1), -EEXIST, "over its last page");
	t_expect_errno(t, set_try(b, UPPER + 1, 0, 1), -EEXIST, "over its first page");
	t_expect_errno(t, set_try(b, UPPER + 1, -2 * NR_PAGES, 8 * NR_PAGES), -EEXIST,
		       "over all of them");
	t_expect_errno(t, set_try(b, UPPER + 1, 2 * NR_PAGES - 1, 2), -EEXIST,
		       "over the last page of the upper one");
}

static void moved(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region logged =
		region_of(MIDDLE, 1, NR_PAGES, KVM_MEM_LOG_DIRTY_PAGES);

	t_case(t, "moved");
	t_expect_errno(t, set_try(b, MIDDLE, 1, NR_PAGES), -EEXIST,
		       "a page up, onto the upper one");
	t_expect_errno(t, set_try(b, MIDDLE, -1, NR_PAGES), -EEXIST,
		       "a page down, onto the lower one");
	t_expect_errno(t, set_try(b, UPPER, NR_PAGES + 1, NR_PAGES), 0,
		       "a page up, where nothing is but itself");
	t_expect_errno(t, set_try(b, UPPER, NR_PAGES, NR_PAGES), 0, "and back");
	t_expect_errno(t, set_try(b, LOWER, NR_PAGES, NR_PAGES), -EEXIST,
		       "to where the upper one is");
	t_expect_errno(t, ask(b, &logged), -EEXIST, "a page up, and logged from then on");
}

/* Also with something else to change, without which nothing would be done for it. */
static void resized(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region shorter =
		region_of(MIDDLE, 0, NR_PAGES - 1, KVM_MEM_LOG_DIRTY_PAGES);

	t_case(t, "made longer or shorter");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES - 1), -EINVAL, "a page less");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES + 1), -EINVAL, "a page more");
	t_expect_errno(t, ask(b, &shorter), -EINVAL, "a page less, and logged from then on");
}

/* So with other memory. */
static void elsewhere(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region region = region_of(MIDDLE, 0, NR_PAGES, 0);

	t_case(t, "other memory behind it");
	region.userspace_addr += getpagesize();
	t_expect_errno(t, ask(b, &region), -EINVAL, "a page further on");
	region.flags = KVM_MEM_LOG_DIRTY_PAGES;
	t_expect_errno(t, ask(b, &region), -EINVAL, "a page further on, and logged from then on");
	region = region_of(MIDDLE, 3 * NR_PAGES, NR_PAGES, 0);
	region.userspace_addr += getpagesize();
	t_expect_errno(t, ask(b, &region), -EINVAL, "a page further on, and moved");
}

static int log_try(struct bare *b, uint32_t slot, void *bitmap)
{
	struct kvm_dirty_log log = { .slot = slot, .dirty_bitmap = bitmap };

	return ioctl(b->vm->fd, KVM_GET_DIRTY_LOG, &log) ? -errno : 0;
}

static void logged(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region region =
		region_of(MIDDLE, 0, NR_PAGES, KVM_MEM_LOG_DIRTY_PAGES);
	uint64_t bitmap[NR_PAGES];

	t_case(t, "logged");
	t_expect_errno(t, log_try(b, MIDDLE, bitmap), -ENOENT, "KVM_GET_DIRTY_LOG before");
	t_expect_errno(t, ask(b, &region), 0, "KVM_MEM_LOG_DIRTY_PAGES");
	t_expect_errno(t, log_try(b, MIDDLE, bitmap), 0, "KVM_GET_DIRTY_LOG");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES), 0, "the same slot without a log");
	t_expect_errno(t, log_try(b, MIDDLE, bitmap), -ENOENT, "KVM_GET_DIRTY_LOG afterwards");
}

/* Two changes in one request: both are made. */
static void logged_and_moved(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region region =
		region_of(MIDDLE, 3 * NR_PAGES, NR_PAGES, KVM_MEM_LOG_DIRTY_PAGES);
	uint64_t bitmap[NR_PAGES];

	t_case(t, "moved and logged at once");
	t_expect_errno(t, ask(b, &region), 0, "a move, and KVM_MEM_LOG_DIRTY_PAGES");
	t_expect_errno(t, log_try(b, MIDDLE, bitmap), 0, "KVM_GET_DIRTY_LOG");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES), 0, "the move back, without a log");
	t_expect_errno(t, log_try(b, MIDDLE, bitmap), -ENOENT, "KVM_GET_DIRTY_LOG afterwards");
}

/* KVM keeps two logs of a slot, side by side: here one alone takes more than half a host page. */
static void logged_large(struct test *t, struct bare *b)
{
	uint64_t pages = (getpagesize() / 2 + sizeof(uint64_t)) * 8, bytes = pages * getpagesize();
	struct kvm_userspace_memory_region region =
		region_of(UPPER + 1, 8 * NR_PAGES, pages, KVM_MEM_LOG_DIRTY_PAGES);
	uint64_t *bitmap = malloc(pages / 8);
	void *room =
		mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	t_case(t, "a large one logged");
	if (!bitmap || room == MAP_FAILED)
		t_error(t, "no room for a slot of %llu bytes: %s", (unsigned long long)bytes,
			strerror(errno));
	region.userspace_addr = (uintptr_t)room;
	t_expect_errno(t, ask(b, &region), 0, "the slot");
	t_expect_errno(t, log_try(b, UPPER + 1, bitmap), 0, "KVM_GET_DIRTY_LOG");
	region.memory_size = 0;
	t_expect_errno(t, ask(b, &region), 0, "deletion");
	munmap(room, bytes);
	free(bitmap);
}

/* The upper half of a slot's number is its address space, of which there is one here. */
static void no_such_space(struct test *t, struct bare *b)
{
	t_case(t, "of another address space");
	t_expect_errno(t, set_try(b, 1u << 16 | (UPPER + 1), 8 * NR_PAGES, 1), -EINVAL, "a slot");
	t_expect_errno(t, set_try(b, 1u << 16 | MIDDLE, 0, 0), -EINVAL, "deletion");
	t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES), 0, "the one of that number, as it is");
}

/* A slot of its own, which is deleted if it could be made: @bytes of memory at @user. */
static int place_try(struct bare *b, uint64_t guest, uint64_t bytes, uint64_t user)
{
	struct kvm_userspace_memory_region region = region_of(UPPER + 1, 0, 0, 0);
	int ret;

	region.guest_phys_addr = guest;
	region.memory_size = bytes;
	region.userspace_addr = user;
	ret = ask(b, &region);
	region.memory_size = 0;
	return ret ? ret : ask(b, &region);
}

static void unaligned(struct test *t, struct bare *b)
{
	const uint64_t page_bytes = getpagesize(), guest = GPA + 8 * NR_PAGES * page_bytes;
	const uint64_t off_bytes[] = { 1, page_bytes / 2, page_bytes - 1 };
	const uint64_t user = (uintptr_t)hva;

	t_case(t, "of parts of pages");
	t_expect_errno(t, place_try(b, guest, page_bytes, user), 0, "a page");
	for (unsigned int i = 0; i < ARRAY_SIZE(off_bytes); i++) {
		uint64_t off = off_bytes[i];

		t_expect_errno(t, place_try(b, guest + off, page_bytes, user), -EINVAL,
			       "0x%llx into a page of the guest", (unsigned long long)off);
		t_expect_errno(t, place_try(b, guest, page_bytes + off, user), -EINVAL,
			       "a page and 0x%llx", (unsigned long long)off);
		t_expect_errno(t, place_try(b, guest, off, user), -EINVAL, "0x%llx of a page",
			       (unsigned long long)off);
		t_expect_errno(t, place_try(b, guest, page_bytes, user + off), -EINVAL,
			       "0x%llx into a page of user space", (unsigned long long)off);
	}
}

/*
 * Where user space ends depends on the kernel: at a power of two. From 7.0 on the kernel may look
 * at beginning and size each by itself: nothing is behind the end for as many bytes once more.
 * arch/powerpc/include/asm/uaccess.h:__access_ok()
 */
static void at_users_end(struct test *t, struct bare *b)
{
	const uint64_t page_bytes = getpagesize(), guest = GPA + 8 * NR_PAGES * page_bytes;
	uint64_t end = 1ull << 40;

	t_case(t, "at the end of user space");
	while (end >> 63 == 0 && !place_try(b, guest, page_bytes, end))
		end <<= 1;
	t_diag(t, "user space ends at 0x%llx", (unsigned long long)end);
	t_expect(t, end >> 52 <= 1, "memory of the kernel is taken for user space's");
	t_expect_errno(t, place_try(b, guest, page_bytes, end - page_bytes), 0, "its last page");
	t_expect_errno(t, place_try(b, guest, 2 * page_bytes, end - 2 * page_bytes), 0,
		       "its last two pages");
	for (uint64_t user = end; user; user <<= 1)
		t_expect_errno(t, place_try(b, guest, page_bytes, user), -EINVAL,
			       "a page at 0x%llx", (unsigned long long)user);
	t_expect_errno(t, place_try(b, guest, page_bytes, -page_bytes), -EINVAL,
		       "the last page of 64 bits");
	t_expect_errno(t, place_try(b, guest, 2 * page_bytes, -page_bytes), -EINVAL,
		       "from there to the first page of all");
	if (vfio_release_from(7, 0))
		return;
	t_expect_errno(t, place_try(b, guest, 2 * page_bytes, end - page_bytes), -EINVAL,
		       "its last page and one more");
	t_expect_errno(t, place_try(b, guest, NR_PAGES * page_bytes, end - page_bytes), -EINVAL,
		       "its last page and more");
}

static void at_guests_end(struct test *t, struct bare *b)
{
	const uint64_t page_bytes = getpagesize(), user = (uintptr_t)hva;

	t_case(t, "over the end of the guest's addresses");
	t_expect_errno(t, place_try(b, -page_bytes, 2 * page_bytes, user), -EINVAL, "by a page");
	t_expect_errno(t, place_try(b, -page_bytes, NR_PAGES * page_bytes, user), -EINVAL,
		       "by more");
}

/* Nor does the slot that is there change by it. */
static void of_no_kind(struct test *t, struct bare *b)
{
	static const uint32_t flags[] = { KVM_MEM_READONLY, 1u << 2, 1u << 31 };

	t_case(t, "of a kind that there is not");
	for (unsigned int i = 0; i < ARRAY_SIZE(flags); i++) {
		struct kvm_userspace_memory_region other =
			region_of(UPPER + 1, 8 * NR_PAGES, NR_PAGES, flags[i]);
		struct kvm_userspace_memory_region middle =
			region_of(MIDDLE, 0, NR_PAGES, flags[i]);

		if (flags[i] == KVM_MEM_READONLY && kvm_has_cap(KVM_CAP_READONLY_MEM))
			continue;
		t_expect_errno(t, ask(b, &other), -EINVAL, "a slot with flag 0x%x", flags[i]);
		t_expect_errno(t, ask(b, &middle), -EINVAL, "one that is there, with flag 0x%x",
			       flags[i]);
	}
}

/* No hypercall finds what is gone. Over and over: what is freed may look like anything. */
static void deleted(struct test *t, struct bare *b)
{
	uint64_t tce = GPA | TCE_PCI_READ | TCE_PCI_WRITE;
	bool good = true;

	t_case(t, "deleted");
	for (unsigned int i = 0; i < DELETIONS && good; i++) {
		t_expect_errno(t, set_try(b, MIDDLE, 0, NR_PAGES), 0, "a slot");
		t_expect_h(t, guest_put_tce(&b->cpu[0], BARE_LIOBN, bare_ioba(0), tce), H_SUCCESS,
			   "H_PUT_TCE of its first page");
		t_expect_errno(t, set_try(b, MIDDLE, 0, 0), 0, "deletion");
		good = t_expect_bounced(t, guest_put_tce(&b->cpu[0], BARE_LIOBN, bare_ioba(0), tce),
					"H_PUT_TCE of what was its first page");
	}
	t_expect_errno(t, set_try(b, MIDDLE, 0, 0), -EINVAL, "deletion once more");
}

/* Behind the page there is nothing that could be read. */
static void at_the_end(struct test *t, struct bare *b)
{
	struct kvm_userspace_memory_region region = region_of(UPPER + 1, 4 * NR_PAGES, 1, 0);
	char *pages = mmap(NULL, 2 * getpagesize(), PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = pages + getpagesize();

	t_case(t, "a request at the end of memory");
	munmap(end, getpagesize());
	memcpy(end - sizeof(region), &region, sizeof(region));
	t_expect_errno(t, ask(b, end - sizeof(region)), 0, "all of it there");
	t_expect_errno(t, ask(b, end - sizeof(region) + 1), -EFAULT, "without its last byte");
	munmap(pages, getpagesize());
}

static void run(struct test *t)
{
	struct bare b;

	t_setup_case(t, "open");
	bare_open(&b, bare_mode(), 1);
	hva = mmap(NULL, 8 * NR_PAGES * getpagesize(), PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (hva == MAP_FAILED)
		t_error(t, "no memory for slots: %s", strerror(errno));
	side_by_side(t, &b);
	over_another(t, &b);
	moved(t, &b);
	resized(t, &b);
	elsewhere(t, &b);
	no_such_space(t, &b);
	unaligned(t, &b);
	at_users_end(t, &b);
	at_guests_end(t, &b);
	of_no_kind(t, &b);
	logged(t, &b);
	logged_and_moved(t, &b);
	logged_large(t, &b);
	at_the_end(t, &b);
	deleted(t, &b);

	t_setup_case(t, "close");
	bare_close(&b);
	munmap(hva, 8 * NR_PAGES * getpagesize());
}

TCELIFE_TEST(guest_slots, .name = "guest.slots", .run = run, .needs = NEEDS_KVM);
