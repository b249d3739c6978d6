// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.requests
 * Every request to a container of type v2 that is not well formed is refused and changes nothing:
 * too short an argsz or a flag that nobody knows is EINVAL, a structure that cannot be read to its
 * end, or not be written back, EFAULT. One that is longer than the kernel knows it is no error.
 * What comes too early is EPERM: to map before any memory is registered, to unregister what cannot
 * be there. More memory than there can be is not registered. What belongs to the other type is
 * ENOTTY. And a window's table is counted as locked, and given back, whatever was refused in
 * between.
 *
 * Source: include/uapi/linux/vfio.h: "all ioctls [...] argsz"; Documentation/driver-api/vfio.rst,
 * "PPC64 sPAPR implementation note"
 */
#include "../kit/tce.h"

/* All of them begin with argsz and flags. */
static const struct request {
	const char *name;
	unsigned int cmd;
	uint32_t bytes; /* that the kernel must have */
	bool knows_flags;
} requests[] = {
	{ "VFIO_IOMMU_SPAPR_TCE_GET_INFO", VFIO_IOMMU_SPAPR_TCE_GET_INFO, 16, false },
	{ "VFIO_IOMMU_MAP_DMA", VFIO_IOMMU_MAP_DMA, 32, true },
	{ "VFIO_IOMMU_UNMAP_DMA", VFIO_IOMMU_UNMAP_DMA, 24, true },
	{ "VFIO_IOMMU_SPAPR_REGISTER_MEMORY", VFIO_IOMMU_SPAPR_REGISTER_MEMORY, 24, true },
	{ "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY", VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY, 24, true },
	{ "VFIO_IOMMU_SPAPR_TCE_CREATE", VFIO_IOMMU_SPAPR_TCE_CREATE, 40, true },
	{ "VFIO_IOMMU_SPAPR_TCE_REMOVE", VFIO_IOMMU_SPAPR_TCE_REMOVE, 16, true },
};

/* Two pages; nothing of the second can be read. */
static char *pages;

static int ask(const struct rig *rig, unsigned int cmd, const void *arg)
{
	return ioctl(rig->container_fd, cmd, arg) < 0 ? -errno : 0;
}

union argument {
	uint32_t argsz_flags[2];
	struct vfio_iommu_type1_dma_map map;
	struct vfio_iommu_type1_dma_unmap unmap;
	struct vfio_iommu_spapr_register_memory memory;
	struct vfio_iommu_spapr_tce_create create;
	struct vfio_iommu_spapr_tce_remove remove;
};

/* What the kernel would do: what it refuses is for argsz or flags, and for nothing else. */
static void argument_make(const struct rig *rig, unsigned int cmd, union argument *a)
{
	*a = (union argument){ 0 };
	switch (cmd) {
	case VFIO_IOMMU_MAP_DMA:
		a->map.flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE;
		a->map.vaddr = (uintptr_t)rig->dma_hva;
		a->map.size = 4096;
		break;
	case VFIO_IOMMU_UNMAP_DMA:
		a->unmap.size = 4096;
		break;
	case VFIO_IOMMU_SPAPR_REGISTER_MEMORY:
		a->memory.vaddr = (uintptr_t)pages;
		a->memory.size = getpagesize();
		break;
	case VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY:
		a->memory.vaddr = (uintptr_t)rig->dma_hva;
		a->memory.size = rig->dma_bytes;
		break;
	case VFIO_IOMMU_SPAPR_TCE_CREATE:
		a->create.page_shift = 12;
		a->create.window_size = 1 << 20;
		a->create.levels = 1;
		break;
	}
}

/* The request with its last @beyond bytes in the page that cannot be read. */
static int ask_at_end(const struct rig *rig, const struct request *r, uint32_t argsz,
		      uint32_t more_flags, uint32_t beyond)
{
	char *arg = pages + getpagesize() - r->bytes + beyond;
	union argument a;

	argument_make(rig, r->cmd, &a);
	a.argsz_flags[0] = argsz;
	a.argsz_flags[1] |= more_flags;
	memcpy(arg, &a, r->bytes - beyond);
	return ask(rig, r->cmd, arg);
}

