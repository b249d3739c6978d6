// SPDX-License-Identifier: GPL-2.0-only
/* Small things to read in /sys. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

struct pci_path pci_path(const struct pci_env *env, const char *format, ...)
{
	struct pci_path path;
	int used = snprintf(path.text, sizeof(path.text), "%s", env->root ? env->root : "");
	va_list args;

	va_start(args, format);
	vsnprintf(path.text + used, sizeof(path.text) - used, format, args);
	va_end(args);
	return path;
}

struct pci_path pci_file(const struct pci_env *env, const char *bdf, const char *file)
{
	return pci_path(env, "/sys/bus/pci/devices/%s%s%s", bdf, *file ? "/" : "", file);
}

bool pci_exists(const char *path)
{
	return !access(path, F_OK);
}

/* The last part of where the link at @path points to; "" if there is none. */
static struct pci_name link_name(const char *path)
{
	char target[PCI_PATH_BYTES] = "";
	struct pci_name name;
	const char *slash;

	if (readlink(path, target, sizeof(target) - 1) < 0)
		target[0] = '\0';
	slash = strrchr(target, '/');
	snprintf(name.text, sizeof(name.text), "%.*s", NAME_MAX, slash ? slash + 1 : target);
	return name;
}

struct pci_name pci_driver(const struct pci_env *env, const char *bdf)
{
	return link_name(pci_file(env, bdf, "driver").text);
}

int pci_each(const char *path, int (*each)(void *arg, const char *path, const char *name),
	     void *arg)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int ret = 0;

	while (dir && !ret && (entry = readdir(dir))) {
		char child[PCI_PATH_BYTES];

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (snprintf(child, sizeof(child), "%s/%s", path, entry->d_name) < PCI_PATH_BYTES)
			ret = each(arg, child, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return ret;
}

static int take_name(void *arg, const char *path, const char *name)
{
	struct pci_name *first = arg;

	(void)path;
	snprintf(first->text, sizeof(first->text), "%s", name);
	return 1;
}

bool pci_first(const char *path, struct pci_name *first)
{
	*first->text = '\0';
	return pci_each(path, take_name, first);
}

int pci_device_ids(const struct pci_env *env, const char *bdf, uint16_t *vendor, uint16_t *device)
{
	long long v = slurp_number(pci_file(env, bdf, "vendor").text, -1);
	long long d = slurp_number(pci_file(env, bdf, "device").text, -1);

	if (v < 0 || d < 0)
		return -ENODEV;
	*vendor = v;
	*device = d;
	return 0;
}

int pci_device_group(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct pci_name group = link_name(pci_file(env, bdf, "iommu_group").text);
	int number;

	if (!pci_exists(pci_file(env, bdf, "").text))
		return why_set(why, -ENODEV, "there is no PCI device %s; see /sys/bus/pci/devices",
			       bdf);
	if (sscanf(group.text, "%d", &number) != 1)
		return why_set(why, -ENOENT,
			       "PCI device %s is in no IOMMU group: its host bridge has no IOMMU "
			       "that Linux drives, or the kernel lacks CONFIG_SPAPR_TCE_IOMMU",
			       bdf);
	return number;
}
