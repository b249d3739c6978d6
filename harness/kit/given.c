// SPDX-License-Identifier: GPL-2.0-only
#include "given.h"

void given_open(struct test *t, struct given *g)
{
	int end[2];

	if (pipe2(end, O_CLOEXEC | O_NONBLOCK))
		t_error(t, "pipe: %s", strerror(errno));
	*g = (struct given){ .fd = end[1], .read_fd = end[0] };
}

void t_expect_given_back(struct test *t, struct given *g)
{
	char byte;

	t_expect(t, read(g->read_fd, &byte, 1) < 0 && errno == EAGAIN,
		 "the pipe ends before its only writer is closed");
	close(g->fd);
	t_expect(t, !read(g->read_fd, &byte, 1), "the pipe's write end is closed, and still held");
	close(g->read_fd);
}
