// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.fork
 * A process forks with everything open. Whoever goes first takes nothing away from the other:
 * when the child goes first, the parent's guest and device work on; when the parent closes all
 * its fds, or exits, the group stays held (a second open is -EBUSY) and locked memory stays
 * locked until the child is gone. With the last fd everything is dissolved, and what counts as
 * locked is given back to who has locked it, whoever closes last: registered memory, and in a
 * container of type v1 its window.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst: "a reference to the VFIO file is held by KVM";
 * close(2): an open file lives as long as its last descriptor
 */
#include "../kit/live.h"

/* A process that does nothing but hold what it inherited, until it is told to go. */
struct holder {
	pid_t pid;
	int go[2];   /* it goes when nobody can write any more */
	int gone[2]; /* end of file: it is gone; it alone has the other end */
};

static void holder_init(struct test *t, struct holder *h)
{
	if (pipe2(h->go, O_CLOEXEC) || pipe2(h->gone, O_CLOEXEC))
		t_error(t, "no pipe: %s", strerror(errno));
}

/* Called by the process whose fds shall be inherited. */
static void holder_fork(struct test *t, struct holder *h)
{
	char c;

	fflush(stdout);
	h->pid = fork();
	if (h->pid < 0)
		t_error(t, "no fork: %s", strerror(errno));
	if (h->pid)
		return;
	close(h->go[1]);
	while (read(h->go[0], &c, 1) < 0 && errno == EINTR)
		;
	_exit(0);
}

static void holder_dismiss(struct holder *h)
{
	char c;

	close(h->gone[1]);
	close(h->go[1]);
	while (read(h->gone[0], &c, 1) < 0 && errno == EINTR)
		;
	close(h->gone[0]);
	close(h->go[0]);
}

static void expect_held(struct test *t, const char *when)
{
	t_expect_errno(t, group_held_try(t), -EBUSY, "%s: open of the group", when);
}

static void child_first(struct test *t)
{
	struct holder h;
	struct rig rig;

	t_case(t, "child goes first");
	rig_live_open(t, &rig, NULL);
	holder_init(t, &h);
	holder_fork(t, &h);
	holder_dismiss(&h);
	waitpid(h.pid, NULL, 0);
	t_expect_h(t,
		   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, LIVE_PAGES),
				 rig_gpa(&rig, 0) | TCE_PCI_READ),
		   H_SUCCESS, "H_PUT_TCE after the child is gone");
	expect_held(t, "after the child is gone");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void parent_closes(struct test *t, struct rig *rig)
{
	int64_t locked_bytes = vfio_locked_bytes();
	struct holder h;

	holder_init(t, &h);
	holder_fork(t, &h);
	for (unsigned int i = 0; i < RIG_NR_FDS; i++)
		rig_close_fd(rig, i);
	expect_held(t, "after the parent closed everything");
	t_expect(t, vfio_locked_bytes() >= locked_bytes,
		 "what is still in use is locked no longer");
	holder_dismiss(&h);
	waitpid(h.pid, NULL, 0);
	t_rig_close(t, rig);
	t_expect_nothing_held(t);
}

static void parent_closes_first(struct test *t)
{
	const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "parent closes first");
	rig_live_open(t, &rig, NULL);
	parent_closes(t, &rig);

	t_case(t, "parent closes first, in a container of type v1");
	rig_open(&rig, t_targets(t), &v1, RIG_READY);
	parent_closes(t, &rig);
}

static void fork_and_exit(struct test *t, void *arg)
{
	struct rig rig;

	rig_live_open(t, &rig, NULL);
	holder_fork(t, arg);
	_exit(0);
}

static void parent_exits_first(struct test *t)
{
	struct holder h;
	int status;

	t_case(t, "parent exits first");
	holder_init(t, &h);
	status = t_in_child_try(t, fork_and_exit, &h);
	if (status)
		t_error(t, "the parent that was to exit ended with status 0x%x", status);
	expect_held(t, "after the parent is gone");
	holder_dismiss(&h);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	child_first(t);
	parent_closes_first(t);
	parent_exits_first(t);
}

TCELIFE_TEST(teardown_fork, .name = "teardown.fork", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
