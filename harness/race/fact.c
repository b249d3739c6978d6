// SPDX-License-Identifier: GPL-2.0-only
/* Making and taking away the parts of a scene, one at a time. */
#include "fact.h"

#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/be.h"
#include "../../lib/slurp.h"

#define BIT_OF(fact) (1u << FACT_##fact)

static bool is_v2(const struct scene *s)
{
	return s->rig.opts.iommu_type == VFIO_SPAPR_TCE_v2_IOMMU;
}

/* It was not there: that is as good as taken away. */
static int unless(int ret, int absent)
{
	return ret == absent ? 0 : ret;
}

static int close_fd(int *fd)
{
	int ret = *fd >= 0 && close(*fd) ? -errno : 0;

	*fd = -1;
	return ret;
}

static void write_list(struct scene *s)
{
	be64 *list = rig_hva(&s->rig, scene_list_bytes(s));

	for (unsigned int i = 0; i < SCENE_LIST_TCES; i++)
		list[i] = be64_from(rig_gpa(&s->rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE);
}

static int make_vm(struct scene *s)
{
	int ret = rig_retake_try(&s->rig, RIG_VM);

	if (!ret)
		write_list(s);
	return ret;
}

static int undo_vm(struct scene *s)
{
	if (s->rig.vm) {
		/* With the fd gone nobody is asked to delete slots that may be gone themselves. */
		guest_vm_close_fd(s->rig.vm);
		guest_vm_free(s->rig.vm);
	}
	s->rig.vm = NULL;
	s->rig.dma_hva = NULL;
	return 0;
}

/* The library's slot of the same number is not told: it only knows the memory. */
int scene_set_slot(struct scene *s, uint64_t gpa, uint64_t bytes)
{
	struct kvm_userspace_memory_region region = {
		.slot = RIG_DMA_SLOT,
		.guest_phys_addr = gpa,
		.memory_size = bytes,
		.userspace_addr = (uintptr_t)s->rig.dma_hva,
	};

	return ioctl(s->rig.vm->fd, KVM_SET_USER_MEMORY_REGION, &region) ? -errno : 0;
}

static int make_slot(struct scene *s)
{
	/* The VM was made with it; a slot that is as it should be is accepted as it is. */
	return scene_set_slot(s, RIG_DMA_GPA, s->rig.dma_bytes);
}

static int undo_slot(struct scene *s)
{
	if (!s->rig.vm || s->rig.vm->fd < 0)
		return 0;
	return unless(scene_set_slot(s, RIG_DMA_GPA, 0), -EINVAL);
}

int scene_bind_driver(const char *bdf)
{
	return unless(spit("/sys/bus/pci/drivers/vfio-pci/bind", bdf), -EBUSY);
}

static int make_bound(struct scene *s)
{
	return scene_bind_driver(s->rig.target[0]->bdf);
}

static int undo_bound(struct scene *s)
{
	return unless(spit("/sys/bus/pci/drivers/vfio-pci/unbind", s->rig.target[0]->bdf), -ENODEV);
}

static int make_container(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_CONTAINER);
}

static int undo_container(struct scene *s)
{
	return close_fd(&s->rig.container_fd);
}

static int make_group(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_GROUP);
}

static int undo_group(struct scene *s)
{
	return close_fd(&s->rig.group_fd[0]);
}

static int make_joined(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_JOINED);
}

/* With it go the IOMMU type, the windows and the registered memory. */
static int undo_joined(struct scene *s)
{
	s->rig.joined[0] = false;
	s->rig.window_open = s->rig.memory_registered = false;
	if (s->rig.group_fd[0] < 0)
		return 0;
	return unless(vfio_unset_container_try(s->rig.group_fd[0]), -EINVAL);
}

static int make_iommu(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_IOMMU);
}

/* A container without a group has no type: the group leaves with undo_joined(). */
static int undo_iommu(struct scene *s)
{
	(void)s;
	return 0;
}

