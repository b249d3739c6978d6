// SPDX-License-Identifier: GPL-2.0-only
#include "machine.h"

#include "../../lib/slurp.h"

#define HUGE_DIR "/sys/kernel/mm/hugepages/hugepages-2048kB" /* OP_HUGE_BYTES */
#define HUGE_MAX 6 /* in use at a time; as many are left to others */

#define PROBE_WINDOW_BYTES (1ull << 24)

/* What is open while windows are looked at. */
struct probe {
	struct model_machine *machine;
	int container_fd, group_fd;
	const char *what;
};

static int say(struct probe *p, int ret, const char *what)
{
	if (ret < 0)
		p->what = what;
	return ret < 0 ? ret : 0;
}

static int read_info(struct probe *p)
{
	struct vfio_iommu_spapr_tce_info info;
	int ret = vfio_spapr_info_try(p->container_fd, &info);

	if (ret)
		return say(p, ret, "VFIO_IOMMU_SPAPR_TCE_GET_INFO");
	p->machine->default_start = info.dma32_window_start;
	p->machine->default_bytes = info.dma32_window_size;
	if (info.flags & VFIO_IOMMU_SPAPR_INFO_DDW) {
		p->machine->page_sizes = info.ddw.pgsizes;
		p->machine->max_windows = (uint8_t)info.ddw.max_dynamic_windows_supported;
		p->machine->max_levels = (uint8_t)info.ddw.levels;
	}
	return 0;
}

/* Where the kernel puts them, the default one being away. */
static int create_windows(struct probe *p)
{
	int ret = vfio_window_remove_try(p->container_fd, p->machine->default_start);

	if (ret)
		return say(p, ret, "VFIO_IOMMU_SPAPR_TCE_REMOVE of the default window");
	for (unsigned int i = 0; !ret && i < p->machine->max_windows && i < 2; i++) {
		struct dma_window w = { .page_shift = 12,
					.levels = 1,
					.size_bytes = PROBE_WINDOW_BYTES };

		ret = say(p, vfio_window_create_try(p->container_fd, &w),
			  "VFIO_IOMMU_SPAPR_TCE_CREATE");
		p->machine->window_starts[i] = w.start_bytes;
	}
	return ret;
}

static int look_inside(struct probe *p)
{
	unsigned int type = p->machine->has_v2 ? VFIO_SPAPR_TCE_v2_IOMMU : VFIO_SPAPR_TCE_IOMMU;
	int ret = say(p, vfio_set_container_try(p->group_fd, p->container_fd),
		      "VFIO_GROUP_SET_CONTAINER");

	ret = ret ? ret : say(p, vfio_set_iommu_try(p->container_fd, type), "VFIO_SET_IOMMU");
	ret = ret ? ret : read_info(p);
	return ret || !p->machine->has_v2 ? ret : create_windows(p);
}

static int look_at_group(struct probe *p, int group)
{
	int ret;

	p->group_fd = vfio_group_open_try(group);
	ret = say(p, p->group_fd, "open of the group");
	if (ret)
		return ret;
	ret = look_inside(p);
	close(p->group_fd);
	return ret;
}

static int look_at_vfio(struct probe *p, int group)
{
	int ret;

	p->container_fd = vfio_container_open_try();
	ret = say(p, p->container_fd, "open of the container");
	if (ret)
		return ret;
	p->machine->has_v1 = vfio_check_extension_try(p->container_fd, VFIO_SPAPR_TCE_IOMMU) > 0;
	p->machine->has_v2 = vfio_check_extension_try(p->container_fd, VFIO_SPAPR_TCE_v2_IOMMU) > 0;
	ret = look_at_group(p, group);
	close(p->container_fd);
	return ret;
}

/* Of those that nobody has, some: they are the owner's. */
static uint8_t free_huge_pages(void)
{
	long long is_free = slurp_number(HUGE_DIR "/free_hugepages", 0);
	long long reserved = slurp_number(HUGE_DIR "/resv_hugepages", 0);

	if (is_free - reserved < 2 * HUGE_MAX)
		return 0;
	return HUGE_MAX;
}

int machine_measure(struct model_machine *machine, const struct vfio_target *targets,
		    unsigned int nr_targets, const char *release, const char **what)
{
	struct probe p = { .machine = machine };
	const char *why;
	int ret;

	*machine = (struct model_machine){
		.kvm_holds_container = vfio_generation_of_release(release) == VFIO_HOLDS_CONTAINER,
		.host_page_shift = (uint8_t)__builtin_ctz((unsigned int)getpagesize()),
		.nr_groups = (uint8_t)(nr_targets > OP_GROUPS ? OP_GROUPS : nr_targets),
		.dma_bytes = 1ull << DMA_IOVA_BITS,
		.radix = guest_mode_supported(GUEST_RADIX, &why),
		.hash = guest_mode_supported(GUEST_HASH, &why),
		.huge_pages = free_huge_pages(),
	};
	snprintf(machine->release, sizeof(machine->release), "%s", release);
	ret = look_at_vfio(&p, targets[0].group);
	*what = p.what;
	return ret;
}
