// SPDX-License-Identifier: GPL-2.0-only
#include "witness.h"

#include "../../lib/dma.h"

static const uint64_t word = 0x7e57ab1e7e57ab1eull;

/* Nothing may change but the memory: the device, and its way there, is needed to the end. */
uint32_t witness_facts(const struct racing *r)
{
	bool maps = false;

	if (!r->t->explore)
		return 0;
	for (unsigned int i = 0; i < r->nr_parties; i++) {
		maps |= racing_op(r, i)->iova != NULL;
		if (racing_op(r, i)->changes & ~fact_bit(FACT_MEMORY))
			return 0;
	}
	return maps ? fact_bit(FACT_DEVICE) : 0;
}

void witness_call(struct racing *r)
{
	struct rig *rig = &r->scene.rig;
	int ret;

	if (!witness_facts(r) || (r->witness && r->witness == rig->dma[0]))
		return;
	r->witness = NULL;
	ret = dma_load_try(rig_dma(rig, 0), &word, sizeof(word));
	if (ret)
		t_error(r->t, "the device moves no data: %s (see dma.reach)", strerror(-ret));
	r->witness = rig->dma[0];
}

const char *witness_says(struct racing *r, unsigned int side)
{
	const struct op *op = racing_op(r, side);
	volatile uint64_t *memory;
	int ret;

	if (!r->witness || !op->iova || !r->party[side].mark.answer || r->party[!side].mark.answer)
		return NULL;
	memory = rig_hva(&r->scene.rig, 0);
	*memory = 0;
	ret = dma_push_try(r->witness, op->iova(&r->scene), sizeof(word));
	if (ret)
		t_error(r->t, "cannot tell what the device reaches: %s", strerror(-ret));
	return *memory == word ? "it is refused, and the device reaches what it would have mapped" :
				 NULL;
}
