// SPDX-License-Identifier: GPL-2.0-only
#include "sleep.h"

#define ASLEEP_MS 2000
#define POLL_MS	  10

#define NO_IDLE_D3 "/sys/module/vfio_pci/parameters/disable_idle_d3"

static void status_path(struct test *t, char *path, size_t bytes)
{
	snprintf(path, bytes, "/sys/bus/pci/devices/%s/power/runtime_status", t_targets(t)->bdf);
}

static bool reads(const char *path, const char *want)
{
	char *text = slurp(path);
	bool same = text && !strcmp(text, want);

	free(text);
	return same;
}

bool sleep_possible(struct test *t)
{
	char path[80];

	status_path(t, path, sizeof(path));
	if (!vfio_release_from(5, 19))
		t_skip(t,
		       "the kernel does not count who needs the device awake; since 5.19 it does");
	else if (!reads(NO_IDLE_D3, "N\n"))
		t_skip(t, "no device of VFIO sleeps; vfio-pci.disable_idle_d3=0 lets them");
	else if (access(path, R_OK) || reads(path, "unsupported\n"))
		t_skip(t, "no device sleeps here while the machine runs; CONFIG_PM=y has that");
	else
		return true;
	return false;
}

bool sleep_is_asleep(struct test *t)
{
	char path[80];

	status_path(t, path, sizeof(path));
	return reads(path, "suspended\n");
}

bool sleep_falls_asleep(struct test *t)
{
	for (int waited_ms = 0; waited_ms < ASLEEP_MS; waited_ms += POLL_MS) {
		if (sleep_is_asleep(t))
			return true;
		usleep(POLL_MS * 1000);
	}
	return false;
}
