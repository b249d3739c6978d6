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

static const struct unit_case cases[] = {
	{ "an unmapping that is left to user space", unmapping_left },
	{ "one in a list", list_left },
	{ "an unmapping that is not", unmapping_kept },
	{ "no access in a list", list_without_access },
	{ NULL, NULL },
};

const struct unit_suite suite_hazard = { "hazard", cases };
