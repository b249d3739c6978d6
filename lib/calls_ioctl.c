// SPDX-License-Identifier: GPL-2.0-only
/* What each ioctl is, and its argument as a C expression. */
#include <errno.h>
#include <linux/kvm.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "calls_ioctl.h"

typedef unsigned long long ull;

#define print(...) snprintf(text, CALLS_TEXT_BYTES, __VA_ARGS__)

/*
 * An argument that lies in memory that holds is put there before the call: what is left of it is
 * its address.
 */
static void lay_down(char *text, size_t bytes, const void *arg)
{
	const char *const is_struct = "&(struct ";
	const char *at;

	if (!calls_is_held(arg))
		return;
	at = calls_content(arg);
	if (*text != '&')
		calls_write(CALLS_LIST, 0, "-", "the argument", "strcpy(%s, %s)", at, text);
	else if (strncmp(text, is_struct, strlen(is_struct)))
		calls_write(CALLS_LIST, 0, "-", "the argument", "memcpy(%s, %s, sizeof(int))", at,
			    text);
	else
		calls_write(CALLS_LIST, 0, "-", "the argument", "memcpy(%s, %s, sizeof(%.*s))", at,
			    text, (int)strcspn(text + 2, ")"), text + 2);
	snprintf(text, bytes, "%s", calls_address(arg));
}

/* A field that is zero, as most of these are, goes without saying. */
static const char *put_flags(unsigned int flags)
{
	static char text[32];

	text[0] = 0;
	if (flags)
		snprintf(text, sizeof(text), ".flags = 0x%x, ", flags);
	return text;
}

static void put_nothing(char *text, const void *arg)
{
	(void)arg;
	*text = '\0';
}

static void put_container(char *text, const void *arg)
{
	const int *fd = arg;

	print(*fd < 0 ? "&(int){ %s }" : "&%s", calls_fd(*fd));
}

static void put_iommu_type(char *text, const void *arg)
{
	uintptr_t type = (uintptr_t)arg;

	if (type == VFIO_SPAPR_TCE_IOMMU || type == VFIO_SPAPR_TCE_v2_IOMMU)
		print("VFIO_SPAPR_TCE_%sIOMMU", type == VFIO_SPAPR_TCE_v2_IOMMU ? "v2_" : "");
	else
		print("%llu", (ull)type);
}

static void put_string(char *text, const void *arg)
{
	print("%s", calls_string(arg));
}

static void put_info(char *text, const void *arg)
{
	(void)arg;
	print("&(struct vfio_iommu_spapr_tce_info){ "
	      ".argsz = sizeof(struct vfio_iommu_spapr_tce_info) }");
}

static void put_register(char *text, const void *arg)
{
	const struct vfio_iommu_spapr_register_memory *range = arg;

	print("&(struct vfio_iommu_spapr_register_memory){ "
	      ".argsz = sizeof(struct vfio_iommu_spapr_register_memory), %s"
	      ".vaddr = (uintptr_t)%s, .size = 0x%llx }",
	      put_flags(range->flags), calls_address((void *)(uintptr_t)range->vaddr),
	      (ull)range->size);
}

static void put_window_create(char *text, const void *arg)
{
	const struct vfio_iommu_spapr_tce_create *create = arg;

	print("&(struct vfio_iommu_spapr_tce_create){ "
	      ".argsz = sizeof(struct vfio_iommu_spapr_tce_create), %s"
	      ".page_shift = %u, .window_size = 0x%llx, .levels = %u }",
	      put_flags(create->flags), create->page_shift, (ull)create->window_size,
	      create->levels);
}

static void put_window_remove(char *text, const void *arg)
{
	const struct vfio_iommu_spapr_tce_remove *gone = arg;

	print("&(struct vfio_iommu_spapr_tce_remove){ "
	      ".argsz = sizeof(struct vfio_iommu_spapr_tce_remove), %s"
	      ".start_addr = 0x%llx }",
	      put_flags(gone->flags), (ull)gone->start_addr);
}

static void put_map(char *text, const void *arg)
{
	static const char *const flags[] = { "0", "VFIO_DMA_MAP_FLAG_READ",
					     "VFIO_DMA_MAP_FLAG_WRITE",
					     "VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE" };
	const struct vfio_iommu_type1_dma_map *map = arg;

	if (map->flags > 3)
		calls_cannot("VFIO_IOMMU_MAP_DMA with flags 0x%x", map->flags);
	print("&(struct vfio_iommu_type1_dma_map){ "
	      ".argsz = sizeof(struct vfio_iommu_type1_dma_map), .flags = %s, "
	      ".vaddr = (uintptr_t)%s, .iova = 0x%llx, .size = 0x%llx }",
	      flags[map->flags & 3], calls_address((void *)(uintptr_t)map->vaddr), (ull)map->iova,
	      (ull)map->size);
}

static void put_unmap(char *text, const void *arg)
{
	const struct vfio_iommu_type1_dma_unmap *unmap = arg;

	print("&(struct vfio_iommu_type1_dma_unmap){ "
	      ".argsz = sizeof(struct vfio_iommu_type1_dma_unmap), %s"
	      ".iova = 0x%llx, .size = 0x%llx }",
	      put_flags(unmap->flags), (ull)unmap->iova, (ull)unmap->size);
}

