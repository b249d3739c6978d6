// SPDX-License-Identifier: GPL-2.0-only
/* Is somebody using a PCI device? When in doubt, yes. */
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

struct looking {
	const struct pci_env *env;
	const char *bdf;
	struct why *why;
	const char *disk; /* of the partition being looked at; NULL: it is a disk */
};

__attribute__((format(printf, 2, 3))) static int busy(const struct looking *l, const char *format,
						      ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return why_set(l->why, -EBUSY, "PCI device %s is in use: %s", l->bdf, text);
}

/* --- disks --------------------------------------------------------------------------------- */

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

static bool is_mounted(const struct looking *l, const char *path, const char *name)
{
	struct pci_path mounts = pci_path(l->env, "/proc/self/mountinfo");
	char number_file[PCI_PATH_BYTES + 8], node[PCI_PATH_BYTES];
	char *number;
	bool found;

	snprintf(number_file, sizeof(number_file), "%s/dev", path);
	snprintf(node, sizeof(node), "/dev/%s", name);
	number = slurp(number_file);
	if (number)
		number[strcspn(number, "\n")] = '\0';
	/* By number, and by name for file systems that have a number of their own (btrfs). */
	found = (number && file_has_word(mounts.text, number)) || file_has_word(mounts.text, node);
	free(number);
	return found;
}

static bool is_swap(const struct looking *l, const char *name)
{
	char node[PCI_PATH_BYTES];

	snprintf(node, sizeof(node), "/dev/%s", name);
	return file_has_word(pci_path(l->env, "/proc/swaps").text, node);
}

static int first_entry(void *arg, const char *path, const char *name)
{
	struct pci_name *first = arg;

	(void)path;
	snprintf(first->text, sizeof(first->text), "%s", name);
	return 1;
}

static int block_in_use(const struct looking *l, const char *path, const char *name)
{
	struct pci_name holder = { "" };
	char holders[PCI_PATH_BYTES + 16];

	snprintf(holders, sizeof(holders), "%s/holders", path);
	if (pci_each(holders, first_entry, &holder))
		return busy(l, "%s stands on its disk %s; take that apart first", holder.text,
			    name);
	if (is_mounted(l, path, name))
		return busy(l, "a file system is mounted from %s; unmount it first", name);
	if (is_swap(l, name))
		return busy(l, "the machine swaps to %s; swapoff it first", name);
	return 0;
}

static int look_at_partition(void *arg, const char *path, const char *name)
{
	const struct looking *l = arg;
	char file[PCI_PATH_BYTES + 16];

	snprintf(file, sizeof(file), "%s/partition", path);
	return pci_exists(file) ? block_in_use(l, path, name) : 0;
}

static int look_at_disk(void *arg, const char *path, const char *name)
{
	struct pci_path head;
	int controller, instance, space;

	/* A path of a multipath NVMe name space is hidden; the disk is its head. */
	if (sscanf(name, "nvme%dc%dn%d", &instance, &controller, &space) == 3) {
		struct looking *l = arg;
		char head_name[48];

		snprintf(head_name, sizeof(head_name), "nvme%dn%d", instance, space);
		head = pci_path(l->env, "/sys/block/%s", head_name);
		return look_at_disk(arg, head.text, head_name);
	}
	return block_in_use(arg, path, name) ?: pci_each(path, look_at_partition, arg);
}

/* --- network interfaces -------------------------------------------------------------------- */

static bool has_address(const char *interface)
{
	struct ifaddrs *all = NULL, *one;
	bool found = false;

	if (getifaddrs(&all))
		return true;
	for (one = all; one && !found; one = one->ifa_next)
		found = one->ifa_addr && !strcmp(one->ifa_name, interface) &&
			(one->ifa_addr->sa_family == AF_INET ||
			 one->ifa_addr->sa_family == AF_INET6);
	freeifaddrs(all);
	return found;
}

static int look_at_interface(void *arg, const char *path, const char *name)
{
	const struct looking *l = arg;
	char file[PCI_PATH_BYTES + 8];

	snprintf(file, sizeof(file), "%s/flags", path);
	if (slurp_number(file, IFF_UP) & IFF_UP)
		return busy(l, "network interface %s is up; ip link set %s down", name, name);
	snprintf(file, sizeof(file), "%s/master", path);
	if (pci_exists(file))
		return busy(l, "network interface %s is in a bridge or bond; take it out", name);
	if (has_address(name))
		return busy(l, "network interface %s has an address; ip addr flush %s", name, name);
	return 0;
}

/* --- the device and its group -------------------------------------------------------------- */

/* Everything below the device's own directory that is a disk or a network interface. */
static int look_below(void *arg, const char *path, const char *name)
{
	struct stat st;

	if (lstat(path, &st) || !S_ISDIR(st.st_mode))
		return 0;
	if (!strcmp(name, "block"))
		return pci_each(path, look_at_disk, arg);
	if (!strcmp(name, "net"))
		return pci_each(path, look_at_interface, arg);
	return pci_each(path, look_below, arg);
}

static bool is_harmless(const char *driver)
{
	return !*driver || !strcmp(driver, "vfio-pci") || !strcmp(driver, "pci-stub");
}

/* Storage and network: what stands on them can be seen. */
static bool users_can_be_seen(const struct looking *l)
{
	long long class = slurp_number(pci_file(l->env, l->bdf, "class").text, -1) >> 16;

	return class == 0x01 || class == 0x02;
}

static int look_at_sibling(void *arg, const char *path, const char *name)
{
	const struct looking *l = arg;
	struct pci_name driver = pci_driver(l->env, name);

	(void)path;
	/* It does no DMA of its own: drivers/pci/pcie/portdrv.c:pcie_portdriver */
	if (!strcmp(name, l->bdf) || is_harmless(driver.text) || !strcmp(driver.text, "pcieport"))
		return 0;
	return why_set(l->why, -EBUSY,
		       "PCI device %s cannot be taken alone: %s is in the same IOMMU group and "
		       "bound to %s; unbind it first, if nobody needs it",
		       l->bdf, name, driver.text);
}

static int look_at_group(const struct looking *l, int group)
{
	struct pci_path node = pci_path(l->env, "/dev/vfio/%d", group);
	int fd = open(node.text, O_RDWR | O_CLOEXEC);

	if (fd < 0 && errno == EBUSY)
		return busy(l, "a program has %s open; end it first", node.text);
	if (fd >= 0)
		close(fd);
	return pci_each(pci_path(l->env, "/sys/kernel/iommu_groups/%d/devices", group).text,
			look_at_sibling, (void *)l);
}

int pci_device_in_use(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct looking l = { .env = env, .bdf = bdf, .why = why };
	struct pci_name driver = pci_driver(env, bdf);
	int group = pci_device_group(env, bdf, why);
	int ret;

	if (group < 0)
		return group;
	if (slurp_number(pci_file(env, bdf, "class").text, 0) >> 16 == 0x06)
		return busy(&l, "it is a bridge; name a device behind it");
	/* The entries of a directory behind a link: name it with the slash that follows it. */
	ret = pci_each(pci_file(env, bdf, ".").text, look_below, &l);
	if (ret)
		return ret;
	if (!is_harmless(driver.text) && !users_can_be_seen(&l))
		return busy(&l,
			    "it is bound to %s, whose users cannot be seen; unbind it yourself "
			    "if nobody needs it",
			    driver.text);
	return look_at_group(&l, group);
}
