// SPDX-License-Identifier: GPL-2.0-only
#include "steer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "slurp.h"
#include "timebase.h"

#define PCI_DEVICES "/sys/bus/pci/devices"
#define ARM_TB	    (5 * TIMEBASE_HZ)
#define ASLEEP_TB   (TIMEBASE_HZ / 4) /* many grace periods */

/* QEMU's ivshmem-plain: docs/specs/ivshmem-spec.rst; its memory is BAR 2. */
#define VENDOR_ID "0x1af4\n"
#define DEVICE_ID "0x1110\n"

static bool file_is(const char *folder, const char *file, const char *text)
{
	char path[600], *is;
	bool same;

	snprintf(path, sizeof(path), PCI_DEVICES "/%s/%s", folder, file);
	is = slurp(path);
	same = is && !strcmp(is, text);
	free(is);
	return same;
}

/* The device's name in sysfs; false if there is none. */
static bool find_device(char *name, size_t name_bytes)
{
	DIR *dir = opendir(PCI_DEVICES);
	struct dirent *d;
	bool found = false;

	while (dir && !found && (d = readdir(dir))) {
		found = file_is(d->d_name, "vendor", VENDOR_ID) &&
			file_is(d->d_name, "device", DEVICE_ID);
		if (found)
			snprintf(name, name_bytes, "%s", d->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

static struct steer_page *map(const char *device)
{
	char path[600];
	void *page = MAP_FAILED;
	int fd;

	snprintf(path, sizeof(path), PCI_DEVICES "/%s/enable", device);
	spit(path, "1");
	snprintf(path, sizeof(path), PCI_DEVICES "/%s/resource2", device);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd >= 0) {
		page = mmap(NULL, STEER_FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		close(fd);
	}
	return page == MAP_FAILED ? NULL : page;
}

struct steer_page *steer_open(struct why *why, int *error)
{
	struct steer_page *page;
	char device[256];

	if (!find_device(device, sizeof(device))) {
		*error = why_set(
			why, -ENODEV,
			"nothing here can hold a CPU: make explore boots a machine that can");
		return NULL;
	}
	page = map(device);
	if (!page) {
		*error = why_set(why, -errno, "the memory of %s cannot be mapped: %s", device,
				 strerror(errno));
		return NULL;
	}
	if (page->magic == STEER_MAGIC && page->version == STEER_ABI_VERSION)
		return page;
	*error = why_set(why, -EPROTO, "%s is not shared with a plugin of this version", device);
	munmap(page, STEER_FILE_BYTES);
	return NULL;
}

static bool is_armed(const struct steer_page *page)
{
	return __atomic_load_n(&page->armed, __ATOMIC_ACQUIRE) == page->wanted;
}

/* To look at all code anew takes a second. */
static bool is_armed_so(const struct steer_page *page, const struct steer_scope *scope)
{
	const struct steer_plan *p = &page->plan;

	return page->armed && is_armed(page) && p->low_vaddr == scope->low_vaddr &&
	       p->high_vaddr == scope->high_vaddr && p->grain == (uint32_t)scope->grain;
}

int steer_arm(struct steer_page *page, const struct steer_scope *scope)
{
	uint64_t until_tb = timebase_now() + ARM_TB;

	if (is_armed_so(page, scope))
		return 0;
	page->plan = (struct steer_plan){ .low_vaddr = scope->low_vaddr,
					  .high_vaddr = scope->high_vaddr,
					  .grain = scope->grain };
	__atomic_store_n(&page->wanted, page->armed + 1, __ATOMIC_RELEASE);
	while (!is_armed(page) && timebase_now() < until_tb) {
		steer_mark_begin(0);
		steer_mark_end(0);
		usleep(1000);
	}
	return is_armed(page) ? 0 : -ETIMEDOUT;
}

void steer_begin(struct steer_page *page, const struct steer_plan *plan)
{
	struct steer_plan *p = &page->plan;
	struct steer_scope scope = { p->low_vaddr, p->high_vaddr, p->grain };

	*p = *plan;
	p->low_vaddr = scope.low_vaddr;
	p->high_vaddr = scope.high_vaddr;
	p->grain = scope.grain;
	for (unsigned int side = 0; side < STEER_NR_SIDES; side++) {
		page->seen[side].state = STEER_AWAY;
		page->seen[side].points = 0;
		page->seen[side].idle = false;
		/* who does not even begin would seem to have been held as in the last try */
		page->seen[side].release = STEER_NOT_HELD;
		page->seen[side].exact = false;
	}
	page->trace_nr = 0;
	__atomic_store_n(&page->round, page->round + 1, __ATOMIC_RELEASE);
}

/* A tick wakes its CPU now and then, but gets it no further. */
void steer_await_gun(const struct steer_page *page)
{
	const struct steer_seen *first = &page->seen[page->plan.first];
	uint64_t points = UINT64_MAX, since_tb = 0;

	while (__atomic_load_n(&page->gun, __ATOMIC_ACQUIRE) != page->round) {
		steer_mark_await();
		if (!__atomic_load_n(&first->idle, __ATOMIC_ACQUIRE))
			continue;
		if (points == __atomic_load_n(&first->points, __ATOMIC_RELAXED)) {
			if (timebase_now() - since_tb > ASLEEP_TB)
				break;
			continue;
		}
		points = __atomic_load_n(&first->points, __ATOMIC_RELAXED);
		since_tb = timebase_now();
	}
}
