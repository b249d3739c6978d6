// SPDX-License-Identifier: GPL-2.0-only
/* Opening the rig, step by step. Closing it: rig_close.c. */
#include "rig.h"

#include "must.h"
#include "rig_parts.h"

static int step_vm(struct rig *rig)
{
	rig->vm = guest_vm_create(rig->opts.mode, rig->opts.nr_vcpus, rig->cpu);
	rig_memory_add(rig);
	return 0;
}

/* Of group @n, or of all. */
static bool is_taken(const struct rig *rig, enum rig_step step, unsigned int n)
{
	switch (step) {
	case RIG_VM:
		return rig->vm;
	case RIG_CONTAINER:
		return rig->container_fd >= 0;
	case RIG_GROUP:
		return rig->group_fd[n] >= 0;
	case RIG_JOINED:
		return rig->joined[n];
	case RIG_DEVICE:
		return rig->device_fd[n] >= 0;
	case RIG_MEMORY:
		return rig->memory_registered;
	case RIG_WINDOW:
		return rig->window_open;
	case RIG_TABLE:
		return rig->table_fd >= 0;
	case RIG_KVM_VFIO:
		return rig->kvm_vfio_fd >= 0;
	case RIG_ADDED:
		return rig->added[n];
	case RIG_ATTACHED:
		return rig->attached[n];
	default:
		return false; /* only the kernel knows */
	}
}

/* Keep an fd, or pass the error on. */
static int keep_fd(int *fd, int ret)
{
	if (ret < 0)
		return ret;
	*fd = ret;
	return 0;
}

static int step_container(struct rig *rig)
{
	return keep_fd(&rig->container_fd, vfio_container_open_try());
}

static int open_group(struct rig *rig, unsigned int n)
{
	return keep_fd(&rig->group_fd[n], vfio_group_open_try(rig->target[n]->group));
}

static int join_group(struct rig *rig, unsigned int n)
{
	int ret = vfio_set_container_try(rig->group_fd[n], rig->container_fd);

	rig->joined[n] = !ret;
	return ret;
}

static int open_device(struct rig *rig, unsigned int n)
{
	return keep_fd(&rig->device_fd[n],
		       vfio_device_open_try(rig->group_fd[n], rig->target[n]->bdf));
}

static int add_group(struct rig *rig, unsigned int n)
{
	int ret = kvm_vfio_group_add_try(rig->kvm_vfio_fd, rig->group_fd[n]);

	rig->added[n] = !ret;
	return ret;
}

static int attach_group(struct rig *rig, unsigned int n)
{
	int ret = kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[n], rig->table_fd);

	rig->attached[n] = !ret;
	return ret;
}

static int each_group(struct rig *rig, enum rig_step step,
		      int (*one)(struct rig *rig, unsigned int n))
{
	int ret = 0;

	for (unsigned int n = 0; !ret && n < rig->opts.nr_groups; n++)
		if (!is_taken(rig, step, n))
			ret = one(rig, n);
	return ret;
}

static int step_group(struct rig *rig)
{
	return each_group(rig, RIG_GROUP, open_group);
}

static int step_joined(struct rig *rig)
{
	return each_group(rig, RIG_JOINED, join_group);
}

static int step_iommu(struct rig *rig)
{
	return vfio_set_iommu_try(rig->container_fd, rig->opts.iommu_type);
}

static int step_device(struct rig *rig)
{
	return each_group(rig, RIG_DEVICE, open_device);
}

static int step_memory(struct rig *rig)
{
	int ret = rig_is_v2(rig) ? vfio_register_memory_try(rig->container_fd, rig->dma_hva,
							    rig->dma_bytes) :
				   vfio_v1_enable_try(rig->container_fd);

	rig->memory_registered = !ret;
	return ret;
}

static int create_window(struct rig *rig)
{
	int ret = 0;

	if (!rig->opts.window.start_bytes)
		ret = vfio_window_remove_try(rig->container_fd, 0);
	ret = ret ? ret : vfio_window_create_try(rig->container_fd, &rig->window);
	rig->window_open = !ret;
	return ret;
}

/*
 * v1 has the default window only, which newer kernels make when it is first used:
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_create_default_window(). Unmapping
 * nothing is use enough.
 */
static int use_default_window(struct rig *rig)
{
	struct vfio_iommu_spapr_tce_info info;
	int ret = vfio_spapr_info_try(rig->container_fd, &info);

	if (ret)
		return ret;
	rig->window.page_shift = 12;
	rig->window.start_bytes = info.dma32_window_start;
	if (rig->window.size_bytes > info.dma32_window_size)
		rig->window.size_bytes = info.dma32_window_size;
	return vfio_unmap_dma_try(rig->container_fd, rig->window.start_bytes, 4096);
}

static int step_window(struct rig *rig)
{
	rig->window = rig->opts.window;
	return rig_is_v2(rig) ? create_window(rig) : use_default_window(rig);
}

