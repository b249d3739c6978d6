// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "model_areas.h"

static void vms(void)
{
	model_restart();
	model_script(KVM
		     "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x100000\n"
		     "set_slot v0 slot=3 gpa=0x100ff000 hva=0 bytes=0x2000 -> EEXIST\n"
		     "set_slot v0 slot=3 gpa=0x0 hva=0 bytes=0x1000 -> EEXIST\n"
		     "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x200000 -> EINVAL\n"
		     "set_slot v0 slot=2 gpa=0x20000000 hva=0 bytes=0x100000\n"
		     "set_slot v0 slot=3 gpa=0x20000000 hva=0 bytes=0 -> EINVAL\n"
		     "set_slot v0 slot=3 gpa=0x30000000 hva=0 bytes=0x1000 flags=0x10 -> EINVAL\n"
		     "set_slot v0 slot=3 gpa=0x30000800 hva=0 bytes=0x1000 -> EINVAL\n"
		     "set_slot v0 slot=3 gpa=0xfffffffffffff000 hva=0 bytes=0x2000 -> EINVAL\n"
		     "set_slot v0 slot=0xffff gpa=0x30000000 hva=0 bytes=0x1000 -> EINVAL\n"
		     "set_slot v0 slot=3 gpa=0x30000000 hva=0x8000000000000000 bytes=0x1000"
		     " -> EINVAL\n"
		     "set_slot v0 slot=2 gpa=0x20000000 hva=0 bytes=0\n"
		     "enable_hcall v0 hcall=0x20 on=0\n"
		     "enable_hcall v0 hcall=0x21 on=1 -> EINVAL\n"
		     "enable_hcall v0 hcall=0x20 on=2 -> EINVAL\n"
		     "fork child=2\n"
		     "[p2] enable_hcall v0 hcall=0x20 on=1 -> EIO\n");
}

static void tables(void)
{
	model_restart();
	model_script(KVM "create_table v0 new=t0 liobn=1 shift=12 size=1 flags=1 -> EINVAL\n"
			 "create_table v0 new=t0 liobn=1 shift=12 size=0 -> EINVAL\n"
			 "create_table v0 new=t0 liobn=1 shift=11 size=1 -> EINVAL\n"
			 "create_table v0 new=t0 liobn=1 shift=35 size=1 -> EINVAL\n"
			 "create_table v0 new=t0 liobn=1 shift=12 offset=0xfffffffffffff size=1"
			 " -> success or EINVAL\n"
			 "create_table v0 new=t1 liobn=2 shift=12 offset=0xfffffffffffff size=2"
			 " -> EINVAL\n"
			 "create_table v0 new=t1 liobn=1 shift=12 size=1 -> EBUSY\n"
			 "create_table v0 new=t1 liobn=2 shift=12 size=0x400000000 -> ENOMEM\n"
			 "create_table32 v0 new=t1 liobn=2 bytes=0xfff -> EINVAL\n"
			 "create_table32 v0 new=t1 liobn=2 bytes=0x100000\n"
			 "mmap_table t1\n"
			 "close t1\n"
			 "h_get_tce v0 liobn=2 ioba=0xff000\n"
			 "h_get_tce v0 liobn=2 ioba=0x100000 -> H_PARAMETER\n"
			 "munmap_table t1\n"
			 "h_get_tce v0 liobn=2 ioba=0xff000 -> bounced\n"
			 "limit_memlock bytes=0x2000\n"
			 "create_table v0 new=t2 liobn=2 shift=12 size=1 -> ENOMEM\n");
}

