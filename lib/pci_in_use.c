// SPDX-License-Identifier: GPL-2.0-only
/* Is somebody using a PCI device? When in doubt, yes. */
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

int pci_busy(const struct pci_looking *l, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return why_set(l->why, -EBUSY, "PCI device %s is in use: %s", l->bdf, text);
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
	struct pci_looking *l = arg;
	char file[PCI_PATH_BYTES + 8];

	l->nr_interfaces++;
	snprintf(file, sizeof(file), "%s/flags", path);
	if (slurp_number(file, IFF_UP) & IFF_UP)
		return pci_busy(l, "network interface %s is up; ip link set %s down", name, name);
	snprintf(file, sizeof(file), "%s/master", path);
	if (pci_exists(file))
		return pci_busy(l, "network interface %s is in a bridge or bond; take it out",
				name);
	if (has_address(name))
		return pci_busy(l, "network interface %s has an address; ip addr flush %s", name,
				name);
	return 0;
}

/* --- the device and its group -------------------------------------------------------------- */

/* What stands on the device without a sign of who uses that. */
static int look_for_unseen(const struct pci_looking *l, const char *path, const char *name)
{
	struct pci_name first;

	if (!strcmp(name, "infiniband") && pci_first(path, &first))
		return pci_busy(l,
				"its RDMA device %s may have users, who cannot be seen; unbind the "
				"device yourself if nobody needs it",
				first.text);
	if (!strcmp(name, "scsi_tape") && pci_first(path, &first))
		return pci_busy(l,
				"its tape drive %s may have users, who cannot be seen; unbind the "
				"device yourself if nobody needs it",
				first.text);
	return 0;
}

/* Not only disks are opened: an NVMe controller, a SCSI generic device, the clock of a card. */
static int look_at_node(const struct pci_looking *l, const char *path, const char *name)
{
	if (!pci_exists(pci_number_file(path).text))
		return 0;
	return pci_look_who_has_open(l, path, name, S_IFCHR);
}

/* Everything below the device's own directory that is a disk, an interface or the like. */
static int look_below(void *arg, const char *path, const char *name)
{
	struct stat st;
	int ret;

	if (lstat(path, &st) || !S_ISDIR(st.st_mode))
		return 0;
	if (!strcmp(name, "block"))
		return pci_each(path, pci_look_at_disk, arg);
	if (!strcmp(name, "net"))
		return pci_each(path, look_at_interface, arg);
	ret = look_for_unseen(arg, path, name) ?: look_at_node(arg, path, name);
	return ret ?: pci_each(path, look_below, arg);
}

/* Virtual functions go with the one that made them, whoever has them. */
static int look_at_functions(const struct pci_looking *l)
{
	struct pci_path file = pci_file(l->env, l->bdf, "sriov_numvfs");
	long long nr = slurp_number(file.text, 0);

	if (nr > 0)
		return pci_busy(l,
				"it has %lld virtual functions; echo 0 > %s, if nobody needs them",
				nr, file.text);
	return 0;
}

static bool is_harmless(const char *driver)
{
	return !*driver || !strcmp(driver, "vfio-pci") || !strcmp(driver, "pci-stub");
}

/*
 * What stands on storage and on a network card can be seen, unless none of it is there. An
 * interface may be in the network namespace of a container.
 */
static int look_at_driver(const struct pci_looking *l, const char *driver)
{
	long long class = slurp_number(pci_file(l->env, l->bdf, "class").text, -1) >> 16;
	const char *unseen = class == 0x01 ? ": there is no disk of it" :
			     class == 0x02 ? ": it has no interface in this network namespace" :
					     "";

	if (is_harmless(driver) || (class == 0x01 && l->nr_disks) ||
	    (class == 0x02 && l->nr_interfaces))
		return 0;
	return pci_busy(l,
			"it is bound to %s, whose users cannot be seen%s; unbind it yourself if "
			"nobody needs it",
			driver, unseen);
}

static bool is_named(const struct pci_env *env, const char *bdf)
{
	for (unsigned int i = 0; i < env->nr_named; i++)
		if (!strcmp(env->named[i], bdf))
			return true;
	return false;
}

static int look_at_sibling(void *arg, const char *path, const char *name)
{
	const struct pci_looking *l = arg;
	struct pci_name driver = pci_driver(l->env, name);

	(void)path;
	/* Whether that is in use is looked at for itself. */
	if (!strcmp(name, l->bdf) || is_named(l->env, name))
		return 0;
	/* It does no DMA of its own: drivers/pci/pcie/portdrv.c:pcie_portdriver */
	if (!strcmp(driver.text, "pcieport"))
		return 0;
	/* One with vfio-pci keeps VFIO's group, and is taken aside when it is named. */
	if (is_harmless(driver.text) && !(l->env->nr_named && !strcmp(driver.text, "vfio-pci")))
		return 0;
	return why_set(l->why, -EBUSY,
		       "PCI device %s cannot be taken alone: %s is in the same IOMMU group and "
		       "bound to %s; name it, too, if nobody needs it (DEVICE='%s %s ...')",
		       l->bdf, name, driver.text, l->bdf, name);
}

int pci_look_at_vfio_group(const struct pci_looking *l, int group)
{
	struct pci_path node = pci_path(l->env, "/dev/vfio/%d", group);
	int fd = open(node.text, O_RDWR | O_CLOEXEC);

	if (fd < 0 && errno == EBUSY)
		return pci_busy(l, "a program has %s open; end it first", node.text);
	if (fd >= 0)
		close(fd);
	return 0;
}

static int look_at_group(const struct pci_looking *l, int group)
{
	int ret = pci_look_at_vfio_group(l, group);

	return ret   ?:
		       pci_each(pci_path(l->env, "/sys/kernel/iommu_groups/%d/devices", group).text,
				look_at_sibling, (void *)l);
}

int pci_device_in_use(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct pci_looking l = { .env = env, .bdf = bdf, .why = why };
	struct pci_name driver = pci_driver(env, bdf);
	int group = pci_device_group(env, bdf, why);
	int ret;

	if (group < 0)
		return group;
	if (slurp_number(pci_file(env, bdf, "class").text, 0) >> 16 == 0x06)
		return pci_busy(&l, "it is a bridge; name a device behind it");
	ret = look_at_functions(&l);
	/* The entries of a directory behind a link: name it with the slash that follows it. */
	ret = ret ?: pci_each(pci_file(env, bdf, ".").text, look_below, &l);
	ret = ret ?: look_at_driver(&l, driver.text);
	return ret ?: look_at_group(&l, group);
}
