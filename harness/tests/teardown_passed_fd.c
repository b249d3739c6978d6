// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.passed_fd
 * A process opens everything, sends one of its fds over a socket (SCM_RIGHTS) and exits. The one
 * fd keeps what it stands for, in flight as well as received, and nothing else: device, group and
 * KVM-VFIO device keep the group (a second open is -EBUSY); container, table, vCPU and VM do not.
 * Nothing is held once it is closed, by a process that never was the opener's kin.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst: "a reference to the VFIO file is held by KVM";
 * unix(7), SCM_RIGHTS
 */
#include "../kit/live.h"

struct passing {
	enum rig_fd which;
	bool holds_group;
	int socket[2];
};

static int fd_of(const struct rig *rig, enum rig_fd which)
{
	const int fds[RIG_NR_FDS] = {
		[RIG_FD_DEVICE] = rig->device_fd[0],
		[RIG_FD_GROUP] = rig->group_fd[0],
		[RIG_FD_CONTAINER] = rig->container_fd,
		[RIG_FD_TABLE] = rig->table_fd,
		[RIG_FD_KVM_VFIO] = rig->kvm_vfio_fd,
		[RIG_FD_VCPU] = rig->cpu[0].vcpu->fd,
		[RIG_FD_VM] = rig->vm->fd,
	};

	return fds[which];
}

/* A message of one byte with room for one fd. */
struct message {
	char byte;
	struct iovec iov;
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct msghdr header;
};

static void message_init(struct message *m)
{
	memset(m, 0, sizeof(*m));
	m->iov = (struct iovec){ .iov_base = &m->byte, .iov_len = 1 };
	m->header = (struct msghdr){ .msg_iov = &m->iov,
				     .msg_iovlen = 1,
				     .msg_control = m->control,
				     .msg_controllen = sizeof(m->control) };
}

static void send_fd(struct test *t, int socket, int fd)
{
	struct cmsghdr *c;
	struct message m;

	message_init(&m);
	c = CMSG_FIRSTHDR(&m.header);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	if (sendmsg(socket, &m.header, 0) != 1)
		t_error(t, "the fd cannot be sent: %s", strerror(errno));
}

static int receive_fd(struct test *t, int socket)
{
	struct cmsghdr *c;
	struct message m;
	int fd;

	message_init(&m);
	if (recvmsg(socket, &m.header, MSG_CMSG_CLOEXEC) != 1 || !(c = CMSG_FIRSTHDR(&m.header)))
		t_error(t, "the fd did not arrive: %s", strerror(errno));
	memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

static void open_send_exit(struct test *t, void *arg)
{
	struct passing *p = arg;
	struct rig rig;

	rig_live_open(t, &rig, NULL);
	send_fd(t, p->socket[1], fd_of(&rig, p->which));
	_exit(0);
}

static void pass(struct test *t, struct passing *p)
{
	int want = p->holds_group ? -EBUSY : 0;
	int status, fd;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, p->socket))
		t_error(t, "no socket pair: %s", strerror(errno));
	status = t_in_child_try(t, open_send_exit, p);
	if (status)
		t_error(t, "the sender ended with status 0x%x", status);
	t_expect_errno(t, group_held_try(t), want, "in flight: open of the group");
	fd = receive_fd(t, p->socket[0]);
	t_expect_errno(t, group_held_try(t), want, "received: open of the group");
	close(fd);
	close(p->socket[0]);
	close(p->socket[1]);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	static const bool holds_group[RIG_NR_FDS] = {
		[RIG_FD_DEVICE] = true,
		[RIG_FD_GROUP] = true,
		[RIG_FD_KVM_VFIO] = true,
	};

	for (unsigned int i = 0; i < RIG_NR_FDS; i++) {
		struct passing p = { .which = i, .holds_group = holds_group[i] };

		t_case(t, "%s", rig_fd_name(i));
		pass(t, &p);
	}
}

TCELIFE_TEST(teardown_passed_fd, .name = "teardown.passed_fd", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
