// SPDX-License-Identifier: GPL-2.0-only
/* What operations say, and what they may say. */
#include <string.h>

#include "op.h"

const char *answer_name(int answer)
{
	if (answer >= 0)
		return answer ? "neither 0 nor an error" : "ok";
	if (answer == ANSWER_NONE)
		return "never ended";
	if (answer == ANSWER_BOUNCED)
		return "bounced";
	if (answer <= ANSWER_H(0))
		return guest_code_name(answer - ANSWER_H(0));
	return strerrorname_np(-answer) ?: "an unknown error";
}

/*
 * With a container of the first kind all that maps is left to user space:
 * arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_iommu_do_map(). So is what meets another vCPU at the
 * same entry, whose TCE is there before the note of what it points to:
 * kvmppc_tce_iommu_mapped_dec(). That alone is no harm: user space does it then.
 */
static bool is_left_to_user_space(const struct op *op, const struct op *other, int answer)
{
	return answer == ANSWER_BOUNCED && op->stream && (other->only_v1 || other->stream);
}

/* The facts that are not as usual, or may not be, when @op runs: what to expect of others. */
static uint32_t upsets(const struct op *op)
{
	return facts_needing(op->changes | op->without);
}

bool op_answer_is_legal(const struct op *op, const struct op *other, int answer)
{
	if (!answer || (op->busy && answer == op->busy) ||
	    (answer == ANSWER_NONE && (op->ends_process || other->ends_process)) ||
	    is_left_to_user_space(op, other, answer))
		return true;
	for (const struct op_lack *l = op->lack; l < op->lack + OP_MAX_LACKS && l->answer; l++)
		if (l->answer == answer && upsets(other) & fact_bit(l->fact))
			return true;
	return false;
}

bool op_both_may_succeed(const struct op *a, const struct op *b)
{
	return a == b ? !a->one_wins : !(a->claims & b->claims);
}

bool op_answer_is_late(int answer)
{
	return answer == -EBADF;
}
