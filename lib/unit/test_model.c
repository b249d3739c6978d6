// SPDX-License-Identifier: GPL-2.0-only
/* The model: a legal life from start to end, and what can be seen of it on the way. */

#include "test_model.h"
#include "unit.h"

#define M		   (&model_at_test)
#define GPA		   0x10000000ull
#define TABLE		   0x80000001ull
#define GET		   "h_get_tce v0 liobn=0x80000001 "
#define MAP_RW		   "h_put_tce v0 liobn=0x80000001 ioba=0x1000 tce=0x10002003\n"
#define TEARDOWN	   "close d0\nclose k0\nclose t0\nclose v0\nclose g0\nclose c0\n"
#define TEARDOWN_NO_DEVICE "close k0\nclose t0\nclose v0\nclose g0\nclose c0\n"

static bool group_is_open(unsigned int group)
{
	return M->group[group].open;
}

/* Is a hardware table of the group tied to the first table of process 0? */
static bool is_tied(const struct model *m, unsigned int group)
{
	model_id id = model_object(m, 0, (struct op_ref){ .kind = OP_TABLE, .n = 0 });

	for (unsigned int w = 0; id && w < MODEL_WINDOWS; w++)
		if (m->table[id - 1].tie[w] & 1u << group)
			return true;
	return false;
}

static void life(void)
{
	struct model_landing landing;

	model_restart();
	CHECK(model_idle(M));
	model_script(model_attached_script);
	CHECK_INT(model_pinned_pages(M), 256);
	/* Registered; the window's table and its copy; the guest's table. */
	CHECK_INT(model_locked_pages(M, 0), 256 + 2 + 2);
	CHECK(is_tied(M, 0));
	CHECK(!is_tied(M, 1));
	model_script("open_device g0 new=d0\n" MAP_RW
		     "h_get_tce v0 liobn=0x80000001 ioba=0x1000\n");
	CHECK_INT(model_reads(GET "ioba=0x1000"), GPA + 0x2003);
	CHECK_INT(model_reads(GET "ioba=0x2000"), 0);
	model_script(GET "ioba=0x200000 -> H_PARAMETER\n");
	CHECK(model_reach(M, 0, 0x1234, &landing));
	CHECK_INT(landing.hva, 0x2234);
	CHECK_INT(landing.perm, 3);
	CHECK_INT(landing.process, 0);
	CHECK(!model_reach(M, 0, 0x2000, &landing));
	CHECK(!model_reach(M, 1, 0x1000, &landing));
	CHECK(group_is_open(0));
	CHECK(!group_is_open(1));
	model_script(TEARDOWN);
	CHECK(model_idle(M));
	CHECK(!group_is_open(0));
	CHECK_INT(model_pinned_pages(M), 0);
}

/* KVM goes first: what it mapped is the container's. */
static void kvm_first(void)
{
	struct model_landing landing;

	model_restart();
	model_script(model_attached_script);
	model_script(MAP_RW "group_del k0 fd=g0\n"
			    "h_put_tce v0 liobn=0x80000001 ioba=0x3000 tce=0x3\n");
	CHECK(!is_tied(M, 0));
	CHECK(model_reach(M, 0, 0x1000, &landing));
	CHECK(!model_reach(M, 0, 0x3000, &landing));
	model_script("unregister_memory c0 hva=0x0 bytes=0x100000 -> EBUSY\n"
		     "unmap_dma c0 iova=0x1000 bytes=0x1000\n"
		     "unregister_memory c0 hva=0x0 bytes=0x100000\n" TEARDOWN_NO_DEVICE);
	CHECK(model_idle(M));
}

/* The group's file is KVM's until it lets go; windows and memory go with the container. */
static void group_held(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(MAP_RW "close g0\nclose c0\n");
	CHECK(group_is_open(0));
	CHECK_INT(model_pinned_pages(M), 256);
	model_script("open_group new=g0 -> EBUSY\nclose k0\n");
	CHECK(!group_is_open(0));
	CHECK_INT(model_pinned_pages(M), 0);
	/* The table is one that KVM emulates now. */
	model_script("h_get_tce v0 liobn=0x80000001 ioba=0x1000\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x3000 tce=0x3\nclose v0\nclose t0\n");
	CHECK(model_idle(M));
}

/* Neither documented: what is put into a window that went is put or left, and pins nothing. */
static void window_gone(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script(MAP_RW "remove_window c0 iova=0x0\n"
			    "h_put_tce v0 liobn=0x80000001 ioba=0x2000 tce=0x10003003"
			    " -> H_SUCCESS or bounced\n"
			    "unregister_memory c0 hva=0x0 bytes=0x100000\n");
	CHECK_INT(model_pinned_pages(M), 0);
	model_script("group_del k0 fd=g0\n"
		     "h_put_tce v0 liobn=0x80000001 ioba=0x2000 tce=0x10003003\n"
		     "close k0\nclose t0\nclose v0\nclose g0\nclose c0\n");
	CHECK(model_idle(M));
}

