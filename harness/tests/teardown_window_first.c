// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.window_first
 * The container removes its window while KVM's table is tied to it, and the guest goes on putting
 * pages. KVM has a reference to the hardware table, so that it may; whether the kernel answers or
 * leaves such calls to user space is its own affair. But each TCE that it does put counts as a
 * use of registered memory, and with the last reference to the table these uses must go: closed
 * in order, the memory can be unregistered, and nothing stays locked or pinned.
 *
 * Source: Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation note (5) and (6)
 * Known: removed-window-keeps-memory
 */
#include "../kit/live.h"

/* The same pages once more, into a table that the hardware has left. */
static void put_again(struct test *t, struct rig *rig)
{
	struct guest_stream s = live_stream(rig, 0, LIVE_PAGES);
	struct stream_count count = { 0 };

	s.limit = LIVE_PAGES;
	guest_stream_arm(&rig->cpu[0]);
	t_expect_errno(t, guest_stream_run(&rig->cpu[0], &s, &count), 0, "the stream");
	t_diag(t,
	       "of %llu H_PUT_TCE after the window was removed, %llu were answered with H_SUCCESS"
	       " and %llu left to user space",
	       (unsigned long long)count.calls, (unsigned long long)count.successes,
	       (unsigned long long)count.bounces);
	t_expect(
		t, count.successes + count.bounces == count.calls,
		"H_PUT_TCE after the window was removed: neither H_SUCCESS nor left to user space");
}

static void window_first(struct test *t, void *arg)
{
	/* As little memory as there can be: it is lost until the next boot if this fails. */
	struct rig_opts opts = { .dma_bytes = getpagesize() };
	struct rig rig;

	(void)arg;
	t_case(t, "the window goes first");
	rig_live_open(t, &rig, &opts);
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, rig.window.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	rig_undone(&rig, RIG_WINDOW, 0);

	t_case(t, "the guest goes on");
	put_again(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

/* In a process of its own, so that memory which stays locked is not waited for at each step. */
static void run(struct test *t)
{
	if (t_in_child_try(t, window_first, NULL))
		t_error(t, "the child did not come to its end");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_window_first, .name = "teardown.window_first", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