static void kvm_vfio(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("create_kvm_vfio v0 new=k1 -> EBUSY or EEXIST\n"
		     "has_attr k0 group=1 attr=3\n"
		     "has_attr k0 group=1 attr=4 -> ENXIO\n"
		     "group_add k0 fd=bad -> EBADF\n"
		     "group_add k0 fd=null -> EINVAL\n"
		     "group_add k0 fd=g0 -> EEXIST\n"
		     "group_del k0 fd=closed -> EBADF\n"
		     "group_del k0 fd=t0 -> ENOENT\n"
		     "set_spapr_tce k0 fd=g0 fd2=closed -> EBADF\n"
		     "set_spapr_tce k0 fd=c0 fd2=t0 -> ENOENT\n"
		     "set_spapr_tce k0 fd=g0 fd2=g0 -> EINVAL\n"
		     "set_spapr_tce k0 fd=g0 fd2=t0\n"
		     "create_table v0 new=t1 liobn=2 shift=12 size=0x201\n"
		     "set_spapr_tce k0 fd=g0 fd2=t1 -> EINVAL\n"
		     "create_table v0 new=t2 liobn=3 shift=12 size=0x10 offset=1\n"
		     "set_spapr_tce k0 fd=g0 fd2=t2 -> EINVAL\n"
		     "open_group new=g1\n"
		     "group_add k0 fd=g1\n"
		     "set_spapr_tce k0 fd=g1 fd2=t0 -> EINVAL\n"
		     "open_device g0 new=d0\n"
		     "group_add k0 fd=d0\n"
		     "set_spapr_tce k0 fd=d0 fd2=t0 -> EINVAL or EIO\n"
		     "group_del k0 fd=d0\n"
		     "group_del k0 fd=d0 -> ENOENT\n"
		     "group_del k0 fd=g1\n");
	model_at_test.machine.kvm_holds_container = true;
	model_script("close d0\n"
		     "group_add k0 fd=g1 -> EINVAL\n"
		     "unset_container g0 -> EBUSY\n");
}

/* Each of these bounces as one entry, and as one of a list. */
static void bad_tce(const char *tce)
{
	char line[3 * OP_TEXT_BYTES];

	snprintf(line, sizeof(line),
		 "h_put_tce v0 liobn=0x80000001 ioba=0 tce=%s -> bounced\n"
		 "list_set v0 index=1 tce=%s\n"
		 "h_put_tce_indirect v0 liobn=0x80000001 ioba=0 list=0x800000 count=1\n"
		 "h_put_tce_indirect v0 liobn=0x80000001 ioba=0 list=0x800000 count=2 -> bounced\n",
		 tce, tce);
	model_script(line);
}

/* What another group of the container has tied stays tied when this one is removed. */
static void tied_by_another(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("open_group new=g1\n"
		     "set_container g1 fd=c0\n"
		     "group_add k0 fd=g1\n"
		     "set_spapr_tce k0 fd=g1 fd2=closed -> EBADF\n"
		     "group_del k0 fd=g1\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0 tce=0x3 -> bounced\n");
}

/* Tied once more, by one group and by two, and no longer. */
static void ties(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("set_spapr_tce k0 fd=g0 fd2=t0\n"
		     "open_group new=g1\n"
		     "set_container g1 fd=c0\n"
		     "group_add k0 fd=g1\n"
		     "set_spapr_tce k0 fd=g1 fd2=t0\n"
		     "group_del k0 fd=g0\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0 tce=0x3 -> bounced\n"
		     "group_del k0 fd=g1\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0 tce=0x3\n"
		     "list_set v0 index=0 tce=0x3\n"
		     "h_put_tce_indirect v0 liobn=0x80000001 ioba=0 list=0x800000 count=1\n"
		     "h_stuff_tce v0 liobn=0x80000001 ioba=0 tce=0 count=1\n");
}

static void puts_refused(void)
{
	model_restart();
	model_script(model_attached_script);
	bad_tce("0x10000013");
	bad_tce("0x40000003");
	bad_tce("0x10100003");
	bad_tce("0x3");
	model_script("h_put_tce v0 liobn=0x80000001 ioba=0x800 tce=0 -> H_PARAMETER\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x200000 tce=0 -> H_PARAMETER\n"
		     "h_put_tce v0 liobn=7 ioba=0 tce=0 -> bounced\n"
		     "enable_hcall v0 hcall=0x20 on=0\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0 tce=0 -> bounced\n"
		     "enable_hcall v0 hcall=0x20 on=1\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x1ff000 tce=0x10000003\n"
		     "h_get_tce v0 liobn=0x80000001 ioba=1 -> H_PARAMETER\n");
}

#define LIST  "h_put_tce_indirect v0 liobn=0x80000001 "
#define STUFF "h_stuff_tce v0 liobn=0x80000001 "

