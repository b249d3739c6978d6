// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.hcall_left
 * A hypercall that the kernel leaves to user space comes there as the guest made it, with its
 * number and all nine arguments; and what user space answers, a return code and nine values, is
 * what the guest then has in its registers: the ones it made the call with, if user space lets them
 * be. So with each call anew, whatever was there at the one before. For one that the kernel knows
 * but does not answer, and for one that it does not know.
 *
 * Source: Documentation/virt/kvm/api.rst, 5. The kvm_run structure, KVM_EXIT_PAPR_HCALL: "args"
 * has the arguments "from the guest R4 - R12"; "Userspace should put the return code in 'ret' and
 * any extra returned values in args[]"
 */
#include "../kit/bare.h"

#define UNKNOWN 0xeffcu /* behind those of PAPR, before those of KVM */
#define TIMES	2u

/* Told apart by register and by call; an LIOBN that no table has, too. */
static uint64_t value(unsigned int reg, unsigned int salt)
{
	return 0x0101010101010101ull * (reg + 1) ^ (uint64_t)salt << 32;
}

static bool runs(struct test *t, struct guest_cpu *cpu)
{
	return t_expect_errno(t, __vcpu_run(cpu->vcpu) ? -errno : 0, 0, "KVM_RUN") &&
	       t_expect(t, cpu->vcpu->run->exit_reason == KVM_EXIT_PAPR_HCALL, "KVM_RUN: %s",
			exit_reason_str(cpu->vcpu->run->exit_reason));
}

static void expect_values(struct test *t, const uint64_t *got, unsigned int salt, const char *what)
{
	for (unsigned int i = 0; i < GUEST_NR_ARGS; i++)
		t_expect(t, got[i] == value(i, salt), "%s %u is 0x%llx, must be 0x%llx", what,
			 i + 1, (unsigned long long)got[i], (unsigned long long)value(i, salt));
}

/* User space answers with values of @answer; with the same as @salt, it lets them be. */
static void leaves(struct test *t, struct guest_cpu *cpu, uint64_t nr, unsigned int salt,
		   unsigned int answer)
{
	struct kvm_run *run = cpu->vcpu->run;
	uint64_t args[GUEST_NR_ARGS];

	cpu->block->command = GUEST_CMD_HCALL;
	cpu->block->nr = nr;
	for (unsigned int i = 0; i < GUEST_NR_ARGS; i++)
		cpu->block->args[i] = value(i, salt);
	if (!runs(t, cpu))
		return;
	t_expect(t, run->papr_hcall.nr == nr, "number 0x%llx comes as 0x%llx",
		 (unsigned long long)nr, (unsigned long long)run->papr_hcall.nr);
	for (unsigned int i = 0; i < GUEST_NR_ARGS; i++)
		args[i] = run->papr_hcall.args[i];
	expect_values(t, args, salt, "argument");

	run->papr_hcall.ret = GUEST_BOUNCED + salt;
	for (unsigned int i = 0; i < GUEST_NR_ARGS && answer != salt; i++)
		run->papr_hcall.args[i] = value(i, answer);
	if (!runs(t, cpu))
		return;
	t_expect(t, cpu->block->ret == GUEST_BOUNCED + salt, "the guest gets 0x%llx for an answer",
		 (unsigned long long)cpu->block->ret);
	expect_values(t, cpu->block->out, answer, "value");
}

static void run(struct test *t)
{
	static const struct {
		const char *name;
		uint64_t nr;
	} calls[] = { { "one that the kernel knows", H_PUT_TCE },
		      { "one that it does not", UNKNOWN } };
	struct bare b;

	bare_open(&b, bare_mode(), 1);
	for (unsigned int i = 0; i < ARRAY_SIZE(calls); i++) {
		t_case(t, "%s", calls[i].name);
		for (unsigned int n = 0; n < TIMES; n++) {
			leaves(t, &b.cpu[0], calls[i].nr, 4 * n + 1, 4 * n + 1);
			leaves(t, &b.cpu[0], calls[i].nr, 4 * n + 2, 4 * n + 3);
		}
	}
	t_case(t, "afterwards");
	t_bare_works(t, &b);
	bare_close(&b);
}

TCELIFE_TEST(guest_hcall_left, .name = "guest.hcall_left", .run = run, .needs = NEEDS_KVM);
