// SPDX-License-Identifier: GPL-2.0-only
#include "sibling.h"

#include <dirent.h>

#include "../../lib/pci_device.h"

#define TESTDEV_VENDOR 0x1b36
#define TESTDEV_DEVICE 0x0005

static bool is_testdev(const char *bdf)
{
	const struct pci_env env = {};
	uint16_t vendor, device;

	return !pci_device_ids(&env, bdf, &vendor, &device) && vendor == TESTDEV_VENDOR &&
	       device == TESTDEV_DEVICE;
}

const char *sibling_find(struct test *t)
{
	static char bdf[16];
	char path[80];
	struct dirent *entry;
	bool found = false;
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/iommu_group/devices",
		 t_targets(t)->bdf);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir)) != NULL) {
		snprintf(bdf, sizeof(bdf), "%.15s", entry->d_name);
		found = is_testdev(bdf);
	}
	if (dir)
		closedir(dir);
	if (!found)
		t_skip(t,
		       "no device of the first one's group is QEMU's pci-testdev: the lab has one");
	return found ? bdf : NULL;
}

int sibling_group(const char *bdf)
{
	const struct pci_env env = {};
	struct why why;

	return pci_device_group(&env, bdf, &why);
}

void sibling_take(struct test *t, const char *bdf)
{
	const struct pci_env env = {};
	struct why why;
	int group = pci_device_take(&env, bdf, &why);

	if (group != t_targets(t)->group)
		t_error(t, "%s cannot be bound to vfio-pci: %s", bdf, group < 0 ? why.text : "?");
}

void sibling_give_back(struct test *t, const char *bdf)
{
	const struct pci_env env = {};
	struct why why;

	if (pci_device_give_back(&env, bdf, &why))
		t_error(t, "%s cannot be given back: %s", bdf, why.text);
}
