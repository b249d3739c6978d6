/* SPDX-License-Identifier: GPL-2.0-only */
/* `tcelife doctor`: every requirement, present or not, why it matters, how to get it. */
#ifndef TCELIFE_DOCTOR_H
#define TCELIFE_DOCTOR_H

#include <stdbool.h>
#include <stdio.h>

#include "../lib/known.h"
#include "../lib/vfio.h"
#include "options.h"

/* 0 if nothing is missing, 4 if something is. */
int doctor(const struct options *o);

/* The same for devices that are taken already, into @out; true if nothing is missing. */
bool doctor_report(FILE *out, const struct known *known, const struct vfio_target *target,
		   unsigned int nr_targets);

#endif
