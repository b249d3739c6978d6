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

/* A slash in the name of a node is a `!` in sysfs: drivers/base/core.c:dev_set_name() */
static struct pci_path node_of(const struct pci_env *env, const char *name)
{
	struct pci_path node = pci_path(env, "/dev/%s", name);

	for (char *mark = strrchr(node.text, '!'); mark; mark = strrchr(node.text, '!'))
		*mark = '/';
	return node;
}

/* As a program of the machine names it, be it a made-up one. */
static struct pci_path node_inside(const char *name)
{
	static const struct pci_env no_root = { 0 };

	return node_of(&no_root, name);
}

static struct pci_path number_file(const char *path)
{
	struct pci_path file;

	snprintf(file.text, sizeof(file.text), "%.*s/dev", PCI_PATH_BYTES - 8, path);
	return file;
}

static bool is_mounted(const struct pci_looking *l, const char *path, const char *name)
{
	struct pci_path mounts = pci_path(l->env, "/proc/self/mountinfo");
	char *number = slurp(number_file(path).text);
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
	struct pci_path node = node_of(l->env, name);
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

/* --- who has it open without a claim ------------------------------------------------------- */

struct search {
	const struct pci_looking *l;
	struct pci_path node;
	unsigned int major, minor; /* of the node */
	const char *pid;
};

static bool is_gone(int error)
{
	return error == ENOENT || error == ESRCH;
}

static int cannot_be_seen(const struct search *s, int error)
{
	return pci_busy(s->l, "what process %s has open cannot be seen: %s; run as root", s->pid,
			strerror(error));
}

/* Any node with that number will do. A file server that is away must not stop us: no sync. */
static bool has_number(const char *path, const struct search *s)
{
	struct statx st;

	return !statx(AT_FDCWD, path, AT_STATX_DONT_SYNC, STATX_TYPE, &st) &&
	       S_ISBLK(st.stx_mode) && st.stx_rdev_major == s->major &&
	       st.stx_rdev_minor == s->minor;
}

static int look_at_fd(void *arg, const char *path, const char *name)
{
	const struct search *s = arg;
	char target[PCI_PATH_BYTES] = "", *who;
	int ret;

	(void)name;
	if (readlink(path, target, sizeof(target) - 1) < 0)
		return is_gone(errno) ? 0 : cannot_be_seen(s, errno);
	if (*target != '/' || (strcmp(target, s->node.text) && !has_number(path, s)))
		return 0;
	who = slurp(pci_path(s->l->env, "/proc/%s/comm", s->pid).text);
	ret = pci_busy(s->l, "process %s (%.*s) has %s open; end it first", s->pid,
		       who ? (int)strcspn(who, "\n") : 1, who ?: "?", s->node.text);
	free(who);
	return ret;
}

static int look_at_process(void *arg, const char *path, const char *name)
{
	struct search *s = arg;
	char fds[PCI_PATH_BYTES + 4];

	if (name[strspn(name, "0123456789")])
		return 0;
	s->pid = name;
	snprintf(fds, sizeof(fds), "%s/fd", path);
	if (access(fds, R_OK | X_OK))
		return is_gone(errno) ? 0 : cannot_be_seen(s, errno);
	return pci_each(fds, look_at_fd, s);
}

static int search_processes(const struct pci_looking *l, const char *path, const char *name)
{
	struct search s = { .l = l, .node = node_of(l->env, name) };
	char *number = slurp(number_file(path).text);
	bool known = number && sscanf(number, "%u:%u", &s.major, &s.minor) == 2;

	free(number);
	if (!known)
		return pci_busy(l, "%s does not say which disk it is; is all of /sys there?",
				number_file(path).text);
	return pci_each(pci_path(l->env, "/proc").text, look_at_process, &s);
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
	return try_to_claim(l, name) ?: search_processes(l, path, name);
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
