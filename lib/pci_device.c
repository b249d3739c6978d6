// SPDX-License-Identifier: GPL-2.0-only
/* Taking and giving back; whether it may be taken: pci_in_use.c. */
#include "pci_device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

/* What a device was before; and whose it is now. */
struct pci_state {
	char driver[64], override[64];
	long long pid, start_ticks;
};

static const char *state_dir(const struct pci_env *env)
{
	return env->state_dir ? env->state_dir : PCI_STATE_DIR;
}

static struct pci_path state_file(const struct pci_env *env, const char *bdf)
{
	struct pci_path path;

	snprintf(path.text, sizeof(path.text), "%s/%s", state_dir(env), bdf);
	return path;
}

/* When a process started, since boot: with the number, it tells processes apart. -1: it is gone. */
static long long start_ticks(long long pid)
{
	char path[48];
	char *text, *field;
	long long ticks = -1;

	snprintf(path, sizeof(path), "/proc/%lld/stat", pid);
	text = slurp(path);
	/* Field 22; the name, field 2, may hold anything but ends at the last bracket. */
	field = text ? strrchr(text, ')') : NULL;
	for (int i = 2; field && i < 22; i++) {
		field = strchr(field, ' ');
		field = field ? field + 1 : NULL;
	}
	if (field)
		ticks = strtoll(field, NULL, 10);
	free(text);
	return ticks;
}

/* --- the state file ------------------------------------------------------------------------ */

static int make_dirs(const char *path)
{
	char part[PCI_PATH_BYTES];

	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path);
		if (mkdir(part, 0755) && errno != EEXIST)
			return -errno;
	}
	return mkdir(path, 0755) && errno != EEXIST ? -errno : 0;
}

static int write_new(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	ssize_t bytes = strlen(text), wrote;

	if (fd < 0)
		return -errno;
	wrote = write(fd, text, bytes);
	if (close(fd) || wrote < 0)
		return -errno;
	return wrote == bytes ? 0 : -ENOSPC;
}

/*
 * All of it or nothing is there afterwards, also if we are killed now. Not after a reboot, which
 * gives every device back by itself.
 */
static int state_save(const struct pci_env *env, const char *bdf, const struct pci_state *s)
{
	struct pci_path path = state_file(env, bdf);
	char text[320], temporary[PCI_PATH_BYTES + 8];
	int ret = make_dirs(state_dir(env));

	snprintf(text, sizeof(text), "driver %s\noverride %s\npid %lld\nstart %lld\n",
		 *s->driver ? s->driver : "-", *s->override ? s->override : "-", s->pid,
		 s->start_ticks);
	/* A dot in front: pci_devices_give_back_all() passes it over. */
	snprintf(temporary, sizeof(temporary), "%s/.%s", state_dir(env), bdf);
	ret = ret ? ret : write_new(temporary, text);
	if (!ret && rename(temporary, path.text))
		ret = -errno;
	return ret;
}

static int state_load(const struct pci_env *env, const char *bdf, struct pci_state *s)
{
	char *text = slurp(state_file(env, bdf).text);
	int read = 0;

	if (!text)
		return -ENOENT;
	memset(s, 0, sizeof(*s));
	read = sscanf(text, "driver %63s\noverride %63s\npid %lld\nstart %lld", s->driver,
		      s->override, &s->pid, &s->start_ticks);
	free(text);
	if (!strcmp(s->driver, "-"))
		s->driver[0] = '\0';
	if (!strcmp(s->override, "-"))
		s->override[0] = '\0';
	return read == 4 ? 0 : -EBADMSG;
}

static int state_remove(const struct pci_env *env, const char *bdf)
{
	return unlink(state_file(env, bdf).text) ? -errno : 0;
}

static void state_now(const struct pci_env *env, const char *bdf, struct pci_state *s)
{
	char *override = slurp(pci_file(env, bdf, "driver_override").text);

	*s = (struct pci_state){ .pid = getpid(), .start_ticks = start_ticks(getpid()) };
	snprintf(s->driver, sizeof(s->driver), "%.63s", pci_driver(env, bdf).text);
	if (override && strncmp(override, "(null)", 6))
		snprintf(s->override, sizeof(s->override), "%.*s", (int)strcspn(override, "\n"),
			 override);
	free(override);
}

/*
 * What is to be put back: what the device is now, or, if it has no driver because an earlier run
 * could not give it back, what it was before that.
 */
