// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that the kernel keeps of what is held. They are exact, so one lost
 * reference in one run shows; each must come back to what it was before, and
 * not below it: a module or a page that is put once too often is silent about it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "oracle.h"
#include "oracle_list.h"
#include "slurp.h"

#define MAX_COUNTS	     64
#define ARRAY_SIZE_OF(array) (sizeof(array) / sizeof((array)[0]))

struct count {
	char name[64];
	long long value;
};

struct counts {
	struct count count[MAX_COUNTS];
	unsigned int nr;
	int error; /* 0, or why the kernel did not say, as -errno */
};

/* What makes one of these oracles different from the others. */
struct count_kind {
	int (*read)(struct counts *now); /* 0 or -errno */
	bool (*readable)(void);		 /* cheap: it is asked before and after every test */
	const char *unit;
	const char *missing; /* why it is not available, and the remedy */
	long long may_fall;  /* so many may have been others', who gave them back meanwhile */
	struct counts *last; /* what a watch found in order at its end; no counts: nothing */
};

#define ANY LLONG_MAX

static struct count *counts_get(struct counts *c, const char *name)
{
	for (unsigned int i = 0; i < c->nr; i++)
		if (!strcmp(c->count[i].name, name))
			return &c->count[i];
	if (c->nr == MAX_COUNTS)
		return &c->count[MAX_COUNTS - 1];
	snprintf(c->count[c->nr].name, sizeof(c->count[c->nr].name), "%s", name);
	return &c->count[c->nr++];
}

/* Module reference counts: kernel/module/main.c:module_refcount() */
static int modules_read(struct counts *c)
{
	static const char *const module[] = { "vfio",	       "vfio_pci",
					      "vfio_pci_core", "vfio_iommu_spapr_tce",
					      "kvm",	       "kvm_hv" };
	long long users;
	char path[96];

	for (unsigned int i = 0; i < ARRAY_SIZE_OF(module); i++) {
		snprintf(path, sizeof(path), "/sys/module/%s/refcnt", module[i]);
		if (access(path, R_OK))
			continue; /* not loaded, or built in */
		users = slurp_number(path, LLONG_MIN);
		if (users == LLONG_MIN)
			return -EIO;
		counts_get(c, module[i])->value = users;
	}
	return 0;
}

static bool modules_readable(void)
{
	return !access("/sys/module/kvm/refcnt", R_OK) || !access("/sys/module/vfio/refcnt", R_OK);
}

#define KVM_DEBUGFS "/sys/kernel/debug/kvm"

static bool vms_readable(void)
{
	return !access(KVM_DEBUGFS, R_OK);
}

/*
 * A process of another session that lives: its VMs are its own affair. Of ours, and of one that is
 * gone, they count: a VM that outlives its maker is what is looked for.
 */
static bool is_of_others(const char *folder)
{
	pid_t session = getsid(atoi(folder));

	return session >= 0 && session != getsid(0);
}

/*
 * A folder for each VM that lives, by the process that made it and its fd:
 * virt/kvm/kvm_main.c:kvm_create_vm_debugfs()
 */
static int vms_read(struct counts *c)
{
	DIR *dir = opendir(KVM_DEBUGFS);
	struct dirent *e;

	if (!dir)
		return -errno;
	counts_get(c, "vm");
	while ((e = readdir(dir)))
		if (e->d_type == DT_DIR && e->d_name[0] != '.' && !is_of_others(e->d_name))
			counts_get(c, "vm")->value++;
	closedir(dir);
	return 0;
}

#define VMSTAT_REFRESH "/proc/sys/vm/stat_refresh"
#define STEADY_ROUNDS  8

/* Each pin and each unpin: mm/gup.c:try_grab_folio(), gup_put_folio() */
static int pinned_once(long long *pages)
{
	long long acquired, released;
	int ret = spit(VMSTAT_REFRESH, "1"); /* folds the per-CPU differences in */

	if (ret)
		return ret;
	/* in this order: who pins for a moment meanwhile makes it more for now, never less */
	released = slurp_field("/proc/vmstat", "nr_foll_pin_released", -1);
	acquired = slurp_field("/proc/vmstat", "nr_foll_pin_acquired", -1);
	*pages = acquired - released;
	return acquired < 0 || released < 0 ? -EIO : 0;
}

/* Below 0 if somebody has unpinned what was not pinned. */
static int pinned_now(long long *pages)
{
	unsigned int rounds = 0;
	long long before;
	int ret = pinned_once(pages);

	do {
		before = *pages;
		ret = ret ?: pinned_once(pages);
	} while (!ret && *pages != before && ++rounds < STEADY_ROUNDS);
	return ret;
}

long long oracle_pinned_pages(void)
{
	long long pages;

	return pinned_now(&pages) ? -1 : pages;
}

static int pins_read(struct counts *c)
{
	return pinned_now(&counts_get(c, "pages")->value);
}

static bool pins_readable(void)
{
	static int counted = -1; /* by this kernel; to ask is dear */

	if (counted < 0)
		counted = slurp_field("/proc/vmstat", "nr_foll_pin_acquired", -1) >= 0;
	return counted && !access(VMSTAT_REFRESH, W_OK);
}

/* BARs that VFIO has mapped are areas of pci_iomap(), or of what that calls. */
static bool vmalloc_is_ours(const char *caller)
{
	static const char *const part[] = { "iommu", "iomap", "ioremap", "kvm",
					    "pnv_",  "vfio",  "tce" };

	for (unsigned int i = 0; i < ARRAY_SIZE_OF(part); i++)
		if (strstr(caller, part[i]))
			return true;
	return false;
}

