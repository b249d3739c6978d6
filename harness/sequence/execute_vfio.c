// SPDX-License-Identifier: GPL-2.0-only
/* Containers, groups and devices; requests that lib/vfio.h has no odd forms of are made raw. */
#include <limits.h>
#include <linux/vfio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "../../lib/must.h"
#include "execute.h"
#include "passing.h"

/* A request whose structure begins with argsz, and is needed up to @member. */
#define REQUEST(op, request, args, member) \
	passing_request(                   \
		op, self_fd(op), request,  \
		&(struct passing){ args, sizeof(*(args)), UP_TO(typeof(*(args)), member), true })

#define NO_DEVICE "ffff:ff:1f.7" /* a name that no device has */

static int self_fd(const struct op *op)
{
	return stage_fd(op->self);
}

static int64_t open_container(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return stage_adopt(op->made, vfio_container_open_try());
}

static int64_t api_version(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_api_version_try(self_fd(op));
}

static int64_t check_extension(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_check_extension_try(self_fd(op), (unsigned int)stage_arg(op, "type"));
}

static int64_t set_iommu(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return errno_or(ioctl(self_fd(op), VFIO_SET_IOMMU, stage_arg(op, "type")));
}

static int64_t get_info(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_iommu_spapr_tce_info info = { 0 };
	int64_t ret = REQUEST(op, VFIO_IOMMU_SPAPR_TCE_GET_INFO, &info, dma32_window_size);

	(void)s;
	if (!ret)
		result->out = info.dma32_window_size;
	return ret;
}

static int64_t enable(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_v1_enable_try(self_fd(op));
}

static int64_t disable(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_v1_disable_try(self_fd(op));
}

static int64_t memory(const struct op *op, unsigned long request)
{
	struct vfio_iommu_spapr_register_memory range = {
		.flags = (uint32_t)stage_arg(op, "flags"),
		.vaddr = (uintptr_t)stage_hva(stage_arg(op, "hva")),
		.size = stage_arg(op, "bytes"),
	};

	return REQUEST(op, request, &range, size);
}

static int64_t register_memory(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return memory(op, VFIO_IOMMU_SPAPR_REGISTER_MEMORY);
}

static int64_t unregister_memory(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return memory(op, VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY);
}

static int64_t map_dma(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_iommu_type1_dma_map map = {
		.flags = (uint32_t)stage_arg(op, "flags"),
		.vaddr = (uintptr_t)stage_hva(stage_arg(op, "hva")),
		.iova = stage_arg(op, "iova"),
		.size = stage_arg(op, "bytes"),
	};

	(void)s, (void)result;
	return REQUEST(op, VFIO_IOMMU_MAP_DMA, &map, size);
}

static int64_t unmap_dma(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_iommu_type1_dma_unmap unmap = {
		.flags = (uint32_t)stage_arg(op, "flags"),
		.iova = stage_arg(op, "iova"),
		.size = stage_arg(op, "bytes"),
	};

	(void)s, (void)result;
	return REQUEST(op, VFIO_IOMMU_UNMAP_DMA, &unmap, size);
}

static int64_t create_window(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_iommu_spapr_tce_create create = {
		.flags = (uint32_t)stage_arg(op, "flags"),
		.page_shift = (uint32_t)stage_arg(op, "shift"),
		.window_size = stage_arg(op, "bytes"),
		.levels = (uint32_t)stage_arg(op, "levels"),
	};
	int64_t ret = REQUEST(op, VFIO_IOMMU_SPAPR_TCE_CREATE, &create, start_addr);

	(void)s;
	if (!ret)
		result->out = create.start_addr;
	return ret;
}

static int64_t remove_window(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_iommu_spapr_tce_remove remove = {
		.flags = (uint32_t)stage_arg(op, "flags"),
		.start_addr = stage_arg(op, "iova"),
	};

	(void)s, (void)result;
	return REQUEST(op, VFIO_IOMMU_SPAPR_TCE_REMOVE, &remove, start_addr);
}

