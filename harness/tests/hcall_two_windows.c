// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.two_windows
 * The default window and a second one, high up, each with a table and a LIOBN of its own: each
 * hypercall reaches the window of its table and none of the other's, and when one window goes, all
 * that was mapped through it is free, while the other goes on.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 6): two windows;
 * Documentation/virt/kvm/api.rst, 4.98: "to support an additional bigger DMA window"
 */
#include "../kit/tce.h"

#define LOW_LIOBN 0x80000002u
#define LOW_PAGES 256u

static const struct dma_window low = { .page_shift = 12, .size_bytes = LOW_PAGES * 4096 };

static struct hcall_result put(struct rig *rig, uint64_t liobn, uint64_t ioba, uint64_t tce)
{
	return guest_put_tce(&rig->cpu[0], liobn, ioba, tce);
}

static void own_ranges(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH), start = rig->window.start_bytes;
	uint64_t end = dma_window_last(&rig->window) + 1;

	t_case(t, "the upper window");
	t_expect_h(t, put(rig, rig->liobn, start, tce), H_SUCCESS, "H_PUT_TCE of its first entry");
	t_expect_h(t, put(rig, rig->liobn, end - 4096, tce), H_SUCCESS,
		   "H_PUT_TCE of its last entry");
	t_expect_h(t, put(rig, rig->liobn, start - 4096, tce), H_PARAMETER,
		   "H_PUT_TCE in front of it");
	t_expect_h(t, put(rig, rig->liobn, end, tce), H_PARAMETER, "H_PUT_TCE behind it");
	t_expect_h(t, put(rig, rig->liobn, 0, tce), H_PARAMETER, "H_PUT_TCE into the lower window");

	t_case(t, "the lower window");
	tce_expect_entry(t, rig, LOW_LIOBN, 0, 0, "its first entry at first");
	t_expect_h(t, put(rig, LOW_LIOBN, 0, tce + 65536), H_SUCCESS,
		   "H_PUT_TCE of its first entry");
	t_expect_h(t, put(rig, LOW_LIOBN, LOW_PAGES * 4096, tce), H_PARAMETER,
		   "H_PUT_TCE behind its table");
	t_expect_h(t, put(rig, LOW_LIOBN, start, tce), H_PARAMETER,
		   "H_PUT_TCE into the upper window");
	tce_expect_entry(t, rig, rig->liobn, start, tce, "the upper window's first entry");
	tce_expect_entry(t, rig, LOW_LIOBN, 0, tce + 65536, "the lower window's first entry");
}

/* The upper window goes; what is mapped through the lower one can be seen when that is cleared. */
static void one_goes(struct test *t, struct rig *rig)
{
	t_case(t, "the upper window goes");
	rig_close_fd(rig, RIG_FD_TABLE);
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, rig->window.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	rig_undone(rig, RIG_WINDOW, 0);
	t_expect_bounced(
		t, put(rig, rig->liobn, rig->window.start_bytes, tce_of(rig, 0, TCE_PCI_BOTH)),
		"H_PUT_TCE into the upper window");
	t_expect_h(t, put(rig, LOW_LIOBN, 4096, tce_of(rig, 0, TCE_PCI_BOTH)), H_SUCCESS,
		   "H_PUT_TCE into the lower window");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], LOW_LIOBN, 0, 0, LOW_PAGES), H_SUCCESS,
		   "H_STUFF_TCE of the lower window");
	tce_expect_unmapped(t, rig, "with the one gone and the other cleared");

	t_case(t, "and comes again");
	vfio_window_create(rig->container_fd, &rig->window);
	rig->window_open = true;
	rig->table_fd = kvm_tce_create(rig->vm->fd, rig->liobn, &rig->window, 12);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], rig->table_fd);
	t_expect_h(t, put(rig, rig->liobn, rig->window.start_bytes, tce_of(rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE into the upper window");
}

static void run(struct test *t)
{
	struct rig_opts opts = { .window.start_bytes = 1 }; /* any: the kernel knows where */
	struct rig rig;
	int low_fd;

	t_case(t, "open");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_diag(t, "the upper window is at 0x%llx", (unsigned long long)rig.window.start_bytes);
	low_fd = kvm_tce_create(rig.vm->fd, LOW_LIOBN, &low, 12);
	kvm_vfio_set_spapr_tce(rig.kvm_vfio_fd, rig.group_fd[0], low_fd);
	tce_expect_driven(t, &rig, rig.liobn, rig.window.start_bytes);
	tce_expect_driven(t, &rig, LOW_LIOBN, 0);
	own_ranges(t, &rig);
	one_goes(t, &rig);

	t_case(t, "close");
	close(low_fd);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_two_windows, .name = "hcall.two_windows", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
