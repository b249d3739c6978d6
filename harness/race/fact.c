// SPDX-License-Identifier: GPL-2.0-only
/* Making and taking away the parts of a scene, one at a time. */
#include "fact_parts.h"

const struct fact_how *fact_how(enum fact fact)
{
	const struct fact_how *const part[] = { how_of_kvm, how_of_vfio, how_of_second };
	unsigned int n = 0;

	while (!part[n][fact].make)
		n++;
	return &part[n][fact];
}
