/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Definitions for kernel virtual machines on ppc64 (Book3S-64 with KVM-HV).
 */
#ifndef SELFTEST_KVM_UTIL_ARCH_H
#define SELFTEST_KVM_UTIL_ARCH_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What kvm_util.h defines for the architectures it knows. 64K guest pages run on
 * hosts with 4K and with 64K pages; the other way round a memory slot could end
 * within a host page.
 */
#define VM_MODE_DEFAULT		 VM_MODE_P52V48_64K
#define MIN_PAGE_SHIFT		 12U
#define ptes_per_page(page_size) ((page_size) / 8)

/* Part of the library's struct kvm_mmu, where it has one. */
struct kvm_mmu_arch {
};

struct kvm_vm_arch {
	/*
	 * Run vCPUs with translation off, at guest physical addresses. To be set
	 * after ____vm_create() and before anything is mapped. The page tables are
	 * then kept for the host's own look-ups only and KVM never learns of them:
	 * the MMU mode (radix or hash) is left to the test.
	 */
	bool real_mode;

	/* Page tables smaller than a page are cut from this one. */
	uint64_t pt_frag_gpa;
	uint64_t pt_frag_bytes_left;
};

#endif /* SELFTEST_KVM_UTIL_ARCH_H */
