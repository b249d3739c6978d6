/* SPDX-License-Identifier: GPL-2.0-only */
/* The oracles, one file each; the table is in oracle.c. And what they share. */
#ifndef TCELIFE_ORACLE_LIST_H
#define TCELIFE_ORACLE_LIST_H

#include "oracle.h"

/* The laboratory's fault, unless the report is full of what the kernel has said. */
static inline void oracle_could_not_look(struct oracle_report *report, const char *oracle,
					 const char *signature, const char *text)
{
	unsigned int before = report->nr;

	oracle_found(report, oracle, signature, "%s", text);
	if (report->nr > before)
		report->finding[before].environment = true;
}

extern const struct oracle oracle_klog;	   /* oracle_klog.c */
extern const struct oracle oracle_taint;   /* oracle_klog.c */
extern const struct oracle oracle_modules; /* oracle_counts.c */
extern const struct oracle oracle_vms;	   /* oracle_counts.c */
extern const struct oracle oracle_pins;	   /* oracle_counts.c */
extern const struct oracle oracle_vmalloc; /* oracle_counts.c */
extern const struct oracle oracle_group;   /* oracle_group.c */

#endif
