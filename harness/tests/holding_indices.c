// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.indices
 * A device says how many regions and how many kinds of interrupts it has, and describes each of
 * them, but for those that only some devices have (VGA, errors). Of what is behind the last one
 * nothing is known: to ask about it, or to set it, is refused (EINVAL).
 *
 * Source: include/uapi/linux/vfio.h: num_regions "Max region index + 1", num_irqs "Max IRQ index +
 * 1"; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_ioctl_get_region_info(),
 * vfio_pci_ioctl_get_irq_info()
 */
#include "../test.h"

/* Behind the last of @nr: at once, and where a narrow or a signed number would end. */
#define NR_BEHIND 6

static uint32_t behind(uint32_t nr, unsigned int i)
{
	const uint32_t at[NR_BEHIND] = { nr, nr + 1, nr + 256, INT32_MAX, 1u << 31, UINT32_MAX };

	return at[i];
}

static void regions(struct test *t, int device_fd, uint32_t nr)
{
	struct vfio_region_info info;

	t_case(t, "regions");
	for (uint32_t i = 0; i < nr; i++) {
		int ret = vfio_region_info_try(device_fd, i, &info);

		if (i == VFIO_PCI_VGA_REGION_INDEX && ret == -EINVAL)
			continue;
		t_expect_errno(t, ret, 0, "VFIO_DEVICE_GET_REGION_INFO of %u", i);
	}
	for (unsigned int i = 0; i < NR_BEHIND; i++)
		t_expect_errno(t, vfio_region_info_try(device_fd, behind(nr, i), &info), -EINVAL,
			       "VFIO_DEVICE_GET_REGION_INFO of %u, of %u", behind(nr, i), nr);
}

static void interrupts(struct test *t, int device_fd, uint32_t nr)
{
	t_case(t, "interrupts");
	for (uint32_t i = 0; i < nr; i++) {
		int ret = vfio_interrupts_try(device_fd, i);

		if (i == VFIO_PCI_ERR_IRQ_INDEX && ret == -EINVAL)
			continue;
		t_expect(t, ret >= 0, "VFIO_DEVICE_GET_IRQ_INFO of %u: %s", i, strerror(-ret));
	}
	for (unsigned int i = 0; i < NR_BEHIND; i++) {
		t_expect_errno(t, vfio_interrupts_try(device_fd, behind(nr, i)), -EINVAL,
			       "VFIO_DEVICE_GET_IRQ_INFO of %u, of %u", behind(nr, i), nr);
		t_expect_errno(t, vfio_interrupt_simulate_try(device_fd, behind(nr, i)), -EINVAL,
			       "VFIO_DEVICE_SET_IRQS of %u, of %u", behind(nr, i), nr);
	}
}

static void run(struct test *t)
{
	struct vfio_device_info info;
	struct rig rig;

	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	t_expect_errno(t, vfio_device_info_try(rig.device_fd[0], &info), 0, "VFIO_DEVICE_GET_INFO");
	t_expect(t, info.num_regions >= VFIO_PCI_NUM_REGIONS && info.num_irqs >= VFIO_PCI_NUM_IRQS,
		 "%u regions, %u interrupts: a PCI device has more", info.num_regions,
		 info.num_irqs);
	regions(t, rig.device_fd[0], info.num_regions);
	interrupts(t, rig.device_fd[0], info.num_irqs);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_indices, .name = "holding.indices", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
