// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects
 * What the kernel allocates in small pieces, a list's entry or a descriptor, is too little to show
 * as memory of the machine when it is lost once. So the way in and out is gone hundreds of times,
 * by the container and by KVM, and the kernel's own count of objects must not rise by one each
 * time, round for round. The first lets caches fill. Areas of vmalloc are given back when there
 * are many, and do not count. With slub_debug the count is exact, else by the slab.
 *
 * Source: Documentation/mm/slab.rst, /proc/slabinfo; Documentation/virt/kvm/devices/vfio.rst
 */
#include "../kit/tce.h"

#define ROUNDS	   3u /* the first fills the caches, each of the others must lose */
#define MAX_CACHES 256u
#define SETTLE_MS  8000

struct cache {
	char name[32];
	long objects;
};

/* How many caches there are; 0: the kernel does not say. */
static unsigned int count(struct cache *cache)
{
	FILE *file = fopen("/proc/slabinfo", "re");
	char line[512];
	unsigned int n = 0;

	while (file && n < MAX_CACHES && fgets(line, sizeof(line), file))
		if (sscanf(line, "%31s %ld", cache[n].name, &cache[n].objects) == 2)
			n++;
	if (file)
		fclose(file);
	return n;
}

static long find(const struct cache *cache, unsigned int n, const char *name)
{
	for (unsigned int i = 0; i < n; i++)
		if (!strcmp(cache[i].name, name))
			return cache[i].objects;
	return LONG_MAX;
}

/* A round of so many times; the counts at the ends of the rounds. */
struct rounds {
	unsigned int times, n[ROUNDS];
	struct cache cache[ROUNDS][MAX_CACHES];
};

/* The count of this name rose by most of a round's times in this round. */
static bool rose(const struct rounds *r, unsigned int round, const char *name)
{
	long before = find(r->cache[round - 1], r->n[round - 1], name);
	long now = find(r->cache[round], r->n[round], name);

	return now >= before && now - before >= (long)(r->times - r->times / 8);
}

/* The cache that rose in each of the first @rounds but the first; NULL: none. */
static const struct cache *risen(const struct rounds *r, unsigned int rounds)
{
	const struct cache *end = r->cache[rounds - 1];

	for (unsigned int i = 0; i < r->n[rounds - 1]; i++) {
		unsigned int round = rounds - 1;

		if (!strcmp(end[i].name, "vmap_area"))
			continue;
		while (round && rose(r, round, end[i].name))
			round--;
		if (!round)
			return &end[i];
	}
	return NULL;
}

/* Objects are freed after grace periods: what stays risen is lost. */
static void expect_settles(struct test *t, struct rounds *r)
{
	const struct cache *lost;
	int waited_ms = 0;

	while ((lost = risen(r, ROUNDS)) && waited_ms < SETTLE_MS) {
		usleep(200000);
		waited_ms += 200;
		r->n[ROUNDS - 1] = count(r->cache[ROUNDS - 1]);
	}
	t_expect(t, !lost, "%s has %ld objects in the end, about one more for each of %u times",
		 lost ? lost->name : "", lost ? lost->objects : 0, (ROUNDS - 1) * r->times);
}

static void by_container(struct rig *rig)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	int container = vfio_container_open();

	vfio_set_container(rig->group_fd[0], container);
	vfio_set_iommu(container, VFIO_SPAPR_TCE_v2_IOMMU);
	vfio_register_memory(container, rig->dma_hva, 65536);
	vfio_window_create(container, &w);
	vfio_unregister_memory(container, rig->dma_hva, 65536);
	vfio_unset_container(rig->group_fd[0]);
	close(container);
}

static void by_kvm(struct rig *rig)
{
	int table = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &rig->window, 12);

	kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table);
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	close(table);
}

static void repeat(struct test *t, struct rig *rig, void (*way)(struct rig *rig),
		   unsigned int times)
{
	static struct rounds r;

	r.times = times;
	for (unsigned int round = 0; round < ROUNDS; round++) {
		for (unsigned int i = 0; i < times; i++)
			way(rig);
		usleep(200000);
		r.n[round] = count(r.cache[round]);
		t_alive(t);
		if (round && r.n[0] && !risen(&r, round + 1))
			return;
	}
	if (r.n[0])
		expect_settles(t, &r);
	else
		t_skip(t, "no /proc/slabinfo; CONFIG_SLUB_DEBUG=y and root have it");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by KVM");
	if (growth_blind()) { /* what is freed counts as long as it is kept */
		t_skip(t, "%s", growth_blind());
		return;
	}
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	repeat(t, &rig, by_kvm, 128);
	t_rig_close(t, &rig);

	t_case(t, "by the container");
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	repeat(t, &rig, by_container, 48);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects, .name = "teardown.objects", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
