// SPDX-License-Identifier: GPL-2.0-only
/* The rig's memory: what the guest maps for DMA, and the page the DMA engine stages through. */
#include "must.h"
#include "rig_parts.h"
#include "slurp.h"

/* Where a page size is a hugetlb page size, and how the KVM selftests lib calls it. */
static const struct hugetlb {
	unsigned int shift;
	enum vm_mem_backing_src_type src;
} hugetlb[] = {
	{ 21, VM_MEM_SRC_ANONYMOUS_HUGETLB_2MB },  /* radix host */
	{ 24, VM_MEM_SRC_ANONYMOUS_HUGETLB_16MB }, /* hash host */
	{ 30, VM_MEM_SRC_ANONYMOUS_HUGETLB_1GB },  /* radix host */
	{ 34, VM_MEM_SRC_ANONYMOUS_HUGETLB_16GB }, /* hash host */
};

static uint64_t max_u64(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* What the memory's pages must be at least: the kernel maps no IOMMU page over several pages. */
static uint64_t page_bytes_needed(const struct rig_opts *opts)
{
	return max_u64(opts->dma_align_bytes, dma_window_page_bytes(&opts->window));
}

static bool host_has(const struct hugetlb *h, const char *file, long long *pages)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/kernel/mm/hugepages/hugepages-%llukB/%s",
		 1ull << (h->shift - 10), file);
	*pages = slurp_number(path, -1);
	return *pages >= 0;
}

/* The smallest hugetlb page of this host that will do; NULL: ordinary pages will, or none does. */
static const struct hugetlb *hugetlb_for(uint64_t page_bytes)
{
	long long pages;

	for (size_t i = 0; i < ARRAY_SIZE(hugetlb); i++)
		if (1ull << hugetlb[i].shift >= page_bytes &&
		    host_has(&hugetlb[i], "nr_hugepages", &pages))
			return &hugetlb[i];
	return NULL;
}

static bool ordinary_pages_do(uint64_t page_bytes)
{
	return page_bytes <= (uint64_t)getpagesize();
}

void rig_opts_fill(struct rig_opts *opts)
{
	if (!opts->nr_vcpus)
		opts->nr_vcpus = 1;
	if (!opts->iommu_type)
		opts->iommu_type = VFIO_SPAPR_TCE_v2_IOMMU;
	if (!opts->nr_groups)
		opts->nr_groups = 1;
	if (!opts->window.page_shift)
		opts->window.page_shift = 12;
	if (!opts->window.levels)
		opts->window.levels = 1;
	if (!opts->window.size_bytes)
		opts->window.size_bytes = RIG_WINDOW_BYTES;
	if (!opts->table_page_shift)
		opts->table_page_shift = opts->window.page_shift;
	if (!opts->dma_bytes)
		opts->dma_bytes = RIG_DMA_BYTES;
	if (!opts->dma_align_bytes)
		opts->dma_align_bytes = getpagesize();
	if (!opts->liobn)
		opts->liobn = RIG_LIOBN;
}

static uint64_t memory_bytes(const struct rig_opts *opts)
{
	return align_up(opts->dma_bytes, page_bytes_needed(opts));
}

bool rig_memory_available(const struct rig_opts *given, char *why, size_t why_bytes)
{
	struct rig_opts opts = *given;
	const struct hugetlb *h;
	long long free_pages, reserved_pages, needed_pages;

	rig_opts_fill(&opts);
	if (ordinary_pages_do(page_bytes_needed(&opts)))
		return true;
	h = hugetlb_for(page_bytes_needed(&opts));
	if (!h) {
		snprintf(why, why_bytes,
			 "memory pages of %llu KiB or more are needed, and this kernel has none: "
			 "see /sys/kernel/mm/hugepages",
			 (unsigned long long)page_bytes_needed(&opts) >> 10);
		return false;
	}
	/* One more for the staging page. */
	needed_pages = (align_up(memory_bytes(&opts), 1ull << h->shift) >> h->shift) + 1;
	/* What others have mapped and not touched is free and theirs: mm/hugetlb.c */
	host_has(h, "free_hugepages", &free_pages);
	if (host_has(h, "resv_hugepages", &reserved_pages))
		free_pages -= reserved_pages;
	if (free_pages >= needed_pages)
		return true;
	snprintf(why, why_bytes,
		 "%lld free hugetlb pages of %llu KiB are needed and there are %lld: "
		 "write their number to /sys/kernel/mm/hugepages/hugepages-%llukB/nr_hugepages",
		 needed_pages, 1ull << (h->shift - 10), free_pages, 1ull << (h->shift - 10));
	return false;
}