/* vmalloc areas by the function that made them: mm/vmalloc.c:vmalloc_info_show() */
static int vmalloc_read(struct counts *c)
{
	static int fd = -1; /* most of an oracle's time on an emulated machine is spent here */
	char *text, *line, *save, caller[64];

	if (fd < 0)
		fd = open("/proc/vmallocinfo", O_RDONLY | O_CLOEXEC);
	text = slurp_fd(fd);
	if (!text)
		return -EIO;
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		if (sscanf(line, "%*s %*s %63[^+ ]", caller) == 1 && vmalloc_is_ours(caller))
			counts_get(c, caller)->value++;
	free(text);
	return 0;
}

static bool vmalloc_readable(void)
{
	return !access("/proc/vmallocinfo", R_OK);
}

static const struct count_kind *kind_of(const struct oracle *self)
{
	return self->data;
}

static bool counts_available(const struct oracle *self, const struct oracle_ctx *ctx, char *why,
			     size_t why_bytes)
{
	(void)ctx;
	snprintf(why, why_bytes, "%s", kind_of(self)->missing);
	return kind_of(self)->readable();
}

static void *counts_begin(const struct oracle *self, const struct oracle_ctx *ctx)
{
	struct counts *before = calloc(1, sizeof(*before)), *last = kind_of(self)->last;

	if (before && ctx->follows_on && last->nr)
		*before = *last;
	else if (before)
		before->error = kind_of(self)->read(before);
	last->nr = 0;
	return before;
}

struct comparison {
	const struct oracle *self;
	struct counts *before, now;
};

/* More is held than before, or less: somebody has put what was not his. */
static bool is_wrong(const struct oracle *self, long long was, long long now)
{
	return now > was || (now < 0 && was >= 0) || was - now > kind_of(self)->may_fall;
}

/* True if all that is held was held before, or nobody can say. */
static bool counts_came_back(void *arg)
{
	struct comparison *cmp = arg;

	cmp->now = (struct counts){ 0 };
	cmp->now.error = kind_of(cmp->self)->read(&cmp->now);
	if (cmp->now.error)
		return true;
	for (unsigned int i = 0; i < cmp->now.nr; i++) {
		const struct count *now = &cmp->now.count[i];

		if (is_wrong(cmp->self, counts_get(cmp->before, now->name)->value, now->value))
			return false;
	}
	return true;
}

static void not_said(const struct oracle *self, int error, struct oracle_report *report)
{
	char signature[ORACLE_SIGNATURE_BYTES], text[ORACLE_TEXT_BYTES];

	snprintf(signature, sizeof(signature), "%s lost", self->name);
	snprintf(text, sizeof(text), "the kernel does not say how many %s there are: %s",
		 kind_of(self)->unit, strerror(-error));
	oracle_could_not_look(report, self->name, signature, text);
}

static void counts_end(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		       struct oracle_report *report)
{
	struct comparison cmp = { .self = self, .before = snapshot };
	char signature[ORACLE_SIGNATURE_BYTES];

	(void)ctx;
	if (!snapshot || cmp.before->error) {
		not_said(self, snapshot ? cmp.before->error : -ENOMEM, report);
		free(snapshot);
		return;
	}
	if (oracle_wait(counts_came_back, &cmp)) {
		if (cmp.now.error)
			not_said(self, cmp.now.error, report);
		else
			*kind_of(self)->last = cmp.now;
		free(snapshot);
		return;
	}
	for (unsigned int i = 0; i < cmp.now.nr; i++) {
		const struct count *now = &cmp.now.count[i];
		long long was = counts_get(cmp.before, now->name)->value;

		if (!is_wrong(self, was, now->value))
			continue;
		snprintf(signature, sizeof(signature), "oracle %s %s", self->name, now->name);
		oracle_found(report, self->name, signature, "%s: %lld %s before, %lld after",
			     now->name, was, kind_of(self)->unit, now->value);
	}
	free(snapshot);
}

#define COUNT_ORACLE(ident, judged, unit_word, few, missing_text)                 \
	const struct oracle oracle_##ident = {                                    \
		.name = #ident,                                                   \
		.judges = judged,                                                 \
		.available = counts_available,                                    \
		.begin = counts_begin,                                            \
		.end = counts_end,                                                \
		.data = &(const struct count_kind){ .read = ident##_read,         \
						    .readable = ident##_readable, \
						    .unit = unit_word,            \
						    .missing = missing_text,      \
						    .may_fall = few,              \
						    .last = &(struct counts){} }, \
	}

COUNT_ORACLE(modules, "reference counts of the KVM and VFIO modules", "users", 0,
	     "KVM and VFIO are built into this kernel; only modules count their users");
COUNT_ORACLE(vms, "the VMs that the kernel keeps alive", "alive", ANY,
	     "no " KVM_DEBUGFS "; mount -t debugfs none /sys/kernel/debug");
COUNT_ORACLE(pins, "the pages pinned for DMA", "pinned", ORACLE_PINS_OF_OTHERS,
	     "no nr_foll_pin_acquired in /proc/vmstat, or no " VMSTAT_REFRESH);
COUNT_ORACLE(vmalloc, "the vmalloc areas of KVM, VFIO and the IOMMU code, and BARs", "areas", ANY,
	     "cannot read /proc/vmallocinfo; run as root");
