// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.slot_gone
 * What the guest has touched of a memory slot is out of its reach when the slot is deleted, or
 * moved to another address: a load from there ends in user space, as one from a device's register
 * (KVM_EXIT_MMIO). At its new address a moved slot shows the same memory, and a new slot at an old
 * address shows its own: a guest that still sees what was there goes on to use memory that the
 * host may give to others, as no slot leads to it any more.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: "This ioctl allows the
 * user to create, modify or delete a guest physical memory slot"; 5: KVM_EXIT_MMIO
 */
#include "../kit/bare.h"

#define SLOT	   7
#define SLOT_BYTES 65536u
#define SLOT_GPA   (512ull << 20)
#define MOVED_GPA  (SLOT_GPA + (64ull << 20))

static uint64_t *memory(struct test *t, uint64_t word)
{
	uint64_t *hva =
		mmap(NULL, SLOT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (hva == MAP_FAILED)
		t_error(t, "no memory for a slot: %s", strerror(errno));
	hva[0] = word;
	return hva;
}

static void set_slot(struct bare *b, uint64_t gpa, uint64_t bytes, uint64_t *hva)
{
	vm_set_user_memory_region(b->vm, SLOT, 0, gpa, bytes, hva);
}

static bool loads(struct test *t, struct guest_cpu *cpu, uint64_t gpa, uint64_t want,
		  const char *when)
{
	int ret = guest_trap_try(cpu, GUEST_TRAP_LOAD, gpa);

	return t_expect_errno(t, ret, 0, "%s: a load by the guest", when) &&
	       t_expect(t, cpu->block->out[0] == want, "%s: the guest loads 0x%llx, must be 0x%llx",
			when, (unsigned long long)cpu->block->out[0], (unsigned long long)want);
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

static void deleted(struct test *t, struct bare *b, uint64_t *hva)
{
	t_case(t, "deleted");
	set_slot(b, SLOT_GPA, SLOT_BYTES, hva);
	loads(t, &b->cpu[0], SLOT_GPA, hva[0], "before");
	set_slot(b, SLOT_GPA, 0, hva);
	expect_gone(t, &b->cpu[0], SLOT_GPA, "afterwards");
}

static void replaced(struct test *t, struct bare *b, uint64_t *hva, uint64_t *other_hva)
{
	t_case(t, "deleted, and another one in its place");
	set_slot(b, SLOT_GPA, SLOT_BYTES, hva);
	loads(t, &b->cpu[1], SLOT_GPA, hva[0], "before");
	set_slot(b, SLOT_GPA, 0, hva);
	set_slot(b, SLOT_GPA, SLOT_BYTES, other_hva);
	loads(t, &b->cpu[1], SLOT_GPA, other_hva[0], "afterwards");
	set_slot(b, SLOT_GPA, 0, other_hva);
}

static void moved(struct test *t, struct bare *b, uint64_t *hva)
{
	t_case(t, "moved");
	set_slot(b, SLOT_GPA, SLOT_BYTES, hva);
	loads(t, &b->cpu[1], SLOT_GPA, hva[0], "before");
	set_slot(b, MOVED_GPA, SLOT_BYTES, hva);
	loads(t, &b->cpu[1], MOVED_GPA, hva[0], "at its new address");
	expect_gone(t, &b->cpu[1], SLOT_GPA, "at its old address");
}

static void run(struct test *t)
{
	uint64_t *hva, *other_hva;
	const char *why;
	struct bare b;

	t_case(t, "open");
	/* In real mode, as the others run, the guest sees nothing behind its RAM. */
	if (!guest_mode_supported(GUEST_RADIX, &why))
		return t_skip(t, "%s", why);
	bare_open(&b, GUEST_RADIX, 2);
	virt_map(b.vm, SLOT_GPA, SLOT_GPA, SLOT_BYTES / b.vm->page_size);
	virt_map(b.vm, MOVED_GPA, MOVED_GPA, SLOT_BYTES / b.vm->page_size);
	hva = memory(t, 0x1d1d1d1d1d1d1d1d);
	other_hva = memory(t, 0x2e2e2e2e2e2e2e2e);
	deleted(t, &b, hva);
	replaced(t, &b, hva, other_hva);
	moved(t, &b, hva);

	t_case(t, "close");
	bare_close(&b);
	munmap(hva, SLOT_BYTES);
	munmap(other_hva, SLOT_BYTES);
}

TCELIFE_TEST(guest_slot_gone, .name = "guest.slot_gone", .run = run, .needs = NEEDS_KVM);
