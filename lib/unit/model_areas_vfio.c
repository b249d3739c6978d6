// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "model_areas.h"

static void any_fd(void)
{
	model_restart();
	model_script("get_info c0 -> EBADF\n"
		     "get_info bad -> EBADF\n"
		     "get_info closed -> EBADF\n"
		     "get_info null -> ENOTTY\n"
		     "close closed -> EBADF\n"
		     "mmap_table t0 -> EBADF\n"
		     "open_container new=c0\n"
		     "get_status c0 -> ENOTTY or EINVAL or EPERM\n"
		     "create_kvm_vfio c0 new=k0 -> ENOTTY or EINVAL or EPERM\n" KVM
		     "get_info v0 -> ENOTTY or EIO\n"
		     "limit_nofile more=0x0\n"
		     "open_container new=c1 -> EMFILE\n"
		     "open_group new=g0 -> EMFILE\n"
		     "create_table v0 new=t0 liobn=1 shift=12 size=1 -> EMFILE\n"
		     "create_kvm_vfio v0 new=k0 -> EMFILE\n"
		     "limit_nofile more=0x1\n"
		     "open_group new=g0\n");
}

static void containers(void)
{
	model_restart();
	model_script("open_container new=c0\n"
		     "api_version c0\n"
		     "check_extension c0 type=7 -> 1\n"
		     "check_extension c0 type=99\n"
		     "check_extension c0 type=5 -> anything\n"
		     "get_info c0 -> EINVAL\n"
		     "set_iommu c0 type=v2 -> EINVAL\n"
		     "open_group new=g0\n"
		     "set_container g0 fd=c0\n"
		     "set_iommu c0 type=0x63 -> ENODEV or EINVAL\n"
		     "set_iommu c0 type=v2\n"
		     "set_iommu c0 type=v2 -> EINVAL\n"
		     "get_info c0\n"
		     "enable c0 -> ENOTTY\n"
		     "eeh c0 -> anything\n"
		     "register_memory c0 hva=0 bytes=0x1000\n"
		     "fork child=1\n"
		     "[p1] get_info c0 -> EPERM\n");
}

static void version_1(void)
{
	model_restart();
	model_script(V1 "map_dma c0 iova=0 hva=0 bytes=0x1000 flags=r -> EPERM\n"
			"unmap_dma c0 iova=0 bytes=0x1000 -> EPERM\n"
			"register_memory c0 hva=0 bytes=0x1000 -> ENOTTY\n"
			"enable c0\n"
			"enable c0 -> EBUSY\n");
	CHECK_INT(model_locked_pages(&model_at_test, 0), (2ull << 30) / 4096);
	model_script("map_dma c0 iova=0 hva=0x1000 bytes=0x3000 flags=rw\n");
	CHECK_INT(model_pinned_pages(&model_at_test), 3);
	CHECK_INT(model_locked_pages(&model_at_test, 0), (2ull << 30) / 4096 + 2048);
	model_script("munmap_memory hva=0x10000 bytes=0x1000\n"
		     "map_dma c0 iova=0x1000 hva=0xf000 bytes=0x2000 flags=rw -> EFAULT\n");
	CHECK_INT(model_pinned_pages(&model_at_test), 2);
	model_script("open_group new=g1\n"
		     "set_container g1 fd=c0 -> EBUSY\n"
		     "disable c0\n"
		     "map_dma c0 iova=0 hva=0x1000 bytes=0x3000 flags=rw -> EPERM\n"
		     "create_window c0 shift=12 bytes=0x100000 levels=1 -> ENOTTY\n"
		     "unset_container g0\n");
	CHECK_INT(model_locked_pages(&model_at_test, 0), 0);
	model_script("set_container g0 fd=c0\nset_container g1 fd=c0\n"
		     "set_iommu c0 type=v1 -> EBUSY\n");
}

static void limits_of_version_1(void)
{
	model_restart();
	model_script(V1 "limit_memlock bytes=0x80000000\n"
			"enable c0\n"
			"map_dma c0 iova=0 hva=0 bytes=0x1000 flags=r -> ENOMEM\n"
			"unmap_dma c0 iova=0 bytes=0x1000 -> ENOMEM\n"
			"disable c0\n"
			"limit_memlock bytes=0x7ffff000\n"
			"enable c0 -> ENOMEM\n");
}