static void lists_and_stuffing(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(LIST "ioba=0 list=0x800000 count=0x201 -> H_PARAMETER\n" LIST
			  "ioba=0 list=0x800008 count=1 -> H_PARAMETER\n" LIST
			  "ioba=0x800 list=0x800000 count=1 -> H_PARAMETER\n" LIST
			  "ioba=0 list=0x800000 count=0 -> H_SUCCESS or H_PARAMETER\n" LIST
			  "ioba=0 list=0x40000000 count=1 -> bounced\n" STUFF
			  "ioba=0 tce=1 count=1 -> H_PARAMETER\n" STUFF
			  "ioba=0x800 tce=0 count=1 -> H_PARAMETER\n" STUFF
			  "ioba=0 tce=0 count=0x200\n" STUFF
			  "ioba=0 tce=0 count=0 -> H_SUCCESS or H_PARAMETER\n");
	/* A range past the end is asked for where the kernel's own table has room for it. */
	model_script("create_table v0 new=t1 liobn=2 shift=12 size=0x101\n"
		     "h_stuff_tce v0 liobn=2 ioba=0x100000 tce=0 count=2 -> H_PARAMETER\n"
		     "h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=0x101\n"
		     "h_put_tce_indirect v0 liobn=2 ioba=0x100000 list=0x800000 count=2"
		     " -> H_PARAMETER\n"
		     "create_table v0 new=t2 liobn=3 shift=12 size=0x1000\n"
		     "h_stuff_tce v0 liobn=3 ioba=0 tce=0 count=0x201 -> H_PARAMETER\n"
		     "h_stuff_tce v0 liobn=3 ioba=0 tce=0x1000 count=0x10\n");
	CHECK_INT(model_reads("h_get_tce v0 liobn=3 ioba=0xf000"), 0x1000);
}

/* A slot may begin in front of the memory: its last page there ends where addresses wrap. */
static void slot_in_front(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("set_slot v0 slot=3 gpa=0x40000000 hva=0xffffffffffffe000 bytes=0x10000\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x40001003 -> bounced\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x40002003\n");
}

/* What is put while the window is no longer the group's is not mapped, whatever the answer is. */
static void left_tie(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(
		"open_group new=g1\nset_container g1 fd=c0\nunset_container g0\n"
		"h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x10000003 -> H_SUCCESS or bounced\n"
		"unregister_memory c0 hva=0x0 bytes=0x100000\n");
}

/* Pages of the guest that are larger than the hardware's. */
static void large_pages(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("create_table v0 new=t1 liobn=2 shift=16 size=0x20\n"
		     "set_spapr_tce k0 fd=g0 fd2=t1\n"
		     "h_put_tce v0 liobn=2 ioba=0x10000 tce=0x10010003\n"
		     "h_put_tce v0 liobn=2 ioba=0x10000 tce=0x10100003 -> bounced\n"
		     "h_put_tce v0 liobn=2 ioba=0x10000 tce=0x10001003 -> bounced\n"
		     "set_slot v0 slot=3 gpa=0x30000000 hva=0x8000 bytes=0x8000\n"
		     "h_put_tce v0 liobn=2 ioba=0x10000 tce=0x30000003 -> bounced\n"
		     "list_set v0 index=0 tce=0x30000003\n"
		     "h_put_tce_indirect v0 liobn=2 ioba=0x0 list=0x800000 count=1 -> bounced\n"
		     "create_table v0 new=t2 liobn=3 shift=16 size=0x20\n"
		     "h_put_tce v0 liobn=3 ioba=0x10000 tce=0x30000003 -> H_SUCCESS or bounced\n");
	CHECK_INT(model_at_test.region[0].mapped, 16);
	model_script("h_stuff_tce v0 liobn=0x80000001 ioba=0x12000 tce=0 count=4\n");
	CHECK_INT(model_at_test.region[0].mapped, 12);
}

#define KVM_V1                                                         \
	KVM "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x100000\n" \
	    "create_table v0 new=t0 liobn=2 shift=12 size=0x100\n"     \
	    "create_kvm_vfio v0 new=k0\ngroup_add k0 fd=g0\nset_spapr_tce k0 fd=g0 fd2=t0\n"

