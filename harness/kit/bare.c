// SPDX-License-Identifier: GPL-2.0-only
#include "bare.h"

#define PAGE_SHIFT 12

enum guest_mode bare_mode(void)
{
	const char *why;

	return guest_mode_supported(GUEST_RADIX, &why) ? GUEST_RADIX : GUEST_HASH;
}

void bare_open(struct bare *b, enum guest_mode mode, unsigned int nr_vcpus)
{
	const struct dma_window window = { .page_shift = PAGE_SHIFT,
					   .size_bytes = BARE_PAGES << PAGE_SHIFT };

	*b = (struct bare){ .nr_vcpus = nr_vcpus };
	b->vm = guest_vm_create(mode, nr_vcpus, b->cpu);
	b->table_fd = kvm_tce_create(b->vm->fd, BARE_LIOBN, &window, PAGE_SHIFT);
}

void bare_close(struct bare *b)
{
	close(b->table_fd);
	for (unsigned int i = 0; i < b->nr_vcpus; i++)
		guest_cpu_close(&b->cpu[i]);
	guest_vm_free(b->vm);
}

uint64_t bare_ioba(uint64_t page)
{
	return page << PAGE_SHIFT;
}

struct guest_stream bare_stream(uint64_t first_page, uint64_t nr_pages, uint64_t tce,
				uint64_t limit)
{
	return (struct guest_stream){
		.nr = H_PUT_TCE,
		.args = { BARE_LIOBN, bare_ioba(first_page), tce },
		.nr_args = 3,
		.step_arg = 1,
		.step = bare_ioba(1),
		.period = nr_pages,
		.limit = limit,
	};
}

void t_bare_works(struct test *t, struct bare *b)
{
	uint64_t tce = 0x10000 | TCE_PCI_READ | TCE_PCI_WRITE;
	struct hcall_result got;

	t_expect_h(t, guest_put_tce(&b->cpu[0], BARE_LIOBN, bare_ioba(3), tce), H_SUCCESS,
		   "H_PUT_TCE");
	got = guest_get_tce(&b->cpu[0], BARE_LIOBN, bare_ioba(3));
	t_expect_h(t, got, H_SUCCESS, "H_GET_TCE");
	t_expect(t, got.out[0] == tce, "H_GET_TCE reads 0x%llx where 0x%llx was put",
		 (unsigned long long)got.out[0], (unsigned long long)tce);
	t_expect_bounced(t, guest_put_tce(&b->cpu[0], BARE_OTHER, bare_ioba(3), tce),
			 "H_PUT_TCE to an LIOBN without a table");
}

bool t_expect_loads(struct test *t, struct guest_cpu *cpu, uint64_t addr, uint64_t want,
		    const char *when)
{
	int ret = guest_trap_try(cpu, GUEST_TRAP_LOAD, addr);

	return t_expect_errno(t, ret, 0, "%s: a load by the guest", when) &&
	       t_expect(t, cpu->block->out[0] == want, "%s: the guest loads 0x%llx, must be 0x%llx",
			when, (unsigned long long)cpu->block->out[0], (unsigned long long)want);
}