static void memory(void)
{
	model_restart();
	model_script(V2 "unregister_memory c0 hva=0 bytes=0x1000 -> EPERM or ENOENT\n"
			"register_memory c0 hva=0x800 bytes=0x1000 -> EINVAL\n"
			"register_memory c0 hva=0 bytes=0x800 -> EINVAL\n"
			"register_memory c0 hva=0xfffffffffffff000 bytes=0x2000 -> EFAULT\n"
			"register_memory c0 hva=0xfffffefffffff000 bytes=0x2000 -> EINVAL\n"
			"register_memory c0 hva=0 bytes=0 -> EINVAL\n"
			"register_memory c0 hva=0 bytes=0x1000 flags=1 -> EINVAL\n"
			"register_memory c0 hva=0x4000000 bytes=0x1000 -> EFAULT\n"
			"register_memory c0 hva=0 bytes=0x10000\n"
			"register_memory c0 hva=0 bytes=0x10000 -> EBUSY\n"
			"register_memory c0 hva=0xf000 bytes=0x2000 -> EINVAL\n"
			"munmap_memory hva=0x12000 bytes=0x1000\n"
			"register_memory c0 hva=0x10000 bytes=0x8000 -> EFAULT\n"
			"limit_memlock bytes=0x11000\n"
			"register_memory c0 hva=0x20000 bytes=0x2000 -> ENOMEM\n"
			"register_memory c0 hva=0x20000 bytes=0x1000\n"
			"unregister_memory c0 hva=0 bytes=0x1000 -> ENOENT\n"
			"unregister_memory c0 hva=1 bytes=0x1000 -> EINVAL or ENOENT\n"
			"unregister_memory c0 hva=0 bytes=0x10000 flags=1 -> EINVAL\n"
			"unregister_memory c0 hva=0 bytes=0x10000\n");
	CHECK_INT(model_locked_pages(&model_at_test, 0), 1);
	CHECK(model_overlap_refused(&model_at_test, 0, 0, 0x1f000, 0x2000));
	CHECK(!model_overlap_refused(&model_at_test, 0, 0, 0x1f000, 0x1000));
}

/* One piece of memory, two containers: pinned once, for as long as one of them wants it. */
static void two_containers(void)
{
	model_restart();
	model_script(V2 "open_container new=c1\nopen_group new=g1\nset_container g1 fd=c1\n"
			"set_iommu c1 type=v2\n"
			"register_memory c0 hva=0 bytes=0x10000\n"
			"register_memory c1 hva=0 bytes=0x8000 -> EINVAL\n"
			"unregister_memory c1 hva=0 bytes=0x10000 -> ENOENT\n"
			"register_memory c1 hva=0 bytes=0x10000\n");
	CHECK_INT(model_pinned_pages(&model_at_test), 16);
	model_script("unregister_memory c0 hva=0 bytes=0x10000\n"
		     "map_dma c1 iova=0 hva=0 bytes=0x1000 flags=r\n"
		     "unregister_memory c1 hva=0 bytes=0x10000 -> EBUSY\n"
		     "unset_container g1\n");
	CHECK_INT(model_pinned_pages(&model_at_test), 0);
}

static void mappings(void)
{
	model_restart();
	model_script(V2 "register_memory c0 hva=0 bytes=0x100000\n"
			"remove_window c0 iova=0\n"
			"create_window c0 shift=12 bytes=0x400000 levels=2\n"
			"map_dma c0 iova=0 hva=0 bytes=0x1000 flags=4 -> EINVAL\n"
			"map_dma c0 iova=0 hva=0 bytes=0x1000 flags=0 -> EINVAL\n"
			"map_dma c0 iova=0x400000 hva=0 bytes=0x1000 flags=r -> ENXIO\n"
			"map_dma c0 iova=0x3ff000 hva=0 bytes=0x2000 flags=r -> EINVAL\n"
			"map_dma c0 iova=0x800 hva=0 bytes=0x1000 flags=r -> EINVAL\n"
			"map_dma c0 iova=0 hva=0x800 bytes=0x1000 flags=r -> EINVAL\n"
			"map_dma c0 iova=0 hva=0 bytes=0x1800 flags=r -> EINVAL\n"
			"map_dma c0 iova=0 hva=0 bytes=0 flags=r -> success or EINVAL\n"
			"map_dma c0 iova=0 hva=0x200000 bytes=0x1000 flags=r -> EINVAL\n"
			"map_dma c0 iova=0 hva=0xff000 bytes=0x2000 flags=r -> EINVAL\n"
			"unmap_dma c0 iova=0 bytes=0x1000 flags=1 -> EINVAL\n"
			"unmap_dma c0 iova=0x400000 bytes=0x1000 -> ENXIO\n"
			"unmap_dma c0 iova=0x3ff000 bytes=0x2000 -> EINVAL\n"
			"unmap_dma c0 iova=0x800 bytes=0x1000 -> EINVAL\n"
			"unmap_dma c0 iova=0 bytes=0x800 -> EINVAL\n"
			"unmap_dma c0 iova=0 bytes=0 -> success or EINVAL\n"
			"create_window c0 shift=16 bytes=0x1000000 levels=1\n"
			"map_dma c0 iova=0x800000000000000 hva=0 bytes=0x10000 flags=r"
			" -> EPERM or EINVAL\n");
}

