/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VFIO's containers, groups and devices, one thin function per request, and
 * what is special to POWER's TCE tables.
 *
 * Every request is an x_try(): it answers 0 (or an fd, or a value) or -errno and
 * takes any number as an fd. Where set-up code makes it, too, there is its twin
 * x(), which asserts. What all of them say is not repeated: -EBADF for no file,
 * -ENOTTY for a file of another kind (-EINVAL of a container without IOMMU type).
 * Every fd is O_CLOEXEC and belongs to the caller; sizes are in bytes.
 */
#ifndef TCELIFE_VFIO_H
#define TCELIFE_VFIO_H

#include <linux/pci_regs.h>
#include <linux/vfio.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dma_window.h"

/* A device to work with. */
struct vfio_target {
	char bdf[16]; /* "0000:01:00.0" */
	int group;    /* number of its IOMMU group: /dev/vfio/<group> */
};

/*
 * Of @nr targets those that tests work with, at most two: the first, and the first of another
 * group, which is moved next to it. How many these are.
 */
static inline unsigned int vfio_targets_apart(struct vfio_target *target, unsigned int nr)
{
	for (unsigned int i = 1; i < nr; i++) {
		if (target[i].group != target[0].group) {
			target[1] = target[i];
			return 2;
		}
	}
	return nr ? 1 : 0;
}

/*
 * What KVM's hold on a group means to others. Both are legal.
 * HOLDS_CONTAINER: attaching needs a container and counts as a user of it, so
 * VFIO_GROUP_UNSET_CONTAINER is -EBUSY until KVM lets go (until 5.19,
 * drivers/vfio/vfio.c:vfio_group_get_external_user()).
 * HOLDS_FILE: the group's file is held and nothing else; UNSET_CONTAINER
 * succeeds, a second open of the group is -EBUSY (since then,
 * virt/kvm/vfio.c:kvm_vfio_file_add()).
 */
enum vfio_generation {
	VFIO_HOLDS_CONTAINER,
	VFIO_HOLDS_FILE,
};

/* The generation that a kernel of this release (as from uname -r) belongs to. */
enum vfio_generation vfio_generation_of_release(const char *release);

/* That of the running kernel. */
enum vfio_generation vfio_generation(void);

/* True if the running kernel is of this release or a later one. */
bool vfio_release_from(unsigned int major, unsigned int minor);

/* In words, for a diagnostic line. Static storage. */
const char *vfio_generation_name(enum vfio_generation generation);

/*
 * Open /dev/vfio/vfio. An fd; -ENOENT without the vfio module, -ENODEV if its node
 * is there all the same; drivers/vfio/container.c:vfio_fops_open()
 */
int vfio_container_open_try(void);
int vfio_container_open(void);

/* VFIO_API_VERSION, which is 0; drivers/vfio/container.c:vfio_fops_unl_ioctl() */
int vfio_api_version_try(int container_fd);

/*
 * 1 if the container offers @extension (VFIO_SPAPR_TCE_v2_IOMMU, VFIO_EEH, ...), 0
 * if not: it refuses nobody; drivers/vfio/container.c:vfio_container_ioctl_check_extension()
 */
int vfio_check_extension_try(int container_fd, unsigned int extension);

/*
 * Choose the IOMMU type of a container that has a group. -EINVAL without a group
 * or when chosen before, -ENODEV for a type nobody offers, -EBUSY for v1 with two
 * groups; drivers/vfio/container.c:vfio_ioctl_set_iommu()
 */
int vfio_set_iommu_try(int container_fd, unsigned int type);
void vfio_set_iommu(int container_fd, unsigned int type);

/*
 * Open /dev/vfio/<group>. An fd; -EBUSY if open already; -ENOENT if no device is
 * bound; drivers/vfio/group.c:vfio_group_fops_open()
 */
int vfio_group_open_try(int group);
int vfio_group_open(int group);

/*
 * The group's VFIO_GROUP_FLAGS_*; -ENODEV once its last device has left it;
 * drivers/vfio/group.c:vfio_group_ioctl_get_status()
 */
int vfio_group_flags_try(int group_fd);

/*
 * Put the group into the container. -EINVAL if it is in one, -EBADF for no file,
 * -EBADFD (-EINVAL until 6.1) for a file of another kind, -EPERM if a device of the
 * group has a driver of its own, -EBUSY if the container is v1's and has a group;
 * drivers/vfio/group.c:vfio_group_ioctl_set_container()
 */
