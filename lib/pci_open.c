// SPDX-License-Identifier: GPL-2.0-only
/* Which process has a node of a PCI device open? */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pci_parts.h"
#include "slurp.h"

/* A slash in the name of a node is a `!` in sysfs: drivers/base/core.c:dev_set_name() */
struct pci_path pci_node(const struct pci_env *env, const char *name)
{
	struct pci_path node = pci_path(env, "/dev/%s", name);

	for (char *mark = strrchr(node.text, '!'); mark; mark = strrchr(node.text, '!'))
		*mark = '/';
	return node;
}

struct pci_path pci_number_file(const char *path)
{
	struct pci_path file;

	snprintf(file.text, sizeof(file.text), "%.*s/dev", PCI_PATH_BYTES - 8, path);
	return file;
}

struct search {
	const struct pci_looking *l;
	struct pci_path node;
	mode_t type;
	unsigned int major, minor; /* of the node */
	const char *pid;
};

static bool is_gone(int error)
{
	return error == ENOENT || error == ESRCH;
}

static int cannot_be_seen(const struct search *s, int error)
{
	return pci_busy(s->l, "what process %s has open cannot be seen: %s; run as root", s->pid,
			strerror(error));
}

/* Any node with that number will do. A file server that is away must not stop us: no sync. */
static bool has_number(const char *path, const struct search *s)
{
	struct statx st;

	return !statx(AT_FDCWD, path, AT_STATX_DONT_SYNC, STATX_TYPE, &st) &&
	       (st.stx_mode & S_IFMT) == s->type && st.stx_rdev_major == s->major &&
	       st.stx_rdev_minor == s->minor;
}

static int look_at_fd(void *arg, const char *path, const char *name)
{
	const struct search *s = arg;
	char target[PCI_PATH_BYTES] = "", *who;
	int ret;

	(void)name;
	if (readlink(path, target, sizeof(target) - 1) < 0)
		return is_gone(errno) ? 0 : cannot_be_seen(s, errno);
	if (*target != '/' || (strcmp(target, s->node.text) && !has_number(path, s)))
		return 0;
	who = slurp(pci_path(s->l->env, "/proc/%s/comm", s->pid).text);
	ret = pci_busy(s->l, "process %s (%.*s) has %s open; end it first", s->pid,
		       who ? (int)strcspn(who, "\n") : 1, who ?: "?", s->node.text);
	free(who);
	return ret;
}

static int look_at_process(void *arg, const char *path, const char *name)
{
	struct search *s = arg;
	char fds[PCI_PATH_BYTES + 4];

	if (name[strspn(name, "0123456789")])
		return 0;
	s->pid = name;
	snprintf(fds, sizeof(fds), "%s/fd", path);
	if (access(fds, R_OK | X_OK))
		return is_gone(errno) ? 0 : cannot_be_seen(s, errno);
	return pci_each(fds, look_at_fd, s);
}

int pci_look_who_has_open(const struct pci_looking *l, const char *path, const char *name,
			  mode_t type)
{
	struct search s = { .l = l, .node = pci_node(l->env, name), .type = type };
	char *number = slurp(pci_number_file(path).text);
	bool known = number && sscanf(number, "%u:%u", &s.major, &s.minor) == 2;

	free(number);
	if (!known)
		return pci_busy(l, "%s does not say which node it is; is all of /sys there?",
				pci_number_file(path).text);
	return pci_each(pci_path(l->env, "/proc").text, look_at_process, &s);
}
