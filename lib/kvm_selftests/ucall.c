// SPDX-License-Identifier: GPL-2.0-only
/*
 * ucall support. A ucall is a "hypercall to userspace".
 */
#include "kvm_util.h"
#include "ucall_common.h"

void *ucall_arch_get_ucall(struct kvm_vcpu *vcpu)
{
	struct kvm_run *run = vcpu->run;

	if (run->exit_reason == UCALL_EXIT_REASON && run->papr_hcall.nr == UCALL_HCALL_NR &&
	    run->papr_hcall.args[0] == UCALL_R4_MAGIC)
		return (void *)(uintptr_t)run->papr_hcall.args[1];

	return NULL;
}
