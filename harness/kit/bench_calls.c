// SPDX-License-Identifier: GPL-2.0-only
#include "bench_calls.h"

#include <sys/eventfd.h>

#include "../../lib/kvm_tce.h"

static const struct dma_window small_table = { .page_shift = 12, .size_bytes = 64 * 4096 };

static int create(struct bench_state *s, unsigned int n)
{
	return s->fd[n] = kvm_tce_create_try(s->rig.vm->fd, BENCH_LIOBN + n, &small_table, 12);
}

static void close_one(struct bench_state *s, unsigned int n)
{
	if (s->fd[n] >= 0)
		close(s->fd[n]);
	s->fd[n] = -1;
}

static void close_both(struct bench_state *s)
{
	close_one(s, 0);
	close_one(s, 1);
}

static void nothing(struct bench_state *s)
{
	(void)s;
}

static int return_0(void *s)
{
	(void)s;
	return 0;
}

static void pipe_open(struct bench_state *s)
{
	if (pipe(s->fd))
		s->fd[0] = s->fd[1] = -1;
}

static int close_0(void *s)
{
	close_one(s, 0);
	return 0;
}

static int close_1(void *s)
{
	close_one(s, 1);
	return 0;
}

static void event_open(struct bench_state *s)
{
	s->fd[0] = eventfd(0, EFD_NONBLOCK);
}

static int event_write(void *s)
{
	return eventfd_write(((struct bench_state *)s)->fd[0], 1) ? -errno : 0;
}

static int event_read(void *s)
{
	eventfd_t value;

	return eventfd_read(((struct bench_state *)s)->fd[0], &value) ? -errno : 0;
}

static void memory_open(struct bench_state *s)
{
	s->fd[0] = memfd_create("bench", 0);
}

static int memory_grow(void *s)
{
	return fallocate(((struct bench_state *)s)->fd[0], 0, 0, 65536) ? -errno : 0;
}

static int memory_cut(void *s)
{
	return ftruncate(((struct bench_state *)s)->fd[0], 0) ? -errno : 0;
}

static void table_open(struct bench_state *s)
{
	create(s, 0);
}

static int create_0(void *s)
{
	return create(s, 0);
}

static int create_1(void *s)
{
	return create(s, 1);
}

const struct bench_calls bench_calls[] = {
	{ "nothing", nothing, return_0, return_0, nothing },
	{ "pipe: close, close", pipe_open, close_0, close_1, nothing },
	{ "eventfd: write, read", event_open, event_write, event_read, close_both },
	{ "memfd: grow, cut", memory_open, memory_grow, memory_cut, close_both },
	{ "table: create, create", nothing, create_0, create_1, close_both },
	{ "table: close, create", table_open, close_0, create_1, close_both },
	{ .name = NULL },
};

void bench_open(struct bench_state *s, struct test *t)
{
	s->t = t;
	s->pair = NULL;
	s->fd[0] = s->fd[1] = -1;
	rig_open(&s->rig, t_targets(t), NULL, RIG_VM);
}

void bench_close(struct bench_state *s)
{
	rig_close(&s->rig);
}
