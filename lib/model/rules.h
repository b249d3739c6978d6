/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every rule of the model, one a line: R(its name here, its name outside, what is answered, where
 * it comes from). A rule that succeeds answers 0. Included where the list is wanted.
 */
#define VFIO_RST(part) "Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation note " part
#define VFIO_H	       "include/uapi/linux/vfio.h: "
#define KVM_RST	       "Documentation/virt/kvm/api.rst "
#define DEV_RST	       "Documentation/virt/kvm/devices/vfio.rst: "
#define PAPR	       "PAPR, "
#define MAN	       "man 2 "
#define ARGSZ	       VFIO_H "argsz: the caller's responsibility to indicate the size"
#define ADDRESS	       MAN "ioctl: EFAULT"
#define UNSPECIFIED    "unspecified"
/* An errno that no document gives and that kernels have had from the beginning. */
#define SINCE_EVER(function) "unspecified; as ever: " function

/* clang-format off */
#define MODEL_RULES(R) \
	/* any fd */ \
	R(FD_CLOSED, "fd.closed", -EBADF, MAN "ioctl, close: EBADF") \
	R(FD_KIND, "fd.wrong_kind", -ENOTTY, MAN "ioctl: ENOTTY") \
	R(FD_KIND_UNSET, "fd.wrong_kind", -EINVAL, \
	  SINCE_EVER("drivers/vfio/container.c:vfio_fops_unl_ioctl()")) \
	R(FD_KIND_MM, "fd.wrong_kind", -EPERM, \
	  SINCE_EVER("vfio_iommu_spapr_tce.c:tce_iommu_ioctl()")) \
	R(FD_KIND_VM, "fd.wrong_kind", -EIO, \
	  KVM_RST "1: VM ioctls must be issued from the same process") \
	R(FD_NONE_LEFT, "fd.none_left", -EMFILE, MAN "getrlimit: RLIMIT_NOFILE") \
	/* container */ \
	R(CONTAINER_OK, "container.ok", 0, VFIO_RST("4)")) \
	R(CONTAINER_MM, "container.other_process", -EPERM, \
	  "drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_ioctl(): prevent one userspace " \
	  "from manipulating another") \
	R(CONTAINER_UNSET, "container.no_iommu", -EINVAL, \
	  VFIO_H "VFIO_SET_IOMMU: before it a container has no IOMMU requests") \
	R(CONTAINER_TYPE, "container.wrong_type", -ENOTTY, \
	  VFIO_RST("5): unsupported in the other type")) \
	R(API_VERSION, "api_version.value", 0, VFIO_H "VFIO_API_VERSION") \
	R(EXTENSION_HAS, "check_extension.offered", 1, \
	  VFIO_H "VFIO_CHECK_EXTENSION: 0 if not supported, 1 if") \
	R(EXTENSION_NOT, "check_extension.unknown", 0, \
	  VFIO_H "VFIO_CHECK_EXTENSION: 0 if not supported, 1 if") \
	R(EXTENSION_ANY, "check_extension.other", 0, UNSPECIFIED) \
	R(SET_IOMMU_OK, "set_iommu.ok", 0, VFIO_H "VFIO_SET_IOMMU") \
	R(SET_IOMMU_GROUP, "set_iommu.no_group", -EINVAL, \
	  VFIO_H "VFIO_SET_IOMMU: must be called with a group set") \
	R(SET_IOMMU_TWICE, "set_iommu.twice", -EINVAL, \
	  SINCE_EVER("drivers/vfio/container.c:vfio_ioctl_set_iommu()")) \
	R(SET_IOMMU_TYPE, "set_iommu.type", -ENODEV, \
	  SINCE_EVER("drivers/vfio/container.c:vfio_ioctl_set_iommu()")) \
	R(SET_IOMMU_TYPE2, "set_iommu.type", -EINVAL, \
	  SINCE_EVER("vfio_iommu_spapr_tce.c:tce_iommu_open()")) \
	R(SET_IOMMU_V1, "set_iommu.v1_groups", -EBUSY, \
	  "vfio_iommu_spapr_tce.c:tce_iommu_attach_group(): v1 does not share them among PEs") \
	R(GET_INFO_OK, "get_info.ok", 0, \
	  VFIO_RST("4): the size and the start of the DMA window")) \
	R(GET_INFO_ARGSZ, "get_info.argsz", -EINVAL, ARGSZ) \
	R(GET_INFO_ADDRESS, "get_info.address", -EFAULT, ADDRESS) \
	R(EEH_ANY, "eeh.state", 0, UNSPECIFIED) \
	R(ENABLE_OK, "enable.ok", 0, VFIO_RST("4)")) \
	R(ENABLE_TWICE, "enable.twice", -EBUSY, \
	  SINCE_EVER("vfio_iommu_spapr_tce.c:tce_iommu_enable()")) \
	R(ENABLE_LIMIT, "enable.memlock", -ENOMEM, VFIO_RST("4): may be low rlimit")) \
	R(DISABLE_OK, "disable.ok", 0, VFIO_RST("4)")) \
	/* registered memory */ \
	R(REGISTER_OK, "register_memory.ok", 0, VFIO_RST("5)")) \
	R(REGISTER_ARGSZ, "register_memory.argsz", -EINVAL, ARGSZ) \
	R(REGISTER_ADDRESS, "register_memory.address", -EFAULT, ADDRESS) \
	R(REGISTER_FLAGS, "register_memory.flags", -EINVAL, \
	  SINCE_EVER("tce_iommu_ioctl(): no flag is supported now")) \
	R(REGISTER_ALIGN, "register_memory.unaligned", -EINVAL, \
	  SINCE_EVER("tce_iommu_register_pages()")) \
	R(REGISTER_WRAP, "register_memory.wraps", -EINVAL, \
	  SINCE_EVER("tce_iommu_register_pages()")) \
	R(REGISTER_ZERO, "register_memory.nothing", -EINVAL, \
	  MAN "mlock, mmap: EINVAL; nothing can be pinned") \
	R(REGISTER_TWICE, "register_memory.twice", -EBUSY, \
	  SINCE_EVER("tce_iommu_register_pages()")) \
	R(REGISTER_OVERLAP, "register_memory.overlap", -EINVAL, \
	  SINCE_EVER("iommu_api.c:mm_iommu_do_alloc(): overlap?")) \
	R(REGISTER_HOLE, "register_memory.hole", -EFAULT, \
	  VFIO_H "VFIO_IOMMU_SPAPR_REGISTER_MEMORY: it pins user pages; " \
	  "Documentation/driver-api/ioctl.rst") \
	R(REGISTER_LIMIT, "register_memory.memlock", -ENOMEM, \
	  VFIO_H "VFIO_IOMMU_SPAPR_REGISTER_MEMORY: does the locked memory accounting") \
	R(UNREGISTER_OK, "unregister_memory.ok", 0, VFIO_RST("5)")) \
	R(UNREGISTER_LEFT_TIE, "unregister_memory.left_tie", 0, VFIO_RST("5)")) \
	R(UNREGISTER_ARGSZ, "unregister_memory.argsz", -EINVAL, ARGSZ) \
	R(UNREGISTER_ADDRESS, "unregister_memory.address", -EFAULT, ADDRESS) \
	R(UNREGISTER_FLAGS, "unregister_memory.flags", -EINVAL, \
	  SINCE_EVER("tce_iommu_ioctl(): no flag is supported now")) \
	R(UNREGISTER_ALIGN, "unregister_memory.unaligned", -EINVAL, \
	  SINCE_EVER("tce_iommu_unregister_pages()")) \
	R(UNREGISTER_NONE, "unregister_memory.unknown", -ENOENT, \
	  VFIO_RST("5): the exact address and size")) \
	R(UNREGISTER_EARLY, "unregister_memory.unused", -EPERM, SINCE_EVER("tce_iommu_ioctl()")) \
	R(UNREGISTER_BUSY, "unregister_memory.mapped", -EBUSY, \
	  "arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_put(): are there still mappings?") \
	/* DMA mappings */ \
	R(MAP_OK, "map_dma.ok", 0, VFIO_RST("4), 5)")) \
	R(MAP_ARGSZ, "map_dma.argsz", -EINVAL, ARGSZ) \
	R(MAP_ADDRESS, "map_dma.address", -EFAULT, ADDRESS) \
	R(MAP_DISABLED, "map_dma.disabled", -EPERM, \
	  VFIO_RST("4): VFIO_IOMMU_ENABLE enables the container")) \
	R(MAP_FLAGS, "map_dma.flags", -EINVAL, VFIO_H "VFIO_IOMMU_MAP_DMA") \
	R(MAP_NO_ACCESS, "map_dma.no_access", -EINVAL, SINCE_EVER("tce_iommu_ioctl()")) \
	R(MAP_WINDOW, "map_dma.no_window", -ENXIO, \
	  VFIO_RST("4): .iova/.size are within DMA window")) \
	R(MAP_END, "map_dma.past_end", -EINVAL, \
	  VFIO_RST("4): .iova/.size are within DMA window")) \
	R(MAP_IOVA, "map_dma.unaligned_iova", -EINVAL, \
	  VFIO_H "VFIO_IOMMU_MAP_DMA: 0 on success, -errno on failure") \
	R(MAP_SIZE, "map_dma.unaligned", -EINVAL, SINCE_EVER("tce_iommu_ioctl()")) \
	R(MAP_ZERO, "map_dma.nothing", -EINVAL, UNSPECIFIED) \
	R(MAP_MEMORY, "map_dma.not_registered", -EINVAL, \
	  VFIO_RST("5): the address is from pre-registered range")) \
	R(MAP_ORPHAN, "map_dma.orphan", -EINVAL, \
	  VFIO_RST("5): from pre-registered range; it is no longer")) \
	R(MAP_HOLE, "map_dma.hole", -EFAULT, SINCE_EVER("tce_iommu_use_page()")) \
	R(MAP_PAGE, "map_dma.small_pages", -EPERM, \
	  "vfio_iommu_spapr_tce.c:tce_page_is_contained(): hardware can get access to a " \
	  "bigger chunk than it should") \
	R(MAP_PAGE2, "map_dma.small_pages", -EINVAL, \
	  "arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_ua_to_hpa()") \
	R(MAP_SHAPE, "map_dma.region_shape", -EINVAL, UNSPECIFIED) \
	R(MAP_DEFAULT, "map_dma.memlock", -ENOMEM, \
	  VFIO_RST("6): the default window's table; getrlimit(2)")) \
	R(UNMAP_OK, "unmap_dma.ok", 0, VFIO_RST("4), 5)")) \
	R(UNMAP_ARGSZ, "unmap_dma.argsz", -EINVAL, ARGSZ) \
	R(UNMAP_ADDRESS, "unmap_dma.address", -EFAULT, ADDRESS) \
	R(UNMAP_DISABLED, "unmap_dma.disabled", -EPERM, \
	  VFIO_RST("4): VFIO_IOMMU_ENABLE enables the container")) \
	R(UNMAP_FLAGS, "unmap_dma.flags", -EINVAL, \
	  SINCE_EVER("tce_iommu_ioctl(): no flag is supported now")) \
	R(UNMAP_WINDOW, "unmap_dma.no_window", -ENXIO, \
	  VFIO_RST("4): .iova/.size are within DMA window")) \
	R(UNMAP_END, "unmap_dma.past_end", -EINVAL, \
	  VFIO_RST("4): .iova/.size are within DMA window")) \
	R(UNMAP_IOVA, "unmap_dma.unaligned_iova", -EINVAL, \
	  VFIO_H "VFIO_IOMMU_UNMAP_DMA: 0 on success, -errno on failure") \
	R(UNMAP_SIZE, "unmap_dma.unaligned", -EINVAL, SINCE_EVER("tce_iommu_ioctl()")) \
	R(UNMAP_ZERO, "unmap_dma.nothing", -EINVAL, UNSPECIFIED) \
	R(UNMAP_DEFAULT, "unmap_dma.memlock", -ENOMEM, \
	  VFIO_RST("6): the default window's table; getrlimit(2)")) \
	/* windows */ \
	R(WINDOW_OK, "create_window.ok", 0, VFIO_RST("6)")) \
	R(WINDOW_ARGSZ, "create_window.argsz", -EINVAL, ARGSZ) \
	R(WINDOW_ADDRESS, "create_window.address", -EFAULT, ADDRESS) \
	R(WINDOW_FLAGS, "create_window.flags", -EINVAL, SINCE_EVER("tce_iommu_ioctl()")) \
	R(WINDOW_SHIFT, "create_window.page_size", -EINVAL, \
	  VFIO_H "struct vfio_iommu_spapr_tce_ddw_info: pgsizes") \
	R(WINDOW_SIZE, "create_window.size", -EINVAL, \
	  SINCE_EVER("pci-ioda.c:pnv_pci_ioda2_get_table_size()")) \
	R(WINDOW_LEVELS, "create_window.levels", -EINVAL, \
	  VFIO_H "struct vfio_iommu_spapr_tce_ddw_info: levels") \
	R(WINDOW_INDEX, "create_window.index_too_wide", -EINVAL, UNSPECIFIED) \
	R(WINDOW_SPACE, "create_window.no_slot", -ENOSPC, \
	  VFIO_RST("6): up to 2 DMA windows, in the available slot")) \
	R(WINDOW_LIMIT, "create_window.memlock", -ENOMEM, \
	  VFIO_RST("5): rlimit; locked memory is what the table takes")) \
	R(WINDOW_LARGE, "create_window.too_large", -ENOMEM, \
	  VFIO_RST("6): may not be able to allocate")) \
	R(REMOVE_OK, "remove_window.ok", 0, VFIO_RST("6)")) \
	R(REMOVE_ARGSZ, "remove_window.argsz", -EINVAL, ARGSZ) \
	R(REMOVE_ADDRESS, "remove_window.address", -EFAULT, ADDRESS) \
	R(REMOVE_FLAGS, "remove_window.flags", -EINVAL, SINCE_EVER("tce_iommu_ioctl()")) \
	R(REMOVE_NONE, "remove_window.none", -EINVAL, SINCE_EVER("tce_iommu_remove_window()")) \
	R(REMOVE_INSIDE, "remove_window.inside", -EINVAL, UNSPECIFIED) \
	/* group and device */ \
	R(OPEN_GROUP_OK, "open_group.ok", 0, \
	  "Documentation/driver-api/vfio.rst, VFIO Usage Example") \
	R(OPEN_GROUP_BUSY, "open_group.busy", -EBUSY, \
	  SINCE_EVER("drivers/vfio/group.c:vfio_group_fops_open()")) \
	R(OPEN_GROUP_NONE, "open_group.none", -ENOENT, MAN "open: ENOENT") \
	R(STATUS_OK, "get_status.ok", 0, VFIO_H "VFIO_GROUP_GET_STATUS") \
	R(STATUS_ARGSZ, "get_status.argsz", -EINVAL, ARGSZ) \
	R(STATUS_ADDRESS, "get_status.address", -EFAULT, ADDRESS) \
	R(SET_CONTAINER_OK, "set_container.ok", 0, VFIO_H "VFIO_GROUP_SET_CONTAINER") \
	R(SET_CONTAINER_FD, "set_container.closed", -EBADF, \
	  SINCE_EVER("vfio_group_ioctl_set_container()")) \
	R(SET_CONTAINER_KIND, "set_container.wrong_kind", -EBADFD, \
	  "unspecified; since 6.2: drivers/vfio/group.c:vfio_group_ioctl_set_container()") \
	R(SET_CONTAINER_KIND1, "set_container.wrong_kind", -EINVAL, "the same, until 6.1") \
	R(SET_CONTAINER_TWICE, "set_container.twice", -EINVAL, \
	  VFIO_H "VFIO_GROUP_SET_CONTAINER: errno EINVAL if already set") \
	R(SET_CONTAINER_V1, "set_container.v1_groups", -EBUSY, \
	  "vfio_iommu_spapr_tce.c:tce_iommu_attach_group(): v1 does not share them among PEs") \
	R(UNSET_OK, "unset_container.ok", 0, VFIO_H "VFIO_GROUP_UNSET_CONTAINER") \
	R(UNSET_NONE, "unset_container.none", -EINVAL, \
	  VFIO_H "VFIO_GROUP_UNSET_CONTAINER: must already be set") \
	R(UNSET_DEVICE, "unset_container.device_open", -EBUSY, \
	  VFIO_H "VFIO_GROUP_UNSET_CONTAINER: -EBUSY if there are device fds open") \
	R(UNSET_KVM, "unset_container.kvm", -EBUSY, \
	  "until 5.19: KVM is a user of the container") \
	R(OPEN_DEVICE_OK, "open_device.ok", 0, VFIO_H "VFIO_GROUP_GET_DEVICE_FD") \
	R(OPEN_DEVICE_UNSET, "open_device.no_iommu", -EINVAL, \
	  VFIO_H "VFIO_GROUP_SET_CONTAINER: only then are all interfaces available") \
	R(OPEN_DEVICE_NAME, "open_device.name", -ENODEV, \
	  SINCE_EVER("drivers/vfio/group.c:vfio_device_get_from_name()")) \
	R(DEVICE_INFO_OK, "device_info.ok", 0, VFIO_H "VFIO_DEVICE_GET_INFO") \
	R(DEVICE_INFO_ARGSZ, "device_info.argsz", -EINVAL, ARGSZ) \
	R(DEVICE_INFO_ADDRESS, "device_info.address", -EFAULT, ADDRESS) \
	R(MMAP_OK, "mmap.ok", 0, MAN "mmap") \
	/* VM */ \
	R(VM_OK, "vm.ok", 0, KVM_RST "4.1") \
	R(VM_MM, "vm.other_process", -EIO, \
	  KVM_RST "1: VM ioctls must be issued from the same process; the errno is unspecified") \
	R(VCPU_MM, "vcpu.other_process", -EIO, \
	  KVM_RST "2: fds that another process has got by fork are not supported; the errno is " \
	  "unspecified, as ever: virt/kvm/kvm_main.c:kvm_vcpu_ioctl()") \
	R(SLOT_OK, "set_slot.ok", 0, KVM_RST "4.35") \
	R(SLOT_ADDRESS, "set_slot.address", -EFAULT, ADDRESS) \
	R(SLOT_FLAGS, "set_slot.flags", -EINVAL, KVM_RST "4.35: supports two flags") \
	R(SLOT_ALIGN, "set_slot.unaligned", -EINVAL, \
	  SINCE_EVER("virt/kvm/kvm_main.c:__kvm_set_memory_region()")) \
	R(SLOT_USER, "set_slot.not_user", -EINVAL, \
	  KVM_RST "4.35: must point at user addressable memory") \
	R(SLOT_WRAP, "set_slot.wraps", -EINVAL, \
	  SINCE_EVER("virt/kvm/kvm_main.c:__kvm_set_memory_region()")) \
	R(SLOT_ID, "set_slot.number", -EINVAL, KVM_RST "4.35: slot id, address space") \
	R(SLOT_NONE, "set_slot.delete_nothing", -EINVAL, \
	  SINCE_EVER("virt/kvm/kvm_main.c:__kvm_set_memory_region()")) \
	R(SLOT_RESIZE, "set_slot.resize", -EINVAL, KVM_RST "4.35: it may not be resized") \
	R(SLOT_OVERLAP, "set_slot.overlap", -EEXIST, KVM_RST "4.35: slots may not overlap") \
	R(HCALL_CAP_OK, "enable_hcall.ok", 0, KVM_RST "7.1") \
	R(HCALL_CAP_NONE, "enable_hcall.unknown", -EINVAL, \
	  KVM_RST "7.1: no in-kernel implementation: EINVAL") \
	R(HCALL_CAP_BOOL, "enable_hcall.value", -EINVAL, \
	  KVM_RST "7.1: 0 to disable, 1 to enable") \
	/* tables */ \
	R(TABLE_OK, "create_table.ok", 0, KVM_RST "4.62, 4.98") \
	R(TABLE_ADDRESS, "create_table.address", -EFAULT, ADDRESS) \
	R(TABLE_FLAGS, "create_table.flags", -EINVAL, KVM_RST "4.98: flags are not used") \
	R(TABLE_SIZE, "create_table.no_size", -EINVAL, \
	  SINCE_EVER("kvm_vm_ioctl_create_spapr_tce()")) \
	R(TABLE_SHIFT, "create_table.page_shift", -EINVAL, \
	  "arch/powerpc/include/asm/iommu.h: 4 KiB to 16 GiB") \
	R(TABLE_END, "create_table.wraps", -EINVAL, KVM_RST "4.98: a 64bit window") \
	R(TABLE_TOP, "create_table.to_the_end", -EINVAL, UNSPECIFIED) \
	R(TABLE_LIOBN, "create_table.liobn_taken", -EBUSY, \
	  SINCE_EVER("kvm_vm_ioctl_create_spapr_tce(): check this LIOBN hasn't been " \
	  "previously allocated")) \
	R(TABLE_LIMIT, "create_table.memlock", -ENOMEM, \
	  MAN "getrlimit: RLIMIT_MEMLOCK; the table is locked memory") \
	R(TABLE_LARGE, "create_table.too_large", -ENOMEM, UNSPECIFIED) \
	/* KVM-VFIO device */ \
	R(KVM_VFIO_OK, "create_kvm_vfio.ok", 0, DEV_RST "KVM_DEV_TYPE_VFIO") \
	R(KVM_VFIO_TWICE, "create_kvm_vfio.twice", -EBUSY, \
	  DEV_RST "only one VFIO instance may be created per VM") \
	R(KVM_VFIO_TWICE2, "create_kvm_vfio.twice", -EEXIST, KVM_RST "4.79: EEXIST") \
	R(ADD_OK, "group_add.ok", 0, DEV_RST "KVM_DEV_VFIO_FILE_ADD") \
	R(ADD_ADDRESS, "group_add.address", -EFAULT, ADDRESS) \
	R(ADD_FD, "group_add.closed", -EBADF, SINCE_EVER("virt/kvm/vfio.c:kvm_vfio_file_add()")) \
	R(ADD_KIND, "group_add.wrong_kind", -EINVAL, \
	  DEV_RST "the file descriptor for the VFIO file") \
	R(ADD_UNSET, "group_add.no_container", -EINVAL, \
	  "until 5.19: vfio_group_get_external_user()") \
	R(ADD_TWICE, "group_add.twice", -EEXIST, \
	  SINCE_EVER("virt/kvm/vfio.c:kvm_vfio_file_add()")) \
	R(DEL_OK, "group_del.ok", 0, DEV_RST "KVM_DEV_VFIO_FILE_DEL") \
	R(DEL_ADDRESS, "group_del.address", -EFAULT, ADDRESS) \
	R(DEL_FD, "group_del.closed", -EBADF, SINCE_EVER("virt/kvm/vfio.c:kvm_vfio_file_del()")) \
	R(DEL_NONE, "group_del.not_added", -ENOENT, \
	  SINCE_EVER("virt/kvm/vfio.c:kvm_vfio_file_del()")) \
	R(ATTACH_OK, "set_spapr_tce.ok", 0, DEV_RST "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE") \
	R(ATTACH_ADDRESS, "set_spapr_tce.address", -EFAULT, ADDRESS) \
	R(ATTACH_AGAIN, "set_spapr_tce.again", 0, DEV_RST "the group is driven by the table") \
	R(ATTACH_SHARED, "set_spapr_tce.shared", 0, DEV_RST "two groups, one table") \
	R(ATTACH_FD, "set_spapr_tce.closed", -EBADF, \
	  SINCE_EVER("kvm_vfio_file_set_spapr_tce()")) \
	R(ATTACH_NONE, "set_spapr_tce.not_added", -ENOENT, \
	  SINCE_EVER("kvm_vfio_file_set_spapr_tce()")) \
	R(ATTACH_DEVICE, "set_spapr_tce.device_file", -EINVAL, \
	  DEV_RST "groupfd is a file descriptor for a VFIO group") \
	R(ATTACH_DEVICE2, "set_spapr_tce.device_file", -EIO, \
	  DEV_RST "groupfd is a file descriptor for a VFIO group") \
	R(ATTACH_TABLE, "set_spapr_tce.wrong_table", -EINVAL, \
	  DEV_RST "tablefd is a TCE table allocated via KVM_CREATE_SPAPR_TCE") \
	R(ATTACH_UNSET, "set_spapr_tce.no_container", -EINVAL, \
	  VFIO_H "VFIO_GROUP_SET_CONTAINER: only then are all interfaces available") \
	R(ATTACH_FIT, "set_spapr_tce.no_window_fits", -EINVAL, \
	  KVM_RST "4.98: the corresponding DMA window") \
	R(ATTR_OK, "has_attr.ok", 0, DEV_RST "attributes") \
	R(ATTR_NONE, "has_attr.unknown", -ENXIO, KVM_RST "4.81: ENXIO") \
	R(SET_ATTR_NONE, "set_attr.unknown", -ENXIO, KVM_RST "4.80: ENXIO") \
	/* hypercalls */ \
	R(HCALL_DISABLED, "hcall.disabled", RULE_BOUNCED, \
	  KVM_RST "7.1: will always exit to userspace") \
	R(HCALL_LIOBN, "hcall.unknown_liobn", RULE_BOUNCED, \
	  KVM_RST "4.62: other liobns will cause a vm exit") \
	R(PUT_OK, "h_put_tce.ok", H_SUCCESS, PAPR "H_PUT_TCE") \
	R(PUT_DETACHED, "h_put_tce.detached", H_SUCCESS, \
	  DEV_RST "GROUP_DEL: the group is removed; only then is the memory as KVM has it " \
	  "alone") \
	R(PUT_IOBA, "h_put_tce.ioba", H_PARAMETER, PAPR "H_PUT_TCE: IOBA") \
	R(PUT_ALIGN, "h_put_tce.unaligned", RULE_BOUNCED, \
	  KVM_RST "8.31: what the kernel cannot do is left to user space") \
	R(PUT_SLOT, "h_put_tce.no_memory", RULE_BOUNCED, KVM_RST "4.35, 8.31") \
	R(PUT_SLOT_END, "h_put_tce.past_slot", RULE_BOUNCED, KVM_RST "4.35: memory_size") \
	R(PUT_MEMORY, "h_put_tce.not_registered", RULE_BOUNCED, \
	  VFIO_RST("5): from pre-registered range")) \
	R(PUT_PAGE, "h_put_tce.small_pages", RULE_BOUNCED, \
	  "arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc(): larger IOMMU pages only if " \
	  "we are backed by hugetlb") \
	R(PUT_SHAPE, "h_put_tce.region_shape", RULE_BOUNCED, UNSPECIFIED) \
	R(PUT_ORPHAN, "h_put_tce.orphan", RULE_BOUNCED, \
	  VFIO_RST("5): from pre-registered range; it is no longer")) \
	R(PUT_V1, "h_put_tce.v1", RULE_BOUNCED, \
	  "book3s_64_vio.c:kvmppc_tce_iommu_do_map(): v1 is handled via ioctl()") \
	R(PUT_MM, "h_put_tce.other_process", RULE_BOUNCED, \
	  "vfio_iommu_spapr_tce.c: prevent one userspace from manipulating another") \
	R(PUT_SHAKEN, "h_put_tce.other_group_removed", RULE_BOUNCED, \
	  DEV_RST "KVM_DEV_VFIO_GROUP_DEL: it removes one group") \
	R(PUT_GONE, "h_put_tce.removed_window", RULE_BOUNCED, UNSPECIFIED) \
	R(LIST_OK, "h_put_tce_indirect.ok", H_SUCCESS, PAPR "H_PUT_TCE_INDIRECT") \
	R(LIST_NO_ACCESS, "h_put_tce_indirect.no_access", H_SUCCESS, \
	  PAPR "H_PUT_TCE_INDIRECT: an entry without access unmaps") \
	R(LIST_DETACHED, "h_put_tce_indirect.detached", H_SUCCESS, DEV_RST "GROUP_DEL") \
	R(LIST_IOBA, "h_put_tce_indirect.ioba", H_PARAMETER, PAPR "H_PUT_TCE_INDIRECT: IOBA") \
	R(LIST_END, "h_put_tce_indirect.past_end", H_PARAMETER, \
	  PAPR "H_PUT_TCE_INDIRECT; fixed by 0b271f7d7f5e") \
	R(LIST_COUNT, "h_put_tce_indirect.count", H_PARAMETER, \
	  PAPR "H_PUT_TCE_INDIRECT: at most 512 entries") \
	R(LIST_ALIGN, "h_put_tce_indirect.list_unaligned", H_PARAMETER, \
	  PAPR "H_PUT_TCE_INDIRECT: 4 KiB page") \
	R(LIST_NONE, "h_put_tce_indirect.nothing", H_PARAMETER, UNSPECIFIED) \
	R(LIST_SLOT, "h_put_tce_indirect.list_no_memory", RULE_BOUNCED, KVM_RST "8.31") \
	R(LIST_ENTRY_ALIGN, "h_put_tce_indirect.unaligned", RULE_BOUNCED, KVM_RST "8.31") \
	R(LIST_ENTRY_SLOT, "h_put_tce_indirect.no_memory", RULE_BOUNCED, KVM_RST "4.35, 8.31") \
	R(LIST_ENTRY_SLOT_END, "h_put_tce_indirect.past_slot", RULE_BOUNCED, \
	  KVM_RST "4.35: memory_size") \
	R(LIST_MEMORY, "h_put_tce_indirect.not_registered", RULE_BOUNCED, \
	  VFIO_RST("5): from pre-registered range")) \
	R(LIST_PAGE, "h_put_tce_indirect.small_pages", RULE_BOUNCED, \
	  "arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc(): larger IOMMU pages only if " \
	  "we are backed by hugetlb") \
	R(LIST_SHAPE, "h_put_tce_indirect.region_shape", RULE_BOUNCED, UNSPECIFIED) \
	R(LIST_ORPHAN, "h_put_tce_indirect.orphan", RULE_BOUNCED, \
	  VFIO_RST("5): from pre-registered range; it is no longer")) \
	R(LIST_V1, "h_put_tce_indirect.v1", RULE_BOUNCED, \
	  "book3s_64_vio.c:kvmppc_tce_iommu_do_map(): v1 is handled via ioctl()") \
	R(LIST_MM, "h_put_tce_indirect.other_process", RULE_BOUNCED, \
	  "vfio_iommu_spapr_tce.c: prevent one userspace from manipulating another") \
	R(LIST_GONE, "h_put_tce_indirect.removed_window", RULE_BOUNCED, UNSPECIFIED) \
	R(STUFF_OK, "h_stuff_tce.ok", H_SUCCESS, PAPR "H_STUFF_TCE") \
	R(STUFF_DETACHED, "h_stuff_tce.detached", H_SUCCESS, DEV_RST "GROUP_DEL") \
	R(STUFF_IOBA, "h_stuff_tce.ioba", H_PARAMETER, PAPR "H_STUFF_TCE: IOBA") \
	R(STUFF_END, "h_stuff_tce.past_end", H_PARAMETER, \
	  PAPR "H_STUFF_TCE; fixed by 0b271f7d7f5e") \
	R(STUFF_COUNT, "h_stuff_tce.count", H_PARAMETER, \
	  PAPR "2.12, 13.5.4.2.3: at most 512 entries") \
	R(STUFF_ACCESS, "h_stuff_tce.access", H_PARAMETER, \
	  "book3s_64_vio.c:kvmppc_h_stuff_tce(): check permission bits only to allow " \
	  "userspace poison TCE") \
	R(STUFF_NONE, "h_stuff_tce.nothing", H_PARAMETER, UNSPECIFIED) \
	R(STUFF_V1, "h_stuff_tce.v1", RULE_BOUNCED, \
	  "book3s_64_vio.c:kvmppc_tce_iommu_do_map(): v1 is handled via ioctl()") \
	R(STUFF_MM, "h_stuff_tce.other_process", RULE_BOUNCED, \
	  "vfio_iommu_spapr_tce.c: prevent one userspace from manipulating another") \
	R(STUFF_GONE, "h_stuff_tce.removed_window", RULE_BOUNCED, UNSPECIFIED) \
	R(GET_OK, "h_get_tce.ok", H_SUCCESS, PAPR "H_GET_TCE") \
	R(GET_IOBA, "h_get_tce.ioba", H_PARAMETER, PAPR "H_GET_TCE: IOBA") \
	/* processes, memory */ \
	R(CALL_OK, "call.ok", 0, MAN "mmap, munmap, close, fork, setrlimit") \
	R(HUGE_NONE, "mmap_huge.none_left", -ENOMEM, MAN "mmap: MAP_HUGETLB") \
	/* what a device reaches */ \
	R(DMA_LANDS, "dma.lands", 1, VFIO_RST("2): DMA windows")) \
	R(DMA_REFUSED, "dma.refused", 0, \
	  VFIO_RST("2): access out of the window leads to isolation")) \
	R(DMA_LEFT, "dma.one_left", 1, VFIO_RST("2): DMA windows")) \
	R(DMA_LIST, "dma.list_no_access", 1, VFIO_RST("2): DMA windows")) \
	R(DMA_READ_ONLY, "dma.read_only", 0, PAPR "TCE page mapping and control bits") \
	R(DMA_WRITE_ONLY, "dma.write_only", 0, PAPR "TCE page mapping and control bits") \
	R(DMA_ANY, "dma.unseen", 0, UNSPECIFIED)
/* clang-format on */
