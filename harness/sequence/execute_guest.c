// SPDX-License-Identifier: GPL-2.0-only
/* The guest's hypercalls, and the list that it keeps for one of them. */
#include <endian.h>
#include <linux/kvm.h>
#include <sys/ioctl.h>

#include "../../lib/must.h"
#include "execute.h"

/* Who is not the maker has the guest as the fork left it: no call to be written into that. */
static int64_t run_as_stranger(struct stage_vm *v, struct op_result *result)
{
	int ret = errno_or(ioctl(v->cpu.vcpu->fd, KVM_RUN, 0));

	result->not_run = ret < 0;
	return ret;
}

static int64_t hcall(struct stage *s, const struct op *op, struct op_result *result, uint64_t nr,
		     const uint64_t *args, unsigned int nr_args)
{
	struct stage_vm *v = stage_vm(s, op->self);
	struct hcall_result got = { 0 };
	int error;

	if (!v)
		return -EBADF;
	if (v->maker != s->process)
		return run_as_stranger(v, result);
	error = guest_hcall_try(&v->cpu, nr, args, nr_args, &got);
	if (error)
		return error;
	result->bounced = got.bounced;
	if (nr == H_GET_TCE && !got.bounced && got.ret == H_SUCCESS)
		result->out = got.out[0];
	return got.ret;
}

static int64_t put_tce(struct stage *s, const struct op *op, struct op_result *result)
{
	const uint64_t args[] = { stage_arg(op, "liobn"), stage_arg(op, "ioba"),
				  stage_arg(op, "tce") };

	return hcall(s, op, result, H_PUT_TCE, args, ARRAY_SIZE(args));
}

static int64_t put_tce_indirect(struct stage *s, const struct op *op, struct op_result *result)
{
	const uint64_t args[] = { stage_arg(op, "liobn"), stage_arg(op, "ioba"),
				  stage_arg(op, "list"), stage_arg(op, "count") };

	return hcall(s, op, result, H_PUT_TCE_INDIRECT, args, ARRAY_SIZE(args));
}

static int64_t stuff_tce(struct stage *s, const struct op *op, struct op_result *result)
{
	const uint64_t args[] = { stage_arg(op, "liobn"), stage_arg(op, "ioba"),
				  stage_arg(op, "tce"), stage_arg(op, "count") };

	return hcall(s, op, result, H_STUFF_TCE, args, ARRAY_SIZE(args));
}

static int64_t get_tce(struct stage *s, const struct op *op, struct op_result *result)
{
	const uint64_t args[] = { stage_arg(op, "liobn"), stage_arg(op, "ioba") };

	return hcall(s, op, result, H_GET_TCE, args, ARRAY_SIZE(args));
}

static int64_t list_set(struct stage *s, const struct op *op, struct op_result *result)
{
	struct stage_vm *v = stage_vm(s, op->self);

	(void)result;
	if (!v)
		return -EBADF;
	v->list[stage_arg(op, "index") % OP_LIST_TCES] = htobe64(stage_arg(op, "tce"));
	return 0;
}

execute_call execute_guest(enum op_code code)
{
	static const execute_call calls[OP_NR_CODES] = {
		[OP_H_PUT_TCE] = put_tce,     [OP_H_PUT_TCE_INDIRECT] = put_tce_indirect,
		[OP_H_STUFF_TCE] = stuff_tce, [OP_H_GET_TCE] = get_tce,
		[OP_LIST_SET] = list_set,
	};

	return calls[code];
}
