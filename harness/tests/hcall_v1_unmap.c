// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.v1_unmap
 * In a container of the first kind the guest clears an entry that user space mapped. The kernel
 * leaves that to user space, which knows what it pinned, and until then the device goes on to reach
 * the page. A kernel that clears the TCE and bounces the call all the same takes from user space
 * the chance to unpin: VFIO_IOMMU_UNMAP_DMA finds nothing there, the page stays pinned for ever.
 * Where the guest's page is larger than the IOMMU's, user space may have mapped a part of it: what
 * the kernel can clear of it does not make up for what it cannot. And what the device may only read
 * it may only read afterwards.
 *
 * Source: arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_iommu_do_map(): "v1 is handled via ioctl()";
 * Documentation/virt/kvm/api.rst, 8.31: what the kernel cannot do is passed on to user space
 * Known: v1-put-loses-pin
 */
#include "../kit/tce.h"

#define BYTES	  256u
#define NO_ACCESS (1ull << 12) /* a TCE that maps nothing, and can be told from a free entry */

static int written(struct rig *rig, uint64_t page)
{
	return dma_can_write_try(rig_dma(rig, 0), rig_ioba(rig, page), rig_hva(rig, page * 65536),
				 BYTES);
}

/* The device writes @page, or does not; @wrong says what it is if not so. */
static bool expect_written(struct test *t, struct rig *rig, uint64_t page, int want,
			   const char *wrong)
{
	int got;

	if (!t_has_dma(t))
		return true;
	got = written(rig, page);
	return t_expect(t, got == want, "%s%s%s", wrong, got < 0 ? ": " : "",
			got < 0 ? strerror(-got) : "");
}

static void map_for(struct test *t, struct rig *rig, uint64_t page, uint32_t flags)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, page),
					rig_hva(rig, page * 65536), 4096, flags),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static bool map(struct test *t, struct rig *rig, uint64_t page)
{
	map_for(t, rig, page, VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
	return expect_written(t, rig, page, 1, "the device does not reach what user space mapped");
}

/* The kernel has left the clearing to user space, which does it. */
static void unmap(struct test *t, struct rig *rig, uint64_t page)
{
	expect_written(t, rig, page, 1, "the kernel has cleared what it left to user space");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, page), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
}

/* User space has mapped the first IOMMU page of the guest's first one. */
static void stuff(struct test *t, struct rig *rig)
{
	if (!map(t, rig, 0))
		return;
	t_expect_bounced(t,
			 guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), NO_ACCESS, 1),
			 "H_STUFF_TCE");
	tce_expect_entry(t, rig, rig->liobn, 0, 0, "left to user space");
	unmap(t, rig, 0);
}

static void read_only(struct test *t, struct rig *rig, uint64_t page)
{
	t_case(t, "mapped to be read");
	map_for(t, rig, page, VFIO_DMA_MAP_FLAG_READ);
	t_expect_bounced(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), 0),
			 "H_PUT_TCE of 0");
	expect_written(t, rig, page, 0, "the device writes what user space has mapped to be read");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, page), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
}

static void in_part(struct test *t)
{
	const struct rig_opts opts = { .iommu_type = VFIO_SPAPR_TCE_IOMMU, .table_page_shift = 16 };
	struct rig rig;

	t_case(t, "a part of a larger page");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	stuff(t, &rig);
	t_rig_close(t, &rig);
}

/* What the device does not reach in a container of type v1, is then not for its own sake. */
static void device_works(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0), tce_of(&rig, 0, TCE_PCI_BOTH));
	if (written(&rig, 0) != 1)
		t_error(t,
			"the device does not reach what the guest maps in a container of type v2");
	guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0), 0);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	struct rig_opts opts = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "H_STUFF_TCE");
	if (t_has_dma(t))
		device_works(t);
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	stuff(t, &rig);

	t_case(t, "H_PUT_TCE of 0");
	if (map(t, &rig, 1)) {
		t_expect_bounced(t, guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 1), 0),
				 "H_PUT_TCE of 0");
		unmap(t, &rig, 1);
	}
	read_only(t, &rig, 2);

	t_case(t, "close");
	t_rig_close(t, &rig);
	in_part(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_v1_unmap, .name = "hcall.v1_unmap", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