static int make_device(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_DEVICE);
}

static int undo_device(struct scene *s)
{
	return close_fd(&s->rig.device_fd[0]);
}

static int make_memory(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_MEMORY);
}

static int undo_memory(struct scene *s)
{
	s->rig.memory_registered = false;
	if (s->rig.container_fd < 0)
		return 0;
	if (!is_v2(s))
		return unless(vfio_v1_disable_try(s->rig.container_fd), -EPERM);
	return unless(
		vfio_unregister_memory_try(s->rig.container_fd, s->rig.dma_hva, s->rig.dma_bytes),
		-ENOENT);
}

static int make_extra(struct scene *s)
{
	if (!is_v2(s))
		return 0;
	return vfio_register_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes);
}

static int undo_extra(struct scene *s)
{
	if (s->rig.container_fd < 0 || !is_v2(s))
		return 0;
	return unless(vfio_unregister_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes),
		      -ENOENT);
}

/* A new container has the default window there; a later one of this container has nothing. */
static int make_window(struct scene *s)
{
	int ret;

	if (!is_v2(s))
		return rig_retake_try(&s->rig, RIG_WINDOW);
	s->rig.window = s->rig.opts.window;
	ret = unless(vfio_window_remove_try(s->rig.container_fd, 0), -EINVAL);
	if (!ret)
		ret = vfio_window_create_try(s->rig.container_fd, &s->rig.window);
	s->rig.window_open = !ret;
	return ret;
}

static int undo_window(struct scene *s)
{
	s->rig.window_open = false;
	if (!is_v2(s) || s->rig.container_fd < 0)
		return 0;
	return unless(vfio_window_remove_try(s->rig.container_fd, s->rig.opts.window.start_bytes),
		      -EINVAL);
}

static int make_table(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_TABLE);
}

static int undo_table(struct scene *s)
{
	return close_fd(&s->rig.table_fd);
}

static int make_kvm_vfio(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_KVM_VFIO);
}

/* It may be gone by itself: closed to let go of a group whose own fd is closed. */
static int undo_kvm_vfio(struct scene *s)
{
	s->rig.added[0] = s->rig.attached[0] = false;
	return close_fd(&s->rig.kvm_vfio_fd);
}

/*
 * KVM warns when it lets go of a group that was never tied to a table (known issue
 * kvm-vfio-never-attached-warns). Not what is raced for: one request that fails is enough for it.
 */
void scene_introduce_group(struct scene *s)
{
	kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], -1);
}

static int make_added(struct scene *s)
{
	int ret = rig_retake_try(&s->rig, RIG_ADDED);

	if (!ret)
		scene_introduce_group(s);
	return ret;
}

static int undo_added(struct scene *s)
{
	s->rig.added[0] = s->rig.attached[0] = false;
	if (s->rig.kvm_vfio_fd < 0)
		return 0;
	if (s->rig.group_fd[0] >= 0)
		return unless(kvm_vfio_group_del_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0]),
			      -ENOENT);
	s->present &= ~BIT_OF(KVM_VFIO);
	return undo_kvm_vfio(s);
}

static int make_attached(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_ATTACHED);
}

static int make_one_of_many(struct scene *s, unsigned int i)
{
	int fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_MANY_LIOBN + i, &s->rig.window,
				    s->rig.opts.table_page_shift);

	s->many_fd[i] = fd;
	if (fd < 0)
		return fd;
	return kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], fd);
}

static int make_many(struct scene *s)
{
	int ret = 0;

	for (unsigned int i = 0; !ret && i < SCENE_MANY; i++)
		ret = make_one_of_many(s, i);
	return ret;
}

static int undo_many(struct scene *s)
{
	int ret = 0;

	for (unsigned int i = 0; i < SCENE_MANY; i++) {
		int one = close_fd(&s->many_fd[i]);

		ret = ret ? ret : one;
	}
	return ret;
}