static void state_before(const struct pci_env *env, const char *bdf, struct pci_state *s)
{
	struct pci_state earlier;

	state_now(env, bdf, s);
	if (*s->driver || state_load(env, bdf, &earlier))
		return;
	memcpy(s->driver, earlier.driver, sizeof(s->driver));
	memcpy(s->override, earlier.override, sizeof(s->override));
}

/* --- sysfs --------------------------------------------------------------------------------- */

static int write_logged(const struct pci_env *env, const char *text, struct pci_path path)
{
	char line[PCI_PATH_BYTES + 128];
	int ret = spit(path.text, *text ? text : "\n");

	snprintf(line, sizeof(line), "echo %s > %s%s%s", text, path.text, ret ? " # failed: " : "",
		 ret ? strerror(-ret) : "");
	if (env->log)
		env->log(env->log_arg, line);
	return ret;
}

static int unbind(const struct pci_env *env, const char *bdf)
{
	if (!*pci_driver(env, bdf).text)
		return 0;
	return write_logged(env, bdf, pci_file(env, bdf, "driver/unbind"));
}

static int set_override(const struct pci_env *env, const char *bdf, const char *driver)
{
	return write_logged(env, driver, pci_file(env, bdf, "driver_override"));
}

static bool is_bound_to(const struct pci_env *env, const char *bdf, const char *driver)
{
	return !strcmp(pci_driver(env, bdf).text, driver);
}

static int bind_vfio(const struct pci_env *env, const char *bdf, struct why *why)
{
	int ret = set_override(env, bdf, "vfio-pci");

	ret = ret ? ret : unbind(env, bdf);
	ret = ret ? ret : write_logged(env, bdf, pci_path(env, "/sys/bus/pci/drivers_probe"));
	if (ret)
		return why_set(why, ret, "PCI device %s cannot be bound to vfio-pci: %s", bdf,
			       strerror(-ret));
	if (!is_bound_to(env, bdf, "vfio-pci"))
		return why_set(why, -EOPNOTSUPP,
			       "vfio-pci did not take PCI device %s: see the kernel log "
			       "(kernels from 5.19 to 6.4 cannot do VFIO on POWER)",
			       bdf);
	return 0;
}

/* --- what others call ---------------------------------------------------------------------- */

static int put_on_record(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct pci_state before;
	int ret;

	state_before(env, bdf, &before);
	ret = state_save(env, bdf, &before);
	if (ret)
		return why_set(why, ret, "what PCI device %s was cannot be written down in %s: %s",
			       bdf, state_dir(env), strerror(-ret));
	return 0;
}

int pci_device_take(const struct pci_env *env, const char *bdf, struct why *why)
{
	int group = pci_device_group(env, bdf, why);
	int ret = group < 0 ? group : pci_device_in_use(env, bdf, why);

	if (ret)
		return ret;
	if (is_bound_to(env, bdf, "vfio-pci"))
		return group;
	if (!pci_exists(pci_path(env, "/sys/bus/pci/drivers/vfio-pci").text))
		return why_set(why, -ENODEV, "there is no driver vfio-pci; modprobe vfio-pci");
	ret = put_on_record(env, bdf, why);
	if (ret)
		return ret;
	ret = bind_vfio(env, bdf, why);
	if (ret) {
		pci_device_give_back(env, bdf, NULL);
		return ret;
	}
	return group;
}

/*
 * Leave it without a driver, and let none but vfio-pci come to it. As long as another device of the
 * group is bound to that, the group would stay when the first one's driver is taken away:
 * drivers/vfio/group.c:vfio_device_remove_group(). The number of the group, or -errno.
 */
static int take_aside(const struct pci_env *env, const char *bdf, struct why *why)
{
	int group = pci_device_group(env, bdf, why);
	int ret = group < 0 ? group : pci_device_in_use(env, bdf, why);

	if (ret)
		return ret;
	if (!*pci_driver(env, bdf).text)
		return group;
	ret = put_on_record(env, bdf, why);
	if (ret)
		return ret;
	ret = set_override(env, bdf, "vfio-pci");
	ret = ret ? ret : unbind(env, bdf);
	if (!ret)
		return group;
	pci_device_give_back(env, bdf, NULL);
	return why_set(why, ret, "the driver of PCI device %s cannot be taken away: %s", bdf,
		       strerror(-ret));
}

static bool is_first_of_its_group(const struct pci_env *env, unsigned int n)
{
	int group = pci_device_group(env, env->named[n], NULL);

	for (unsigned int i = 0; i < n; i++)
		if (pci_device_group(env, env->named[i], NULL) == group)
			return false;
	return true;
}