static void put_table64(char *text, const void *arg)
{
	const struct kvm_create_spapr_tce_64 *table = arg;

	print("&(struct kvm_create_spapr_tce_64){ .liobn = 0x%llx, .page_shift = %u, %s"
	      ".offset = 0x%llx, .size = 0x%llx }",
	      (ull)table->liobn, table->page_shift, put_flags(table->flags), (ull)table->offset,
	      (ull)table->size);
}

static void put_table(char *text, const void *arg)
{
	const struct kvm_create_spapr_tce *table = arg;

	print("&(struct kvm_create_spapr_tce){ .liobn = 0x%llx, .window_size = 0x%x }",
	      (ull)table->liobn, table->window_size);
}

/* The request's own struct is what the attribute points to. */
static void put_attr(char *text, const void *arg)
{
	const struct kvm_device_attr *attr = arg;
	const void *addr = (const void *)(uintptr_t)attr->addr;
	const char *name = "KVM_DEV_VFIO_GROUP_ADD";
	char param[128] = "";

	if (attr->group != KVM_DEV_VFIO_GROUP || attr->attr < KVM_DEV_VFIO_GROUP_ADD ||
	    attr->attr > KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE || !addr) {
		calls_cannot("KVM_SET_DEVICE_ATTR of group %u, attribute %llu", attr->group,
			     (ull)attr->attr);
		return;
	}
	if (attr->attr == KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE) {
		const struct kvm_vfio_spapr_tce *tie = addr;

		name = "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE";
		snprintf(param, sizeof(param),
			 "&(struct kvm_vfio_spapr_tce){ .groupfd = %s, .tablefd = %s }",
			 calls_fd(tie->groupfd), calls_fd(tie->tablefd));
	} else {
		if (attr->attr == KVM_DEV_VFIO_GROUP_DEL)
			name = "KVM_DEV_VFIO_GROUP_DEL";
		put_container(param, addr);
	}
	lay_down(param, sizeof(param), addr);
	print("&(struct kvm_device_attr){ .group = KVM_DEV_VFIO_GROUP, .attr = %s, "
	      ".addr = (uintptr_t)%s }",
	      name, param);
}

static const char *attr_label(const void *arg)
{
	const struct kvm_device_attr *attr = arg;

	switch (attr->attr) {
	case KVM_DEV_VFIO_GROUP_ADD:
		return "KVM_DEV_VFIO_GROUP_ADD";
	case KVM_DEV_VFIO_GROUP_DEL:
		return "KVM_DEV_VFIO_GROUP_DEL";
	default:
		return "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE";
	}
}

/* The newer request with the older struct: all that is used of it is in both. */
static void put_slot(char *text, const void *arg)
{
	const struct kvm_userspace_memory_region *slot = arg;

	print("&(struct kvm_userspace_memory_region){ .slot = %u, %s"
	      ".guest_phys_addr = 0x%llx, .memory_size = 0x%llx, .userspace_addr = (uintptr_t)%s }",
	      slot->slot, put_flags(slot->flags), (ull)slot->guest_phys_addr,
	      (ull)slot->memory_size, calls_address((void *)(uintptr_t)slot->userspace_addr));
}

static void put_number(char *text, const void *arg)
{
	print("%llu", (ull)(uintptr_t)arg);
}

static void put_log(char *text, const void *arg)
{
	const struct kvm_dirty_log *log = arg;

	print("&(struct kvm_dirty_log){ .slot = %u, .dirty_bitmap = (uint64_t[64]){ 0 } }",
	      log->slot);
}

