// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.radix
 * The guest runs translated, through radix page tables that the host made for it: a TCE that it
 * puts it can get back, and a hypercall to an LIOBN without a table is left to user space.
 *
 * Source: Documentation/virt/kvm/api.rst, KVM_PPC_CONFIGURE_V3_MMU and KVM_CREATE_SPAPR_TCE
 */
#include "../kit/bare.h"

static void run(struct test *t)
{
	const char *why;
	struct bare b;

	t_case(t, "radix guest");
	if (!guest_mode_supported(GUEST_RADIX, &why))
		return t_skip(t, "%s", why);
	bare_open(&b, GUEST_RADIX, 1);
	t_bare_works(t, &b);
	bare_close(&b);
}

TCELIFE_TEST(guest_radix, .name = "guest.radix", .run = run, .needs = NEEDS_KVM);
