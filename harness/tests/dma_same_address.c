// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.same_address
 * Two processes register memory at one and the same address, each its own, in a container of its
 * own: the device of each reaches what its own process has there, and nothing of the other's, which
 * is in use right then.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5);
 * arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_lookup(): of one mm
 */
#include "../kit/reach.h"

#define MAP_BOTH (VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE)
#define BYTES	 256u
#define PAGE	 4u /* of the window, where each of them maps it */

static char *hva; /* a host page; a child has a copy of its own */

static void expect_own(struct test *t, struct rig *rig, const char *whose)
{
	t_expect(t, dma_can_write(rig_dma(rig, 0), rig_ioba(rig, PAGE), hva, BYTES),
		 "%s device does not reach what its process has there", whose);
}

static void map(struct test *t, struct rig *rig)
{
	t_expect_errno(
		t, vfio_map_dma_try(rig->container_fd, rig_ioba(rig, PAGE), hva, 4096, MAP_BOTH), 0,
		"VFIO_IOMMU_MAP_DMA");
}

static void begin(struct test *t, struct rig *rig)
{
	hva[0] = 1;
	vfio_register_memory(rig->container_fd, hva, getpagesize());
	map(t, rig);
}

static void close_all(struct test *t, struct rig *rig)
{
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, PAGE), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	vfio_unregister_memory(rig->container_fd, hva, getpagesize());
	t_rig_close(t, rig);
}

static void other_process(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "the second process");
	rig_open(&rig, &t_targets(t)[1], NULL, RIG_WINDOW);
	begin(t, &rig);
	expect_own(t, &rig, "the second one's");
	close_all(t, &rig);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "the first process");
	hva = mmap(NULL, getpagesize(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (hva == MAP_FAILED)
		t_error(t, "mmap: %s", strerror(errno));
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	begin(t, &rig);
	expect_own(t, &rig, "the first one's");
	map(t, &rig); /* so that it is the last that anybody has looked for */
	t_in_child(t, other_process, NULL);

	t_case(t, "the first process afterwards");
	expect_own(t, &rig, "the first one's");
	close_all(t, &rig);
	munmap(hva, getpagesize());
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_same_address, .name = "dma.same_address", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA);
