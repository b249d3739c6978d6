// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.bar_mapped
 * A BAR can be mapped as far as it goes and no further (EINVAL): what is behind it belongs to
 * others. That it can be mapped where its interrupts are set up (MSI-X) is said of a device that
 * has such, and of no other. A mapping that begins at a later page shows that page, as a read
 * through the device's fd does.
 *
 * Source: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_mmap(); include/uapi/linux/vfio.h,
 * VFIO_DEVICE_GET_REGION_INFO: size, "offset"
 */
#include "../kit/bar.h"

struct region {
	int device_fd;
	uint64_t at_bytes, bytes; /* its place in the fd; its size */
};

static int map_try(const struct region *r, uint64_t offset_bytes, uint64_t bytes)
{
	void *at = mmap(NULL, bytes, PROT_READ, MAP_SHARED, r->device_fd,
			(off_t)(r->at_bytes + offset_bytes));

	if (at == MAP_FAILED)
		return -errno;
	munmap(at, bytes);
	return 0;
}

static void how_far(struct test *t, const struct region *r)
{
	uint64_t page_bytes = getpagesize();

	t_case(t, "as far as it goes");
	t_expect_errno(t, map_try(r, 0, r->bytes), 0, "mmap of all of it");
	t_expect_errno(t, map_try(r, r->bytes - page_bytes, page_bytes), 0,
		       "mmap of its last page");

	t_case(t, "no further");
	t_expect_errno(t, map_try(r, 0, r->bytes + page_bytes), -EINVAL,
		       "mmap of a page more than it has");
	t_expect_errno(t, map_try(r, r->bytes - page_bytes, 2 * page_bytes), -EINVAL,
		       "mmap of its last page and the one behind it");
	t_expect_errno(t, map_try(r, r->bytes, page_bytes), -EINVAL,
		       "mmap of the page behind its last");
}

/* VFIO_REGION_INFO_CAP_MSIX_MAPPABLE: "informs that MSIX data of a BAR can be mmapped" */
static void capabilities(struct test *t, const struct region *r,
			 const struct vfio_region_info *info)
{
	t_case(t, "capabilities");
	if (vfio_interrupts_try(r->device_fd, VFIO_PCI_MSIX_IRQ_INDEX) > 0)
		t_skip(t, "the device has MSI-X; another may not");
	else
		t_expect(t,
			 !(info->flags & VFIO_REGION_INFO_FLAG_CAPS) &&
				 info->argsz == sizeof(*info),
			 "its BAR 0 has a capability: flags 0x%x, argsz %u", info->flags,
			 info->argsz);
}

static uint32_t first_word(struct test *t, const struct region *r, uint64_t offset_bytes)
{
	uint32_t word = 0;

	t_expect_errno(t,
		       vfio_region_read_try(r->device_fd, VFIO_PCI_BAR0_REGION_INDEX, offset_bytes,
					    &word, sizeof(word)),
		       0, "read of it through the fd");
	return word;
}

/* Not judged: where an MSI-X table may stand, which the fd does not show; what just changes. */
static void later_page(struct test *t, const struct region *r)
{
	uint64_t offset_bytes = r->bytes - getpagesize();
	const volatile uint32_t *page;
	uint32_t before, mapped, after;

	t_case(t, "its last page");
	if (vfio_interrupts_try(r->device_fd, VFIO_PCI_MSIX_IRQ_INDEX) > 0) {
		t_skip(t, "the device has MSI-X, whose table may be there; another may not");
		return;
	}
	page = mmap(NULL, getpagesize(), PROT_READ, MAP_SHARED, r->device_fd,
		    (off_t)(r->at_bytes + offset_bytes));
	if (page == MAP_FAILED)
		t_error(t, "mmap: %s", strerror(errno));
	before = first_word(t, r, offset_bytes);
	mapped = page[0];
	after = first_word(t, r, offset_bytes);
	if (before == after)
		t_expect(t, mapped == before,
			 "it begins with 0x%x, a read through the fd says 0x%x", mapped, before);
	else
		t_skip(t, "its first word changes, from 0x%x to 0x%x; another device's may not",
		       before, after);
	munmap((void *)page, getpagesize());
}

/* A BAR that is smaller than a page has that for itself, where it can be mapped. */
static void mapped(struct test *t, const struct rig *rig)
{
	uint64_t page_bytes = getpagesize();
	struct region r = { .device_fd = rig->device_fd[0] };
	struct vfio_region_info info;

	t_expect_errno(t, vfio_command_try(r.device_fd, PCI_COMMAND_MEMORY, true), 0,
		       "a write of the command register");
	t_expect_errno(t, vfio_region_info_try(r.device_fd, VFIO_PCI_BAR0_REGION_INDEX, &info), 0,
		       "VFIO_DEVICE_GET_REGION_INFO");
	r.at_bytes = info.offset;
	r.bytes = (info.size + page_bytes - 1) / page_bytes * page_bytes;
	capabilities(t, &r, &info);
	how_far(t, &r);
	if (r.bytes > page_bytes)
		later_page(t, &r);
}

static void run(struct test *t)
{
	const volatile uint32_t *bar;
	struct rig rig;

	t_case(t, "mapped");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	bar = bar_map(t, &rig);
	if (bar) {
		mapped(t, &rig);
		bar_unmap(bar);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_bar_mapped, .name = "holding.bar_mapped", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
