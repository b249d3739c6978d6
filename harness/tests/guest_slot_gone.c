// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.slot_gone
 * What the guest has touched of a memory slot is out of its reach when the slot is deleted, or
 * moved to another address: a load from there ends in user space, as one from a device's register
 * (KVM_EXIT_MMIO). At its new address a moved slot shows the same memory, and a new slot at an old
 * address shows its own: a guest that still sees what was there goes on to use memory that the
 * host may give to others, as no slot leads to it any more. A slot may begin halfway through what
 * one of KVM's page tables maps, and nothing there be touched: what was touched behind that, in
 * the next table, is out of reach as well.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: "This ioctl allows the
 * user to create, modify or delete a guest physical memory slot"; 5: KVM_EXIT_MMIO
 */
#include "../kit/bare.h"

#define SLOT	    7
#define TABLE_BYTES (2ull << 20) /* mapped by one page table of KVM's, with pages of 4 and 64 KiB */

/* A slot, where it is moved to, and how far from its beginning the guest touches it. */
struct slot {
	uint64_t gpa, moved_gpa, bytes, touched_bytes;
};

static const struct slot small = {
	.gpa = 512ull << 20,
	.moved_gpa = 576ull << 20,
	.bytes = 65536,
};

static const struct slot halfway = {
	.gpa = (640ull << 20) + TABLE_BYTES / 2,
	.moved_gpa = (704ull << 20) + TABLE_BYTES / 2,
	.bytes = 2 * TABLE_BYTES,
	.touched_bytes = TABLE_BYTES / 2,
};

/* Without huge pages, which need no page table. Where the guest touches it is @word. */
static uint64_t *memory(struct test *t, const struct slot *s, uint64_t word)
{
	char *hva =
		mmap(NULL, s->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (hva == MAP_FAILED)
		t_error(t, "no memory for a slot: %s", strerror(errno));
	madvise(hva, s->bytes, MADV_NOHUGEPAGE);
	memcpy(hva + s->touched_bytes, &word, sizeof(word));
	return (uint64_t *)hva;
}

/* The guest's own translation: it knows the one page at each address. */
static void map_touched(struct bare *b, const struct slot *s)
{
	virt_map(b->vm, s->gpa + s->touched_bytes, s->gpa + s->touched_bytes, 1);
	virt_map(b->vm, s->moved_gpa + s->touched_bytes, s->moved_gpa + s->touched_bytes, 1);
}

static void set_slot(struct bare *b, uint64_t gpa, uint64_t bytes, uint64_t *hva)
{
	vm_set_user_memory_region(b->vm, SLOT, 0, gpa, bytes, hva);
}

/* The vCPU is left in the middle of its load, and good for closing only. */
static void expect_gone(struct test *t, struct guest_cpu *cpu, uint64_t gpa, const char *when)
{
	const struct kvm_run *run = cpu->vcpu->run;
	int ret = guest_trap_try(cpu, GUEST_TRAP_LOAD, gpa);

	t_expect(t, ret, "%s: the guest loads 0x%llx, and there is no memory slot", when,
		 (unsigned long long)cpu->block->out[0]);
	if (!ret)
		return;
	t_expect(t, ret == -EIO && run->exit_reason == KVM_EXIT_MMIO,
		 "%s: the guest's load ends with exit %u (%s), must be %d, KVM_EXIT_MMIO", when,
		 run->exit_reason, strerror(-ret), KVM_EXIT_MMIO);
	t_expect(t, run->mmio.phys_addr == gpa && run->mmio.len == 8 && !run->mmio.is_write,
		 "%s: the exit is for %u bytes at 0x%llx, must be 8 at 0x%llx, to read", when,
		 run->mmio.len, (unsigned long long)run->mmio.phys_addr, (unsigned long long)gpa);
}

static void deleted(struct test *t, struct bare *b, unsigned int cpu, const struct slot *s)
{
	uint64_t word = 0x1d1d1d1d1d1d1d1d, *hva = memory(t, s, word);

	set_slot(b, s->gpa, s->bytes, hva);
	t_expect_loads(t, &b->cpu[cpu], s->gpa + s->touched_bytes, word, "before");
	set_slot(b, s->gpa, 0, hva);
	expect_gone(t, &b->cpu[cpu], s->gpa + s->touched_bytes, "afterwards");
	munmap(hva, s->bytes);
}

static void replaced(struct test *t, struct bare *b, unsigned int cpu, const struct slot *s)
{
	uint64_t word = 0x1d1d1d1d1d1d1d1d, *hva = memory(t, s, word);
	uint64_t other_word = 0x2e2e2e2e2e2e2e2e, *other_hva = memory(t, s, other_word);

	set_slot(b, s->gpa, s->bytes, hva);
	t_expect_loads(t, &b->cpu[cpu], s->gpa + s->touched_bytes, word, "before");
	set_slot(b, s->gpa, 0, hva);
	set_slot(b, s->gpa, s->bytes, other_hva);
	t_expect_loads(t, &b->cpu[cpu], s->gpa + s->touched_bytes, other_word, "afterwards");
	set_slot(b, s->gpa, 0, other_hva);
	munmap(hva, s->bytes);
	munmap(other_hva, s->bytes);
}

static void moved(struct test *t, struct bare *b, unsigned int cpu, const struct slot *s)
{
	uint64_t word = 0x1d1d1d1d1d1d1d1d, *hva = memory(t, s, word);

	set_slot(b, s->gpa, s->bytes, hva);
	t_expect_loads(t, &b->cpu[cpu], s->gpa + s->touched_bytes, word, "before");
	set_slot(b, s->moved_gpa, s->bytes, hva);
	t_expect_loads(t, &b->cpu[cpu], s->moved_gpa + s->touched_bytes, word,
		       "at its new address");
	expect_gone(t, &b->cpu[cpu], s->gpa + s->touched_bytes, "at its old address");
	set_slot(b, s->moved_gpa, 0, hva);
	munmap(hva, s->bytes);
}

static void run(struct test *t)
{
	const char *why;
	struct bare b;

	t_setup_case(t, "open");
	/* In real mode, as the others run, the guest sees nothing behind its RAM. */
	if (!guest_mode_supported(GUEST_RADIX, &why))
		return t_skip(t, "%s", why);
	bare_open(&b, GUEST_RADIX, 4);
	map_touched(&b, &small);
	map_touched(&b, &halfway);
	t_case(t, "deleted");
	deleted(t, &b, 0, &small);
	t_case(t, "deleted, and another one in its place");
	replaced(t, &b, 1, &small);
	t_case(t, "moved");
	moved(t, &b, 1, &small);
	t_case(t, "deleted, and it begins halfway");
	deleted(t, &b, 2, &halfway);
	t_case(t, "moved, and it begins halfway");
	moved(t, &b, 3, &halfway);

	t_setup_case(t, "close");
	bare_close(&b);
}

TCELIFE_TEST(guest_slot_gone, .name = "guest.slot_gone", .run = run, .needs = NEEDS_KVM);
