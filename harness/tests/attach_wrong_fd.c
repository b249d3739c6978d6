// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.wrong_fd
 * Every kind of fd that is no VFIO group, and no TCE table, goes where one belongs:
 * KVM_DEV_VFIO_GROUP_ADD, _GROUP_DEL, and both members of _GROUP_SET_SPAPR_TCE. Each must be
 * refused with its own errno and leave no reference behind: the pipe that was tried reports its
 * end as soon as the test closes it, and the right fds still attach. All of it in a process that
 * has its files for itself, and in one whose threads share them: there, each lookup of a file takes
 * a reference. What a VFIO device's file may do is in attach.device_file.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst (a group's fd, a table's fd)
 */
#include "../kit/attached.h"

enum wrong_fd {
	FD_CLOSED,
	FD_NEGATIVE,
	FD_PATH,
	FD_PIPE,
	FD_NULL,
	FD_CONTAINER,
	FD_KVM,
	FD_VM,
	FD_VCPU,
	FD_KVM_VFIO,
	FD_DEVICE,
	FD_TABLE,
	FD_GROUP,
	NR_WRONG_FDS
};

#define RIGHT_HERE 1 /* the one place where this fd belongs */

/* What each answers: no file is EBADF; a file of the wrong kind was never added, so ENOENT. */
static const struct {
	const char *name;
	int add, del, group, table;
} kinds[NR_WRONG_FDS] = {
	[FD_CLOSED] = { "closed fd", -EBADF, -EBADF, -EBADF, -EBADF },
	[FD_NEGATIVE] = { "negative fd", -EBADF, -EBADF, -EBADF, -EBADF },
	[FD_PATH] = { "O_PATH of the group", -EBADF, -EBADF, -EBADF, -EBADF },
	[FD_PIPE] = { "pipe", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_NULL] = { "/dev/null", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_CONTAINER] = { "container", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_KVM] = { "/dev/kvm", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_VM] = { "VM", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_VCPU] = { "vCPU", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_KVM_VFIO] = { "KVM-VFIO device", -EINVAL, -ENOENT, -ENOENT, -EINVAL },
	[FD_DEVICE] = { "device", RIGHT_HERE, -ENOENT, -ENOENT, -EINVAL },
	[FD_TABLE] = { "TCE table", -EINVAL, -ENOENT, -ENOENT, RIGHT_HERE },
	[FD_GROUP] = { "group", RIGHT_HERE, RIGHT_HERE, RIGHT_HERE, -EINVAL },
};

static int must_open(struct test *t, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		t_error(t, "open of %s: %s", path, strerror(errno));
	return fd;
}

static void make_wrong_fds(struct test *t, const struct rig *rig, struct given *pipe,
			   int fd[NR_WRONG_FDS])
{
	char group[32];

	given_open(t, pipe);
	snprintf(group, sizeof(group), "/dev/vfio/%d", t_targets(t)->group);
	fd[FD_NEGATIVE] = -1;
	fd[FD_PATH] = must_open(t, group, O_PATH);
	fd[FD_PIPE] = pipe->fd;
	fd[FD_NULL] = must_open(t, "/dev/null", O_RDWR);
	fd[FD_CONTAINER] = rig->container_fd;
	fd[FD_KVM] = must_open(t, "/dev/kvm", O_RDWR);
	fd[FD_VM] = rig->vm->fd;
	fd[FD_VCPU] = rig->cpu[0].vcpu->fd;
	fd[FD_KVM_VFIO] = rig->kvm_vfio_fd;
	fd[FD_DEVICE] = rig->device_fd[0];
	fd[FD_TABLE] = rig->table_fd;
	fd[FD_GROUP] = rig->group_fd[0];
	fd[FD_CLOSED] = must_open(t, "/dev/null", O_RDWR);
	close(fd[FD_CLOSED]);
}

static void try_each_place(struct test *t, const struct rig *rig, const char *shared,
			   enum wrong_fd k, int fd)
{
	int kv = rig->kvm_vfio_fd, group = rig->group_fd[0], table = rig->table_fd;

	t_case(t, "%s%s", kinds[k].name, shared);
	if (kinds[k].add != RIGHT_HERE)
		t_expect_errno(t, kvm_vfio_group_add_try(kv, fd), kinds[k].add, "GROUP_ADD of it");
	if (kinds[k].group != RIGHT_HERE)
		t_expect_errno(t, kvm_vfio_set_spapr_tce_try(kv, fd, table), kinds[k].group,
			       "SET_SPAPR_TCE with it as the group");
	if (kinds[k].table != RIGHT_HERE)
		t_expect_errno(t, kvm_vfio_set_spapr_tce_try(kv, group, fd), kinds[k].table,
			       "SET_SPAPR_TCE with it as the table");
	if (kinds[k].del != RIGHT_HERE)
		t_expect_errno(t, kvm_vfio_group_del_try(kv, fd), kinds[k].del, "GROUP_DEL of it");
}

static void try_all(struct test *t, const char *shared)
{
	int fd[NR_WRONG_FDS];
	struct given pipe;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_ADDED);
	make_wrong_fds(t, &rig, &pipe, fd);
	for (enum wrong_fd k = 0; k < NR_WRONG_FDS; k++)
		try_each_place(t, &rig, shared, k, fd[k]);

	t_case(t, "group and table swapped%s", shared);
	t_expect_errno(t,
		       kvm_vfio_set_spapr_tce_try(rig.kvm_vfio_fd, rig.table_fd, rig.group_fd[0]),
		       -ENOENT, "SET_SPAPR_TCE with group and table swapped");

	t_case(t, "what was tried is not held%s", shared);
	t_expect_given_back(t, &pipe);
	close(fd[FD_PATH]);
	close(fd[FD_NULL]);
	close(fd[FD_KVM]);

	t_case(t, "the right fds still attach%s", shared);
	rig_advance(&rig, RIG_READY);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	try_all(t, "");
	t_share_files(t);
	try_all(t, ", shared files");
}

TCELIFE_TEST(attach_wrong_fd, .name = "attach.wrong_fd", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
