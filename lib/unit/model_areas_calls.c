// SPDX-License-Identifier: GPL-2.0-only
/* How calls are made: the form of their arguments, by whom, and of which memory they speak. */

#include "model_areas.h"

/* Each way to pass arguments to a request with argsz: wrong ones change nothing. */
static void sizes(void)
{
	model_restart();
	model_script(V2 "get_status g0 args=empty -> EINVAL\n"
			"get_status g0 args=short -> EINVAL\n"
			"get_status g0 args=long\n"
			"get_status g0 args=least\n"
			"get_status g0 args=null -> EFAULT\n"
			"get_status g0 args=cut -> EFAULT\n"
			"get_status g0 args=frozen -> EFAULT\n"
			"get_info c0 args=short -> EINVAL\n"
			"get_info c0 args=least\n"
			"get_info c0 args=frozen -> EFAULT\n"
			"register_memory c0 hva=0 bytes=0x10000 args=empty -> EINVAL\n"
			"register_memory c0 hva=0 bytes=0x10000 args=cut -> EFAULT\n"
			"register_memory c0 hva=0 bytes=0x10000 args=frozen\n"
			"unregister_memory c0 hva=0 bytes=0x10000 args=short -> EINVAL\n"
			"unregister_memory c0 hva=0 bytes=0x10000 args=null -> EFAULT\n");
	CHECK_INT(model_locked_pages(&model_at_test, 0), 16);
	model_script("map_dma c0 iova=0 hva=0 bytes=0x1000 flags=rw args=short -> EINVAL\n"
		     "map_dma c0 iova=0 hva=0 bytes=0x1000 flags=rw args=null -> EFAULT\n"
		     "unmap_dma c0 iova=0 bytes=0x1000 args=empty -> EINVAL\n"
		     "unmap_dma c0 iova=0 bytes=0x1000 args=cut -> EFAULT\n"
		     "create_window c0 shift=12 bytes=0x100000 levels=1 args=short -> EINVAL\n"
		     "create_window c0 shift=12 bytes=0x100000 levels=1 args=cut -> EFAULT\n");
	/* The default window comes with the first request that can be read. */
	CHECK_INT(model_locked_pages(&model_at_test, 0), 16);
	model_script("remove_window c0 iova=0 args=short -> EINVAL\n"
		     "remove_window c0 iova=0 args=null -> EFAULT\n"
		     "remove_window c0 iova=0 args=long\n"
		     "create_window c0 shift=12 bytes=0x100000 levels=1 args=frozen -> EFAULT\n");
	CHECK_INT(model_locked_pages(&model_at_test, 0), 16);
	model_script("create_window c0 shift=12 bytes=0x100000 levels=1 args=least\n"
		     "map_dma c0 iova=0 hva=0 bytes=0x1000 flags=rw args=frozen\n");
}

static void addresses(void)
{
	model_restart();
	model_script(KVM
		     "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x100000 args=null -> EFAULT\n"
		     "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x100000 args=least\n"
		     "create_table v0 new=t0 liobn=1 shift=12 size=1 args=cut -> EFAULT\n"
		     "create_table32 v0 new=t0 liobn=1 bytes=0x1000 args=null -> EFAULT\n"
		     "create_table v0 new=t0 liobn=1 shift=12 size=1 args=frozen\n"
		     "create_kvm_vfio v0 new=k0\n"
		     "open_group new=g0\n"
		     "group_add k0 fd=g0 args=cut -> EFAULT\n"
		     "group_add k0 fd=g0 args=frozen\n"
		     "set_spapr_tce k0 fd=g0 fd2=t0 args=null -> EFAULT or EINVAL\n"
		     "group_del k0 fd=g0 args=null -> EFAULT\n"
		     "set_attr k0 fd=g0 fd2=t0 group=1 attr=4 -> ENXIO\n"
		     "set_attr k0 fd=closed fd2=t0 group=2 attr=1 -> ENXIO\n"
		     "group_del k0 fd=g0\n");
	CHECK(!model_can(&model_at_test, &(struct op){ .code = OP_GROUP_ADD,
						       .self = { OP_KVM_VFIO, 0 },
						       .fd = { OP_GROUP, 0 },
						       .arg = { OP_SHORT } }));
	CHECK(!model_can(&model_at_test, &(struct op){ .code = OP_SET_ATTR,
						       .self = { OP_KVM_VFIO, 0 },
						       .fd = { OP_GROUP, 0 },
						       .fd2 = { OP_TABLE, 0 },
						       .arg = { 1, 1 } }));
}

/* Nobody but its maker makes a VM do anything; whoever has the fds may close them. */
static void other_processes(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("fork child=1\n"
		     "[p1] h_put_tce v0 liobn=0x80000001 ioba=0 tce=0x10000003 -> EIO\n"
		     "[p1] h_put_tce_indirect v0 liobn=1 ioba=0 list=0x800000 count=1 -> EIO\n"
		     "[p1] h_stuff_tce v0 liobn=0x80000001 ioba=0 tce=0 count=0x800 -> EIO\n"
		     "[p1] h_get_tce v0 liobn=0x80000001 ioba=0 -> EIO\n"
		     "[p1] create_table v0 new=t1 liobn=7 shift=12 size=1 -> EIO\n"
		     "[p1] create_kvm_vfio v0 new=k1 -> EIO or EBUSY or EEXIST\n"
		     "[p1] set_slot v0 slot=3 gpa=0x30000000 hva=0 bytes=0x1000 -> EIO\n"
		     "[p1] group_del k0 fd=g0 -> EIO\n"
		     "[p1] set_attr k0 fd=g0 fd2=t0 group=1 attr=9 -> EIO or ENXIO\n"
		     "[p1] close v0\n"
		     "h_get_tce v0 liobn=0x80000001 ioba=0\n");
}

