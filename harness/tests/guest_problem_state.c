// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.problem_state
 * Hypercalls are for the guest's kernel alone. One that its user space makes (MSR[PR] = 1) is not
 * done, nor left to the host's user space: the guest takes a Privileged Instruction interrupt, and
 * the table's entries are what they were. For each of the four, in a radix guest.
 *
 * Source: arch/powerpc/kvm/book3s_hv.c:kvmppc_handle_exit_hv(), of a radix guest: "this is always a
 * privilege fault. Send a program check to guest kernel"; Power ISA 3.0B, Book III, 6.5.9
 */
#include "../kit/bare.h"

#define MSR_PR		(1ull << 14) /* arch/powerpc/include/asm/reg.h */
#define SRR1_PRIVILEGED (1ull << 18) /* SRR1_PROGPRIV, there */
#define PROGRAM		0x700
#define TCE		(0x10000 | TCE_PCI_READ | TCE_PCI_WRITE)
#define OTHER_TCE	(0x20000 | TCE_PCI_READ)
#define LPCR_LD		(1ull << 17) /* a decrementer of 56 bits, there */
#define FAR_TICKS	(1ull << 40) /* longer than any run, and within 56 bits */
#define PAGE		5
#define LIST_GPA	0

/* It comes with MSR[EE]: the decrementer must not be first. */
static void put_off_decrementer(struct guest_cpu *cpu)
{
	uint64_t lpcr;

	TEST_ASSERT(!__vcpu_get_reg(cpu->vcpu, KVM_REG_PPC_LPCR_64, &lpcr), "KVM_REG_PPC_LPCR_64");
	vcpu_set_reg(cpu->vcpu, KVM_REG_PPC_LPCR_64, lpcr | LPCR_LD);
	vcpu_set_reg(cpu->vcpu, KVM_REG_PPC_DEC_EXPIRY, __builtin_ppc_get_timebase() + FAR_TICKS);
}

static void to_problem_state(struct guest_cpu *cpu)
{
	struct kvm_regs regs = cpu->start_regs;

	put_off_decrementer(cpu);
	regs.msr |= MSR_PR;
	vcpu_regs_set(cpu->vcpu, &regs);
}

static void expect_refused(struct test *t, struct guest_cpu *cpu, uint64_t nr, const uint64_t *args,
			   unsigned int nr_args)
{
	struct hcall_result got = { 0 };
	char text[256];

	to_problem_state(cpu);
	t_expect_errno(t, guest_hcall_try(cpu, nr, args, nr_args, &got), -EFAULT,
		       "a hypercall from problem state");
	printf("%s\n", guest_trap_describe(&cpu->trap, text, sizeof(text)));
	t_expect(t, cpu->trap.vector == PROGRAM && cpu->trap.msr & SRR1_PRIVILEGED,
		 "no Privileged Instruction interrupt: vector 0x%llx, SRR1 0x%llx",
		 (unsigned long long)cpu->trap.vector, (unsigned long long)cpu->trap.msr);
	cpu->trapped = true; /* back to privileged state, whatever came of it */
	cpu->trap = (struct guest_trap){ 0 };
}

static void expect_entry(struct test *t, struct guest_cpu *cpu)
{
	struct hcall_result got = guest_get_tce(cpu, BARE_LIOBN, bare_ioba(PAGE));

	t_expect_h(t, got, H_SUCCESS, "H_GET_TCE");
	t_expect(t, got.out[0] == TCE, "the entry is 0x%llx, must be 0x%llx",
		 (unsigned long long)got.out[0], (unsigned long long)TCE);
}

static void run(struct test *t)
{
	static const struct {
		const char *name;
		uint64_t nr, args[4];
		unsigned int nr_args;
	} calls[] = {
		{ "H_PUT_TCE", H_PUT_TCE, { BARE_LIOBN, PAGE << 12, OTHER_TCE }, 3 },
		{ "H_PUT_TCE_INDIRECT",
		  H_PUT_TCE_INDIRECT,
		  { BARE_LIOBN, PAGE << 12, LIST_GPA, 1 },
		  4 },
		{ "H_STUFF_TCE", H_STUFF_TCE, { BARE_LIOBN, PAGE << 12, 0, 1 }, 4 },
		{ "H_GET_TCE", H_GET_TCE, { BARE_LIOBN, PAGE << 12 }, 2 },
	};
	const char *why;
	struct bare b;

	if (!guest_mode_supported(GUEST_RADIX, &why))
		return t_skip(t, "%s", why);
	bare_open(&b, GUEST_RADIX, 1);
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		t_case(t, "%s", calls[i].name);
		t_expect_h(t, guest_put_tce(&b.cpu[0], BARE_LIOBN, bare_ioba(PAGE), TCE), H_SUCCESS,
			   "H_PUT_TCE");
		expect_refused(t, &b.cpu[0], calls[i].nr, calls[i].args, calls[i].nr_args);
		expect_entry(t, &b.cpu[0]);
	}
	t_case(t, "afterwards");
	t_bare_works(t, &b);
	bare_close(&b);
}

TCELIFE_TEST(guest_problem_state, .name = "guest.problem_state", .run = run, .needs = NEEDS_KVM);
