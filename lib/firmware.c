// SPDX-License-Identifier: GPL-2.0-only
#include "firmware.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "slurp.h"

#define TRACEFS	 "/sys/kernel/tracing"
#define OURS	 "tcelife " TRACEFS " tracefs " /* in /proc/self/mounts: nobody had mounted it */
#define PROBES	 TRACEFS "/kprobe_events"
#define INSTANCE TRACEFS "/instances/tcelife"
#define EVENTS	 INSTANCE "/events/tcelife"

/* A function's arguments are in r3, r4, ...; a to e are those of struct firmware_call, in order. */
static const char *const probe[FIRMWARE_NR] = {
	[FIRMWARE_TCE_KILL] = "p:tcelife/tce_kill opal_pci_tce_kill "
			      "phb=%gpr3 pe=%gpr5 a=%gpr4 b=%gpr6 c=%gpr7 d=%gpr8",
	[FIRMWARE_MAP_WINDOW] = "p:tcelife/map_window opal_pci_map_pe_dma_window "
				"phb=%gpr3 pe=%gpr4 a=%gpr5 b=%gpr6 c=%gpr7 d=%gpr8 e=%gpr9",
	[FIRMWARE_MAP_BYPASS] = "p:tcelife/map_bypass opal_pci_map_pe_dma_window_real "
				"phb=%gpr3 pe=%gpr4 a=%gpr5 b=%gpr5 c=%gpr6 d=%gpr7",
};

static bool is_phb3(void)
{
	char *text = slurp("/proc/cpuinfo");
	bool found = text && strstr(text, "POWER8");

	free(text);
	return found;
}

static void probes_remove(void)
{
	spit(PROBES, "-:tcelife/tce_kill");
	spit(PROBES, "-:tcelife/map_window");
	spit(PROBES, "-:tcelife/map_bypass");
}

static int probes_make(void)
{
	int ret = 0;

	probes_remove(); /* of somebody who was killed */
	for (unsigned int i = 0; i < FIRMWARE_NR && !ret; i++)
		ret = spit(PROBES, probe[i]);
	return ret ? -ENOENT : 0;
}

static int only_this_thread(void)
{
	char text[32];

	snprintf(text, sizeof(text), "common_pid == %ld", syscall(SYS_gettid));
	return spit(EVENTS "/filter", text);
}

int firmware_listen_try(void)
{
	int ret;

	if (is_phb3())
		return -EOPNOTSUPP;
	if (access(PROBES, W_OK) && mount("tcelife", TRACEFS, "tracefs", 0, NULL))
		return -ENOENT;
	spit(EVENTS "/enable", "0"); /* of somebody who was killed */
	rmdir(INSTANCE);
	ret = access(PROBES, W_OK) ? -ENOENT : probes_make();
	if (!ret && mkdir(INSTANCE, 0700))
		ret = -errno;
	if (!ret)
		ret = only_this_thread();
	if (!ret)
		ret = spit(EVENTS "/enable", "1");
	if (ret)
		firmware_stop();
	return ret;
}

bool firmware_mounted(void)
{
	char *text = slurp("/proc/self/mounts");
	bool ours = text && strstr(text, OURS);

	free(text);
	return ours;
}

void firmware_stop(void)
{
	spit(EVENTS "/enable", "0");
	rmdir(INSTANCE);
	probes_remove();
	if (firmware_mounted())
		umount(TRACEFS);
}

static void clear(void)
{
	int fd = open(INSTANCE "/trace", O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
}

void firmware_heard(struct firmware_calls *calls)
{
	char *text = slurp(INSTANCE "/trace");

	firmware_parse(calls, text ?: "");
	free(text);
	clear();
}
