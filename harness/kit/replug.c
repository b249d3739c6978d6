// SPDX-License-Identifier: GPL-2.0-only
#include "replug.h"

#include <dirent.h>

#include "../../lib/pci_device.h"

#define GONE_MS 2000
#define POLL_MS 10

bool replug_possible(struct test *t)
{
	return sibling_find(t);
}

static void write_to(struct test *t, const char *file, const char *text)
{
	int ret = spit(file, text);

	if (ret)
		t_error(t, "%s: %s", file, strerror(-ret));
}

void replug_list(struct test *t, struct replug *r)
{
	struct dirent *entry;
	char path[80];
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/kernel/iommu_groups/%d/devices", t_targets(t)->group);
	dir = opendir(path);
	if (!dir)
		t_error(t, "%s: %s", path, strerror(errno));
	r->nr = 0;
	while ((entry = readdir(dir)) != NULL)
		if (*entry->d_name != '.' && r->nr < REPLUG_MAX)
			snprintf(r->bdf[r->nr++], sizeof(r->bdf[0]), "%.15s", entry->d_name);
	closedir(dir);
}

void replug_out(struct test *t, const struct replug *r)
{
	char file[80];

	for (unsigned int i = 0; i < r->nr; i++) {
		snprintf(file, sizeof(file), "/sys/bus/pci/devices/%s/remove", r->bdf[i]);
		write_to(t, file, "1");
	}
}

bool replug_group_gone(int group)
{
	char path[80];

	snprintf(path, sizeof(path), "/sys/kernel/iommu_groups/%d", group);
	for (int waited_ms = 0; waited_ms < GONE_MS; waited_ms += POLL_MS) {
		if (access(path, F_OK))
			return true;
		usleep(POLL_MS * 1000);
	}
	return false;
}

int replug_in(struct test *t, const struct replug *r)
{
	const struct pci_env env = {};
	int group = -1;
	struct why why;

	write_to(t, "/sys/bus/pci/rescan", "1");
	for (unsigned int i = 0; i < r->nr; i++) {
		int its_group = pci_device_group(&env, r->bdf[i], &why);

		if (its_group < 0)
			t_error(t, "%s is not back: %s", r->bdf[i], why.text);
		if (i && its_group != group)
			t_error(t, "%s is back in group %d, the one before it in group %d",
				r->bdf[i], its_group, group);
		group = its_group;
	}
	return group;
}

void replug_back(struct test *t, const struct replug *r)
{
	int group = replug_in(t, r);

	if (group != t_targets(t)->group)
		t_error(t, "%s is back in group %d, not %d", r->bdf[0], group, t_targets(t)->group);
}

void replug_bind(struct test *t)
{
	char file[80];

	snprintf(file, sizeof(file), "/sys/bus/pci/devices/%s/driver_override", t_targets(t)->bdf);
	write_to(t, file, "vfio-pci");
	write_to(t, "/sys/bus/pci/drivers_probe", t_targets(t)->bdf);
}
