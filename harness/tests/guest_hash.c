// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.hash
 * The guest runs in real mode on a hash page table that the kernel made: a TCE that it puts it
 * can get back, and a hypercall to an LIOBN without a table is left to user space. With a group,
 * what such a guest maps reaches the hardware table as well.
 *
 * Source: Documentation/virt/kvm/api.rst, KVM_PPC_ALLOCATE_HTAB and KVM_CREATE_SPAPR_TCE
 */
#include "../kit/bare.h"

static void without_a_group(struct test *t)
{
	struct bare b;

	t_case(t, "hash guest");
	bare_open(&b, GUEST_HASH, 1);
	t_bare_works(t, &b);
	bare_close(&b);
}

static void with_a_group(struct test *t)
{
	struct rig rig;

	t_case(t, "hash guest with a group");
	rig_live_open(t, &rig, &(struct rig_opts){ .mode = GUEST_HASH });
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	const char *why;

	if (!guest_mode_supported(GUEST_HASH, &why))
		return t_skip(t, "%s", why);
	without_a_group(t);
	with_a_group(t);
}

TCELIFE_TEST(guest_hash, .name = "guest.hash", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
