// SPDX-License-Identifier: GPL-2.0-only
#include "spray.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../lib/cpus.h"

#define SPRAY_BYTES (1 << 20)

/* As a TCE, from either end, it allows nothing: whoever clears it takes it for empty. */
#define PATTERN_BYTE 0xa4
#define PATTERN	     0xa4a4a4a4a4a4a4a4ull

int spray_open(struct spray *s)
{
	*s = (struct spray){ .bytes = SPRAY_BYTES };
	for (unsigned int i = 0; i < SPRAY_PIPES; i++)
		s->fd[i][0] = s->fd[i][1] = -1;
	for (unsigned int i = 0; i < SPRAY_PIPES; i++) {
		if (pipe2(s->fd[i], O_CLOEXEC | O_NONBLOCK))
			return -errno;
		fcntl(s->fd[i][1], F_SETPIPE_SZ, SPRAY_BYTES);
	}
	s->content = malloc(SPRAY_BYTES);
	s->back = malloc(SPRAY_BYTES);
	if (!s->content || !s->back)
		return -ENOMEM;
	memset(s->content, PATTERN_BYTE, SPRAY_BYTES);
	memset(s->back, 0, SPRAY_BYTES); /* present from here on */
	return 0;
}

void spray_close(struct spray *s)
{
	for (unsigned int i = 0; i < SPRAY_PIPES; i++) {
		close(s->fd[i][0]);
		close(s->fd[i][1]);
	}
	free(s->content);
	free(s->back);
}

void spray_fill(struct spray *s, unsigned int n, int cpu)
{
	cpu_set_t before, cpus;
	ssize_t written;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	cpus_allowed(&before);
	sched_setaffinity(0, sizeof(cpus), &cpus);
	written = write(s->fd[n][1], s->content, s->bytes);
	s->filled[n] = written > 0 ? written : 0;
	sched_setaffinity(0, sizeof(before), &before);
}

static bool look(const struct spray *s, unsigned int n, uint64_t *value, size_t *at_bytes)
{
	for (size_t at = 0; at < s->filled[n]; at += sizeof(*value)) {
		memcpy(value, s->back + at, sizeof(*value));
		*at_bytes = at;
		if (*value != PATTERN)
			return true;
	}
	return false;
}

bool spray_was_hit(struct spray *s, uint64_t *value, size_t *at_bytes)
{
	bool hit = false;

	for (unsigned int i = 0; i < SPRAY_PIPES; i++) {
		ssize_t n = s->filled[i] ? read(s->fd[i][0], s->back, s->filled[i]) : 0;

		if (!hit && n == (ssize_t)s->filled[i] && memcmp(s->back, s->content, n))
			hit = look(s, i, value, at_bytes);
		s->filled[i] = 0;
	}
	return hit;
}