int vfio_set_container_try(int group_fd, int container_fd);
/* What the running kernel says of such a file: -EBADFD or -EINVAL. */
int vfio_no_container_errno(void);
void vfio_set_container(int group_fd, int container_fd);

/*
 * Take it out again. -EINVAL if it is in none, -EBUSY while it has other users:
 * open devices, and KVM in the older generation;
 * drivers/vfio/group.c:vfio_group_ioctl_unset_container()
 */
int vfio_unset_container_try(int group_fd);
void vfio_unset_container(int group_fd);

/*
 * Open a device of the group. An fd; -ENODEV for a stranger, -EINVAL without
 * container or IOMMU; drivers/vfio/group.c:vfio_group_ioctl_get_device_fd()
 */
int vfio_device_open_try(int group_fd, const char *bdf);
int vfio_device_open(int group_fd, const char *bdf);

/*
 * Ask about a device, or about one of its regions (VFIO_PCI_BAR0_REGION_INDEX, ...):
 * *@info is filled in. -EINVAL: it has no such region;
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_ioctl_get_info(),
 * vfio_pci_ioctl_get_region_info()
 */
int vfio_device_info_try(int device_fd, struct vfio_device_info *info);
int vfio_region_info_try(int device_fd, unsigned int index, struct vfio_region_info *info);

/*
 * Of the device's interrupts of that index, VFIO_PCI_INTX_IRQ_INDEX and the like: how many there
 * are. -EINVAL: no such index; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_ioctl_get_irq_info()
 */
int vfio_interrupts_try(int device_fd, unsigned int index);

/*
 * Have @event_fd, an eventfd, which stays the caller's, signalled by the first of them; signal it
 * as if there had been one. -EINVAL: there is none, those of another index are in use, @event_fd is
 * of another kind, or nobody has said what to signal;
 * drivers/vfio/pci/vfio_pci_intrs.c:vfio_pci_set_irqs_ioctl()
 */
int vfio_interrupt_event_try(int device_fd, unsigned int index, int event_fd);
int vfio_interrupt_simulate_try(int device_fd, unsigned int index);

/*
 * The same of @count of them, from @start on; none, from the first on: all are taken away. -EINVAL
 * also if there are not so many; drivers/vfio/vfio_main.c:vfio_set_irqs_validate_and_prepare()
 */
int vfio_interrupts_simulate_try(int device_fd, unsigned int index, uint32_t start, uint32_t count);

/*
 * The same of VFIO_PCI_REQ_IRQ_INDEX: signalled while somebody waits for the device to be closed;
 * drivers/vfio/pci/vfio_pci_intrs.c:vfio_pci_set_req_trigger()
 */
int vfio_request_event_try(int device_fd, int event_fd);

/*
 * Let the device sleep until its user, or anybody, needs it. -EINVAL if it may already, -ENOTTY
 * before 6.1, -EIO if it does not wake for the request;
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_pm_entry()
 */
int vfio_low_power_enter_try(int device_fd);
/* No longer; 0 also if it might not. drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_pm_exit() */
int vfio_low_power_exit_try(int device_fd);

/*
 * Reset the device. -EINVAL or -ENOTTY if it has no reset of its own, -EAGAIN while somebody else
 * has it locked; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_ioctl_reset()
 */
int vfio_device_reset_try(int device_fd);

/*
 * Read or write @bytes of a region, at @offset_bytes in it, through the fd: an
 * mmap would keep the device open after its fd is closed. -EINVAL: no such region,
 * or it ends before; -EIO: short, or the device's memory space is off;
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_rw()
 */
int vfio_region_read_try(int device_fd, unsigned int index, uint64_t offset_bytes, void *buf,
			 size_t bytes);
int vfio_region_write_try(int device_fd, unsigned int index, uint64_t offset_bytes, const void *buf,
			  size_t bytes);

/*
 * Of a PCI device: read 16 bits of config space; set or clear bits of its command register
 * (PCI_COMMAND_*). As above, but -EFAULT beyond its end;
 * drivers/vfio/pci/vfio_pci_config.c:vfio_pci_config_rw()
 */
int vfio_config_read16_try(int device_fd, unsigned int offset_bytes, uint16_t *value);
int vfio_command_try(int device_fd, uint16_t bits, bool on);

