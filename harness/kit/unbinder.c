// SPDX-License-Identifier: GPL-2.0-only
#include "unbinder.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define BLOCKED_MS 300
#define DONE_MS	   5000
#define STARTS_MS  30000 /* a slow machine's */

static int sysfs_write(const char *file, const char *text)
{
	char path[96];
	int fd, ret;

	snprintf(path, sizeof(path), "/sys/bus/pci/drivers/vfio-pci/%s", file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = write(fd, text, strlen(text)) < 0 ? -errno : 0;
	close(fd);
	return ret;
}

static void wakes(int sig)
{
	(void)sig;
}

static void unbinder_main(int go, int done, const char *bdf)
{
	const struct sigaction action = { .sa_handler = wakes };
	char byte;
	int ret;

	sigaction(SIGUSR1, &action, NULL);
	if (read(go, &byte, 1) == 1) {
		ret = sysfs_write("unbind", bdf);
		if (write(done, &ret, sizeof(ret)) < 0)
			_exit(1);
	}
	_exit(0);
}

void unbinder_start(struct test *t, struct unbinder *u)
{
	unbinder_start_on(t, u, t_targets(t));
}

void unbinder_start_on(struct test *t, struct unbinder *u, const struct vfio_target *target)
{
	int go[2], done[2];

	u->bdf = target->bdf;
	if (pipe2(go, O_CLOEXEC) || pipe2(done, O_CLOEXEC))
		t_error(t, "pipe: %s", strerror(errno));
	fflush(stdout);
	u->pid = fork_tied();
	if (u->pid < 0)
		t_error(t, "fork: %s", strerror(errno));
	if (!u->pid) {
		close(go[1]);
		unbinder_main(go[0], done[1], u->bdf);
	}
	close(go[0]);
	close(done[1]);
	u->go = go[1];
	u->done = done[0];
	u->waits = -1;
}

void unbinder_go(struct test *t, struct unbinder *u)
{
	if (write(u->go, "", 1) != 1)
		t_error(t, "the process that unbinds is gone");
}

void unbinder_signal(struct test *t, struct unbinder *u)
{
	if (kill(u->pid, SIGUSR1))
		t_error(t, "the process that unbinds is gone");
}

void unbinder_listen(struct test *t, struct unbinder *u, const struct rig *rig)
{
	int ret;

	u->waits = eventfd(0, EFD_CLOEXEC);
	ret = u->waits < 0 ? -errno : vfio_request_event_try(rig->device_fd[0], u->waits);
	if (ret)
		t_error(t, "no event of a request for the device: %s", strerror(-ret));
}

void unbinder_await_request(struct test *t, struct unbinder *u)
{
	struct pollfd p = { .fd = u->waits, .events = POLLIN };

	if (poll(&p, 1, DONE_MS) != 1)
		t_error(t, "the driver does not ask for its device within %d ms", DONE_MS);
}

/* True, and @ret what the write said, if the driver is gone within @ms. */
static bool is_done(struct unbinder *u, int ms, int *ret)
{
	struct pollfd p = { .fd = u->done, .events = POLLIN };

	return poll(&p, 1, ms) == 1 && read(u->done, ret, sizeof(*ret)) == sizeof(*ret);
}

/* Until it sleeps in the kernel in its write, which shows in /proc/<pid>/syscall, or is through. */
static void await_write(struct test *t, struct unbinder *u)
{
	struct pollfd p = { .fd = u->done, .events = POLLIN };
	char path[40];

	snprintf(path, sizeof(path), "/proc/%d/syscall", u->pid);
	if (access(path, R_OK))
		t_error(t, "%s: %s", path, strerror(errno));
	for (int ms = 0; slurp_number(path, -1) != __NR_write; ms++) {
		if (poll(&p, 1, 1) == 1)
			return;
		if (ms == STARTS_MS)
			t_error(t, "the process that unbinds has not begun after %d ms", STARTS_MS);
	}
}

void t_expect_blocked(struct test *t, struct unbinder *u)
{
	int ret;

	await_write(t, u);
	t_expect(t, !is_done(u, BLOCKED_MS, &ret), "the driver is gone: it did not wait");
}

void t_expect_unbound(struct test *t, struct unbinder *u)
{
	int ret = 0;

	if (t_expect(t, is_done(u, DONE_MS, &ret), "the driver is still there after %d ms",
		     DONE_MS))
		t_expect_errno(t, ret, 0, "write to unbind");
}

void unbinder_rebind(struct test *t, struct unbinder *u)
{
	int ret = sysfs_write("bind", u->bdf);

	if (ret)
		t_error(t, "bind of %s to vfio-pci: %s", u->bdf, strerror(-ret));
	close(u->go);
	close(u->done);
	if (u->waits >= 0)
		close(u->waits);
	waitpid(u->pid, NULL, 0);
}
