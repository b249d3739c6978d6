// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.trap
 * An interrupt that nothing asked for does not hang the guest: it is reported with vector, NIP,
 * MSR and DAR, and the vCPU can be used again. Shown with an illegal instruction (0x700) and a
 * load from an address that nothing maps (0x300, with the address in DAR).
 *
 * Source: Power ISA 3.0B, Book III, 6.5: Program and Data Storage interrupts
 */
#include "../kit/bare.h"

#define UNMAPPED 0x123456789000ull

static const struct {
	const char *name;
	unsigned int kind;
	uint64_t vector;
} traps[] = {
	{ "illegal instruction", GUEST_TRAP_ILLEGAL, 0x700 },
	{ "load from nowhere", GUEST_TRAP_LOAD, 0x300 },
	{ "store to nowhere", GUEST_TRAP_STORE, 0x300 },
};

static void expect_trap(struct test *t, struct bare *b, unsigned int i)
{
	const struct guest_trap *trap = &b->cpu[0].trap;
	char text[256];

	t_expect_errno(t, guest_trap_try(&b->cpu[0], traps[i].kind, UNMAPPED), -EFAULT,
		       "a trap on purpose");
	printf("%s\n", guest_trap_describe(trap, text, sizeof(text)));
	t_expect(t, trap->vector == traps[i].vector, "vector 0x%llx, must be 0x%llx",
		 (unsigned long long)trap->vector, (unsigned long long)traps[i].vector);
	t_expect(t, trap->nip - b->cpu[0].start_regs.pc < GUEST_VECTORS_MAX_BYTES,
		 "NIP 0x%llx is not in the guest's code", (unsigned long long)trap->nip);
	t_expect(t, (int64_t)trap->msr < 0 && trap->msr & 1, "MSR 0x%llx lacks SF or LE",
		 (unsigned long long)trap->msr);
	if (traps[i].vector == 0x300)
		t_expect(t, trap->dar == UNMAPPED, "DAR 0x%llx, must be 0x%llx",
			 (unsigned long long)trap->dar, UNMAPPED);
}

static void run(struct test *t)
{
	struct bare b;

	bare_open(&b, bare_mode(), 1);
	for (unsigned int i = 0; i < sizeof(traps) / sizeof(traps[0]); i++) {
		t_case(t, "%s", traps[i].name);
		expect_trap(t, &b, i);
		t_bare_works(t, &b);
	}
	bare_close(&b);
}

TCELIFE_TEST(guest_trap, .name = "guest.trap", .run = run, .needs = NEEDS_KVM);