void rig_memory_add(struct rig *rig)
{
	uint64_t page_bytes = page_bytes_needed(&rig->opts);
	uint64_t bytes = memory_bytes(&rig->opts);
	enum vm_mem_backing_src_type src = VM_MEM_SRC_ANONYMOUS;
	char why[256] = "";

	errno = 0;
	TEST_ASSERT(rig_memory_available(&rig->opts, why, sizeof(why)), "%s", why);
	if (!ordinary_pages_do(page_bytes)) {
		const struct hugetlb *h = hugetlb_for(page_bytes);

		src = h->src;
		bytes = align_up(bytes, 1ull << h->shift);
	}
	bytes = align_up(bytes, rig->vm->page_size);
	vm_userspace_mem_region_add(rig->vm, src, RIG_DMA_GPA, RIG_DMA_SLOT,
				    bytes >> rig->vm->page_shift, 0);
	rig->dma_hva = addr_gpa2hva(rig->vm, RIG_DMA_GPA);
	rig->dma_bytes = bytes;
}

static uint64_t staging_bytes(const struct rig *rig)
{
	uint64_t page_bytes = dma_window_page_bytes(&rig->window);

	if (ordinary_pages_do(page_bytes))
		return getpagesize();
	return 1ull << hugetlb_for(page_bytes)->shift;
}

static void *staging_map(uint64_t bytes)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS;
	void *hva;

	if (!ordinary_pages_do(bytes))
		flags |= MAP_HUGETLB | __builtin_ctzll(bytes) << MAP_HUGE_SHIFT;
	hva = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
	MUST(hva == MAP_FAILED ? -errno : 0);
	return hva;
}

void rig_staging_open(struct rig *rig)
{
	uint64_t page_bytes = dma_window_page_bytes(&rig->window);
	uint64_t reachable = 1ull << DMA_IOVA_BITS;
	uint64_t end = dma_window_last(&rig->window) + 1;

	errno = 0;
	TEST_ASSERT(rig->window.start_bytes + page_bytes <= reachable,
		    "the window starts at 0x%llx, where no DMA engine reaches (%u bits)",
		    (unsigned long long)rig->window.start_bytes, DMA_IOVA_BITS);
	rig->staging = (struct dma_staging){
		.container_fd = rig->container_fd,
		.hva = staging_map(staging_bytes(rig)),
		.iova = (end < reachable ? end : reachable) - page_bytes,
		.bytes = page_bytes,
	};
	if (rig_is_v2(rig))
		vfio_register_memory(rig->container_fd, rig->staging.hva, staging_bytes(rig));
}

int rig_unregister_try(int container_fd, void *hva, uint64_t bytes)
{
	int64_t before = vfio_locked_bytes();
	int ret = vfio_unregister_memory_try(container_fd, hva, bytes);

	if (ret)
		return ret;
	return before - vfio_locked_bytes() == (int64_t)bytes ? 0 : -EBUSY;
}

int rig_staging_close(struct rig *rig, bool registered)
{
	uint64_t bytes = staging_bytes(rig);
	int ret = 0;

	if (!rig->staging.hva)
		return 0;
	if (registered && rig_is_v2(rig))
		ret = rig_unregister_try(rig->container_fd, rig->staging.hva, bytes);
	munmap(rig->staging.hva, bytes);
	rig->staging.hva = NULL;
	return ret;
}
