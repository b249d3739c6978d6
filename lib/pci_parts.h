/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files behind pci_device.h share; not for others. */
#ifndef TCELIFE_PCI_PARTS_H
#define TCELIFE_PCI_PARTS_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#include "pci_device.h"

#define PCI_PATH_BYTES 512 /* names in sysfs are much shorter */

struct pci_path {
	char text[PCI_PATH_BYTES];
};

/* A path below env's root. */
__attribute__((format(printf, 2, 3))) struct pci_path pci_path(const struct pci_env *env,
							       const char *format, ...);

/* "/sys/bus/pci/devices/<bdf>/<file>" below env's root. */
struct pci_path pci_file(const struct pci_env *env, const char *bdf, const char *file);

/* True if something is there; links are followed. */
bool pci_exists(const char *path);

struct pci_name {
	char text[NAME_MAX + 1];
};

/* The name of its driver, "" if it has none. */
struct pci_name pci_driver(const struct pci_env *env, const char *bdf);

/*
 * Call @each for the entries of a directory but . and ..; an answer that is not 0 ends it, and is
 * the answer. 0 also if there is no such directory.
 */
int pci_each(const char *path, int (*each)(void *arg, const char *path, const char *name),
	     void *arg);

/* The first entry that pci_each() would find; false and "" if there is none. */
bool pci_first(const char *path, struct pci_name *first);

/* Who looks whether a device is in use. */
struct pci_looking {
	const struct pci_env *env;
	const char *bdf;
	struct why *why;
	unsigned int nr_disks, nr_interfaces; /* found below the device so far */
};

/* -EBUSY, and why: who uses it, and what to do. */
__attribute__((format(printf, 2, 3))) int pci_busy(const struct pci_looking *l, const char *format,
						   ...);

/* 0, or as pci_busy() if a program has VFIO @group, the device's, open. */
int pci_look_at_vfio_group(const struct pci_looking *l, int group);

/* The node in /dev of what sysfs calls @name. */
struct pci_path pci_node(const struct pci_env *env, const char *name);

/* The file that says the number of the node whose folder in sysfs is @path. */
struct pci_path pci_number_file(const char *path);

/*
 * -EBUSY when a process has the node open, by whatever name, whose folder in sysfs is @path; also
 * when that cannot be seen. @type is S_IFBLK or S_IFCHR.
 */
int pci_look_who_has_open(const struct pci_looking *l, const char *path, const char *name,
			  mode_t type);

/*
 * For pci_each(), given a struct pci_looking and the folder of a disk in sysfs: 0, or as
 * pci_busy() if it is in use.
 */
int pci_look_at_disk(void *arg, const char *path, const char *name);

#endif
