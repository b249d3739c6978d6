/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Taking a PCI device for VFIO, and giving it back. The machine belongs to its
 * owner: a device in use is refused, and what was taken is written down before
 * anything is touched, so that a later run can give back what a killed one took.
 *
 * @bdf is a PCI address as the kernel writes it: names_parse_pci().
 */
#ifndef TCELIFE_PCI_DEVICE_H
#define TCELIFE_PCI_DEVICE_H

#include <stdint.h>

#include "names.h"
#include "why.h"

#define PCI_STATE_DIR "/run/tcelife/devices"

/* Zero means the default. */
struct pci_env {
	const char *root;      /* "": stands before /sys, /proc, /dev, for a made-up machine */
	const char *state_dir; /* PCI_STATE_DIR; one file per device taken */
	void (*log)(void *arg, const char *line); /* nobody: hears each write as a command */
	void *log_arg;
	/* open(2): for the nodes of disks, which a made-up machine cannot have */
	int (*open_node)(const char *path, int flags);
	/* what the user has named: functions of one IOMMU group are not in each other's way */
	const char (*named)[NAMES_PCI_BYTES];
	unsigned int nr_named;
};

/* The ids of a PCI device. 0, or -ENODEV. */
int pci_device_ids(const struct pci_env *env, const char *bdf, uint16_t *vendor, uint16_t *device);

/* The number of its IOMMU group; -ENODEV: no such device; -ENOENT: it is in none. */
int pci_device_group(const struct pci_env *env, const char *bdf, struct why *why);

/*
 * Is somebody using it? 0 if not. Else -EBUSY and @why says who: a file system, swap
 * or another layer on its disk; a program that has the disk open; a network interface
 * that is up, has an address or belongs to a bridge or bond; a program that has its VFIO
 * group open; a driver whose users cannot be seen; a device of the same IOMMU group with
 * a driver of its own that is not named, too (vfio-pci is one, if any is named). -ENODEV,
 * -ENOENT as above.
 */
int pci_device_in_use(const struct pci_env *env, const char *bdf, struct why *why);

/*
 * Bind the device to vfio-pci. The number of its IOMMU group (then
 * /dev/vfio/<n> opens), or -errno and @why: what was wrong, which value, what to
 * do. Former driver and driver_override are in state_dir before the first change;
 * those of an earlier run that could not put them back are kept. A device bound to
 * vfio-pci before stays as it is.
 */
int pci_device_take(const struct pci_env *env, const char *bdf, struct why *why);

/*
 * Take all that is named, or nothing: while one is in use, none is touched. The first of each IOMMU
 * group is bound to vfio-pci, the others have no driver then. @group gets the number of each one's
 * IOMMU group. 0, or -errno and @why as pci_device_take().
 */
int pci_devices_take(const struct pci_env *env, int *group, struct why *why);

/*
 * Bind a device that was taken to vfio-pci again, should it be without a driver: a program that
 * took the driver away was killed before it could give it back. 0, also if it was bound; -errno
 * and @why.
 */
int pci_device_keep(const struct pci_env *env, const char *bdf, struct why *why);

/*
 * Put everything back as the state file says, and remove it; a driver that somebody has bound it to
 * meanwhile stays. 0; -ENOENT: not taken; -errno.
 */
int pci_device_give_back(const struct pci_env *env, const char *bdf, struct why *why);

/*
 * Do so for every device in state_dir, but for those of other processes that still
 * live. How many, or -errno of the first that failed (the rest is still done); -EBUSY
 * for one of a process that is gone whose VFIO group a program has open.
 */
int pci_devices_give_back_all(const struct pci_env *env, struct why *why);

#endif