static void devices(void)
{
	model_restart();
	model_script(JOINED "open_device g0 new=d0 name=nobodys -> EINVAL or ENODEV\n"
			    "set_iommu c0 type=v2\n"
			    "open_device g0 new=d0 name=nobodys -> ENODEV\n"
			    "open_device g0 new=d0 name=others -> ENODEV\n"
			    "open_device g0 new=d0 name=empty -> ENODEV\n"
			    "device_info d0 -> EBADF\n"
			    "device_info g0 -> ENOTTY\n"
			    "open_device g0 new=d0\n"
			    "open_device g0 new=d1\n"
			    "device_info d0\n"
			    "device_info d1 args=least\n"
			    "device_info d1 args=short -> EINVAL\n"
			    "device_info d1 args=cut -> EFAULT\n"
			    "device_info d1 args=frozen -> EFAULT\n"
			    "mmap_device d0\n"
			    "close d0\n"
			    "close d1\n"
			    "unset_container g0 -> EBUSY\n"
			    "munmap_device d0\n"
			    "unset_container g0\n"
			    "open_device g0 new=d0 -> EINVAL\n");
}

#define HUGE_WINDOW                                  \
	V2 "mmap_huge hva=0x200000 bytes=0x200000\n" \
	   "remove_window c0 iova=0\n"               \
	   "create_window c0 shift=21 bytes=0x10000000 levels=1\n"

/* Large pages of the hardware want memory that is one piece. */
static void huge_maps(void)
{
	struct model_landing landing;

	model_restart();
	model_script(HUGE_WINDOW "register_memory c0 hva=0x200000 bytes=0x200000\n"
				 "map_dma c0 iova=0x400000 hva=0x200000 bytes=0x200000 flags=rw\n");
	CHECK(model_reach(&model_at_test, 0, 0x412345, &landing));
	CHECK_INT(landing.hva, 0x212345);
	CHECK_INT(model_at_test.region[0].mapped, 1);
	model_script("register_memory c0 hva=0x400000 bytes=0x200000\n"
		     "map_dma c0 iova=0x800000 hva=0x400000 bytes=0x200000 flags=rw"
		     " -> EPERM or EINVAL\n"
		     /* a failure in the middle unmaps what came before */
		     "map_dma c0 iova=0x400000 hva=0x200000 bytes=0x400000 flags=rw"
		     " -> EPERM or EINVAL\n"
		     "unregister_memory c0 hva=0x200000 bytes=0x200000\n"
		     "register_memory c0 hva=0x200000 bytes=0x100000\n"
		     "map_dma c0 iova=0x400000 hva=0x200000 bytes=0x200000 flags=rw -> EINVAL\n"
		     "unregister_memory c0 hva=0x200000 bytes=0x100000\n"
		     "register_memory c0 hva=0x100000 bytes=0x300000\n"
		     "map_dma c0 iova=0x400000 hva=0x200000 bytes=0x200000 flags=rw"
		     " -> success or EINVAL\n");
}

/* In a block that is huge pages in its first half only. */
static void huge_puts(void)
{
	model_restart();
	model_script(HUGE_WINDOW
		     "register_memory c0 hva=0x200000 bytes=0x400000\n" KVM
		     "set_slot v0 slot=2 gpa=0x10000000 hva=0x200000 bytes=0x400000\n"
		     "create_table v0 new=t0 liobn=1 shift=21 size=0x80\n"
		     "create_kvm_vfio v0 new=k0\ngroup_add k0 fd=g0\n"
		     "set_spapr_tce k0 fd=g0 fd2=t0\n"
		     "h_put_tce v0 liobn=1 ioba=0x200000 tce=0x10200003 -> bounced\n"
		     "h_put_tce v0 liobn=1 ioba=0x200000 tce=0x10000003"
		     " -> H_SUCCESS or bounced\n"
		     "list_set v0 index=0 tce=0x10200003\n"
		     "h_put_tce_indirect v0 liobn=1 ioba=0 list=0x800000 count=1 -> bounced\n"
		     "list_set v0 index=0 tce=0x10000003\n"
		     "h_put_tce_indirect v0 liobn=1 ioba=0 list=0x800000 count=1"
		     " -> H_SUCCESS or bounced\n");
}

static bool can(const char *line)
{
	struct op op = model_op(line);

	return model_can(&model_at_test, &op);
}

/* A fork leaves a hole; none is split; there are not many. */
static void huge_memory(void)
{
	model_restart();
	model_script(V2 "mmap_huge hva=0 bytes=0x400000 -> success or ENOMEM\n"
			"fork child=1\n"
			"[p1] register_memory c0 hva=0x200000 bytes=0x1000 -> EFAULT\n"
			"[p1] register_memory c0 hva=0x400000 bytes=0x1000\n");
	CHECK(!can("munmap_memory hva=0x1000 bytes=0x1000"));
	CHECK(!can("mmap_memory hva=0x3ff000 bytes=0x2000"));
	CHECK(!can("mmap_huge hva=0x600000 bytes=0x100000"));
	CHECK(!can("mmap_huge hva=0x600000 bytes=0x1000000"));
	CHECK(can("munmap_memory hva=0x200000 bytes=0x200000"));
	model_at_test.machine.huge_pages = 2;
	CHECK(!can("mmap_huge hva=0x600000 bytes=0x200000"));
}

const struct unit_case model_areas_calls[] = {
	{ "sizes of arguments", sizes },	{ "addresses of arguments", addresses },
	{ "other processes", other_processes }, { "devices", devices },
	{ "huge pages, mapped", huge_maps },	{ "huge pages, put", huge_puts },
	{ "huge pages", huge_memory },		{ NULL, NULL },
};
