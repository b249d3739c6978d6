// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.no_container
 * A group that is in no container belongs to nobody, and its hardware table is the host's own.
 * Older kernels refuse to add it (EINVAL); newer ones hold its file and accept. But none may
 * attach it: no window of a container matches, so SET_SPAPR_TCE is EINVAL. A kernel that accepts
 * lets the guest clear TCEs that the host's drivers made. In a container, the same group then
 * attaches, however often it was tried before. The host's table is never written here: the
 * hypercall that shows what is attached is one that an attached table refuses.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_GROUP_SET_CONTAINER ("Only when a container is set are
 * all of the interfaces ... available to the user"); Documentation/virt/kvm/devices/vfio.rst
 * Known: kvm-tce-attach-host-table
 */
#include "../kit/attached.h"

#define TABLE_PAGE_SHIFT 16 /* as large as the host's pages, or larger */
#define TIMES		 16 /* more than the host itself holds the group */

/* Left to user space, unwritten, while a hardware table is attached, else accepted. */
static struct hcall_result put_in_table(struct rig *rig, uint32_t liobn)
{
	return guest_put_tce(&rig->cpu[0], liobn, 0, TCE_PCI_READ);
}

static void try_attach(struct test *t, struct rig *rig)
{
	const struct dma_window w = { .page_shift = TABLE_PAGE_SHIFT,
				      .size_bytes = RIG_WINDOW_BYTES };
	uint32_t liobn = rig->liobn + 1;
	int table_fd = kvm_tce_create(rig->vm->fd, liobn, &w, TABLE_PAGE_SHIFT);

	t_case(t, "attach");
	t_expect_errno(t, kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], table_fd),
		       -EINVAL, "SET_SPAPR_TCE of a group in no container");
	if (put_in_table(rig, liobn).bounced)
		t_diag(t, "the table is attached to a hardware table, which is the host's");

	t_case(t, "remove");
	t_remove(t, rig, 0);
	t_expect_h(t, put_in_table(rig, liobn), H_SUCCESS,
		   "detached: H_PUT_TCE of unregistered memory");
	close(table_fd);
}

/* With a table that begins where the host's has nothing. */
static void try_often(struct test *t, struct rig *rig)
{
	const struct dma_window w = { .page_shift = 12,
				      .start_bytes = 1ull << 59,
				      .size_bytes = RIG_WINDOW_BYTES };
	int table_fd = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &w, 12);

	t_case(t, "over and over");
	for (unsigned int i = 0; i < TIMES; i++) {
		kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
		t_expect_errno(
			t, kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], table_fd),
			-EINVAL, "SET_SPAPR_TCE");
		kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	}
	close(table_fd);
}

static void run(struct test *t)
{
	enum vfio_generation generation = vfio_generation();
	struct rig rig;
	int ret;

	t_case(t, "add");
	t_diag(t, "generation: %s", vfio_generation_name(generation));
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	rig.kvm_vfio_fd = kvm_vfio_create(rig.vm->fd);
	ret = add_try(&rig);
	rig.added[0] = !ret;
	t_expect_errno(t, ret, generation == VFIO_HOLDS_FILE ? 0 : -EINVAL,
		       "GROUP_ADD of a group in no container");
	if (rig.added[0]) {
		try_attach(t, &rig);
		try_often(t, &rig);
	}

	t_case(t, "in a container");
	rig_advance(&rig, RIG_READY);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_no_container, .name = "attach.no_container", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
