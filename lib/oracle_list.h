/* SPDX-License-Identifier: GPL-2.0-only */
/* The oracles, one file each; the table is in oracle.c. */
#ifndef TCELIFE_ORACLE_LIST_H
#define TCELIFE_ORACLE_LIST_H

#include "oracle.h"

extern const struct oracle oracle_klog;	   /* oracle_klog.c */
extern const struct oracle oracle_taint;   /* oracle_klog.c */
extern const struct oracle oracle_modules; /* oracle_counts.c */
extern const struct oracle oracle_vms;	   /* oracle_counts.c */
extern const struct oracle oracle_pins;	   /* oracle_counts.c */
extern const struct oracle oracle_vmalloc; /* oracle_counts.c */
extern const struct oracle oracle_group;   /* oracle_group.c */

#endif
