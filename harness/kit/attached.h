/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for the attach.*, steps.* and holding.* tests: is a
 * hardware table behind the guest's, and does it work?
 */
#ifndef TCELIFE_ATTACHED_H
#define TCELIFE_ATTACHED_H

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "given.h"

/*
 * A TCE for guest RAM, which is a memory slot, but not registered with any
 * container: with a hardware table behind the guest's, KVM has nothing to map
 * and leaves the call to user space before it writes anything; with none, KVM
 * just keeps it. arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_validate()
 * @cpu is of any VM that has a table of the rig's number and window.
 */
struct hcall_result put_unregistered(struct guest_cpu *cpu, const struct rig *rig);

/* A hardware table (none) is attached to the rig's own one. */
bool t_expect_attached(struct test *t, struct rig *rig);
bool t_expect_detached(struct test *t, struct rig *rig);

/* The guest maps the first page of the DMA memory at the start of the window. */
bool t_expect_maps(struct test *t, struct rig *rig);

/*
 * The request once more, of the rig's group 0 and its table: as kvm_vfio_group_add_try(), as
 * kvm_vfio_set_spapr_tce_try(). The rig does not learn of it.
 */
int add_try(const struct rig *rig);
int attach_try(const struct rig *rig);

/* Close all fds of the VM's own: the KVM-VFIO device, the table, the vCPUs, the VM. */
void attached_close_vm(struct rig *rig);

/* GROUP_DEL of group @n must succeed. */
void t_remove(struct test *t, struct rig *rig, unsigned int n);

/*
 * The size of a window whose TCEs, with the kernel's shadow of them, take 16 host
 * pages or more: fewer lost pages than that are hard to tell from noise.
 */
uint64_t large_window_bytes(void);

#endif
