// SPDX-License-Identifier: GPL-2.0-only
#include "eeh.h"

#define IDS_OFFSET_BYTES   0u
#define CLASS_OFFSET_BYTES 8u

bool eeh_possible(struct test *t)
{
	int fd = vfio_container_open();
	bool possible = vfio_check_extension_try(fd, VFIO_EEH) == 1;

	close(fd);
	if (!possible)
		t_skip(t, "this machine has no EEH: run it on PowerNV, without eeh=off");
	return possible;
}

void eeh_said_to_host(struct test *t, struct eeh_said *said)
{
	char path[80];
	int fd;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/config", t_targets(t)->bdf);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 ||
	    pread(fd, &said->ids, sizeof(said->ids), IDS_OFFSET_BYTES) != sizeof(said->ids) ||
	    pread(fd, &said->class, sizeof(said->class), CLASS_OFFSET_BYTES) != sizeof(said->class))
		t_error(t, "%s: %s", path, strerror(errno));
	close(fd);
}

static uint32_t config_of(const struct rig *rig, unsigned int offset_bytes)
{
	uint32_t raw;
	int ret = vfio_region_read_try(rig->device_fd[0], VFIO_PCI_CONFIG_REGION_INDEX,
				       offset_bytes, &raw, sizeof(raw));

	return ret ? ~0u : raw;
}

void eeh_said_to_user(const struct rig *rig, struct eeh_said *said)
{
	said->ids = config_of(rig, IDS_OFFSET_BYTES);
	said->class = config_of(rig, CLASS_OFFSET_BYTES);
}

bool t_expect_eeh_said(struct test *t, struct eeh_said now, const struct eeh_said *before,
		       const char *to_whom)
{
	return t_expect(t, now.ids == before->ids && now.class == before->class,
			"%s it says 0x%08x and class 0x%08x, said 0x%08x and 0x%08x", to_whom,
			now.ids, now.class, before->ids, before->class);
}

void t_eeh_take_back(struct test *t, const struct rig *rig)
{
	t_expect_errno(t, vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_RESET_DEACTIVATE), 0,
		       "VFIO_EEH_PE_RESET_DEACTIVATE");
	t_expect_errno(t, vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_CONFIGURE), 0,
		       "VFIO_EEH_PE_CONFIGURE");
}