/*
 * What follows is asked of a container whose IOMMU type is POWER's. All of it is
 * -EINVAL if it has none, as when no group is in it, -EPERM if it belongs to another
 * address space, -ENOTTY if it is of the other version than the one named;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_ioctl()
 */

/* What the TCE back-end can do: *@info is filled in. */
int vfio_spapr_info_try(int container_fd, struct vfio_iommu_spapr_tce_info *info);
void vfio_spapr_info(int container_fd, struct vfio_iommu_spapr_tce_info *info);

/*
 * v2: pin @bytes of memory at @hva, both multiples of the host page, and count
 * them as locked. -EBUSY if this container has that range, -EINVAL if it overlaps
 * another, -ENOMEM beyond RLIMIT_MEMLOCK, -EFAULT where there is none to be written;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_register_pages()
 */
int vfio_register_memory_try(int container_fd, const void *hva, uint64_t bytes);
void vfio_register_memory(int container_fd, const void *hva, uint64_t bytes);

/*
 * v2: undo it. -ENOENT if it was never registered (-EPERM if this container is bound
 * to no address space yet). Beware: with TCEs still
 * pointing there, the kernel drops its own last reference without looking at
 * the answer, so 0 is no proof: see vfio_locked_bytes();
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_unregister_pages()
 */
int vfio_unregister_memory_try(int container_fd, const void *hva, uint64_t bytes);
void vfio_unregister_memory(int container_fd, const void *hva, uint64_t bytes);

/* Bytes of memory that this process has locked, as /proc/self/status (VmLck) has it. Asserts. */
int64_t vfio_locked_bytes(void);

/*
 * v2: create a window of @w's page_shift, size and levels; the kernel chooses
 * where it starts and @w->start_bytes learns it. If the default window was not
 * removed first, this puts it back at 0 and the new one elsewhere. -EINVAL for
 * what the hardware cannot do, -ENOSPC for a third one, -ENOMEM if its table is
 * beyond RLIMIT_MEMLOCK;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_create_window()
 */
int vfio_window_create_try(int container_fd, struct dma_window *w);
void vfio_window_create(int container_fd, struct dma_window *w);

/*
 * v2: remove the window that holds @start_bytes, clearing its TCEs. -EINVAL: there is
 * none; drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_remove_window()
 */
int vfio_window_remove_try(int container_fd, uint64_t start_bytes);
void vfio_window_remove(int container_fd, uint64_t start_bytes);

/*
 * v1: count the whole default window as locked memory, then maps are allowed.
 * -EBUSY if enabled; -ENOMEM beyond RLIMIT_MEMLOCK;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_enable()
 */
int vfio_v1_enable_try(int container_fd);
void vfio_v1_enable(int container_fd);
/* v1: no longer; 0 also if it is not. drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_disable() */
int vfio_v1_disable_try(int container_fd);

/*
 * Map @bytes of memory at @hva to I/O address @iova for VFIO_DMA_MAP_FLAG_READ
 * and/or _WRITE (as the device sees it); all multiples of the IOMMU page. Mapping
 * over a mapping replaces it. -EPERM: v1 is not enabled, nothing was ever registered
 * (v2), or the memory's pages are smaller than the IOMMU's; -ENXIO: no window there;
 * -EINVAL: no such multiple, neither flag, or not registered (v2); -EFAULT: no memory
 * (v1); -ENOMEM: none for the table;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_build(), tce_iommu_build_v2()
 */
int vfio_map_dma_try(int container_fd, uint64_t iova, const void *hva, uint64_t bytes,
		     uint32_t flags);
/*
 * Unmap all of that range; what is not mapped is no error. -EPERM, -ENXIO, -EINVAL as
 * above; drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_clear()
 */
int vfio_unmap_dma_try(int container_fd, uint64_t iova, uint64_t bytes);

/*
 * One EEH request (VFIO_EEH_PE_*) to every group of the container, up to the first that
 * says anything but 0: the state (VFIO_EEH_PE_GET_STATE), -EINVAL for an unknown one,
 * -ENODEV without EEH; drivers/vfio/vfio_iommu_spapr_tce.c:vfio_spapr_ioctl_eeh_pe_op()
 */
int vfio_eeh_try(int container_fd, uint32_t op);

#endif
