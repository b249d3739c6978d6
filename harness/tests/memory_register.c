// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.register
 * VFIO_IOMMU_SPAPR_REGISTER_MEMORY and _UNREGISTER_MEMORY with everything that is wrong with a
 * range: not aligned, no memory there, known already, overlapping, never registered, of another
 * size. Each refusal has its errno and changes nothing in what is locked; what is registered is
 * locked to the byte, and free again afterwards.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5): "Bisecting is
 * not supported and VFIO_IOMMU_UNREGISTER_MEMORY is expected to be called with the exact address
 * and size used for registering the memory block"; include/uapi/linux/vfio.h
 */
#include "../kit/tce.h"

#define PAGES 16 /* of memory, host pages; 4 to 11 are the block */

struct ground {
	struct rig rig;
	char *hva;
	uint64_t page_bytes;
	int64_t before_bytes; /* locked with nothing registered */
};

struct row {
	const char *name;
	int64_t first, nr; /* pages, or see below */
	int32_t first_bytes, more_bytes;
	int want;
};

static int reg(struct ground *g, const struct row *r)
{
	return vfio_register_memory_try(g->rig.container_fd,
					g->hva + r->first * g->page_bytes + r->first_bytes,
					r->nr * g->page_bytes + r->more_bytes);
}

static int unreg(struct ground *g, const struct row *r)
{
	return vfio_unregister_memory_try(g->rig.container_fd,
					  g->hva + r->first * g->page_bytes + r->first_bytes,
					  r->nr * g->page_bytes + r->more_bytes);
}

static const struct row block = { "block", 4, 8, 0, 0, 0 };

static const struct row bad_alone[] = {
	{ "address not aligned", 4, 8, 2048, 0, -EINVAL },
	{ "size not aligned", 4, 7, 0, 2048, -EINVAL },
	{ "half a page", 4, 0, 0, 2048, -EINVAL },
	{ "nobody's memory", PAGES, 1, 0, 0, -EFAULT },
};

static const struct row bad_beside_block[] = {
	{ "the same again", 4, 8, 0, 0, -EBUSY },  { "its first page", 4, 1, 0, 0, -EINVAL },
	{ "its last page", 11, 1, 0, 0, -EINVAL }, { "over its beginning", 2, 4, 0, 0, -EINVAL },
	{ "over its end", 10, 4, 0, 0, -EINVAL },  { "inside of it", 6, 2, 0, 0, -EINVAL },
	{ "around it", 2, 12, 0, 0, -EINVAL },
};

static const struct row bad_unregister[] = {
	{ "never registered", 0, 1, 0, 0, -ENOENT },
	{ "too short", 4, 7, 0, 0, -ENOENT },
	{ "too long", 4, 9, 0, 0, -ENOENT },
	{ "its second half", 8, 4, 0, 0, -ENOENT },
	{ "no size", 4, 0, 0, 0, -ENOENT },
	{ "address not aligned", 4, 8, 2048, 0, -EINVAL },
	{ "size not aligned", 4, 7, 0, 2048, -EINVAL },
};

static void expect_locked_pages(struct test *t, struct ground *g, int64_t pages, const char *what)
{
	tce_expect_locked(t, g->before_bytes + pages * (int64_t)g->page_bytes, what);
}

static void refuse_all(struct test *t, struct ground *g, const char *verb, const struct row *rows,
		       unsigned int nr, int (*request)(struct ground *g, const struct row *r),
		       int64_t locked_pages)
{
	for (unsigned int i = 0; i < nr; i++) {
		t_case(t, "%s: %s", verb, rows[i].name);
		t_expect_errno(t, request(g, &rows[i]), rows[i].want, "%s", verb);
		expect_locked_pages(t, g, locked_pages, "afterwards");
	}
}

static int raw(struct ground *g, unsigned long request, uint32_t argsz, uint32_t flags,
	       uint64_t vaddr, uint64_t bytes)
{
	struct vfio_iommu_spapr_register_memory range = {
		.argsz = argsz, .flags = flags, .vaddr = vaddr, .size = bytes
	};

	return ioctl(g->rig.container_fd, request, &range) ? -errno : 0;
}

static void bad_arguments(struct test *t, struct ground *g, const char *verb, unsigned long request)
{
	uint32_t argsz = sizeof(struct vfio_iommu_spapr_register_memory);
	uint64_t vaddr = (uintptr_t)g->hva;

	t_case(t, "%s: bad arguments", verb);
	t_expect_errno(t, raw(g, request, 16, 0, vaddr, g->page_bytes), -EINVAL, "argsz too small");
	t_expect_errno(t, raw(g, request, argsz, 1, vaddr, g->page_bytes), -EINVAL,
		       "an unknown flag");
	t_expect_errno(t, ioctl(g->rig.container_fd, request, NULL) ? -errno : 0, -EFAULT,
		       "a bad address");
}

