// SPDX-License-Identifier: GPL-2.0-only
#include "observe.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../lib/must.h"
#include "../../lib/oracle.h"
#include "../../lib/timebase.h"
#include "dma_probe.h"

#define SETTLE_MS    500 /* from the end of a process until all that it held is free */
#define LEAST_ROUNDS 5

/* --- while it is played ------------------------------------------------------------------- */

void observe_begin(struct observer *o)
{
	*o = (struct observer){ .hazard = "" };
	o->status_fd = MUST(errno_or(open("/proc/self/status", O_RDONLY | O_CLOEXEC)));
}

static bool may_lock(enum op_code code)
{
	switch (code) {
	case OP_SET_IOMMU:
	case OP_ENABLE:
	case OP_DISABLE:
	case OP_REGISTER_MEMORY:
	case OP_UNREGISTER_MEMORY:
	case OP_MAP_DMA:
	case OP_UNMAP_DMA:
	case OP_CREATE_WINDOW:
	case OP_REMOVE_WINDOW:
	case OP_UNSET_CONTAINER:
	case OP_CREATE_TABLE:
	case OP_CREATE_TABLE32:
	case OP_MUNMAP_TABLE:
	case OP_MUNMAP_DEVICE:
	case OP_CLOSE:
	case OP_EXIT:
		return true;
	default:
		return false;
	}
}

static int64_t locked_kib(int status_fd)
{
	char text[4096];
	ssize_t n = pread(status_fd, text, sizeof(text) - 1, 0);
	const char *at;

	if (n <= 0)
		return -1;
	text[n] = '\0';
	at = strstr(text, "\nVmLck:");
	return at ? strtoll(at + strlen("\nVmLck:"), NULL, 10) : -1;
}

/* This process reads its own again through the fd of the start: it may have room for no other. */
static int64_t locked_kib_of(const struct observer *o, const struct stage *s, unsigned int process,
			     int64_t otherwise_kib)
{
	char path[48];
	int64_t kib;
	int fd;

	if (!process)
		return locked_kib(o->status_fd);
	if (!s->child[process].pid)
		return otherwise_kib;
	snprintf(path, sizeof(path), "/proc/%d/status", s->child[process].pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return otherwise_kib;
	kib = locked_kib(fd);
	close(fd);
	return kib < 0 ? otherwise_kib : kib;
}

bool observe_can(struct stage *s, const struct model *m, const struct op *op)
{
	return op->code != OP_DMA || dma_probe_prepare(s, m, op);
}

/*
 * What the model has lost sight of before: a kernel that loses memory then does so for a reason of
 * its own, and by any operation that comes later.
 */
static void note_circumstances(struct observer *o, const struct model *m)
{
	o->hazard = model_hazard(m);
	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		o->orphan |= m->region[i].used && !m->region[i].users && m->region[i].mapped;
	for (unsigned int t = 0; t < MODEL_TABLES; t++)
		for (unsigned int w = 0; m->table[t].used && w < MODEL_WINDOWS; w++)
			o->gone |= m->table[t].tie[w] && !m->window[w].container;
}

const char *observe_circumstances(const struct observer *o)
{
	if (o->orphan)
		return ".orphan";
	/* Of both the hazard is the nearer reason: a window is gone at most ends. */
	return !*o->hazard && o->gone ? ".gone" : o->hazard;
}

/* Made, and the answer is an error: see window-create-unread. Other reasons need nothing before. */
static const char *reason_of(const struct observer *o, const struct op *op)
{
	if (op->code != OP_CREATE_WINDOW)
		return observe_circumstances(o);
	return op_passing(op) == OP_FROZEN ? ".frozen" : "";
}

bool observe_after(struct observer *o, const struct stage *s, const struct model *m,
		   const struct op *op, char *fingerprint, char *details)
{
	note_circumstances(o, m);
	if (!may_lock((enum op_code)op->code))
		return true;
	for (unsigned int p = 0; p < OP_PROCESSES; p++) {
		uint64_t pages = model_locked_pages(m, p);
		int64_t want_kib = (int64_t)(pages << m->machine.host_page_shift >> 10);
		int64_t got_kib = locked_kib_of(o, s, p, want_kib);

		if (got_kib == want_kib)
			continue;
		snprintf(fingerprint, MODEL_TEXT_BYTES, "seen.locked.%s%s: as predicted got %s",
			 op_desc((enum op_code)op->code)->name, reason_of(o, op),
			 got_kib > want_kib ? "more" : "less");
		snprintf(details, OP_TEXT_BYTES,
			 "%lld KiB of process %u's memory are locked, must be %lld",
			 (long long)got_kib, p, (long long)want_kib);
		return false;
	}
	return true;
}

/* --- afterwards --------------------------------------------------------------------------- */

void aftermath_begin(struct aftermath *a, const struct vfio_target *targets,
		     unsigned int nr_targets)
{
	*a = (struct aftermath){ .targets = targets, .nr_targets = nr_targets };
	oracle_rcu_settle();
	a->pinned_pages = oracle_pinned_pages();
}

static bool pins_are_back(const struct aftermath *a, long long *now)
{
	uint64_t until_tb = timebase_now() + timebase_from_ms(SETTLE_MS);
	unsigned int rounds = 0;

	do {
		*now = oracle_pinned_pages();
		if (*now <= a->pinned_pages && *now >= a->pinned_pages - ORACLE_PINS_OF_OTHERS)
			return true;
		oracle_rcu_settle();
	} while (++rounds < LEAST_ROUNDS || timebase_now() < until_tb);
	return false;
}

static bool groups_open(const struct aftermath *a, char *fingerprint, char *details)
{
	for (unsigned int n = 0; n < a->nr_targets; n++) {
		int fd = vfio_group_open_try(a->targets[n].group);

		if (fd < 0) {
			snprintf(fingerprint, MODEL_TEXT_BYTES,
				 "seen.group: opens at the end got %s",
				 strerrorname_np(-fd) ?: "an error");
			snprintf(details, OP_TEXT_BYTES, "group %u", n);
			return false;
		}
		close(fd);
	}
	return true;
}

bool aftermath_is_clean(struct aftermath *a, const char *circumstances, char *fingerprint,
			char *details)
{
	long long before = a->pinned_pages, now;
	bool back = pins_are_back(a, &now);

	a->pinned_pages = now;
	if (!back) {
		snprintf(fingerprint, MODEL_TEXT_BYTES, "seen.pinned%s: %s", circumstances,
			 now > before ? "none at the end got some" :
					"as before at the end got fewer");
		snprintf(details, OP_TEXT_BYTES, "%lld pages pinned before, %lld after", before,
			 now);
		return false;
	}
	return groups_open(a, fingerprint, details);
}