static void windows(void)
{
	model_restart();
	model_script(V2 "create_window c0 shift=13 bytes=0x400000 levels=1 -> EINVAL\n"
			"create_window c0 shift=76 bytes=0x400000 levels=1 -> EINVAL\n"
			"create_window c0 shift=12 bytes=0x300000 levels=1 -> EINVAL\n"
			"create_window c0 shift=16 bytes=0x1000 levels=1 -> EINVAL\n"
			"create_window c0 shift=12 bytes=0x400000 levels=0 -> EINVAL\n"
			"create_window c0 shift=12 bytes=0x400000 levels=6 -> EINVAL\n"
			"create_window c0 shift=12 bytes=0x400000 levels=5 -> success or EINVAL\n"
			"create_window c0 shift=12 bytes=0x400000 levels=1 -> ENOSPC\n"
			"remove_window c0 iova=0x800000000000000\n"
			"create_window c0 shift=12 bytes=0x400000 levels=1 flags=1 -> EINVAL\n"
			"create_window c0 shift=12 bytes=0x400000000000 levels=1 -> ENOMEM\n"
			"create_window c0 shift=12 bytes=0x80000000000000 levels=1"
			" -> EINVAL or ENOMEM\n"
			"remove_window c0 iova=0x800000000000000 -> EINVAL\n"
			"remove_window c0 iova=0 flags=1 -> EINVAL\n"
			"remove_window c0 iova=0x1000 -> success or EINVAL\n"
			"limit_memlock bytes=0x1000\n"
			"create_window c0 shift=12 bytes=0x400000 levels=1 -> ENOMEM\n");
	model_restart();
	model_script(V2 "limit_memlock bytes=0\n"
			"create_window c0 shift=0 bytes=0 levels=0 -> ENOMEM or EINVAL\n");
}

static void groups(void)
{
	model_restart();
	model_script("open_group new=g0\n"
		     "open_group new=g0 -> EBUSY\n"
		     "get_status g0\n"
		     "unset_container g0 -> EINVAL\n"
		     "open_device g0 new=d0 -> EINVAL\n"
		     "set_container g0 fd=closed -> EBADF\n"
		     "set_container g0 fd=null -> EBADFD\n"
		     "open_container new=c0\n"
		     "set_container g0 fd=c0\n"
		     "set_container g0 fd=c0 -> EINVAL\n"
		     "set_iommu c0 type=v2\n"
		     "open_device g0 new=d0\n"
		     "mmap_device d0\n"
		     "unset_container g0 -> EBUSY\n"
		     "close d0\n"
		     "unset_container g0 -> EBUSY\n"
		     "munmap_device d0\n"
		     "unset_container g0\n");
	strcpy(model_at_test.machine.release, "6.1.0");
	model_script("open_group new=g1\n"
		     "set_container g1 fd=null -> EBADFD or EINVAL\n"
		     "close g1\n");
	model_at_test.machine.nr_groups = 1;
	model_script("open_group new=g1 -> ENOENT\n");
}

const struct unit_case model_areas_vfio[] = {
	{ "any fd", any_fd },
	{ "containers", containers },
	{ "containers of the first type", version_1 },
	{ "limits of the first type", limits_of_version_1 },
	{ "memory", memory },
	{ "two containers", two_containers },
	{ "mappings", mappings },
	{ "windows", windows },
	{ "groups", groups },
	{ NULL, NULL },
};