static int64_t eeh(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_eeh_try(self_fd(op), VFIO_EEH_PE_GET_STATE);
}

/* One that this machine has not is one that nobody has. */
static int64_t open_group(struct stage *s, const struct op *op, struct op_result *result)
{
	int group = op->made.n < s->nr_targets ? s->targets[op->made.n].group : INT_MAX;

	(void)result;
	return stage_adopt(op->made, vfio_group_open_try(group));
}

static int64_t get_status(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_group_status status = { 0 };
	int64_t ret = REQUEST(op, VFIO_GROUP_GET_STATUS, &status, flags);

	(void)s;
	if (!ret)
		result->out = status.flags;
	return ret;
}

static int64_t set_container(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_set_container_try(self_fd(op), stage_fd(op->fd));
}

static int64_t unset_container(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return vfio_unset_container_try(self_fd(op));
}

/* A group knows its own device only: where something else stands, any device is a stranger. */
static const char *device_name(const struct stage *s, const struct op *op)
{
	unsigned int group = op->self.kind == OP_GROUP ? op->self.n : 0;

	switch (stage_arg(op, "name")) {
	case OP_OWN:
		return s->targets[group].bdf;
	case OP_OTHERS:
		return s->nr_targets > 1 ? s->targets[!group].bdf : NO_DEVICE;
	case OP_NOBODYS:
		return NO_DEVICE;
	default:
		return "";
	}
}

static int64_t open_device(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)result;
	return stage_adopt(op->made, vfio_device_open_try(self_fd(op), device_name(s, op)));
}

static int64_t device_info(struct stage *s, const struct op *op, struct op_result *result)
{
	struct vfio_device_info info = { 0 };
	int64_t ret = REQUEST(op, VFIO_DEVICE_GET_INFO, &info, num_irqs);

	(void)s;
	if (!ret)
		result->out = info.flags & VFIO_DEVICE_FLAGS_PCI;
	return ret;
}

static int64_t mmap_device(struct stage *s, const struct op *op, struct op_result *result)
{
	/* BAR 0 is at 0 of the file: drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_mmap() */
	void *at = mmap(NULL, (size_t)getpagesize(), PROT_READ | PROT_WRITE, MAP_SHARED,
			self_fd(op), 0);

	(void)result;
	if (at == MAP_FAILED)
		return -errno;
	s->device_map[op->self.n] = at;
	return 0;
}

static int64_t munmap_device(struct stage *s, const struct op *op, struct op_result *result)
{
	int ret = errno_or(munmap(s->device_map[op->self.n], (size_t)getpagesize()));

	(void)result;
	s->device_map[op->self.n] = NULL;
	return ret;
}

execute_call execute_vfio(enum op_code code)
{
	static const execute_call calls[OP_NR_CODES] = {
		[OP_OPEN_CONTAINER] = open_container,
		[OP_API_VERSION] = api_version,
		[OP_CHECK_EXTENSION] = check_extension,
		[OP_SET_IOMMU] = set_iommu,
		[OP_GET_INFO] = get_info,
		[OP_ENABLE] = enable,
		[OP_DISABLE] = disable,
		[OP_REGISTER_MEMORY] = register_memory,
		[OP_UNREGISTER_MEMORY] = unregister_memory,
		[OP_MAP_DMA] = map_dma,
		[OP_UNMAP_DMA] = unmap_dma,
		[OP_CREATE_WINDOW] = create_window,
		[OP_REMOVE_WINDOW] = remove_window,
		[OP_EEH] = eeh,
		[OP_OPEN_GROUP] = open_group,
		[OP_GET_STATUS] = get_status,
		[OP_SET_CONTAINER] = set_container,
		[OP_UNSET_CONTAINER] = unset_container,
		[OP_OPEN_DEVICE] = open_device,
		[OP_DEVICE_INFO] = device_info,
		[OP_MMAP_DEVICE] = mmap_device,
		[OP_MUNMAP_DEVICE] = munmap_device,
	};

	return calls[code];
}
