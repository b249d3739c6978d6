// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.untouched
 * Memory that its owner has not written yet is mapped for the device to read: new memory, and a
 * private mapping of a file. What the owner writes there afterwards is what the device reads, in
 * both types of container, as with memory that was written before.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA: "Map process virtual addresses to IO
 * virtual addresses"; Documentation/core-api/pin_user_pages.rst, FOLL_LONGTERM
 */
#include "../kit/reach.h"

#define IOVA 0x100000u

struct memory {
	const char *what;
	bool of_file, written;
};

static const struct memory memories[] = {
	{ .what = "memory that was written before", .written = true },
	{ .what = "new memory" },
	{ .what = "a file, mapped privately", .of_file = true },
};

static void *get(struct test *t, const struct memory *m)
{
	size_t bytes = getpagesize();
	int fd = m->of_file ? memfd_create("untouched", 0) : -1;
	void *hva;

	if (fd >= 0 && ftruncate(fd, (off_t)bytes))
		t_error(t, "ftruncate: %s", strerror(errno));
	hva = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | (m->of_file ? 0 : MAP_ANONYMOUS), fd, 0);
	if (hva == MAP_FAILED)
		t_error(t, "mmap: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	if (m->written)
		memset(hva, 0xa5, bytes);
	return hva;
}

static void look(struct test *t, struct rig *rig, const struct memory *m)
{
	bool v2 = rig->opts.iommu_type == VFIO_SPAPR_TCE_v2_IOMMU;
	size_t bytes = getpagesize();
	void *hva = get(t, m);
	int reads;

	t_case(t, "v%d: %s", v2 ? 2 : 1, m->what);
	if (v2)
		t_expect_errno(t, vfio_register_memory_try(rig->container_fd, hva, bytes), 0,
			       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(
		t, vfio_map_dma_try(rig->container_fd, IOVA, hva, bytes, VFIO_DMA_MAP_FLAG_READ), 0,
		"VFIO_IOMMU_MAP_DMA");
	reads = dma_can_read_try(rig_dma(rig, 0), IOVA, hva, REACH_BYTES);
	if (reads < 0 && reads != -EILSEQ)
		t_error(t, "cannot tell whether the device reads it: %s", strerror(-reads));
	t_expect(t, reads == 1, "the device does not read what was written after it was mapped");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, IOVA, bytes), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	if (v2)
		t_expect_errno(t, vfio_unregister_memory_try(rig->container_fd, hva, bytes), 0,
			       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	munmap(hva, bytes);
}

static void run(struct test *t)
{
	static const int types[] = { VFIO_SPAPR_TCE_v2_IOMMU, VFIO_SPAPR_TCE_IOMMU };

	for (unsigned int i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		const struct rig_opts opts = { .iommu_type = types[i] };
		struct rig rig;

		t_setup_case(t, "v%d: open", types[i] == VFIO_SPAPR_TCE_v2_IOMMU ? 2 : 1);
		rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);
		for (unsigned int k = 0; k < sizeof(memories) / sizeof(memories[0]); k++)
			look(t, &rig, &memories[k]);
		t_rig_close(t, &rig);
	}
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_untouched, .name = "dma.untouched", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .data = "not to be repeated");
