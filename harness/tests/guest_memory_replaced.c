// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.memory_replaced
 * The host puts other memory behind an address that a slot names, with mmap(2), after the guest has
 * touched what was there: the guest sees the new memory, in the first page of the slot and in the
 * last one, and in each of three slots that name the same address. Otherwise it goes on to use
 * memory that the host may have given to others.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: "changes in the backing
 * of the memory region are automatically reflected into the guest"
 */
#include "../kit/bare.h"

#define FIRST_SLOT 7
#define NR_SLOTS   3
#define NR_PAGES   4

/* In whatever order KVM goes through them, one of them is below the one before it. */
static const uint64_t slot_gpa[NR_SLOTS] = { 576ull << 20, 512ull << 20, 640ull << 20 };

static uint64_t word_of(uint64_t page, uint64_t turn)
{
	return 0x1d1d000000000000 | turn << 32 | page;
}

/* At @hva, or anywhere. */
static char *memory(struct test *t, char *hva, uint64_t turn)
{
	size_t page_bytes = getpagesize();

	hva = mmap(hva, NR_PAGES * page_bytes, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | (hva ? MAP_FIXED : 0), -1, 0);
	if (hva == MAP_FAILED)
		t_error(t, "no memory for a slot: %s", strerror(errno));
	madvise(hva, NR_PAGES * page_bytes, MADV_NOHUGEPAGE);
	for (uint64_t page = 0; page < NR_PAGES; page++)
		*(uint64_t *)(hva + page * page_bytes) = word_of(page, turn);
	return hva;
}

static void expect_turn(struct test *t, struct bare *b, uint64_t turn, const char *when)
{
	for (unsigned int slot = 0; slot < NR_SLOTS; slot++) {
		for (uint64_t page = 0; page < NR_PAGES; page++)
			if (!t_expect_loads(t, &b->cpu[0], slot_gpa[slot] + page * getpagesize(),
					    word_of(page, turn), when))
				return;
	}
}

static void slots_set(struct bare *b, char *hva, uint64_t bytes)
{
	for (unsigned int slot = 0; slot < NR_SLOTS; slot++)
		vm_set_user_memory_region(b->vm, FIRST_SLOT + slot, 0, slot_gpa[slot], bytes, hva);
}

/* The guest's own translation of both. */
static void slots_map(struct bare *b)
{
	uint64_t bytes = NR_PAGES * getpagesize();

	for (unsigned int slot = 0; slot < NR_SLOTS; slot++)
		virt_map(b->vm, slot_gpa[slot], slot_gpa[slot],
			 (bytes + b->vm->page_size - 1) / b->vm->page_size);
}

static void run(struct test *t)
{
	uint64_t bytes = NR_PAGES * getpagesize();
	const char *why;
	struct bare b;
	char *hva;

	t_case(t, "open");
	/* In real mode, as the others run, the guest sees nothing behind its RAM. */
	if (!guest_mode_supported(GUEST_RADIX, &why))
		return t_skip(t, "%s", why);
	bare_open(&b, GUEST_RADIX, 1);
	slots_map(&b);
	hva = memory(t, NULL, 0);
	slots_set(&b, hva, bytes);
	expect_turn(t, &b, 0, "before");

	t_case(t, "all of it");
	memory(t, hva, 1);
	expect_turn(t, &b, 1, "afterwards");

	t_case(t, "the last page");
	madvise(hva + bytes - getpagesize(), getpagesize(), MADV_DONTNEED);
	for (unsigned int slot = 0; slot < NR_SLOTS; slot++)
		t_expect_loads(t, &b.cpu[0], slot_gpa[slot] + bytes - getpagesize(), 0,
			       "afterwards");

	t_setup_case(t, "close");
	slots_set(&b, hva, 0);
	munmap(hva, bytes);
	bare_close(&b);
}

TCELIFE_TEST(guest_memory_replaced, .name = "guest.memory_replaced", .run = run,
	     .needs = NEEDS_KVM);
