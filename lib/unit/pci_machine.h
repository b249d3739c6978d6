/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A made-up machine for the tests of lib/pci_device: a folder. Its kernel is
 * kernel_hears(), which does what a write of ours would make the real one do.
 * Included by the one file that uses it.
 */
#ifndef TCELIFE_UNIT_PCI_MACHINE_H
#define TCELIFE_UNIT_PCI_MACHINE_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../pci_device.h"
#include "unit.h"

#define DISK  "0001:00:00.0" /* sda, sda1; in group 3 with: */
#define NIC   "0001:00:00.1" /* an interface; no driver */
#define LONER "0002:00:00.0" /* in no group */

#define SYS_DEVICES "/sys/bus/pci/devices/"
#define DRIVERS	    "/sys/bus/pci/drivers/"

static char root[32], state_dir[64], heard[2048];
static const char *vfio_refuses; /* a device */
static struct why why;

/* --- the folder ---------------------------------------------------------------------------- */

struct place {
	char text[256];
};

__attribute__((format(printf, 1, 2))) static struct place at(const char *format, ...)
{
	struct place place;
	int used = snprintf(place.text, sizeof(place.text), "%s", root);
	va_list args;

	va_start(args, format);
	vsnprintf(place.text + used, sizeof(place.text) - used, format, args);
	va_end(args);
	return place;
}

static void make_parents(struct place place)
{
	for (char *slash = strchr(place.text + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		CHECK(!mkdir(place.text, 0755) || errno == EEXIST);
		*slash = '/';
	}
}

static void put(struct place place, const char *text)
{
	FILE *file;

	make_parents(place);
	file = fopen(place.text, "we");
	CHECK(file && fputs(text, file) >= 0);
	if (file)
		fclose(file);
}

static void link_to(struct place target, struct place place)
{
	make_parents(place);
	unlink(place.text);
	CHECK(!symlink(target.text, place.text));
}

static bool is_there(struct place place)
{
	return !access(place.text, F_OK);
}

static struct place state_of(const char *bdf)
{
	return at("/run/tcelife/%s", bdf);
}

/* --- the machine --------------------------------------------------------------------------- */

static void bind_driver(const char *bdf, const char *driver)
{
	link_to(at(DRIVERS "%s", driver), at(SYS_DEVICES "%s/driver", bdf));
}

static void add_driver(const char *driver)
{
	put(at(DRIVERS "%s/bind", driver), "");
	put(at(DRIVERS "%s/unbind", driver), "");
}

/* Entries of the bus are links; the directory is elsewhere. */
static void add_device(const char *bdf, const char *class)
{
	put(at("/sys/devices/%s/class", bdf), class);
	put(at("/sys/devices/%s/vendor", bdf), "0x1b36\n");
	put(at("/sys/devices/%s/device", bdf), "0x0010\n");
	put(at("/sys/devices/%s/driver_override", bdf), "(null)\n");
	link_to(at("/sys/devices/%s", bdf), at(SYS_DEVICES "%s", bdf));
}

static void add_to_group(const char *bdf, int group)
{
	struct place member = at("/sys/kernel/iommu_groups/%d/devices/%s", group, bdf);

	link_to(at(SYS_DEVICES "%s", bdf), member);
	link_to(at("/sys/kernel/iommu_groups/%d", group), at(SYS_DEVICES "%s/iommu_group", bdf));
}

static void add_disk(const char *name)
{
	put(at("/dev/%s", name), "");
}

/* Of a claimed disk only who claims it, too, learns that it is. */
static int made_up_open(const char *path, int flags)
{
	size_t bytes;
	char *owner = access(path, F_OK) ? NULL : unit_read(path, &bytes);
	bool claimed = owner && *owner;

	free(owner);
	CHECK(flags & O_NONBLOCK);
	if (claimed && (flags & O_EXCL)) {
		errno = EBUSY;
		return -1;
	}
	return open(path, flags);
}

static void machine_on(void)
{
	strcpy(root, "/tmp/tcelife-unit-XXXXXX");
	CHECK(mkdtemp(root));
	chmod(root, 0755);
	snprintf(state_dir, sizeof(state_dir), "%s/run/tcelife", root);
	*heard = *why.text = '\0';
	vfio_refuses = "";
	add_driver("nvme");
	add_driver("vfio-pci");
	put(at("/sys/bus/pci/drivers_probe"), "");
	put(at("/proc/self/mountinfo"), "22 1 8:64 / / rw - ext4 /dev/sde rw\n");
	put(at("/proc/swaps"), "Filename Type\n/dev/sdf partition\n");
	add_device(DISK, "0x010802\n");
	add_to_group(DISK, 3);
	bind_driver(DISK, "nvme");
	put(at("/sys/devices/" DISK "/host0/block/sda/dev"), "8:0\n");
	put(at("/sys/devices/" DISK "/host0/block/sda/sda1/dev"), "8:1\n");
	put(at("/sys/devices/" DISK "/host0/block/sda/sda1/partition"), "1\n");
	add_disk("sda");
	add_disk("sda1");
	add_device(NIC, "0x020000\n");
	add_to_group(NIC, 3);
	put(at("/sys/devices/" NIC "/net/tcelife-unit0/flags"), "0x1002\n");
	add_device(LONER, "0x010802\n");
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static void machine_off(void)
{
	CHECK(!nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS));
}

/* "echo TEXT > ROOT/sys/bus/pci/devices/BDF/FILE", or a file of the bus or a driver; BDF in TEXT */
static void kernel_does(const char *text, const char *path)
{
	const char *slash = strrchr(path, '/');
	char bdf[16] = "", driver[32] = "";

	sscanf(path, SYS_DEVICES "%12s", bdf);
	sscanf(path, DRIVERS "%31[^/]", driver);
	if (!strcmp(slash, "/driver_override"))
		put(at("%s", path), *text ? text : "(null)\n");
	else if (!strcmp(slash, "/unbind"))
		CHECK(!unlink(at(SYS_DEVICES "%s/driver", bdf).text));
	else if (!strcmp(slash, "/drivers_probe") && strcmp(text, vfio_refuses))
		bind_driver(text, "vfio-pci");
	else if (!strcmp(slash, "/bind"))
		bind_driver(text, driver);
}

static void kernel_hears(void *arg, const char *line)
{
	const char *path = strstr(line, " > ") + 3 + strlen(root);
	int text_bytes = path - line - strlen(root) - strlen("echo  > ");
	size_t used = strlen(heard);
	char text[64], bdf[16];

	(void)arg;
	snprintf(text, sizeof(text), "%.*s", text_bytes, line + strlen("echo "));
	/* Whatever is written, what was before is on record. */
	if (sscanf(path, SYS_DEVICES "%12s", bdf) != 1)
		snprintf(bdf, sizeof(bdf), "%.12s", text);
	CHECK(is_there(state_of(bdf)));
	snprintf(heard + used, sizeof(heard) - used, "%s > %s\n", text, path);
	if (!strchr(line, '#'))
		kernel_does(text, path);
}

static const struct pci_env env = {
	.root = root,
	.state_dir = state_dir,
	.log = kernel_hears,
	.open_node = made_up_open,
};

#endif