static void hcalls_of_version_1(void)
{
	model_restart();
	model_script(V1 "enable c0\nmap_dma c0 iova=0 hva=0 bytes=0x2000 flags=rw\n" KVM_V1
			"h_put_tce v0 liobn=2 ioba=0x5000 tce=0x10000003 -> bounced\n"
			"h_put_tce v0 liobn=2 ioba=0x0 tce=0 -> bounced\n"
			"h_put_tce v0 liobn=2 ioba=0x5000 tce=0\n"
			"h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=0x10 -> bounced\n"
			"h_put_tce_indirect v0 liobn=2 ioba=0 list=0x800000 count=2 -> bounced\n"
			"unmap_dma c0 iova=0 bytes=0x2000\n"
			"h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=0x10\n");
	CHECK_INT(model_pinned_pages(&model_at_test), 0);
}

/* The container belongs to one process, the VM to another. */
static void hcalls_across(void)
{
	model_restart();
	model_script(V2 "fork child=1\n"
			"[p1] register_memory c0 hva=0 bytes=0x10000\n"
			"[p1] remove_window c0 iova=0\n"
			"[p1] create_window c0 shift=12 bytes=0x200000 levels=1\n"
			"[p1] map_dma c0 iova=0 hva=0 bytes=0x2000 flags=rw\n" KVM_V1
			"h_put_tce v0 liobn=2 ioba=0x5000 tce=0x10000003 -> bounced\n"
			"h_put_tce v0 liobn=2 ioba=0 tce=0 -> bounced\n"
			"h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=2 -> bounced\n"
			"h_put_tce_indirect v0 liobn=2 ioba=0 list=0x800000 count=2 -> bounced\n"
			"open_device g0 new=d0\n"
			"dma d0 iova=0 write=1 -> 1\n"
			"close d0\n"
			"[p1] remove_window c0 iova=0\n"
			"h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=2 -> H_SUCCESS or bounced\n"
			"h_put_tce_indirect v0 liobn=2 ioba=0 list=0x800000 count=2"
			" -> H_SUCCESS or bounced\n"
			"h_put_tce v0 liobn=2 ioba=0 tce=0 -> H_SUCCESS or bounced\n");
}

/* Registered in a container that is gone, and mapped through another one still. */
static void orphans(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("open_container new=c1\nopen_group new=g1\nset_container g1 fd=c1\n"
		     "set_iommu c1 type=v2\n"
		     "register_memory c1 hva=0x100000 bytes=0x10000\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x10100003\n"
		     "map_dma c0 iova=0x1000 hva=0x101000 bytes=0x1000 flags=rw\n"
		     "close g1\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x2000 tce=0x10102003 -> bounced\n"
		     "list_set v0 index=0 tce=0x10102003\n"
		     "h_put_tce_indirect v0 liobn=0x80000001 ioba=0x2000 list=0x800000 count=1"
		     " -> bounced\n"
		     "map_dma c0 iova=0x2000 hva=0x101000 bytes=0x1000 flags=rw -> EINVAL\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x0\n"
		     "register_memory c0 hva=0x100000 bytes=0x10000 -> success or EINVAL\n");
}

static void devices_reach(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("open_device g0 new=d0\n"
		     "dma d0 iova=0x1000 write=1 -> success\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x1000 tce=0x10000001\n"
		     "dma d0 iova=0x1000 write=0 -> 1\n"
		     "dma d0 iova=0x1000 write=1 -> success\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x2000 tce=0x10000002\n"
		     "dma d0 iova=0x2000 write=1 -> 1\n"
		     "dma d0 iova=0x2000 write=0 -> success\n"
		     "open_group new=g1\nset_container g1 fd=c0\nunset_container g1\n"
		     "dma d0 iova=0x1000 write=0 -> 1\n"
		     "munmap_memory hva=0 bytes=0x1000\n"
		     "dma d0 iova=0x1000 write=0 -> anything\n");
}

const struct unit_case model_areas_kvm[] = {
	{ "VMs", vms },
	{ "tables", tables },
	{ "KVM-VFIO devices", kvm_vfio },
	{ "ties", ties },
	{ "ties of another", tied_by_another },
	{ "bad puts", puts_refused },
	{ "lists and stuffing", lists_and_stuffing },
	{ "a slot in front of the memory", slot_in_front },
	{ "a tie to a window that the group has left", left_tie },
	{ "large pages", large_pages },
	{ "hypercalls and the first type", hcalls_of_version_1 },
	{ "hypercalls across processes", hcalls_across },
	{ "registered memory that is nobody's", orphans },
	{ "devices", devices_reach },
	{ NULL, NULL },
};
