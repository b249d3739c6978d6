// SPDX-License-Identifier: GPL-2.0-only
/* Where a kernel may lose something in silence: each place is named, its neighbours are not. */
#include "model_areas.h"

#define M	    (&model_at_test)
#define NAMES(what) CHECK_STR(model_hazard(M), what)

#define V1_MAPPED                                                           \
	V1 "enable c0\nmap_dma c0 iova=0 hva=0 bytes=0x2000 flags=rw\n" KVM \
	   "set_slot v0 slot=2 gpa=0x10000000 hva=0 bytes=0x100000\n"       \
	   "create_table v0 new=t0 liobn=2 shift=12 size=0x100\n"           \
	   "create_kvm_vfio v0 new=k0\ngroup_add k0 fd=g0\nset_spapr_tce k0 fd=g0 fd2=t0\n"

/* What user space has mapped and must unmap, however the guest asks for it. */
static void unmapping_left(void)
{
	model_restart();
	model_script(V1_MAPPED "h_stuff_tce v0 liobn=2 ioba=0 tce=0 count=0x10 -> bounced\n"
			       "h_put_tce v0 liobn=2 ioba=0 tce=0x10000003 -> bounced\n"
			       "list_set v0 index=0 tce=0x10000003\n"
			       "h_put_tce_indirect v0 liobn=2 ioba=0 list=0x800000 count=1"
			       " -> bounced\n");
	NAMES("");
	model_script("h_put_tce v0 liobn=2 ioba=0x1000 tce=0 -> bounced\n");
	NAMES(".v1_put");
}

static void list_left(void)
{
	model_restart();
	model_script(V1_MAPPED "list_set v0 index=0 tce=0x10000003\n"
			       "h_put_tce_indirect v0 liobn=2 ioba=0x1000 list=0x800000 count=2"
			       " -> bounced\n");
	NAMES("");
	model_script("h_put_tce_indirect v0 liobn=2 ioba=0x0 list=0x800000 count=2 -> bounced\n");
	NAMES(".v1_put");
}

/* Left to user space for another reason: what the kernel can unmap is not lost. */
static void unmapping_kept(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x10000003\n"
		     "list_set v0 index=1 tce=0x10100003\n"
		     "h_put_tce_indirect v0 liobn=0x80000001 ioba=0x0 list=0x800000 count=2"
		     " -> bounced\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0\n");
	NAMES("");
}

static void list_without_access(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("list_set v0 index=0 tce=0x10000003\n"
		     "h_put_tce_indirect v0 liobn=0x80000001 ioba=0x0 list=0x800000 count=1\n");
	NAMES("");
	model_script("h_put_tce_indirect v0 liobn=0x80000001 ioba=0x0 list=0x800000 count=2\n");
	NAMES(".list_no_access");
}

#define TWO_CONTAINERS                                                                 \
	"open_container new=c0\nopen_group new=g0\nset_container g0 fd=c0\n"           \
	"set_iommu c0 type=v2\nremove_window c0 iova=0x0\n"                            \
	"create_window c0 shift=12 bytes=0x200000 levels=1\n"                          \
	"open_container new=c1\nopen_group new=g1\nset_container g1 fd=c1\n"           \
	"set_iommu c1 type=v2\nregister_memory c1 hva=0 bytes=0x10000\n"               \
	"create_vm new=v0 mode=radix\ncreate_kvm_vfio v0 new=k0\ngroup_add k0 fd=g0\n" \
	"register_memory c0 hva=0x40000 bytes=0x1000\n"                                \
	"map_dma c0 iova=0 hva=0x0 bytes=0x2000 flags=rw\nclose c0\nclose c1\nclose g0\n"

/* Memory of one container, mapped through another; the latter goes first. */
static void one_after_the_other(void)
{
	model_restart();
	model_script(TWO_CONTAINERS "close k0\nclose g1\n");
	NAMES("");
	CHECK_INT(model_pinned_pages(M), 0);
}

/* It goes last, or at once with the other: in what order is the kernel's choice. */
static void mapped_elsewhere(void)
{
	model_restart();
	model_script(TWO_CONTAINERS "close g1\n");
	NAMES(".last_user");
	CHECK_INT(model_pinned_pages(M), 16 + 1);
	model_restart();
	model_script(TWO_CONTAINERS "group_add k0 fd=g1\nclose g1\n");
	NAMES("");
	model_script("close k0\n");
	NAMES(".last_user");
	CHECK_INT(model_pinned_pages(M), 0);
}

/* Of two groups with a table each, one is removed: the other's tie must hold. */
static void shaken_tie(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("open_group new=g1\nset_container g1 fd=c0\ngroup_add k0 fd=g1\n"
		     "create_table v0 new=t1 liobn=0x2 shift=12 size=0x200\n"
		     "set_spapr_tce k0 fd=g1 fd2=t1\n"
		     "h_put_tce v0 liobn=0x2 ioba=0x0 tce=0x10000003\ngroup_del k0 fd=g0\n"
		     "h_stuff_tce v0 liobn=0x80000001 ioba=0x0 tce=0 count=0x2\n");
	NAMES("");
	model_script("h_stuff_tce v0 liobn=0x2 ioba=0x0 tce=0 count=0x2\n");
	NAMES(".shaken");
}

#define WINDOW_AGAIN                                          \
	"remove_window c0 iova=0x0\n"                         \
	"create_window c0 shift=12 bytes=0x200000 levels=1\n" \
	"set_spapr_tce k0 fd=g0 fd2=t0\n"

/* What the tie to the window that went has taken before the other one refuses, stays. */
static void stale_beside_another(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(WINDOW_AGAIN
		     "h_put_tce v0 liobn=0x80000001 ioba=0x0 tce=0x10100003 -> bounced\n");
	NAMES(".stale_tie");
}

/* What unmaps leaves nothing behind where it is refused; in a list it may be taken for a map. */
static void unmapped_beside_another(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(WINDOW_AGAIN
		     "list_set v0 index=0 tce=0x0\nlist_set v0 index=1 tce=0x10100003\n"
		     "h_put_tce_indirect v0 liobn=0x80000001 ioba=0x0 list=0x800000 count=2"
		     " -> bounced\n");
	NAMES(".list_no_access");
}

static const struct unit_case cases[] = {
	{ "an unmapping that is left to user space", unmapping_left },
	{ "one in a list", list_left },
	{ "an unmapping that is not", unmapping_kept },
	{ "no access in a list", list_without_access },
	{ "two containers, one after the other", one_after_the_other },
	{ "memory mapped through another container", mapped_elsewhere },
	{ "a tie that another group's removal must not touch", shaken_tie },
	{ "a tie to a window that went, beside another", stale_beside_another },
	{ "an unmapping that one of them refuses", unmapped_beside_another },
	{ NULL, NULL },
};

const struct unit_suite suite_hazard = { "hazard", cases };
