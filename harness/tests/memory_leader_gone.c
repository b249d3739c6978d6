// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.leader_gone
 * The thread that a process began with ends, and the others go on: the container is still theirs,
 * who share the memory that it belongs to. They map, unmap and register as before.
 *
 * Source: _exit(2): the system call ends the calling thread;
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_ioctl(): the container's owner is an mm
 */
#include "../kit/tce.h"

struct heir {
	struct test *t;
	struct rig rig;
	char leader_stat[64]; /* its file in /proc */
};

static bool is_over(const char *stat)
{
	char text[256] = "", *state;
	FILE *f = fopen(stat, "r");

	if (!f)
		return true;
	if (!fgets(text, sizeof(text), f))
		text[0] = 0;
	fclose(f);
	state = strrchr(text, ')');
	return !state || state[2] == 'Z';
}

/* The kernel takes back all else when the process ends with it. */
static void *go_on(void *arg)
{
	struct heir *heir = arg;
	struct rig *rig = &heir->rig;
	struct test *t = heir->t;

	while (!is_over(heir->leader_stat))
		sched_yield();
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 0), rig->dma_hva, 4096,
					VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	fflush(stdout);
	_exit(0);
}

static void leader_ends(struct test *t, void *arg)
{
	static struct heir heir;
	pthread_t thread;

	(void)arg;
	heir.t = t;
	rig_open(&heir.rig, t_targets(t), NULL, RIG_WINDOW);
	snprintf(heir.leader_stat, sizeof(heir.leader_stat), "/proc/self/task/%d/stat", getpid());
	if (pthread_create(&thread, NULL, go_on, &heir))
		t_error(t, "cannot start a thread");
	syscall(SYS_exit, 0); /* of this thread alone */
}

static void run(struct test *t)
{
	t_case(t, "the first thread has ended");
	t_in_child(t, leader_ends, NULL);

	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_leader_gone, .name = "memory.leader_gone", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
