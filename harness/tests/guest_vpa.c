// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vpa
 * A guest registers a page of its own for KVM to write to (its virtual processor area): one that
 * says that it is shorter than its header, or goes on behind its page, is refused (H_PARAMETER),
 * and KVM lets go of the page. A good one is taken, another one takes its place, and it is given
 * up, over and over, each time with other pages; so is one that is registered when the VM ends.
 * What KVM keeps of the pages would be missing from the machine's memory then.
 *
 * Source: PAPR, H_REGISTER_VPA; arch/powerpc/kvm/book3s_hv.c:do_h_register_vpa()
 */
#include "../kit/tce.h"

#define PAGES 64u /* lost, they show as memory of the machine */

#define TAIL_BYTES 1024u /* what is left of a page where an area begins that leaves it */

static struct hcall_result vpa_at(struct rig *rig, uint64_t flags, uint64_t offset_bytes,
				  uint16_t bytes)
{
	const uint64_t args[] = { flags, 0, rig_gpa(rig, offset_bytes) };
	struct hcall_result res;
	unsigned char *area = rig_hva(rig, offset_bytes);
	int ret;

	/* Its length, at its beginning. */
	area[4] = bytes >> 8;
	area[5] = bytes & 0xff;
	ret = guest_hcall_try(&rig->cpu[0], H_REGISTER_VPA, args, 3, &res);
	TEST_ASSERT(!ret, "H_REGISTER_VPA: %s", strerror(-ret));
	return res;
}

static struct hcall_result vpa(struct rig *rig, uint64_t flags, uint64_t page, uint16_t bytes)
{
	return vpa_at(rig, flags, page * getpagesize(), bytes);
}

static void refused(struct test *t, struct rig *rig)
{
	for (uint64_t page = 0; page < PAGES; page++) {
		if (!t_expect_h(t, vpa(rig, VPA_REGISTER, page, 0), H_PARAMETER,
				"a VPA of 0 bytes"))
			return;
		if (!t_expect_h(t,
				vpa_at(rig, VPA_REGISTER, (page + 1) * getpagesize() - TAIL_BYTES,
				       2 * TAIL_BYTES),
				H_PARAMETER, "a VPA that goes on behind its page"))
			return;
	}
}

static void registered(struct test *t, struct rig *rig)
{
	for (uint64_t page = 0; page < PAGES; page += 2) {
		if (!t_expect_h(t, vpa(rig, VPA_REGISTER, page, VPA_BYTES), H_SUCCESS, "a VPA") ||
		    !t_expect_h(t, vpa(rig, VPA_REGISTER, page + 1, VPA_BYTES), H_SUCCESS,
				"another one") ||
		    !t_expect_h(t, vpa(rig, VPA_DEREGISTER, 0, 0), H_SUCCESS, "none"))
			return;
	}
	t_expect_h(t, vpa(rig, VPA_REGISTER, 0, VPA_BYTES), H_SUCCESS, "one more");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "refused");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	refused(t, &rig);

	t_case(t, "registered");
	registered(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(guest_vpa, .name = "guest.vpa", .run = run, .needs = NEEDS_KVM);
