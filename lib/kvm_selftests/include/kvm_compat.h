/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kvm_util.h of every generation in the words of the newest, which are the port's. What the
 * tree's own has of them, Makefile.mk has looked up: KVM_SELFTESTS_HAVE_*.
 */
#ifndef SELFTEST_KVM_COMPAT_H
#define SELFTEST_KVM_COMPAT_H

#include "kvm_util.h"

#ifndef KVM_SELFTESTS_HAVE_GVA
typedef vm_vaddr_t gva_t;
typedef vm_paddr_t gpa_t;
#endif

#ifndef KVM_SELFTESTS_HAVE_VM_ALLOC
static inline gva_t vm_alloc(struct kvm_vm *vm, size_t sz, gva_t min_gva)
{
	return vm_vaddr_alloc(vm, sz, min_gva);
}

static inline gva_t __vm_alloc(struct kvm_vm *vm, size_t sz, gva_t min_gva,
			       enum kvm_mem_region_type type)
{
	return __vm_vaddr_alloc(vm, sz, min_gva, type);
}
#endif

/* What has the members pgd and pgd_created. */
#ifdef KVM_SELFTESTS_HAVE_MMU
static inline struct kvm_mmu *vm_mmu(struct kvm_vm *vm)
{
	return &vm->mmu;
}
#else
static inline struct kvm_vm *vm_mmu(struct kvm_vm *vm)
{
	return vm;
}
#endif

/*
 * The newer library opens the statistics of each VM and each vCPU with it. Those fds keep the VM
 * alive, virt/kvm/kvm_main.c:kvm_vm_ioctl_get_stats_fd(): nobody could close it any more. The
 * library takes -1 for what is closed already; without statistics there is nothing to do.
 */
#ifdef KVM_SELFTESTS_HAVE_STATS
static inline void kvm_stats_close(struct kvm_binary_stats *stats)
{
	if (stats->fd < 0)
		return;
	free(stats->desc);
	stats->desc = NULL;
	close(stats->fd);
	stats->fd = -1;
}

static inline void vm_stats_close(struct kvm_vm *vm)
{
	kvm_stats_close(&vm->stats);
}

static inline void vcpu_stats_close(struct kvm_vcpu *vcpu)
{
	kvm_stats_close(&vcpu->stats);
}
#else
static inline void vm_stats_close(struct kvm_vm *vm)
{
	(void)vm;
}

static inline void vcpu_stats_close(struct kvm_vcpu *vcpu)
{
	(void)vcpu;
}
#endif

#endif /* SELFTEST_KVM_COMPAT_H */