static void mapped_twice(void)
{
	struct model_landing landing;

	model_restart();
	model_script(model_attached_script);
	model_script("map_dma c0 iova=0x0 hva=0x4000 bytes=0x8000 flags=r\n"
		     "map_dma c0 iova=0x2000 hva=0x10000 bytes=0x2000 flags=w\n");
	CHECK(model_reach(M, 0, 0x1fff, &landing));
	CHECK_INT(landing.hva, 0x5fff);
	CHECK_INT(landing.perm, 1);
	CHECK(model_reach(M, 0, 0x3000, &landing));
	CHECK_INT(landing.hva, 0x11000);
	CHECK_INT(landing.perm, 2);
	CHECK(model_reach(M, 0, 0x7000, &landing));
	CHECK_INT(landing.hva, 0xb000);
	model_script("unmap_dma c0 iova=0x0 bytes=0x8000\n"
		     "unregister_memory c0 hva=0x0 bytes=0x100000\n");
}

/* Pages that were unmapped since are still what DMA reaches, and nobody sees them. */
static void unmapped_since(void)
{
	struct model_landing landing;

	model_restart();
	model_script(model_attached_script);
	model_script(MAP_RW "munmap_memory hva=0x0 bytes=0x10000\n");
	CHECK(model_reach(M, 0, 0x1000, &landing));
	CHECK_INT(landing.process, -1);
	CHECK_INT(model_pinned_pages(M), 256);
	model_script("mmap_memory hva=0x0 bytes=0x10000\n");
	CHECK(model_reach(M, 0, 0x1000, &landing));
	CHECK_INT(landing.process, -1);
	model_script("h_put_tce v0 liobn=0x80000001 ioba=0x1000 tce=0x10020003\n");
	CHECK(model_reach(M, 0, 0x1000, &landing));
	CHECK_INT(landing.process, 0);
}

static void forked(void)
{
	model_restart();
	model_script(model_attached_script);
	model_script("fork child=1\n" TEARDOWN_NO_DEVICE);
	CHECK_INT(model_locked_pages(M, 0), 256 + 2 + 2);
	CHECK_INT(model_locked_pages(M, 1), 0);
	CHECK(group_is_open(0));
	model_script("[p1] get_info c0 -> EPERM\n"
		     "[p1] create_kvm_vfio v0 new=k1 -> EIO or EBUSY or EEXIST\n"
		     "[p1] exit\n");
	CHECK(model_idle(M));
}

static void entries(void)
{
	struct model_seen_entry seen;
	uint32_t cursor = 0;
	int nr = 0;

	model_restart();
	model_script(model_attached_script);
	model_script(MAP_RW "h_stuff_tce v0 liobn=0x80000001 ioba=0x8000 tce=0xdead0000 count=8\n");
	while (model_next_entry(M, &cursor, &seen)) {
		nr++;
		CHECK(seen.liobn == TABLE);
		CHECK(seen.tce == (seen.ioba == 0x1000 ? GPA + 0x2003 : 0xdead0000));
		CHECK(seen.ioba == 0x1000 || seen.ioba == 0x8000 || seen.ioba == 0xf000);
	}
	CHECK_INT(nr, 3);
}

/* A copy is a model of its own. */
static void copied(void)
{
	static struct model copy;

	model_restart();
	model_script(model_attached_script);
	copy = *M;
	model_script(TEARDOWN_NO_DEVICE);
	CHECK(model_idle(M));
	CHECK(!model_idle(&copy));
	CHECK(is_tied(&copy, 0));
}

static void two_groups(void)
{
	struct model_landing landing;

	model_restart();
	model_script(model_attached_script);
	model_script("open_group new=g1\nset_container g1 fd=c0\ngroup_add k0 fd=g1\n"
		     "set_spapr_tce k0 fd=g1 fd2=t0\n" MAP_RW);
	CHECK(model_reach(M, 1, 0x1000, &landing));
	model_script("group_del k0 fd=g0\n");
	CHECK(!is_tied(M, 0));
	CHECK(is_tied(M, 1));
	model_script("h_put_tce v0 liobn=0x80000001 ioba=0x2000 tce=0x10003003\n"
		     "unset_container g0\n");
	CHECK(model_reach(M, 1, 0x2000, &landing));
	CHECK(!model_reach(M, 0, 0x2000, &landing));
	model_script("close g1\nclose k0\n");
	CHECK_INT(model_pinned_pages(M), 0);
}

static const struct unit_case cases[] = {
	{ "a legal life", life },
	{ "KVM lets go first", kvm_first },
	{ "a group that KVM holds", group_held },
	{ "a window that went", window_gone },
	{ "a mapping over a mapping", mapped_twice },
	{ "pages unmapped since", unmapped_since },
	{ "a fork", forked },
	{ "the entries that are seen", entries },
	{ "a copy", copied },
	{ "two groups", two_groups },
	{ NULL, NULL },
};

const struct unit_suite suite_model = { "model", cases };
