// SPDX-License-Identifier: GPL-2.0-only
/* Where the kernel touches memory on behalf of a vCPU: lists of hypercalls, pages of the guest. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/be.h"
#include "grip.h"

#define VIO "arch/powerpc/kvm/book3s_64_vio.c:"

#define SHORT_LIST	 8
#define SHORT_FIRST_PAGE 32

/* A table of larger pages than the hardware's: to map an entry takes long, to check it does not. */
#define LONG_PAGE_SHIFT 20
#define LONG_LIST	64
#define LONG_BYTES	((uint64_t)LONG_LIST << LONG_PAGE_SHIFT)

static int answer_of_hcall(struct grasp *g, uint64_t nr, const uint64_t *args, unsigned int nr_args)
{
	struct hcall_result res;
	int ret = guest_hcall_try(&g->s->rig.cpu[0], nr, args, nr_args, &res);

	if (ret)
		return ret;
	if (res.bounced)
		return ANSWER_BOUNCED;
	return res.ret ? ANSWER_H(res.ret) : 0;
}

static uint64_t a_tce(const struct grasp *g)
{
	return rig_gpa(&g->s->rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE;
}

/* KVM's own copy of the TCEs has its page from here on: what is written to it later shows there. */
static int touch_table(struct grasp *g)
{
	uint64_t args[] = { g->s->rig.liobn, rig_ioba(&g->s->rig, 0), a_tce(g) };
	int ret = answer_of_hcall(g, H_PUT_TCE, args, 3);

	args[2] = 0;
	return ret ?: answer_of_hcall(g, H_PUT_TCE, args, 3);
}

static void put_entry(void *list, unsigned int n, uint64_t tce)
{
	((be64 *)list)[n] = be64_from(tce);
}

static int prepare_list(struct grasp *g, void *arg)
{
	int ret = grip_slot(g);

	for (unsigned int i = 0; i < LONG_LIST; i++)
		put_entry(arg, i, a_tce(g));
	return ret ?: touch_table(g);
}

static int put_list(struct grasp *g, unsigned int first_page, unsigned int nr)
{
	const uint64_t args[] = { g->s->rig.liobn, rig_ioba(&g->s->rig, first_page),
				  GRIP_GPA + GRIP_PAGE * hold_page_bytes(g->hold), nr };

	return answer_of_hcall(g, H_PUT_TCE_INDIRECT, args, 4);
}

/* What it mapped is unmapped, unless that is what another operation should have done. */
static void unmap_list(struct grasp *g, unsigned int first_page, unsigned int nr)
{
	const uint64_t args[] = { g->s->rig.liobn, rig_ioba(&g->s->rig, first_page), 0, nr };

	if (g->s->rig.cpu[0].vcpu && !g->window_goes)
		answer_of_hcall(g, H_STUFF_TCE, args, 4);
}

static int run_put_indirect(struct grasp *g)
{
	return put_list(g, SHORT_FIRST_PAGE, SHORT_LIST);
}

static void after_put_indirect(struct grasp *g, int answer)
{
	(void)answer;
	unmap_list(g, SHORT_FIRST_PAGE, SHORT_LIST);
}

RACE_GRIP(h_put_indirect, .name = "h_put_indirect", .op_name = "h_put_indirect",
	  .keeps = 1u << FACT_SLOT, .on = ON_GROUP | ON_CONTAINER, .needs = 1u << FACT_TABLE,
	  .only_v2 = true, .where = "reads its list: " VIO "kvmppc_h_put_tce_indirect()",
	  .arg_bytes = 4096, .prepare = prepare_list, .run = run_put_indirect,
	  .after = after_put_indirect, .legal = { ANSWER_H(H_PARAMETER) });

/* --- its list, read the second time --- */

static void long_opts(struct rig_opts *opts)
{
	opts->window.size_bytes = LONG_BYTES;
	opts->table_page_shift = LONG_PAGE_SHIFT;
	opts->dma_bytes = 1ull << LONG_PAGE_SHIFT;
}

static void unmap_table(struct grasp *g)
{
	if (g->table)
		munmap(g->table, getpagesize());
	g->table = NULL;
}

/* Entries appear in KVM's own table at the second reading only. */
static int watch_table(struct grasp *g)
{
	g->table = mmap(NULL, getpagesize(), PROT_READ, MAP_SHARED, g->s->rig.table_fd, 0);
	if (g->table != MAP_FAILED)
		return 0;
	g->table = NULL;
	return -errno;
}

/* The table is let go as soon as it has been looked at: a map holds it when its fd is closed. */
static bool is_second_reading(struct grasp *g, const struct hold_touch *touch)
{
	bool is = *(volatile uint64_t *)g->table != 0;

	(void)touch;
	if (is)
		unmap_table(g);
	return is;
}

static int run_put_indirect_long(struct grasp *g)
{
	return put_list(g, 0, LONG_LIST);
}

static void after_put_indirect_long(struct grasp *g, int answer)
{
	(void)answer;
	unmap_table(g);
	unmap_list(g, 0, LONG_LIST);
}

RACE_GRIP(h_put_indirect_again, .name = "h_put_indirect.again", .op_name = "h_put_indirect",
	  .keeps = 1u << FACT_SLOT, .on = ON_GROUP | ON_CONTAINER, .needs = 1u << FACT_ATTACHED,
	  .only_v2 = true,
	  .where = "reads its list the second time: " VIO "kvmppc_h_put_tce_indirect()",
	  .at = GRIP_AGAIN, .arg_bytes = 4096, .opts = long_opts, .prepare = prepare_list,
	  .watch = watch_table, .is_there = is_second_reading, .run = run_put_indirect_long,
	  .after = after_put_indirect_long, .legal = { ANSWER_H(H_PARAMETER) });

/* Not a multiple of any IOMMU page: the first reading has refused such a thing. */
static void flip_entries(struct grasp *g, void *arg, uint64_t offset_bytes)
{
	for (unsigned int i = offset_bytes / sizeof(uint64_t); i < LONG_LIST; i++)
		put_entry(arg, i, a_tce(g) + 0x100);
}

/* A list whose entries were good when they were checked and are not when they are used. */
RACE_GRIP(h_put_indirect_flip, .name = "h_put_indirect.flip", .op_name = "h_put_indirect",
	  .only_v2 = true,
	  .where = "reads its list the second time, and something else: " VIO
		   "kvmppc_h_put_tce_indirect()",
	  .at = GRIP_AGAIN, .alone = true, .arg_bytes = 4096, .opts = long_opts,
	  .prepare = prepare_list, .watch = watch_table, .is_there = is_second_reading,
	  .flip = flip_entries, .run = run_put_indirect_long, .after = after_put_indirect_long,
	  .legal = { ANSWER_H(H_PARAMETER), ANSWER_BOUNCED });

/* --- a page of the guest that is not there --- */

static bool is_mapped(struct kvm_vm *vm, uint64_t gva)
{
	return sparsebit_is_set(vm->vpages_mapped, gva >> vm->page_shift);
}

static int prepare_guest_page(struct grasp *g, void *arg)
{
	struct kvm_vm *vm = g->s->rig.vm;

	(void)arg;
	/* In real mode guest addresses need no map. */
	if (!vm->arch.real_mode && !is_mapped(vm, GRIP_GPA))
		virt_map(vm, GRIP_GPA, GRIP_GPA,
			 (GRIP_PAGES * hold_page_bytes(g->hold) + vm->page_size - 1) >>
				 vm->page_shift);
	return grip_slot(g);
}

static int run_guest_load(struct grasp *g)
{
	return guest_trap_try(&g->s->rig.cpu[0], GUEST_TRAP_LOAD,
			      GRIP_GPA + GRIP_PAGE * hold_page_bytes(g->hold));
}

/* Nothing is opened, nothing is changed by it. */
static void after_nothing(struct grasp *g, int answer)
{
	(void)g;
	(void)answer;
}

RACE_GRIP(vcpu_run, .name = "vcpu_run", .op_name = "vcpu_run", .on = ON_SLOT,
	  .keeps = 1u << FACT_SLOT, .radix = true,
	  .where = "faults a page of the guest in: "
		   "arch/powerpc/kvm/book3s_64_mmu_radix.c:kvmppc_book3s_radix_page_fault()",
	  .arg_bytes = 8, .zero_bytes = 8, .prepare = prepare_guest_page, .run = run_guest_load,
	  .after = after_nothing);
