// SPDX-License-Identifier: GPL-2.0-only
/* Is somebody using a disk of a PCI device? */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

/* True if a line of @file has @word as one of its blank-separated words. */
static bool file_has_word(const char *file, const char *word)
{
	char *text = slurp(file), *save, *next;
	bool found = false;

	for (next = text ? strtok_r(text, " \t\n", &save) : NULL; next && !found;
	     next = strtok_r(NULL, " \t\n", &save))
		found = !strcmp(next, word);
	free(text);
	return found;
}

/* As a program of the machine names it, be it a made-up one. */
static struct pci_path node_inside(const char *name)
{
	static const struct pci_env no_root = { 0 };

	return pci_node(&no_root, name);
}

static bool is_mounted(const struct pci_looking *l, const char *path, const char *name)
{
	struct pci_path mounts = pci_path(l->env, "/proc/self/mountinfo");
	char *number = slurp(pci_number_file(path).text);
	bool found;

	if (number)
		number[strcspn(number, "\n")] = '\0';
	/* By number, and by name for file systems that have a number of their own (btrfs). */
	found = (number && file_has_word(mounts.text, number)) ||
		file_has_word(mounts.text, node_inside(name).text);
	free(number);
	return found;
}

static bool is_swap(const struct pci_looking *l, const char *name)
{
	return file_has_word(pci_path(l->env, "/proc/swaps").text, node_inside(name).text);
}

/*
 * File systems of many disks, drivers that stand on a disk and careful programs claim it, and
 * only who claims it too is told: block/bdev.c:bd_prepare_to_claim()
 */
static int try_to_claim(const struct pci_looking *l, const char *name)
{
	struct pci_path node = pci_node(l->env, name);
	int flags = O_RDONLY | O_EXCL | O_NONBLOCK | O_CLOEXEC;
	int fd = l->env->open_node ? l->env->open_node(node.text, flags) : open(node.text, flags);

	if (fd >= 0) {
		close(fd);
		return 0;
	}
	if (errno == EBUSY)
		return pci_busy(
			l,
			"something has claimed its disk %s (a file system, a pool or volume, "
			"a program); give it up there first",
			name);
	if (errno == ENOMEDIUM)
		return 0;
	return pci_busy(l,
			"%s cannot be opened to see who uses it: %s; run as root, with all nodes "
			"in /dev",
			node.text, strerror(errno));
}

/* --- disks and their partitions ------------------------------------------------------------ */

static int block_in_use(const struct pci_looking *l, const char *path, const char *name)
{
	struct pci_name holder;
	char holders[PCI_PATH_BYTES + 16];

	snprintf(holders, sizeof(holders), "%s/holders", path);
	if (pci_first(holders, &holder))
		return pci_busy(l, "%s stands on its disk %s; take that apart first", holder.text,
				name);
	if (is_mounted(l, path, name))
		return pci_busy(l, "a file system is mounted from %s; unmount it first", name);
	if (is_swap(l, name))
		return pci_busy(l, "the machine swaps to %s; swapoff it first", name);
	return try_to_claim(l, name) ?: pci_look_who_has_open(l, path, name, S_IFBLK);
}

static int look_at_partition(void *arg, const char *path, const char *name)
{
	const struct pci_looking *l = arg;
	char file[PCI_PATH_BYTES + 16];

	snprintf(file, sizeof(file), "%s/partition", path);
	return pci_exists(file) ? block_in_use(l, path, name) : 0;
}

int pci_look_at_disk(void *arg, const char *path, const char *name)
{
	struct pci_looking *l = arg;
	struct pci_path head;
	int controller, instance, space;

	/* A path of a multipath NVMe name space is hidden; the disk is its head. */
	if (sscanf(name, "nvme%dc%dn%d", &instance, &controller, &space) == 3) {
		char head_name[48];

		snprintf(head_name, sizeof(head_name), "nvme%dn%d", instance, space);
		head = pci_path(l->env, "/sys/block/%s", head_name);
		return pci_look_at_disk(arg, head.text, head_name);
	}
	l->nr_disks++;
	return block_in_use(l, path, name) ?: pci_each(path, look_at_partition, arg);
}