static const struct ioctl_kind {
	unsigned long request;
	const char *name;
	void (*put)(char *text, const void *arg); /* NULL: it only asks, and is left out */
	enum calls_kind kind;
	const char *new_fd; /* its answer is a descriptor of this name */
} kinds[] = {
#define KIND(request, ...)                     \
	{                                      \
		request, #request, __VA_ARGS__ \
	}
	KIND(VFIO_GET_API_VERSION, NULL, CALLS_OP, NULL),
	KIND(VFIO_CHECK_EXTENSION, NULL, CALLS_OP, NULL),
	KIND(VFIO_GROUP_GET_STATUS, NULL, CALLS_OP, NULL),
	KIND(VFIO_DEVICE_GET_INFO, NULL, CALLS_OP, NULL),
	KIND(VFIO_DEVICE_GET_REGION_INFO, NULL, CALLS_OP, NULL),
	KIND(VFIO_IOMMU_SPAPR_TCE_GET_INFO, put_info, CALLS_OP, NULL),
	KIND(KVM_CHECK_EXTENSION, NULL, CALLS_OP, NULL),
	KIND(KVM_HAS_DEVICE_ATTR, NULL, CALLS_OP, NULL),
	KIND(VFIO_SET_IOMMU, put_iommu_type, CALLS_MAKE, NULL),
	KIND(VFIO_GROUP_SET_CONTAINER, put_container, CALLS_MAKE, NULL),
	KIND(VFIO_GROUP_UNSET_CONTAINER, put_nothing, CALLS_UNDO, NULL),
	KIND(VFIO_GROUP_GET_DEVICE_FD, put_string, CALLS_MAKE, "device_fd"),
	KIND(VFIO_DEVICE_RESET, put_nothing, CALLS_OP, NULL),
	KIND(VFIO_IOMMU_SPAPR_REGISTER_MEMORY, put_register, CALLS_MAKE, NULL),
	KIND(VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY, put_register, CALLS_UNDO, NULL),
	KIND(VFIO_IOMMU_SPAPR_TCE_CREATE, put_window_create, CALLS_MAKE, NULL),
	KIND(VFIO_IOMMU_SPAPR_TCE_REMOVE, put_window_remove, CALLS_UNDO, NULL),
	KIND(VFIO_IOMMU_ENABLE, put_nothing, CALLS_MAKE, NULL),
	KIND(VFIO_IOMMU_DISABLE, put_nothing, CALLS_UNDO, NULL),
	KIND(VFIO_IOMMU_MAP_DMA, put_map, CALLS_MAKE, NULL),
	KIND(VFIO_IOMMU_UNMAP_DMA, put_unmap, CALLS_UNDO, NULL),
	KIND(KVM_CREATE_SPAPR_TCE_64, put_table64, CALLS_MAKE, "table_fd"),
	KIND(KVM_CREATE_SPAPR_TCE, put_table, CALLS_MAKE, "table_fd"),
	KIND(KVM_SET_DEVICE_ATTR, put_attr, CALLS_MAKE, NULL),
	KIND(KVM_SET_USER_MEMORY_REGION, put_slot, CALLS_MAKE, NULL),
	KIND(KVM_GET_DIRTY_LOG, put_log, CALLS_OP, NULL),
	KIND(KVM_CREATE_VCPU, put_number, CALLS_MAKE, "new_vcpu_fd"),
};

static const struct ioctl_kind *find_kind(unsigned long request)
{
	if (request == KVM_SET_USER_MEMORY_REGION2)
		request = KVM_SET_USER_MEMORY_REGION;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].request == request)
			return &kinds[i];
	return NULL;
}

/* Requests whose argument says which way they go. */
static enum calls_kind kind_of(const struct ioctl_kind *k, const void *arg)
{
	if (k->request == KVM_SET_DEVICE_ATTR &&
	    ((const struct kvm_device_attr *)arg)->attr == KVM_DEV_VFIO_GROUP_DEL)
		return CALLS_UNDO;
	if (k->request == KVM_SET_USER_MEMORY_REGION &&
	    !((const struct kvm_userspace_memory_region *)arg)->memory_size)
		return CALLS_UNDO;
	return k->kind;
}

/* One that only asks changes nothing, but may be held where it does. */
static bool is_left_out(const struct ioctl_kind *k, const void *arg)
{
	return !k->put || (k->put == put_info && !calls_is_held(arg));
}

/* Its descriptor is in the argument. */
static void create_device(int fd, const struct kvm_create_device *create, int result)
{
	const char *target = result < 0 ? "kvm_vfio_fd" : calls_name_fd(create->fd, "kvm_vfio_fd");

	if (create->type != KVM_DEV_TYPE_VFIO)
		calls_cannot("KVM_CREATE_DEVICE of type %u", create->type);
	calls_write(CALLS_MAKE, result, target, "KVM_CREATE_DEVICE",
		    "create_device(%s, KVM_DEV_TYPE_VFIO)", calls_fd(fd));
}

/* Of a VM that has nothing: the program opens /dev/kvm itself. */
static void create_vm(int result)
{
	const char *target = result < 0 ? "new_vm_fd" : calls_name_fd(result, "new_vm_fd");

	calls_write(CALLS_MAKE, result, target, "KVM_CREATE_VM", "create_vm()");
}

void calls_ioctl(int fd, unsigned long request, const void *arg, int result)
{
	const struct ioctl_kind *k = find_kind(request);
	char text[CALLS_TEXT_BYTES], on[32];
	const char *target = "-", *label;

	if (request == KVM_CREATE_DEVICE) {
		create_device(fd, arg, result);
		return;
	}
	if (request == KVM_CREATE_VM) {
		create_vm(result);
		return;
	}
	if (!k) {
		calls_cannot("ioctl 0x%lx on %s", request, calls_fd(fd));
		return;
	}
	if (is_left_out(k, arg))
		return;
	label = k->request == KVM_SET_DEVICE_ATTR ? attr_label(arg) : k->name;
	snprintf(on, sizeof(on), "%s", calls_fd(fd));
	if (result == -EBADF && !strcmp(on, "-1"))
		return;
	k->put(text, arg);
	lay_down(text, sizeof(text), arg);
	if (k->new_fd)
		target = result < 0 ? k->new_fd : calls_name_fd(result, k->new_fd);
	calls_write(kind_of(k, arg), result, target, label, "ioctl(%s, %s%s%s)", on, k->name,
		    *text ? ", " : "", text);
}
