// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.reset
 * VFIO_DEVICE_RESET answers the same whether KVM holds the group or not: success for a device
 * that can be reset, as VFIO_DEVICE_GET_INFO says, and EINVAL or ENOTTY for one that cannot. A
 * reset changes the device, not the IOMMU: KVM stays attached, and what the guest mapped stays
 * mapped.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_DEVICE_RESET, VFIO_DEVICE_FLAGS_RESET
 */
#include "../kit/attached.h"

static void expect_reset(struct test *t, const struct rig *rig, bool can)
{
	int ret = vfio_device_reset_try(rig->device_fd[0]);

	if (can)
		t_expect_errno(t, ret, 0, "VFIO_DEVICE_RESET");
	else
		t_expect(t, ret == -EINVAL || ret == -ENOTTY,
			 "VFIO_DEVICE_RESET: %s, must be EINVAL or ENOTTY", strerror(-ret));
}

static bool can_reset(struct test *t, const struct rig *rig)
{
	struct vfio_device_info info;
	int ret = vfio_device_info_try(rig->device_fd[0], &info);

	if (ret)
		t_error(t, "VFIO_DEVICE_GET_INFO: %s", strerror(-ret));
	t_diag(t, "this device can%s be reset", info.flags & VFIO_DEVICE_FLAGS_RESET ? "" : "not");
	return info.flags & VFIO_DEVICE_FLAGS_RESET;
}

static void expect_still_mapped(struct test *t, struct rig *rig, uint64_t tce)
{
	struct hcall_result get = guest_get_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0));

	t_expect_h(t, get, H_SUCCESS, "H_GET_TCE");
	t_expect(t, get.out[0] == tce, "the TCE is 0x%llx, the guest put 0x%llx",
		 (unsigned long long)get.out[0], (unsigned long long)tce);
	t_expect_attached(t, rig);
}

static void run(struct test *t)
{
	struct rig rig;
	uint64_t tce;
	bool can;

	t_case(t, "before it is added");
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	can = can_reset(t, &rig);
	expect_reset(t, &rig, can);

	t_case(t, "added");
	rig_advance(&rig, RIG_ADDED);
	expect_reset(t, &rig, can);

	t_case(t, "attached");
	rig_advance(&rig, RIG_READY);
	tce = rig_gpa(&rig, 0) | TCE_PCI_READ;
	t_expect_h(t, guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0), tce), H_SUCCESS,
		   "H_PUT_TCE of the first page");
	expect_reset(t, &rig, can);
	expect_still_mapped(t, &rig, tce);

	t_case(t, "removed");
	t_remove(t, &rig, 0);
	expect_reset(t, &rig, can);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_reset, .name = "holding.reset", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
