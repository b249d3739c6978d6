// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.immediate_exit
 * KVM_RUN with run->immediate_exit set ends with EINTR, as often as it is asked, until user space
 * itself takes that back: the kernel reads the field and does not write it. Of the guest nothing
 * runs meanwhile; only the hypercall that user space has answered is completed. Afterwards the
 * guest goes on as if nothing had been.
 *
 * Source: Documentation/virt/kvm/api.rst, 5. The kvm_run structure, immediate_exit: "if non-zero,
 * KVM_RUN exits immediately, returning -EINTR", and of KVM_EXIT_PAPR_HCALL and others: "to complete
 * pending operations without allowing further instructions to be executed"
 */
#include "../kit/bare.h"

#define TIMES  3
#define ANSWER 0x7c31f

/* False if the guest may have run: it then is where nobody expects it. */
static bool stays_out(struct test *t, struct kvm_vcpu *vcpu, uint8_t value)
{
	struct kvm_regs before, after;
	bool good = true;

	vcpu_regs_get(vcpu, &before);
	vcpu->run->papr_hcall.ret = before.gpr[3] = ANSWER + value;
	vcpu->run->immediate_exit = value;
	for (int i = 0; i < TIMES && good; i++) {
		good = t_expect_errno(t, __vcpu_run(vcpu) ? -errno : 0, -EINTR, "KVM_RUN");
		t_expect(t, vcpu->run->immediate_exit == value, "immediate_exit is %u, was %u",
			 vcpu->run->immediate_exit, value);
	}
	vcpu->run->immediate_exit = 0;
	vcpu_regs_get(vcpu, &after);
	t_expect(t, after.gpr[3] == before.gpr[3],
		 "the guest reads 0x%llx where 0x%llx was the answer",
		 (unsigned long long)after.gpr[3], (unsigned long long)before.gpr[3]);
	t_expect(t, after.pc == before.pc, "the guest has come from 0x%llx to 0x%llx",
		 (unsigned long long)before.pc, (unsigned long long)after.pc);
	return good;
}

static void run(struct test *t)
{
	static const uint8_t values[] = { 1, 0x80, 0xff };
	struct bare b;

	bare_open(&b, bare_mode(), 1);
	for (unsigned int i = 0; i < ARRAY_SIZE(values); i++) {
		t_case(t, "immediate_exit 0x%x", values[i]);
		t_bare_works(t, &b); /* its last hypercall, which says so, waits for an answer */
		if (!stays_out(t, b.cpu[0].vcpu, values[i]))
			goto out;
	}
	t_case(t, "taken back");
	t_bare_works(t, &b);
out:
	bare_close(&b);
}

TCELIFE_TEST(guest_immediate_exit, .name = "guest.immediate_exit", .run = run, .needs = NEEDS_KVM);