static int step_table(struct rig *rig)
{
	return keep_fd(&rig->table_fd, kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window,
							  rig->opts.table_page_shift));
}

static int step_kvm_vfio(struct rig *rig)
{
	if (is_taken(rig, RIG_KVM_VFIO, 0))
		return 0;
	return keep_fd(&rig->kvm_vfio_fd, kvm_vfio_create_try(rig->vm->fd));
}

static int step_added(struct rig *rig)
{
	return each_group(rig, RIG_ADDED, add_group);
}

static int step_attached(struct rig *rig)
{
	return each_group(rig, RIG_ATTACHED, attach_group);
}

static const struct {
	const char *name;
	int (*take)(struct rig *rig);
} steps[] = {
	[RIG_NOTHING] = { "nothing", NULL },
	[RIG_VM] = { "VM", step_vm },
	[RIG_CONTAINER] = { "container", step_container },
	[RIG_GROUP] = { "group", step_group },
	[RIG_JOINED] = { "VFIO_GROUP_SET_CONTAINER", step_joined },
	[RIG_IOMMU] = { "VFIO_SET_IOMMU", step_iommu },
	[RIG_DEVICE] = { "device", step_device },
	[RIG_MEMORY] = { "memory", step_memory },
	[RIG_WINDOW] = { "window", step_window },
	[RIG_TABLE] = { "TCE table", step_table },
	[RIG_KVM_VFIO] = { "KVM-VFIO device", step_kvm_vfio },
	[RIG_ADDED] = { "KVM_DEV_VFIO_GROUP_ADD", step_added },
	[RIG_ATTACHED] = { "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE", step_attached },
};

const char *rig_step_name(enum rig_step step)
{
	return steps[step].name;
}

static void rig_init(struct rig *rig, const struct vfio_target *targets,
		     const struct rig_opts *opts)
{
	const char *why_not;

	*rig = (struct rig){ .container_fd = -1, .table_fd = -1, .kvm_vfio_fd = -1 };
	if (opts)
		rig->opts = *opts;
	rig_opts_fill(&rig->opts);
	if (rig->opts.mode == GUEST_RADIX && !guest_mode_supported(GUEST_RADIX, &why_not))
		rig->opts.mode = GUEST_HASH; /* a host that knows hash only */
	rig->liobn = rig->opts.liobn;
	for (unsigned int n = 0; n < RIG_MAX_GROUPS; n++) {
		rig->group_fd[n] = rig->device_fd[n] = -1;
		if (n < rig->opts.nr_groups)
			rig->target[n] = &targets[n];
	}
	errno = 0;
	TEST_ASSERT(rig->opts.nr_groups <= RIG_MAX_GROUPS, "%u groups, there is room for %d",
		    rig->opts.nr_groups, RIG_MAX_GROUPS);
	TEST_ASSERT(rig->opts.nr_vcpus <= RIG_MAX_VCPUS, "%u vCPUs, there is room for %d",
		    rig->opts.nr_vcpus, RIG_MAX_VCPUS);
}

void rig_open(struct rig *rig, const struct vfio_target *targets, const struct rig_opts *opts,
	      enum rig_step upto)
{
	rig_init(rig, targets, opts);
	rig_advance(rig, upto);
}

int rig_step_try(struct rig *rig)
{
	enum rig_step next = rig->step + 1;
	int ret;

	errno = 0;
	TEST_ASSERT(rig->step < RIG_READY, "the rig is complete: there is no next step");
	ret = steps[next].take(rig);
	if (!ret)
		rig->step = next;
	return ret;
}

int rig_retake_try(struct rig *rig, enum rig_step step)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++)
		if (!is_taken(rig, step, n))
			return steps[step].take(rig);
	return -EEXIST;
}

void rig_advance(struct rig *rig, enum rig_step upto)
{
	while (rig->step < upto) {
		int ret = rig_step_try(rig);

		errno = 0;
		TEST_ASSERT(!ret, "rig: %s: %s", rig_step_name(rig->step + 1), strerror(-ret));
	}
}

uint64_t rig_ioba(const struct rig *rig, uint64_t page)
{
	return dma_window_ioba(&rig->window, page);
}

uint64_t rig_gpa(const struct rig *rig, uint64_t offset_bytes)
{
	errno = 0;
	TEST_ASSERT(offset_bytes < rig->dma_bytes, "offset 0x%lx is beyond the DMA memory (0x%lx)",
		    offset_bytes, rig->dma_bytes);
	return RIG_DMA_GPA + offset_bytes;
}

void *rig_hva(const struct rig *rig, uint64_t offset_bytes)
{
	return (char *)rig->dma_hva + (rig_gpa(rig, offset_bytes) - RIG_DMA_GPA);
}

struct dma_device *rig_dma(struct rig *rig, unsigned int n)
{
	if (!rig->staging.hva)
		rig_staging_open(rig);
	if (!rig->dma[n])
		rig->dma[n] = dma_open(rig->device_fd[n], &rig->staging);
	return rig->dma[n];
}