static void malformed(struct test *t, const struct rig *rig, const struct request *r)
{
	t_case(t, "%s", r->name);
	t_expect_errno(t, ask_at_end(rig, r, 0, 0, 0), -EINVAL, "argsz 0");
	t_expect_errno(t, ask_at_end(rig, r, r->bytes - 1, 0, 0), -EINVAL, "argsz a byte short");
	t_expect_errno(t, ask_at_end(rig, r, r->bytes, 0, 8), -EFAULT, "8 bytes of it unreadable");
	t_expect_errno(t, ask(rig, r->cmd, pages + getpagesize()), -EFAULT, "all of it unreadable");
	t_expect_errno(t, ask(rig, r->cmd, NULL), -EFAULT, "address 0");
	if (!r->knows_flags)
		return;
	t_expect_errno(t, ask_at_end(rig, r, r->bytes, 1u << 31, 0), -EINVAL, "flag 31");
	t_expect_errno(t, ask_at_end(rig, r, r->bytes, 1u << 2, 0), -EINVAL, "flag 2");
}

/* What is as it was before, for the requests to come. */
static void undo(const struct rig *rig, unsigned int cmd, const union argument *a)
{
	struct dma_window first = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };

	switch (cmd) {
	case VFIO_IOMMU_SPAPR_REGISTER_MEMORY:
		vfio_unregister_memory(rig->container_fd, pages, getpagesize());
		break;
	case VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY:
		vfio_register_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
		break;
	case VFIO_IOMMU_SPAPR_TCE_CREATE:
		vfio_window_remove(rig->container_fd, a->create.start_addr);
		break;
	case VFIO_IOMMU_SPAPR_TCE_REMOVE:
		vfio_window_create(rig->container_fd, &first);
		break;
	}
}

/* As of a program that was built for a kernel to come. What is mapped is unmapped next. */
static void longer(struct test *t, const struct rig *rig)
{
	static const uint32_t more[] = { 1, 8, 4096, 1u << 31 };

	t_case(t, "argsz longer than the structure");
	for (unsigned int i = 0; i < ARRAY_SIZE(more) * ARRAY_SIZE(requests); i++) {
		const struct request *r = &requests[i % ARRAY_SIZE(requests)];
		union {
			union argument a;
			struct vfio_iommu_spapr_tce_info info;
		} arg = { 0 };

		argument_make(rig, r->cmd, &arg.a);
		arg.a.argsz_flags[0] = r->bytes + more[i / ARRAY_SIZE(requests)];
		if (t_expect_errno(t, ask(rig, r->cmd, &arg), 0, "%s, argsz %u", r->name,
				   arg.a.argsz_flags[0]))
			undo(rig, r->cmd, &arg.a);
	}
}

static void info_of_old_size(struct test *t, const struct rig *rig)
{
	static const uint32_t argsz[] = { 16, 20, 24,
					  sizeof(struct vfio_iommu_spapr_tce_info) - 1 };

	t_case(t, "the part of the information that old programs know");
	for (unsigned int i = 0; i < ARRAY_SIZE(argsz); i++) {
		struct vfio_iommu_spapr_tce_info info = { .argsz = argsz[i], .ddw.levels = 77 };

		t_expect_errno(t, ask(rig, VFIO_IOMMU_SPAPR_TCE_GET_INFO, &info), 0, "GET_INFO");
		t_expect(t, info.dma32_window_size, "a 32-bit window of no size");
		t_expect(t, info.ddw.levels == 77, "argsz %u: what is behind it was written",
			 argsz[i]);
	}
}

static void read_only(struct test *t, const struct rig *rig)
{
	int64_t before_bytes = vfio_locked_bytes();
	const struct vfio_iommu_spapr_tce_info info = { .argsz = sizeof(info) };
	const struct vfio_iommu_spapr_tce_create create = {
		.argsz = sizeof(create), .page_shift = 12, .window_size = 1 << 20, .levels = 1
	};

	t_case(t, "an answer that cannot be written");
	memcpy(pages, &info, sizeof(info));
	memcpy(pages + sizeof(info), &create, sizeof(create));
	mprotect(pages, getpagesize(), PROT_READ);
	t_expect_errno(t, ask(rig, VFIO_IOMMU_SPAPR_TCE_GET_INFO, pages), -EFAULT, "GET_INFO");
	t_expect_errno(t, ask(rig, VFIO_IOMMU_SPAPR_TCE_CREATE, pages + sizeof(info)), -EFAULT,
		       "TCE_CREATE");
	mprotect(pages, getpagesize(), PROT_READ | PROT_WRITE);
	t_expect_errno(t, vfio_map_dma_try(rig->container_fd, 0, rig->dma_hva, 4096, 1), 0,
		       "VFIO_IOMMU_MAP_DMA in the window that was there before");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, 0, 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, 1ull << 59), -EINVAL,
		       "TCE_REMOVE of a window whose address nobody was told");
	tce_expect_locked(t, before_bytes, "without that window");
}