static int look_at_named(const struct pci_env *env, struct why *why)
{
	int ret = 0;

	for (unsigned int i = 0; i < env->nr_named && !ret; i++)
		ret = pci_device_in_use(env, env->named[i], why);
	return ret;
}

int pci_devices_take(const struct pci_env *env, int *group, struct why *why)
{
	int ret = look_at_named(env, why);
	unsigned int taken = 0;

	while (!ret && taken < env->nr_named) {
		group[taken] = is_first_of_its_group(env, taken) ?
				       pci_device_take(env, env->named[taken], why) :
				       take_aside(env, env->named[taken], why);
		if (group[taken] < 0)
			ret = group[taken];
		else
			taken++;
	}
	while (ret && taken)
		pci_device_give_back(env, env->named[--taken], NULL);
	return ret;
}

int pci_device_keep(const struct pci_env *env, const char *bdf, struct why *why)
{
	int ret;

	if (*pci_driver(env, bdf).text)
		return 0;
	ret = write_logged(env, bdf, pci_path(env, "/sys/bus/pci/drivers/vfio-pci/bind"));
	if (ret)
		return why_set(why, ret,
			       "PCI device %s has lost its driver and cannot be bound to "
			       "vfio-pci again: %s",
			       bdf, strerror(-ret));
	return 0;
}

/* Neither ours nor the one before: somebody has bound it meanwhile, and may use it. */
static bool is_bound_by_others(const struct pci_env *env, const char *bdf,
			       const struct pci_state *before)
{
	return *pci_driver(env, bdf).text && !is_bound_to(env, bdf, "vfio-pci") &&
	       !is_bound_to(env, bdf, before->driver);
}

static int restore(const struct pci_env *env, const char *bdf, const struct pci_state *before)
{
	int ret = 0;

	if (is_bound_by_others(env, bdf, before))
		return 0;
	if (!is_bound_to(env, bdf, before->driver))
		ret = unbind(env, bdf);
	ret = ret ? ret : set_override(env, bdf, before->override);
	if (ret || !*before->driver || is_bound_to(env, bdf, before->driver))
		return ret;
	return write_logged(env, bdf,
			    pci_path(env, "/sys/bus/pci/drivers/%s/bind", before->driver));
}

int pci_device_give_back(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct pci_state before;
	int ret = state_load(env, bdf, &before);

	if (ret == -ENOENT)
		return why_set(why, ret, "PCI device %s was not taken (no %s)", bdf,
			       state_file(env, bdf).text);
	if (ret)
		return why_set(why, ret,
			       "%s cannot be read; bind PCI device %s by hand, then "
			       "remove that file",
			       state_file(env, bdf).text, bdf);
	/* A device that has gone away meanwhile has nothing to be put back. */
	if (pci_exists(pci_file(env, bdf, "").text))
		ret = restore(env, bdf, &before);
	if (ret)
		return why_set(why, ret, "PCI device %s cannot be given back to driver '%s': %s",
			       bdf, before.driver, strerror(-ret));
	return state_remove(env, bdf);
}

struct giving {
	const struct pci_env *env;
	struct why *why;
	int nr, failed;
};

static bool is_somebody_elses(const struct pci_state *s)
{
	return s->pid != getpid() && start_ticks(s->pid) == s->start_ticks;
}

/* Of a run that is gone: it may be in other hands now, and to unbind it would take it away. */
static int look_at_left(const struct pci_env *env, const char *bdf, struct why *why)
{
	struct pci_looking l = { .env = env, .bdf = bdf, .why = why };
	int group = pci_device_group(env, bdf, NULL);

	return group < 0 ? 0 : pci_look_at_vfio_group(&l, group);
}

static int give_one_back(void *arg, const char *path, const char *bdf)
{
	struct giving *g = arg;
	struct why *why = g->failed ? NULL : g->why;
	struct pci_state s = { 0 };
	int ret;

	(void)path;
	if (*bdf == '.' || (!state_load(g->env, bdf, &s) && is_somebody_elses(&s)))
		return 0;
	ret = s.pid == getpid() ? 0 : look_at_left(g->env, bdf, why);
	ret = ret ?: pci_device_give_back(g->env, bdf, why);
	if (!ret)
		g->nr++;
	else if (!g->failed)
		g->failed = ret;
	return 0;
}

int pci_devices_give_back_all(const struct pci_env *env, struct why *why)
{
	struct giving g = { .env = env, .why = why };

	pci_each(state_dir(env), give_one_back, &g);
	return g.failed ? g.failed : g.nr;
}
