// SPDX-License-Identifier: GPL-2.0-only
/* Which points are in functions under test. */
#include "explore.h"

static bool has_word(const char *text)
{
	static const char *const words[] = { "kvm", "vfio", "tce", "iommu", "spapr", "pnv_" };

	for (unsigned int i = 0; text && i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* The way into a guest and back: long, and the same for each of its hypercalls. */
static bool runs_guest(const char *function)
{
	static const char *const prefix[] = {
		"kvmhv_",	"kvmppc_vcpu_run",    "kvmppc_handle_exit", "kvmppc_core_",
		"kvm_vcpu_",	"kvmppc_update_vpas", "kvmppc_msr_",	    "kvmppc_xive_",
		"kvmppc_save_", "kvmppc_p9_",	      "kvmppc_guest_",	    "kvm_arch_vcpu_",
	};

	for (unsigned int i = 0; i < sizeof(prefix) / sizeof(prefix[0]); i++)
		if (!strncmp(function, prefix[i], strlen(prefix[i])))
			return true;
	return false;
}

enum area area_of(const struct explore *e, const struct point *point)
{
	const struct symbol *f = symbols_find(&e->symbols, point->vaddr);

	if (!f || runs_guest(f->name))
		return AREA_ELSEWHERE;
	return has_word(f->name) || has_word(f->module) ? AREA_TESTED : AREA_ELSEWHERE;
}

const char *area_name(enum area area)
{
	return area == AREA_TESTED ? "tested" : "elsewhere";
}
