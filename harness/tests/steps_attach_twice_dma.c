// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: steps.attach_twice_dma
 * What steps.attach_twice sees from the guest, seen from the device: after SET_SPAPR_TCE twice
 * and GROUP_DEL once, a TCE that the guest puts must no longer let the device reach memory: KVM
 * has been told that the group is not the VM's any more. First it is shown that a TCE did so
 * before, and that clearing it took effect.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst
 * Known: kvm-tce-attach-twice-dma
 */
#include "../kit/attached.h"

#define DMA_BYTES 512

static bool device_reads(struct rig *rig, uint64_t page)
{
	uint64_t offset_bytes = page * getpagesize();

	return dma_can_read(rig_dma(rig, 0), rig_ioba(rig, page), rig_hva(rig, offset_bytes),
			    DMA_BYTES);
}

static struct hcall_result put(struct rig *rig, uint64_t page, uint64_t access)
{
	uint64_t tce = access ? rig_gpa(rig, page * getpagesize()) | access : 0;

	return guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), tce);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "attached twice, the device reads");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_errno(t, attach_try(&rig), 0, "second SET_SPAPR_TCE");
	t_expect_h(t, put(&rig, 0, TCE_PCI_READ), H_SUCCESS, "H_PUT_TCE");
	if (!device_reads(&rig, 0))
		t_error(t, "the device does not read through a TCE that the guest made");

	t_case(t, "cleared, it does not");
	t_expect_h(t, put(&rig, 0, 0), H_SUCCESS, "H_PUT_TCE of 0");
	t_expect(t, !device_reads(&rig, 0), "the device reads through a TCE that was cleared");

	t_case(t, "removed once, it does not");
	t_remove(t, &rig, 0);
	t_expect_h(t, put(&rig, 1, TCE_PCI_READ), H_SUCCESS, "H_PUT_TCE");
	t_expect(t, !device_reads(&rig, 1),
		 "the guest's TCE still reaches the hardware of a removed group");
	t_expect_h(t, put(&rig, 1, 0), H_SUCCESS, "H_PUT_TCE of 0");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(steps_attach_twice_dma, .name = "steps.attach_twice_dma", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
