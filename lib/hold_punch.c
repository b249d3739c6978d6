// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holding by punching a hole. The thread that punches is of the class SCHED_IDLE; once it
 * is at it, a SCHED_FIFO thread on the same CPU keeps it from going on: it reschedules
 * between two batches of pages (mm/shmem.c:shmem_undo_range()) and does not come back.
 * Those who fault in the hole sleep in shmem_falloc_wait() until then.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "hold_parts.h"
#include "timebase.h"

#define HOLE_PAGES   2048 /* long enough to be met while it is being punched */
#define BLOCK_BYTES  512  /* of st_blocks */
#define ARM_LIMIT_MS 1000
#define NAP_NS	     50000

int hold_punch_open(struct hold *h, struct why *why)
{
	h->fd = memfd_create("tcelife-hold", MFD_CLOEXEC);
	if (h->fd < 0 || ftruncate(h->fd, h->bytes + HOLE_PAGES * h->page_bytes))
		return why_set(why, -errno, "a file in memory: %s", strerror(errno));
	h->at = mmap(NULL, h->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, h->fd, 0);
	if (h->at == MAP_FAILED)
		return why_set(why, -errno, "a file in memory: %s", strerror(errno));
	return 0;
}

static void *puncher_thread(void *arg)
{
	struct hold *h = arg;

	fallocate(h->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, h->hole_at, h->hole_bytes);
	atomic_store(&h->punched, true);
	return NULL;
}

static blkcnt_t blocks(const struct hold *h)
{
	struct stat st;

	return fstat(h->fd, &st) ? 0 : st.st_blocks;
}

/*
 * Looks again and again whether the puncher has begun, and then leaves it the CPU no more:
 * who looks from another one is too late. Not for ever: if its master dies in the kernel,
 * it must come free.
 */
static void *starver_thread(void *arg)
{
	const struct timespec nap = { .tv_nsec = NAP_NS };
	struct hold *h = arg;
	uint64_t end_tb = timebase_now() + timebase_from_ms(4000);

	while (blocks(h) == h->full && !atomic_load(&h->let_go) && timebase_now() < end_tb)
		nanosleep(&nap, NULL);
	atomic_store(&h->starves, true);
	while (!atomic_load_explicit(&h->let_go, memory_order_relaxed) && timebase_now() < end_tb)
		;
	return NULL;
}

static int start(pthread_t *thread, void *(*run)(void *arg), struct hold *h, int policy)
{
	struct sched_param param = { .sched_priority = policy == SCHED_FIFO ? 1 : 0 };
	pthread_attr_t attr;
	cpu_set_t cpus;
	int error;

	CPU_ZERO(&cpus);
	CPU_SET(h->cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	if (policy == SCHED_FIFO) { /* the attribute does not take SCHED_IDLE */
		pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED);
		pthread_attr_setschedpolicy(&attr, policy);
		pthread_attr_setschedparam(&attr, &param);
	}
	error = pthread_create(thread, &attr, run, h);
	pthread_attr_destroy(&attr);
	if (!error && policy == SCHED_IDLE)
		pthread_setschedparam(*thread, SCHED_IDLE, &param);
	return -error;
}

/* True if the hole is begun and not through, and its thread has lost the CPU. */
static bool stands_still(struct hold *h)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(ARM_LIMIT_MS);
	blkcnt_t now, empty = h->full - h->hole_bytes / BLOCK_BYTES;

	while (!atomic_load(&h->starves) && timebase_now() < end_tb)
		sched_yield();
	now = blocks(h);
	return atomic_load(&h->starves) && now < h->full && now > empty;
}

int hold_punch_arm(struct hold *h, unsigned int page, int cpu)
{
	int error;

	h->cpu = cpu;
	h->hole_at = page * h->page_bytes;
	h->hole_bytes = h->bytes - h->hole_at + HOLE_PAGES * h->page_bytes;
	if (fallocate(h->fd, 0, h->hole_at, h->hole_bytes))
		return -errno;
	h->full = blocks(h);
	atomic_store(&h->starves, false);
	atomic_store(&h->let_go, false);
	atomic_store(&h->punched, false);
	error = start(&h->starver, starver_thread, h, SCHED_FIFO);
	if (error)
		return error;
	error = start(&h->puncher, puncher_thread, h, SCHED_IDLE);
	if (error) {
		atomic_store(&h->let_go, true);
		pthread_join(h->starver, NULL);
		return error;
	}
	h->armed = true;
	if (stands_still(h))
		return 0;
	hold_punch_let_go(h); /* it is over, or has not begun: on a busy machine either may be */
	return -EAGAIN;
}

/* True if the thread sleeps in mm/shmem.c. Allocates nothing: brk() could wait for it. */
static bool sleeps_there(pid_t tid)
{
	char path[64], where[64] = "";
	int fd;

	snprintf(path, sizeof(path), "/proc/self/task/%d/wchan", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (read(fd, where, sizeof(where) - 1) < 0)
		where[0] = '\0';
	close(fd);
	return !strncmp(where, "shmem_", strlen("shmem_"));
}

int hold_punch_poll(struct hold *h, pid_t tid, unsigned int ms, struct hold_touch *touch)
{
	*touch = (struct hold_touch){ .offset_bytes = h->hole_at };
	if (sleeps_there(tid) && !atomic_load(&h->punched))
		return 0;
	usleep(ms * 1000 / 4);
	return -EAGAIN;
}

void hold_punch_let_go(struct hold *h)
{
	if (!h->armed)
		return;
	atomic_store(&h->let_go, true);
	pthread_join(h->starver, NULL);
	pthread_join(h->puncher, NULL);
	h->armed = false;
}
