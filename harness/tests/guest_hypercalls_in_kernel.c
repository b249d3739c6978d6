// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.hypercalls_in_kernel
 * Which of the four TCE hypercalls the kernel answers itself and which it leaves to user space:
 * all four are answered for an LIOBN with a table, and left for one without; and each is left
 * once it was disabled for the VM, the others being untouched, until it is enabled again. A number
 * that is none of theirs is left, however near. Every other test relies on telling the two apart.
 *
 * Source: Documentation/virt/kvm/api.rst, KVM_CAP_PPC_ENABLE_HCALL and KVM_CREATE_SPAPR_TCE; PAPR,
 * hypervisor call functions: their numbers are multiples of 4
 */
#include "../kit/bare.h"

#define NR_HCALLS 4

static const struct {
	const char *name;
	uint64_t nr;
	uint64_t arg, last_arg; /* after LIOBN and I/O address; 0 is the list's place */
	unsigned int nr_args;
} hcalls[NR_HCALLS] = {
	{ "H_PUT_TCE", H_PUT_TCE, 0x10000 | TCE_PCI_READ, 0, 3 },
	{ "H_PUT_TCE_INDIRECT", H_PUT_TCE_INDIRECT, 0, 2, 4 },
	{ "H_STUFF_TCE", H_STUFF_TCE, 0, 2, 4 },
	{ "H_GET_TCE", H_GET_TCE, 0, 0, 2 },
};

/* A list of TCEs without permissions in guest RAM; any aligned page of zeros will do. */
static uint64_t make_list(struct bare *b)
{
	uint64_t gpa = vm_phy_page_alloc(b->vm, GUEST_RAM_BYTES / 2, GUEST_RAM_SLOT);

	memset(addr_gpa2hva(b->vm, gpa), 0, 4096);
	return gpa;
}

static struct hcall_result call(struct test *t, struct bare *b, unsigned int i, uint64_t liobn,
				uint64_t list_gpa)
{
	uint64_t args[] = { liobn, bare_ioba(0), hcalls[i].arg, hcalls[i].last_arg };
	struct hcall_result got = { 0 };
	int ret;

	if (hcalls[i].nr == H_PUT_TCE_INDIRECT)
		args[2] = list_gpa;
	ret = guest_hcall_try(&b->cpu[0], hcalls[i].nr, args, hcalls[i].nr_args, &got);
	if (ret)
		t_error(t, "%s: the guest did not come through: %s", hcalls[i].name,
			strerror(-ret));
	return got;
}

/* As H_PUT_TCE, by another number. */
static void expect_no_hypercall(struct test *t, struct bare *b, uint64_t nr)
{
	const uint64_t args[] = { BARE_LIOBN, bare_ioba(1), 0x10000 | TCE_PCI_READ };
	struct hcall_result got = { 0 };

	if (guest_hcall_try(&b->cpu[0], nr, args, 3, &got))
		t_error(t, "the guest did not come through");
	t_expect_bounced(t, got, "number 0x%llx", (unsigned long long)nr);
}

static void no_hypercalls(struct test *t, struct bare *b)
{
	struct hcall_result got;

	t_case(t, "numbers of none");
	for (uint64_t off = 1; off < 4; off++)
		expect_no_hypercall(t, b, H_PUT_TCE + off);
	expect_no_hypercall(t, b, H_PUT_TCE | 1ull << 32);
	got = guest_get_tce(&b->cpu[0], BARE_LIOBN, bare_ioba(1));
	t_expect_h(t, got, H_SUCCESS, "H_GET_TCE");
	t_expect(t, !got.out[0], "one of them has put a TCE");
}

static void enable(struct test *t, struct bare *b, uint64_t nr, bool on)
{
	struct kvm_enable_cap cap = { .cap = KVM_CAP_PPC_ENABLE_HCALL, .args = { nr, on } };

	t_expect_errno(t, ioctl(b->vm->fd, KVM_ENABLE_CAP, &cap) ? -errno : 0, 0,
		       "KVM_CAP_PPC_ENABLE_HCALL");
}

/* All four, of which the kernel must leave @off alone. */
static void expect_all_but(struct test *t, struct bare *b, unsigned int off, uint64_t list_gpa)
{
	for (unsigned int i = 0; i < NR_HCALLS; i++) {
		struct hcall_result got = call(t, b, i, BARE_LIOBN, list_gpa);

		if (i == off)
			t_expect_bounced(t, got, "%s, disabled", hcalls[i].name);
		else
			t_expect_h(t, got, H_SUCCESS, "%s", hcalls[i].name);
	}
}

static void run(struct test *t)
{
	uint64_t list_gpa;
	struct bare b;

	bare_open(&b, bare_mode(), 1);
	list_gpa = make_list(&b);

	t_case(t, "with a table");
	expect_all_but(t, &b, NR_HCALLS, list_gpa);

	t_case(t, "without a table");
	for (unsigned int i = 0; i < NR_HCALLS; i++)
		t_expect_bounced(t, call(t, &b, i, BARE_OTHER, list_gpa), "%s", hcalls[i].name);

	no_hypercalls(t, &b);

	for (unsigned int i = 0; i < NR_HCALLS; i++) {
		t_case(t, "%s disabled", hcalls[i].name);
		enable(t, &b, hcalls[i].nr, false);
		expect_all_but(t, &b, i, list_gpa);
		enable(t, &b, hcalls[i].nr, true);
	}

	t_case(t, "enabled again");
	expect_all_but(t, &b, NR_HCALLS, list_gpa);
	bare_close(&b);
}

TCELIFE_TEST(guest_hypercalls_in_kernel, .name = "guest.hypercalls_in_kernel", .run = run,
	     .needs = NEEDS_KVM);
