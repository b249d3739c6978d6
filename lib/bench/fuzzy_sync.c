// SPDX-License-Identifier: GPL-2.0-only
#include "fuzzy_sync.h"

#define ALPHA	0.25 /* how much the newest sample counts in an average */
#define SPREAD	1.1  /* delays reach so much beyond the averages */
#define TURN_TB 5    /* of its delay loop: what the bias moves by at a time */

void fuzzy_sync_init(struct fuzzy_sync *f, uint64_t seed, unsigned int samples)
{
	*f = (struct fuzzy_sync){ .prng = prng_seed(seed), .sampling = samples };
}

int64_t fuzzy_sync_aim(struct fuzzy_sync *f)
{
	double sum_tb = f->duration_tb[0] + f->duration_tb[1];
	double at = (double)(prng_next(&f->prng) >> 11) * 0x1p-53;

	if (f->sampling)
		return (int64_t)f->bias_tb;
	return (int64_t)(f->bias_tb + SPREAD * (at * sum_tb - f->duration_tb[1]));
}

void fuzzy_sync_learn(struct fuzzy_sync *f, const struct race_sample *sample)
{
	if (!f->sampling)
		return;
	f->sampling--;
	for (int side = 0; side < 2; side++) {
		double seen_tb = (double)(sample->end_tb[side] - sample->start_tb[side]);

		f->duration_tb[side] += ALPHA * (seen_tb - f->duration_tb[side]);
	}
	if (sample->late[1])
		f->bias_tb -= TURN_TB;
	if (sample->late[0])
		f->bias_tb += TURN_TB;
}