static void wraps(struct test *t, struct ground *g)
{
	uint32_t argsz = sizeof(struct vfio_iommu_spapr_register_memory);

	t_case(t, "register: around the end of the address space");
	t_expect_errno(t,
		       raw(g, VFIO_IOMMU_SPAPR_REGISTER_MEMORY, argsz, 0, 0 - g->page_bytes,
			   2 * g->page_bytes),
		       -EINVAL, "register");
	expect_locked_pages(t, g, 0, "afterwards");
}

static void read_only(struct test *t, struct ground *g)
{
	const struct row last = { "", PAGES - 1, 1, 0, 0, 0 };

	t_case(t, "register: memory that cannot be written");
	mprotect(g->hva + last.first * g->page_bytes, g->page_bytes, PROT_READ);
	t_expect_errno(t, reg(g, &last), -EFAULT, "register");
	expect_locked_pages(t, g, 0, "afterwards");
	mprotect(g->hva + last.first * g->page_bytes, g->page_bytes, PROT_READ | PROT_WRITE);
	t_expect_errno(t, reg(g, &last), 0, "register when it can");
	expect_locked_pages(t, g, 1, "with one page");
	t_expect_errno(t, unreg(g, &last), 0, "unregister");
	expect_locked_pages(t, g, 0, "with no page");
}

static void neighbours(struct test *t, struct ground *g)
{
	static const struct row before = { "", 3, 1, 0, 0, 0 }, behind = { "", 12, 1, 0, 0, 0 };

	t_case(t, "register: right beside the block");
	t_expect_errno(t, reg(g, &before), 0, "the page before it");
	t_expect_errno(t, reg(g, &behind), 0, "the page behind it");
	expect_locked_pages(t, g, 10, "with three blocks");
	t_expect_errno(t, reg(g, &block), -EBUSY, "the block again");
	t_expect_errno(t, reg(g, &before), -EBUSY, "the page before it again");
	expect_locked_pages(t, g, 10, "with three blocks still");
	t_expect_errno(t, unreg(g, &before), 0, "unregister the page before it");
	t_expect_errno(t, unreg(g, &behind), 0, "unregister the page behind it");
	expect_locked_pages(t, g, 8, "with one block");
}

static void ground_open(struct test *t, struct ground *g)
{
	rig_open(&g->rig, t_targets(t), NULL, RIG_MEMORY);
	g->page_bytes = getpagesize();
	/* One page more than is kept: there shall be nothing behind it. */
	g->hva = mmap(NULL, (PAGES + 1) * g->page_bytes, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (g->hva == MAP_FAILED)
		t_error(t, "mmap: %s", strerror(errno));
	munmap(g->hva + PAGES * g->page_bytes, g->page_bytes);
	g->before_bytes = vfio_locked_bytes();
}

static void run(struct test *t)
{
	struct ground g;

	ground_open(t, &g);
	refuse_all(t, &g, "register", bad_alone, ARRAY_SIZE(bad_alone), reg, 0);
	bad_arguments(t, &g, "register", VFIO_IOMMU_SPAPR_REGISTER_MEMORY);
	wraps(t, &g);
	read_only(t, &g);

	t_case(t, "register");
	t_expect_errno(t, reg(&g, &block), 0, "register");
	expect_locked_pages(t, &g, 8, "with the block");
	refuse_all(t, &g, "register", bad_beside_block, ARRAY_SIZE(bad_beside_block), reg, 8);
	neighbours(t, &g);
	refuse_all(t, &g, "unregister", bad_unregister, ARRAY_SIZE(bad_unregister), unreg, 8);
	bad_arguments(t, &g, "unregister", VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY);

	t_case(t, "unregister");
	t_expect_errno(t, unreg(&g, &block), 0, "unregister");
	expect_locked_pages(t, &g, 0, "with nothing registered");

	t_case(t, "unregister: again");
	t_expect_errno(t, unreg(&g, &block), -ENOENT, "unregister");
	expect_locked_pages(t, &g, 0, "afterwards");

	t_case(t, "register: again");
	t_expect_errno(t, reg(&g, &block), 0, "register");
	expect_locked_pages(t, &g, 8, "with the block again");

	t_case(t, "close with the block registered");
	t_rig_close(t, &g.rig);
	munmap(g.hva, PAGES * g.page_bytes);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_register, .name = "memory.register", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