static void nothing_mapped(struct test *t, const struct rig *rig)
{
	t_expect_errno(t, vfio_map_dma_try(rig->container_fd, 0, pages, 4096, 1), -EPERM,
		       "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, 0, 4096), -EPERM,
		       "VFIO_IOMMU_UNMAP_DMA");
}

static void too_early(struct test *t, const struct rig *rig)
{
	t_case(t, "before any memory is registered");
	nothing_mapped(t, rig);
	t_expect_errno(t, vfio_unregister_memory_try(rig->container_fd, pages, getpagesize()),
		       -EPERM, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");

	t_case(t, "when it could not be registered");
	t_expect_errno(
		t,
		vfio_register_memory_try(rig->container_fd, pages + getpagesize(), getpagesize()),
		-EFAULT, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of what cannot be read");
	nothing_mapped(t, rig);
}

/*
 * Its pages can no longer be counted in 32 bits. By a process that may not lock so much, which is
 * asked for before anything is allocated: tens of GiB, on a machine that has them.
 */
static void too_much(struct test *t, void *arg)
{
	uint64_t bytes = (1ull << 32) * getpagesize() + getpagesize();
	struct rig rig;

	(void)arg;
	t_case(t, "more memory than there is");
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	tce_limit_locked(t, 4 * getpagesize());
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, pages, bytes), -ENOMEM,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of %llu bytes", (unsigned long long)bytes);
	tce_expect_locked(t, 0, "afterwards");
	rig_close(&rig);
}

static void of_another_type(struct test *t, const struct rig *rig)
{
	t_case(t, "requests of others");
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), -ENOTTY, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), -ENOTTY, "VFIO_IOMMU_DISABLE");
	t_expect_errno(t, ask(rig, VFIO_GROUP_GET_STATUS, pages), -ENOTTY, "VFIO_GROUP_GET_STATUS");
}

static void windows(struct test *t, const struct rig *rig)
{
	t_case(t, "no window there");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, 1ull << 59), -EINVAL,
		       "TCE_REMOVE while the default window is only promised");
	t_case(t, "maps by direction");
	for (uint32_t flags = 1; flags <= 3; flags++)
		t_expect_errno(
			t,
			vfio_map_dma_try(rig->container_fd, flags << 12, rig->dma_hva, 4096, flags),
			0, "VFIO_IOMMU_MAP_DMA, flags %u", flags);
	t_expect_errno(t, vfio_map_dma_try(rig->container_fd, 0, rig->dma_hva, 4096, 0), -EINVAL,
		       "VFIO_IOMMU_MAP_DMA for no direction");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, 0, 16384), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
}

/* Nothing but the window knows whose container it is. */
static void refused_beside_window(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	int64_t before_bytes = vfio_locked_bytes();
	struct rig rig;

	t_case(t, "refused beside a window");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	vfio_window_create(rig.container_fd, &w);
	t_expect(t, vfio_locked_bytes() > before_bytes, "the window's table is not locked");
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, pages, 2048), -EINVAL,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of a part of a page");
	t_rig_close(t, &rig);
	tce_expect_locked(t, before_bytes, "closed with the window there");
}

static void run(struct test *t)
{
	int64_t before_bytes;
	struct rig rig;

	pages = mmap(NULL, 2 * getpagesize(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		     -1, 0);
	if (pages == MAP_FAILED || mprotect(pages + getpagesize(), getpagesize(), PROT_NONE))
		t_error(t, "cannot make a page that cannot be read: %s", strerror(errno));
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	too_early(t, &rig);
	of_another_type(t, &rig);
	rig_advance(&rig, RIG_MEMORY);
	windows(t, &rig);
	before_bytes = vfio_locked_bytes();
	for (unsigned int i = 0; i < ARRAY_SIZE(requests); i++)
		malformed(t, &rig, &requests[i]);
	tce_expect_locked(t, before_bytes, "after all these");
	longer(t, &rig);
	info_of_old_size(t, &rig);
	read_only(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	refused_beside_window(t);
	t_in_child(t, too_much, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_requests, .name = "memory.requests", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
