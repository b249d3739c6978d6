// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that the kernel keeps of what is held. They are exact, so one lost
 * reference in one run shows; each must come back to what it was before, and
 * not below it: a module or a page that is put once too often is silent about it.
 */
#include <dirent.h>
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
};

/* What makes one of these oracles different from the others. */
struct count_kind {
	void (*read)(struct counts *now);
	bool (*readable)(void); /* cheap: it is asked before and after every test */
	const char *unit;
	const char *missing; /* why it is not available, and the remedy */
	long long may_fall;  /* so many may have been others', who gave them back meanwhile */
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
static void modules_read(struct counts *c)
{
	static const char *const module[] = { "vfio",	       "vfio_pci",
					      "vfio_pci_core", "vfio_iommu_spapr_tce",
					      "kvm",	       "kvm_hv" };
	char path[96];

	for (unsigned int i = 0; i < ARRAY_SIZE_OF(module); i++) {
		snprintf(path, sizeof(path), "/sys/module/%s/refcnt", module[i]);
		if (!access(path, R_OK))
			counts_get(c, module[i])->value = slurp_number(path, 0);
	}
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

/* A folder for each VM that lives: virt/kvm/kvm_main.c:kvm_create_vm_debugfs() */
static void vms_read(struct counts *c)
{
	DIR *dir = opendir(KVM_DEBUGFS);
	struct dirent *e;

	if (!dir)
		return;
	counts_get(c, "vm");
	while ((e = readdir(dir)))
		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			counts_get(c, "vm")->value++;
	closedir(dir);
}

#define VMSTAT_REFRESH "/proc/sys/vm/stat_refresh"
#define STEADY_ROUNDS  8

/* Each pin and each unpin: mm/gup.c:try_grab_folio(), gup_put_folio() */
static long long pinned_now(void)
{
	long long acquired, released;

	if (spit(VMSTAT_REFRESH, "1")) /* folds the per-CPU differences in */
		return -1;
	/* in this order: who pins for a moment meanwhile makes it more for now, never less */
	released = slurp_field("/proc/vmstat", "nr_foll_pin_released", 0);
	acquired = slurp_field("/proc/vmstat", "nr_foll_pin_acquired", -1);
	return acquired < 0 ? -1 : acquired - released;
}

long long oracle_pinned_pages(void)
{
	long long before, now = pinned_now();
	unsigned int rounds = 0;

	do {
		before = now;
		now = pinned_now();
	} while (now != before && ++rounds < STEADY_ROUNDS);
	return now;
}

static void pins_read(struct counts *c)
{
	long long pinned_pages = oracle_pinned_pages();

	if (pinned_pages >= 0)
		counts_get(c, "pages")->value = pinned_pages;
}

static bool pins_readable(void)
{
	return !access(VMSTAT_REFRESH, W_OK) &&
	       slurp_field("/proc/vmstat", "nr_foll_pin_acquired", -1) >= 0;
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
static void vmalloc_read(struct counts *c)
{
	char *text = slurp("/proc/vmallocinfo"), *line, *save, caller[64];

	if (text)
		counts_get(c, "all"); /* there is a list, even if none of it is ours */
	for (line = text ? strtok_r(text, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		if (sscanf(line, "%*s %*s %63[^+ ]", caller) == 1 && vmalloc_is_ours(caller))
			counts_get(c, caller)->value++;
	free(text);
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
	struct counts *before = calloc(1, sizeof(*before));

	(void)ctx;
	if (before)
		kind_of(self)->read(before);
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

/* True if all that is held was held before. */
static bool counts_came_back(void *arg)
{
	struct comparison *cmp = arg;

	cmp->now = (struct counts){ 0 };
	kind_of(cmp->self)->read(&cmp->now);
	for (unsigned int i = 0; i < cmp->now.nr; i++) {
		const struct count *now = &cmp->now.count[i];

		if (is_wrong(cmp->self, counts_get(cmp->before, now->name)->value, now->value))
			return false;
	}
	return true;
}

static void counts_end(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		       struct oracle_report *report)
{
	struct comparison cmp = { .self = self, .before = snapshot };
	char signature[ORACLE_SIGNATURE_BYTES];

	(void)ctx;
	if (!snapshot || oracle_wait(counts_came_back, &cmp)) {
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
						    .may_fall = few },            \
	}

COUNT_ORACLE(modules, "reference counts of the KVM and VFIO modules", "users", 0,
	     "KVM and VFIO are built into this kernel; only modules count their users");
COUNT_ORACLE(vms, "the VMs that the kernel keeps alive", "alive", ANY,
	     "no " KVM_DEBUGFS "; mount -t debugfs none /sys/kernel/debug");
COUNT_ORACLE(pins, "the pages pinned for DMA", "pinned", ORACLE_PINS_OF_OTHERS,
	     "no nr_foll_pin_acquired in /proc/vmstat, or no " VMSTAT_REFRESH);
COUNT_ORACLE(vmalloc, "the vmalloc areas of KVM, VFIO and the IOMMU code, and BARs", "areas", ANY,
	     "cannot read /proc/vmallocinfo; run as root");
