// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.join_late
 * A second group comes to a container whose IOMMU is chosen and whose windows are made. Of type v2
 * it gets the windows that there are, be it the upper one alone, may leave before the first one or
 * after it, and what the other one's device can reach stays. Of type v1 there is one group in a
 * container: the second is refused (EBUSY), late or early, and nothing of it is kept: it can go
 * elsewhere, and when the first one leaves, the container has no type any more and gets the next.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 1);
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_attach_group(): "v1 reuses TCE tables and does not
 * share them among PEs"
 */
#include "../kit/tce.h"

#define MEMORY_BYTES 65536u

struct two {
	int container_fd, group_fd[2];
	void *memory;
};

static void two_open(struct test *t, struct two *two)
{
	two->container_fd = vfio_container_open();
	for (unsigned int i = 0; i < 2; i++)
		two->group_fd[i] = vfio_group_open(t_targets(t)[i].group);
	vfio_set_container(two->group_fd[0], two->container_fd);
	two->memory =
		mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

static void two_close(struct two *two)
{
	close(two->group_fd[0]);
	close(two->group_fd[1]);
	close(two->container_fd);
	munmap(two->memory, MEMORY_BYTES);
}

static void t_maps(struct test *t, const struct two *two, const char *when)
{
	t_expect_errno(t,
		       vfio_map_dma_try(two->container_fd, 0, two->memory, MEMORY_BYTES,
					VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA %s", when);
}

static void joins(struct test *t, const struct two *two, unsigned int n)
{
	int device_fd;

	t_expect_errno(t, vfio_set_container_try(two->group_fd[n], two->container_fd), 0,
		       "VFIO_GROUP_SET_CONTAINER of group %u", n);
	device_fd = vfio_device_open_try(two->group_fd[n], t_targets(t)[n].bdf);
	t_expect_fd(t, device_fd, "VFIO_GROUP_GET_DEVICE_FD of group %u", n);
	close(device_fd);
}

static void leaves(struct test *t, const struct two *two, unsigned int n)
{
	t_expect_errno(t, vfio_unset_container_try(two->group_fd[n]), 0,
		       "VFIO_GROUP_UNSET_CONTAINER of group %u", n);
}

static void v2(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	struct two two;
	int device_fd;

	t_case(t, "v2: joins late");
	two_open(t, &two);
	vfio_set_iommu(two.container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	vfio_register_memory(two.container_fd, two.memory, MEMORY_BYTES);
	vfio_window_remove(two.container_fd, 0);
	vfio_window_create(two.container_fd, &w);
	t_maps(t, &two, "alone");
	device_fd = vfio_device_open(two.group_fd[0], t_targets(t)[0].bdf);
	joins(t, &two, 1);
	close(device_fd);
	t_maps(t, &two, "with both");

	t_case(t, "v2: the first one leaves first");
	leaves(t, &two, 0);
	t_maps(t, &two, "without the first");
	joins(t, &two, 0);

	t_case(t, "v2: and last");
	leaves(t, &two, 1);
	t_maps(t, &two, "without the second");
	vfio_window_remove(two.container_fd, w.start_bytes);
	vfio_unregister_memory(two.container_fd, two.memory, MEMORY_BYTES);
	leaves(t, &two, 0);
	two_close(&two);
}

/* The window is large: if its table is lost, each repeat of the test shows it. */
static void v2_upper(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .levels = 1 };
	struct two two;

	t_case(t, "v2: joins the upper window alone");
	w.size_bytes = 16ull * getpagesize() / sizeof(uint64_t) << w.page_shift;
	two_open(t, &two);
	vfio_set_iommu(two.container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	vfio_register_memory(two.container_fd, two.memory, MEMORY_BYTES);
	vfio_window_create(two.container_fd, &w); /* beside the default one */
	vfio_window_remove(two.container_fd, 0);
	joins(t, &two, 1);
	leaves(t, &two, 0);
	t_expect_errno(t,
		       vfio_map_dma_try(two.container_fd, w.start_bytes, two.memory, MEMORY_BYTES,
					VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA without the first");
	leaves(t, &two, 1);
	two_close(&two);
}

static void elsewhere(struct test *t, const struct two *two)
{
	int container_fd = vfio_container_open();

	t_expect_errno(t, vfio_set_container_try(two->group_fd[1], container_fd), 0,
		       "VFIO_GROUP_SET_CONTAINER to another container");
	t_expect_errno(t, vfio_set_iommu_try(container_fd, VFIO_SPAPR_TCE_IOMMU), 0,
		       "VFIO_SET_IOMMU there");
	vfio_unset_container(two->group_fd[1]);
	close(container_fd);
}

static void v1_late(struct test *t)
{
	struct two two;

	t_case(t, "v1: comes late");
	two_open(t, &two);
	vfio_set_iommu(two.container_fd, VFIO_SPAPR_TCE_IOMMU);
	t_expect_errno(t, vfio_set_container_try(two.group_fd[1], two.container_fd), -EBUSY,
		       "VFIO_GROUP_SET_CONTAINER of the second");
	elsewhere(t, &two);
	leaves(t, &two, 0);
	vfio_set_container(two.group_fd[0], two.container_fd);
	t_expect_errno(t, vfio_set_iommu_try(two.container_fd, VFIO_SPAPR_TCE_v2_IOMMU), 0,
		       "VFIO_SET_IOMMU to v2, when the first was out and in again");
	two_close(&two);
}

static void v1_early(struct test *t)
{
	struct two two;

	t_case(t, "v1: both are there first");
	two_open(t, &two);
	vfio_set_container(two.group_fd[1], two.container_fd);
	t_expect_errno(t, vfio_set_iommu_try(two.container_fd, VFIO_SPAPR_TCE_IOMMU), -EBUSY,
		       "VFIO_SET_IOMMU to v1");
	t_expect_errno(t, vfio_set_iommu_try(two.container_fd, VFIO_SPAPR_TCE_v2_IOMMU), 0,
		       "VFIO_SET_IOMMU to v2, then");
	leaves(t, &two, 1);
	leaves(t, &two, 0);
	two_close(&two);
}

static void run(struct test *t)
{
	v2(t);
	v2_upper(t);
	v1_late(t);
	v1_early(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_join_late, .name = "holding.join_late", .run = run,
	     .needs = NEEDS_GROUP | NEEDS_TWO_GROUPS);
