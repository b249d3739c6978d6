// SPDX-License-Identifier: GPL-2.0-only
#include "alone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/slurp.h"

#define RUN_DIR "/run"
#define OUR_DIR RUN_DIR "/tcelife"
#define LOCK	OUR_DIR "/lock"

static int make_dir(const char *path)
{
	return mkdir(path, 0755) && errno != EEXIST ? -errno : 0;
}

/* The lock is the open file's, and so that of every child, too. */
static int open_lock(void)
{
	int ret = make_dir(RUN_DIR), fd;

	ret = ret ?: make_dir(OUR_DIR);
	if (ret)
		return ret;
	fd = open(LOCK, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	return fd < 0 ? -errno : fd;
}

static int taken(struct why *why)
{
	char *pid = slurp(LOCK);

	why_set(why, -EBUSY,
		"another run is under way on this machine (process %.*s), or a thread of it "
		"cannot be killed: wait for it, or reboot",
		pid ? (int)strcspn(pid, "\n") : 1, pid ?: "?");
	free(pid);
	return -EBUSY;
}

int alone(struct why *why)
{
	int fd = open_lock();

	if (fd == -EACCES || fd == -EROFS || fd == -EPERM)
		return 0;
	if (fd < 0)
		return why_set(why, fd, LOCK ": %s", strerror(-fd));
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		int error = -errno;

		close(fd);
		return error == -EWOULDBLOCK ? taken(why) :
					       why_set(why, error, LOCK ": %s", strerror(-error));
	}
	if (ftruncate(fd, 0) || dprintf(fd, "%d\n", getpid()) < 0)
		return why_set(why, -errno, LOCK ": %m");
	return 0;
}
