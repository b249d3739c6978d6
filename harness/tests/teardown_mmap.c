// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.mmap
 * A mapping is a user like an fd. A mapping of the table keeps the table: the guest's hypercalls
 * still go through, and its LIOBN stays taken (-EBUSY), until it is unmapped. A mapping of kvm_run
 * keeps the vCPU and with it the VM, but not the group. A mapping of a device's BAR keeps the
 * device open and its group held. Each also survives the close of all seven kinds of fd.
 *
 * Source: Documentation/virt/kvm/api.rst, KVM_CREATE_SPAPR_TCE: the table can be mapped; mmap(2):
 * closing the file descriptor does not unmap the region
 */
#include "../kit/bar.h"

static void *map_fd(struct test *t, int fd, off_t offset, int prot)
{
	void *at = mmap(NULL, getpagesize(), prot, MAP_SHARED, fd, offset);

	if (at == MAP_FAILED)
		t_error(t, "mmap: %s", strerror(errno));
	return at;
}

static void close_all(struct rig *rig)
{
	for (unsigned int i = 0; i < RIG_NR_FDS; i++)
		rig_close_fd(rig, i);
}

static struct hcall_result put(struct rig *rig)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, LIVE_PAGES),
			     rig_gpa(rig, 0) | TCE_PCI_READ);
}

static int create_again_try(struct rig *rig)
{
	int fd = kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window,
				    rig->opts.table_page_shift);

	if (fd >= 0)
		close(fd);
	return fd < 0 ? fd : 0;
}

static void table_in_use(struct test *t)
{
	struct rig rig;
	void *at;

	t_case(t, "table");
	rig_live_open(t, &rig, NULL);
	at = map_fd(t, rig.table_fd, 0, PROT_READ);
	rig_close_fd(&rig, RIG_FD_TABLE);
	t_expect_h(t, put(&rig), H_SUCCESS, "H_PUT_TCE with the table mapped");
	t_expect_errno(t, create_again_try(&rig), -EBUSY,
		       "its LIOBN once more, while it is mapped");
	munmap(at, getpagesize());
	t_expect_bounced(t, put(&rig), "H_PUT_TCE with the table unmapped");
	t_expect_fd(t, create_again_try(&rig), "its LIOBN once more, after it was unmapped");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void table_alone(struct test *t)
{
	const uint64_t *tce;
	struct rig rig;

	t_case(t, "table, after all fds");
	rig_live_open(t, &rig, NULL);
	tce = map_fd(t, rig.table_fd, 0, PROT_READ);
	close_all(&rig);
	t_expect(t, tce[0] == (rig_gpa(&rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE),
		 "the mapping shows 0x%llx for the TCE that was put", (unsigned long long)tce[0]);
	t_expect_errno(t, group_held_try(t), 0, "open of the group");
	munmap((void *)tce, getpagesize());
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void kvm_run_alone(struct test *t)
{
	const struct kvm_run *run;
	struct rig rig;

	t_case(t, "kvm_run, after all fds");
	rig_live_open(t, &rig, NULL);
	run = map_fd(t, rig.cpu[0].vcpu->fd, 0, PROT_READ);
	close_all(&rig);
	t_expect(t, run->exit_reason == KVM_EXIT_PAPR_HCALL,
		 "the mapping shows exit reason %u instead of the last one", run->exit_reason);
	t_expect_errno(t, group_held_try(t), 0, "open of the group");
	munmap((void *)run, getpagesize());
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void bar_alone(struct test *t)
{
	const volatile uint32_t *bar;
	struct rig rig;

	t_case(t, "device BAR, after all fds");
	rig_live_open(t, &rig, NULL);
	bar = bar_map(t, &rig);
	if (!bar) {
		t_rig_close(t, &rig);
		return;
	}
	close_all(&rig);
	t_expect_errno(t, group_held_try(t), -EBUSY, "open of the group while its BAR is mapped");
	bar_unmap(bar);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	table_in_use(t);
	table_alone(t);
	kvm_run_alone(t);
	bar_alone(t);
}

TCELIFE_TEST(teardown_mmap, .name = "teardown.mmap", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
