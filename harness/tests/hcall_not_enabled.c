// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.not_enabled
 * A hypercall whose handling in the kernel is switched off goes to user space, table or not, and
 * the others go on; switched on again, it is handled. Requests that name no such hypercall, or
 * neither on nor off, are refused.
 *
 * Source: Documentation/virt/kvm/api.rst, 7.1 KVM_CAP_PPC_ENABLE_HCALL: "If disabled, the kernel
 * will not to attempt to handle the hcall, but will always exit to userspace"; EINVAL for a
 * hypercall without an implementation in the kernel
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint64_t nr;
} hcalls[] = {
	{ "H_GET_TCE", H_GET_TCE },
	{ "H_PUT_TCE", H_PUT_TCE },
	{ "H_STUFF_TCE", H_STUFF_TCE },
	{ "H_PUT_TCE_INDIRECT", H_PUT_TCE_INDIRECT },
};

static int enable(struct rig *rig, uint64_t hcall, uint64_t on)
{
	struct kvm_enable_cap cap = { .cap = KVM_CAP_PPC_ENABLE_HCALL, .args = { hcall, on } };

	return ioctl(rig->vm->fd, KVM_ENABLE_CAP, &cap) ? -errno : 0;
}

static struct hcall_result call(struct rig *rig, uint64_t hcall)
{
	struct guest_cpu *cpu = &rig->cpu[0];

	switch (hcall) {
	case H_GET_TCE:
		return guest_get_tce(cpu, rig->liobn, 0);
	case H_PUT_TCE:
		return guest_put_tce(cpu, rig->liobn, 0, tce_of(rig, 0, TCE_PCI_BOTH));
	case H_STUFF_TCE:
		return guest_stuff_tce(cpu, rig->liobn, 0, 0, 1);
	default:
		return guest_put_tce_indirect(cpu, rig->liobn, 0, tce_list_gpa(rig), 1);
	}
}

/* All four; the one that is off bounces. */
static void all_but(struct test *t, struct rig *rig, uint64_t off, const char *when)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(hcalls); i++)
		tce_expect(t, call(rig, hcalls[i].nr),
			   hcalls[i].nr == off ? GUEST_BOUNCED : H_SUCCESS, "%s %s", hcalls[i].name,
			   when);
}

static void refusals(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t hcall, on;
	} rows[] = {
		{ "neither on nor off", H_PUT_TCE, 2 },
		{ "on with stray bits", H_PUT_TCE, 1ull << 32 | 1 },
		{ "not a number of a hypercall", H_PUT_TCE + 1, 0 },
		{ "hypercall without a handler", 0x24, 0 }, /* H_SET_SPRG0 */
		{ "number beyond all hypercalls", 1ull << 32, 0 },
		{ "number 2^64 - 4", ~3ull, 0 },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "refused: %s", rows[i].name);
		t_expect_errno(t, enable(rig, rows[i].hcall, rows[i].on), -EINVAL,
			       "KVM_CAP_PPC_ENABLE_HCALL");
		all_but(t, rig, 0, "afterwards");
	}
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "all enabled");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	tce_list_set(&rig, 0, 1, tce_of(&rig, 0, TCE_PCI_BOTH), 0);
	all_but(t, &rig, 0, "enabled");
	for (unsigned int i = 0; i < ARRAY_SIZE(hcalls); i++) {
		t_case(t, "%s switched off and on", hcalls[i].name);
		t_expect_errno(t, enable(&rig, hcalls[i].nr, 0), 0, "off");
		all_but(t, &rig, hcalls[i].nr, "with one off");
		t_expect_errno(t, enable(&rig, hcalls[i].nr, 1), 0, "on");
		all_but(t, &rig, 0, "with all on");
	}
	refusals(t, &rig);

	t_case(t, "close");
	tce_expect_clears(t, &rig, 1, "in the end");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_not_enabled, .name = "hcall.not_enabled", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