uint64_t scene_mapped_iova(const struct scene *s)
{
	/* Not of the window as granted: there may be none just now. */
	return dma_window_ioba(&s->rig.opts.window, 64);
}

uint64_t scene_entry_iova(const struct scene *s)
{
	return dma_window_ioba(&s->rig.opts.window, 0);
}

static int map_extra(struct scene *s, uint64_t iova)
{
	return vfio_map_dma_try(s->rig.container_fd, iova, s->extra_hva, getpagesize(),
				VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static int unmap_extra(struct scene *s, uint64_t iova)
{
	int ret;

	if (s->rig.container_fd < 0)
		return 0;
	ret = vfio_unmap_dma_try(s->rig.container_fd, iova, getpagesize());
	/* v1 with DMA disabled keeps it, until the group leaves or it is mapped over. */
	return unless(unless(ret, -ENXIO), is_v2(s) ? 0 : -EPERM);
}

static int make_mapped(struct scene *s)
{
	return map_extra(s, scene_mapped_iova(s));
}

static int undo_mapped(struct scene *s)
{
	return unmap_extra(s, scene_mapped_iova(s));
}

static int make_entry(struct scene *s)
{
	return map_extra(s, scene_entry_iova(s));
}

static int undo_entry(struct scene *s)
{
	return unmap_extra(s, scene_entry_iova(s));
}

static int make_fresh(struct scene *s)
{
	s->fresh_fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_FRESH_LIOBN, &s->rig.opts.window,
					 s->rig.opts.table_page_shift);
	return s->fresh_fd < 0 ? s->fresh_fd : 0;
}

static int undo_fresh(struct scene *s)
{
	return close_fd(&s->fresh_fd);
}

int scene_close_vm_fds(struct scene *s)
{
	int vm_fd = s->rig.vm->fd;

	rig_close_fd(&s->rig, RIG_FD_TABLE);
	rig_close_fd(&s->rig, RIG_FD_VCPU);
	rig_close_fd(&s->rig, RIG_FD_VM);
	return vm_fd;
}

static int make_last(struct scene *s)
{
	scene_close_vm_fds(s);
	return 0;
}

/* A VM without fds is good for nothing else: it is made again after each try. */
static int undo_last(struct scene *s)
{
	(void)s;
	return 0;
}

/* --- the second group --- */

static int make_second(struct scene *s)
{
	s->second_group_fd = vfio_group_open_try(s->second->group);
	return s->second_group_fd < 0 ? s->second_group_fd : 0;
}

static int undo_second(struct scene *s)
{
	return close_fd(&s->second_group_fd);
}

static int make_followed(struct scene *s)
{
	return vfio_set_container_try(s->second_group_fd, s->rig.container_fd);
}

static int undo_followed(struct scene *s)
{
	return unless(vfio_unset_container_try(s->second_group_fd), -EINVAL);
}

static int make_own(struct scene *s)
{
	int ret = vfio_container_open_try();

	if (ret < 0)
		return ret;
	s->own_container_fd = ret;
	ret = vfio_set_container_try(s->second_group_fd, s->own_container_fd);
	return ret ?: vfio_set_iommu_try(s->own_container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
}

static int undo_own(struct scene *s)
{
	int ret = unless(vfio_unset_container_try(s->second_group_fd), -EINVAL);

	return close_fd(&s->own_container_fd) ?: ret;
}

/* What was registered for sure must be there. */
static int unregister_own(struct scene *s, void *hva, uint64_t bytes, bool *for_sure)
{
	int ret = vfio_unregister_memory_try(s->own_container_fd, hva, bytes);

	if (!*for_sure)
		ret = unless(ret, -ENOENT);
	*for_sure = false;
	return ret;
}

static int make_shared(struct scene *s)
{
	return vfio_register_memory_try(s->own_container_fd, s->rig.dma_hva, s->rig.dma_bytes);
}

static int undo_shared(struct scene *s)
{
	return unregister_own(s, s->rig.dma_hva, s->rig.dma_bytes, &s->shared_for_sure);
}

static int make_overlap(struct scene *s)
{
	return vfio_register_memory_try(s->own_container_fd, s->extra_hva, getpagesize());
}

static int undo_overlap(struct scene *s)
{
	return unregister_own(s, s->extra_hva, getpagesize(), &s->overlaps_for_sure);
}

const struct fact_how fact_how[NR_FACTS] = {
	[FACT_VM] = { "the VM", 0, make_vm, undo_vm },
	[FACT_SLOT] = { "the memory slot", BIT_OF(VM), make_slot, undo_slot },
	[FACT_BOUND] = { "the driver's hold on the device", 0, make_bound, undo_bound },
	[FACT_CONTAINER] = { "the container", 0, make_container, undo_container },
	[FACT_GROUP] = { "the group", BIT_OF(BOUND), make_group, undo_group },
	[FACT_JOINED] = { "the group in the container", BIT_OF(CONTAINER) | BIT_OF(GROUP),
			  make_joined, undo_joined },
	[FACT_IOMMU] = { "the container's IOMMU type", BIT_OF(JOINED), make_iommu, undo_iommu },
	[FACT_DEVICE] = { "the device", BIT_OF(IOMMU), make_device, undo_device },
	[FACT_MEMORY] = { "the registered memory", BIT_OF(IOMMU) | BIT_OF(VM), make_memory,
			  undo_memory },
	[FACT_EXTRA] = { "the other registered memory", BIT_OF(IOMMU), make_extra, undo_extra },
	/* Memory first: to unregister what a TCE still points to is a bug of its own. */
	[FACT_WINDOW] = { "the window", BIT_OF(MEMORY), make_window, undo_window },
	/* The window: a table keeps what was attached to it when the window went. */
	[FACT_TABLE] = { "the TCE table", BIT_OF(VM) | BIT_OF(WINDOW), make_table, undo_table },
	[FACT_KVM_VFIO] = { "the KVM-VFIO device", BIT_OF(VM), make_kvm_vfio, undo_kvm_vfio },
	[FACT_ADDED] = { "KVM's hold on the group", BIT_OF(KVM_VFIO) | BIT_OF(GROUP), make_added,
			 undo_added },
	/* Only GROUP_DEL takes it away. */
	[FACT_ATTACHED] = { "the tie of group and table", BIT_OF(ADDED) | BIT_OF(TABLE),
			    make_attached, undo_added },
	[FACT_MANY] = { "many tables tied to the group", BIT_OF(ADDED) | BIT_OF(WINDOW), make_many,
			undo_many },
	[FACT_MAPPED] = { "a page mapped by the host", BIT_OF(WINDOW) | BIT_OF(EXTRA), make_mapped,
			  undo_mapped },
	[FACT_ENTRY] = { "a page mapped by the host where the guest maps",
			 BIT_OF(WINDOW) | BIT_OF(EXTRA), make_entry, undo_entry },
	[FACT_FRESH] = { "a table that nobody has used", BIT_OF(VM), make_fresh, undo_fresh },
	[FACT_LAST] = { "the last fd of the VM", BIT_OF(KVM_VFIO), make_last, undo_last },
	[FACT_SECOND] = { "the second group", 0, make_second, undo_second },
	[FACT_FOLLOWED] = { "the second group in the container", BIT_OF(SECOND) | BIT_OF(IOMMU),
			    make_followed, undo_followed },
	[FACT_OWN] = { "the second group's own container", BIT_OF(SECOND), make_own, undo_own },
	[FACT_SHARED] = { "the memory registered in the second container", BIT_OF(OWN) | BIT_OF(VM),
			  make_shared, undo_shared },
	[FACT_OVERLAP] = { "what overlaps, registered in the second container", BIT_OF(OWN),
			   make_overlap, undo_overlap },
};
