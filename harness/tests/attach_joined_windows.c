// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.joined_windows
 * A container has two windows, and a second group joins it: it gets both, so that tables over
 * either can be attached to it as to the first group. So it is with a window that is made then.
 * When it leaves, it loses both: none can be attached in the next container, which has no window
 * yet, and the first group keeps both.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 1) and 6);
 * Documentation/virt/kvm/api.rst 4.98: "the corresponding DMA window"
 */
#include "../kit/attached.h"

#define NR_GROUPS  2u
#define NR_WINDOWS 2u
#define PAGE_SHIFT \
	16u /* no smaller than the host's: what fits the window fits the host's own too */

struct both {
	struct rig rig; /* the VM */
	struct dma_window high;
	int container_fd, group_fd[NR_GROUPS], table_fd[NR_WINDOWS];
};

static const char *const window_name[NR_WINDOWS] = { "lower", "upper" };

static void attach_both(struct test *t, struct both *b, unsigned int group, int want,
			const char *when)
{
	for (unsigned int i = 0; i < NR_WINDOWS; i++)
		t_expect_errno(t,
			       kvm_vfio_set_spapr_tce_try(b->rig.kvm_vfio_fd, b->group_fd[group],
							  b->table_fd[i]),
			       want, "SET_SPAPR_TCE of group %u, %s window, %s", group,
			       window_name[i], when);
}

/* The default window, and one more. */
static void open_windows(struct both *b)
{
	struct dma_window low = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };

	b->high = low;
	b->container_fd = vfio_container_open();
	vfio_set_container(b->group_fd[0], b->container_fd);
	vfio_set_iommu(b->container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	vfio_window_create(b->container_fd, &b->high);
	b->table_fd[0] = kvm_tce_create(b->rig.vm->fd, RIG_LIOBN, &low, PAGE_SHIFT);
	b->table_fd[1] = kvm_tce_create(b->rig.vm->fd, RIG_LIOBN + 1, &b->high, PAGE_SHIFT);
}

/* So that the next one does not find the table attached by the last one. */
static void let_go(struct both *b, unsigned int group)
{
	kvm_vfio_group_del(b->rig.kvm_vfio_fd, b->group_fd[group]);
	kvm_vfio_group_add(b->rig.kvm_vfio_fd, b->group_fd[group]);
}

static void join(struct test *t, struct both *b)
{
	t_case(t, "a second group joins");
	vfio_set_container(b->group_fd[1], b->container_fd);
	for (unsigned int i = 0; i < NR_GROUPS; i++)
		kvm_vfio_group_add(b->rig.kvm_vfio_fd, b->group_fd[i]);
	for (unsigned int i = 0; i < NR_GROUPS; i++) {
		attach_both(t, b, i, 0, "with both in it");
		let_go(b, i);
	}
}

/* The upper window goes and comes, with both groups in the container. */
static void window_for_both(struct test *t, struct both *b)
{
	t_case(t, "a window is made for both");
	vfio_window_remove(b->container_fd, b->high.start_bytes);
	vfio_window_create(b->container_fd, &b->high);
	for (unsigned int i = 0; i < NR_GROUPS; i++) {
		attach_both(t, b, i, 0, "with a window made for both");
		let_go(b, i);
	}
}

static void leave(struct test *t, struct both *b)
{
	int other_fd = vfio_container_open();

	t_case(t, "it goes to another container");
	vfio_unset_container(b->group_fd[1]);
	vfio_set_container(b->group_fd[1], other_fd);
	vfio_set_iommu(other_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	attach_both(t, b, 1, -EINVAL, "in a container without windows");
	attach_both(t, b, 0, 0, "which has stayed");
	vfio_unset_container(b->group_fd[1]);
	close(other_fd);
}

static void run(struct test *t)
{
	struct both b;

	t_setup_case(t, "open");
	rig_open(&b.rig, t_targets(t), NULL, RIG_VM);
	b.rig.kvm_vfio_fd = kvm_vfio_create(b.rig.vm->fd);
	for (unsigned int i = 0; i < NR_GROUPS; i++)
		b.group_fd[i] = vfio_group_open(t_targets(t)[i].group);
	open_windows(&b);
	join(t, &b);
	window_for_both(t, &b);
	leave(t, &b);

	t_case(t, "close");
	for (unsigned int i = 0; i < NR_GROUPS; i++)
		close(b.table_fd[i]);
	rig_close_fd(&b.rig, RIG_FD_KVM_VFIO);
	for (unsigned int i = 0; i < NR_GROUPS; i++)
		close(b.group_fd[i]);
	close(b.container_fd);
	t_rig_close(t, &b.rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_joined_windows, .name = "attach.joined_windows", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
