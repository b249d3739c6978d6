// SPDX-License-Identifier: GPL-2.0-only
/*
 * KVM selftest ppc64 library code: page tables, vCPU set-up, register dump
 */
#include <asm/byteorder.h>

#include "kvm_compat.h"
#include "processor.h"

/*
 * The radix tree maps 52 bits of effective address, as Linux has it: 13 bits
 * by the root, 9 by each of two directories, the rest by the last level.
 */
#define RADIX_LEVELS	4
#define RADIX_ROOT_BITS 13
#define RADIX_DIR_BITS	9
#define RADIX_EA_BITS	52

/* Smallest process table the architecture knows; only PID 0 is used. */
#define PROCESS_TABLE_BYTES 4096

/* Index bits of @level, 0 being the root. */
static unsigned int level_bits(struct kvm_vm *vm, int level)
{
	if (level == 0)
		return RADIX_ROOT_BITS;
	if (level < RADIX_LEVELS - 1)
		return RADIX_DIR_BITS;
	return RADIX_EA_BITS - RADIX_ROOT_BITS - 2 * RADIX_DIR_BITS - vm->page_shift;
}

/* Lowest address bit that @level translates. */
static unsigned int level_shift(struct kvm_vm *vm, int level)
{
	unsigned int shift = vm->page_shift;

	for (int i = RADIX_LEVELS - 1; i > level; i--)
		shift += level_bits(vm, i);
	return shift;
}

static uint64_t level_index(struct kvm_vm *vm, int level, uint64_t gva)
{
	return (gva >> level_shift(vm, level)) & ((1ULL << level_bits(vm, level)) - 1);
}

static uint64_t level_bytes(struct kvm_vm *vm, int level)
{
	return 8ULL << level_bits(vm, level);
}

/* Whole zeroed pages for page tables, aligned to @bytes as tables have to be. */
static gpa_t pt_pages_alloc(struct kvm_vm *vm, uint64_t bytes)
{
	uint64_t nr_pages = DIV_ROUND_UP(bytes, vm->page_size);
	gpa_t gpa = KVM_GUEST_PAGE_TABLE_MIN_PADDR;

	/* The allocator does not align: take what is in the way and leave it unused. */
	do {
		gpa = vm_phy_pages_alloc(vm, nr_pages, align_up(gpa, bytes),
					 vm->memslots[MEM_REGION_PT]);
	} while (gpa & (bytes - 1));

	memset(addr_gpa2hva(vm, gpa), 0, nr_pages * vm->page_size);
	return gpa;
}

/* A zeroed table of @bytes (a power of 2), cut from a page if it is smaller than one. */
static gpa_t pt_alloc(struct kvm_vm *vm, uint64_t bytes)
{
	struct kvm_vm_arch *arch = &vm->arch;
	uint64_t skip = -arch->pt_frag_gpa & (bytes - 1);
	gpa_t gpa;

	if (bytes >= vm->page_size)
		return pt_pages_alloc(vm, bytes);

	if (arch->pt_frag_bytes_left < skip + bytes) {
		arch->pt_frag_gpa = pt_pages_alloc(vm, vm->page_size);
		arch->pt_frag_bytes_left = vm->page_size;
		skip = 0;
	}

	gpa = arch->pt_frag_gpa + skip;
	arch->pt_frag_gpa += skip + bytes;
	arch->pt_frag_bytes_left -= skip + bytes;
	return gpa;
}

static void process_table_set(struct kvm_vm *vm, gpa_t prtb)
{
	struct kvm_ppc_mmuv3_cfg cfg = {
		.flags = KVM_PPC_MMUV3_RADIX | KVM_PPC_MMUV3_GTSE,
		.process_table = PATB_GUEST_RADIX | prtb, /* size field 0: 4096 bytes */
	};
	__be64 *entry = addr_gpa2hva(vm, prtb);

	entry[0] = __cpu_to_be64(PRTB_RTS_52BIT | vm_mmu(vm)->pgd | RADIX_ROOT_BITS);
	vm_ioctl(vm, KVM_PPC_CONFIGURE_V3_MMU, &cfg);
}

void virt_arch_pgd_alloc(struct kvm_vm *vm)
{
	TEST_ASSERT(vm->page_shift == 12 || vm->page_shift == 16,
		    "Unsupported page size: 0x%x, use 4K or 64K", vm->page_size);

	if (vm_mmu(vm)->pgd_created)
		return;

	vm_mmu(vm)->pgd = pt_alloc(vm, level_bytes(vm, 0));
	vm_mmu(vm)->pgd_created = true;

	if (vm->arch.real_mode)
		return;

	TEST_REQUIRE(kvm_has_cap(KVM_CAP_PPC_MMU_RADIX));
	process_table_set(vm, pt_alloc(vm, PROCESS_TABLE_BYTES));
}

/* The last level's entry for @gva; NULL if a table on the way is missing, unless @create. */
static __be64 *pte_lookup(struct kvm_vm *vm, uint64_t gva, bool create)
{
	gpa_t table = vm_mmu(vm)->pgd;
	__be64 *entry;
	uint64_t pde;

	for (int level = 0;; level++) {
		entry = addr_gpa2hva(vm, table);
		entry += level_index(vm, level, gva);
		if (level == RADIX_LEVELS - 1)
			return entry;

		pde = __be64_to_cpu(*entry);
		if (!pde) {
			if (!create)
				return NULL;
			pde = RADIX_PDE_VALID | pt_alloc(vm, level_bytes(vm, level + 1)) |
			      level_bits(vm, level + 1);
			*entry = __cpu_to_be64(pde);
		}
		table = pde & RADIX_PDE_NLB_MASK;
	}
}

void virt_arch_pg_map(struct kvm_vm *vm, uint64_t gva, uint64_t gpa)
{
	__be64 *pte;

	TEST_ASSERT((gva % vm->page_size) == 0,
		    "Virtual address not on page boundary,\n"
		    "  vaddr: 0x%lx vm->page_size: 0x%x",
		    gva, vm->page_size);
	TEST_ASSERT(sparsebit_is_set(vm->vpages_valid, gva >> vm->page_shift),
		    "Invalid virtual address, vaddr: 0x%lx", gva);
	TEST_ASSERT((gpa % vm->page_size) == 0,
		    "Physical address not on page boundary,\n"
		    "  paddr: 0x%lx vm->page_size: 0x%x",
		    gpa, vm->page_size);
	TEST_ASSERT((gpa >> vm->page_shift) <= vm->max_gfn,
		    "Physical address beyond maximum supported,\n"
		    "  paddr: 0x%lx vm->max_gfn: 0x%lx vm->page_size: 0x%x",
		    gpa, vm->max_gfn, vm->page_size);

	pte = pte_lookup(vm, gva, true);
	TEST_ASSERT(!*pte, "Page already mapped, vaddr: 0x%lx pte: 0x%llx", gva,
		    (unsigned long long)__be64_to_cpu(*pte));

	/*
	 * Referenced and changed are set: the guest takes no faults to set them. Not privileged, so
	 * that problem state runs the same code.
	 */
	*pte = __cpu_to_be64(RADIX_PTE_VALID | RADIX_PTE_LEAF | gpa | RADIX_PTE_REFERENCED |
			     RADIX_PTE_CHANGED | RADIX_PTE_READ | RADIX_PTE_WRITE | RADIX_PTE_EXEC);
}

gpa_t addr_arch_gva2gpa(struct kvm_vm *vm, gva_t gva)
{
	__be64 *pte = pte_lookup(vm, gva, false);

	TEST_ASSERT(pte && *pte, "No page mapping for vm virtual address 0x%lx", gva);

	return (__be64_to_cpu(*pte) & RADIX_PTE_RPN_MASK) | (gva & (vm->page_size - 1));
}

static void table_dump(FILE *stream, struct kvm_vm *vm, uint8_t indent, gpa_t table, int level)
{
	static const char *const name[RADIX_LEVELS] = { "pgd", "pud", "pmd", "pte" };

	for (uint64_t i = 0; i < 1ULL << level_bits(vm, level); i++) {
		gpa_t gpa = table + i * 8;
		uint64_t entry = __be64_to_cpu(*(__be64 *)addr_gpa2hva(vm, gpa));

		if (!entry)
			continue;
		fprintf(stream, "%*s%s @ 0x%lx: 0x%016lx\n", indent, "", name[level], gpa, entry);
		if (level < RADIX_LEVELS - 1)
			table_dump(stream, vm, indent + 2, entry & RADIX_PDE_NLB_MASK, level + 1);
	}
}

void virt_arch_dump(FILE *stream, struct kvm_vm *vm, uint8_t indent)
{
	if (vm_mmu(vm)->pgd_created)
		table_dump(stream, vm, indent, vm_mmu(vm)->pgd, 0);
}

/* r12 too: ELFv2 code finds its TOC by it at a global entry point. */
void vcpu_arch_set_entry_point(struct kvm_vcpu *vcpu, void *guest_code)
{
	uint64_t pc = (uintptr_t)guest_code;
	struct kvm_regs regs;

	if (vcpu->vm->arch.real_mode)
		pc = addr_gva2gpa(vcpu->vm, pc);

	vcpu_regs_get(vcpu, &regs);
	regs.pc = pc;
	regs.gpr[12] = pc;
	vcpu_regs_set(vcpu, &regs);
}

/* Interrupts off, 64-bit, little-endian; translation on unless the VM is in real mode. */
static uint64_t initial_msr(struct kvm_vm *vm)
{
	uint64_t msr = MSR_SF | MSR_ME | MSR_RI | MSR_LE;

	return vm->arch.real_mode ? msr : msr | MSR_IR | MSR_DR;
}

/* Little-endian interrupts for all vCPUs of this one's core: what the guest's code is. */
static void vcpu_set_ile(struct kvm_vcpu *vcpu)
{
	uint64_t lpcr;

	TEST_ASSERT(!__vcpu_get_reg(vcpu, KVM_REG_PPC_LPCR_64, &lpcr), "KVM_REG_PPC_LPCR_64");
	vcpu_set_reg(vcpu, KVM_REG_PPC_LPCR_64, lpcr | LPCR_ILE);
}

struct kvm_vcpu *vm_arch_vcpu_add(struct kvm_vm *vm, uint32_t vcpu_id)
{
	const size_t stack_bytes = DEFAULT_STACK_PGS * getpagesize();
	const size_t min_frame_bytes = 32 + 64; /* ELFv2 header and parameter save area */
	struct kvm_vcpu *vcpu;
	struct kvm_regs regs;
	gva_t stack;

	stack = __vm_alloc(vm, stack_bytes, DEFAULT_GUEST_STACK_VADDR_MIN, MEM_REGION_DATA);
	if (vm->arch.real_mode)
		stack = addr_gva2gpa(vm, stack);

	vcpu = __vm_vcpu_add(vm, vcpu_id);
	vcpu_enable_cap(vcpu, KVM_CAP_PPC_PAPR, 1);
	vcpu_set_ile(vcpu);

	vcpu_regs_get(vcpu, &regs);
	regs.msr = initial_msr(vm);
	regs.gpr[1] = stack + stack_bytes - min_frame_bytes;
	vcpu_regs_set(vcpu, &regs);

	return vcpu;
}

void vcpu_args_set(struct kvm_vcpu *vcpu, unsigned int num, ...)
{
	struct kvm_regs regs;
	va_list ap;

	TEST_ASSERT(num >= 1 && num <= 8,
		    "Unsupported number of args,\n"
		    "  num: %u",
		    num);

	vcpu_regs_get(vcpu, &regs);
	va_start(ap, num);
	for (unsigned int i = 0; i < num; i++)
		regs.gpr[3 + i] = va_arg(ap, uint64_t);
	va_end(ap);
	vcpu_regs_set(vcpu, &regs);
}

static uint64_t dump_one_reg(struct kvm_vcpu *vcpu, uint64_t id, size_t bytes)
{
	uint64_t val = 0;
	uint32_t val32 = 0;

	if (bytes == sizeof(val32))
		return __vcpu_get_reg(vcpu, id, &val32) ? -1ULL : val32;
	return __vcpu_get_reg(vcpu, id, &val) ? -1ULL : val;
}

void vcpu_arch_dump(FILE *stream, struct kvm_vcpu *vcpu, uint8_t indent)
{
	struct kvm_regs regs;

	vcpu_regs_get(vcpu, &regs);

	fprintf(stream, "%*sNIP   %016llx  MSR   %016llx\n", indent, "", regs.pc, regs.msr);
	fprintf(stream, "%*sLR    %016llx  CTR   %016llx\n", indent, "", regs.lr, regs.ctr);
	fprintf(stream, "%*sCR    %016llx  XER   %016llx\n", indent, "", regs.cr, regs.xer);
	fprintf(stream, "%*sSPRG0 %016llx  SPRG1 %016llx\n", indent, "", regs.sprg0, regs.sprg1);
	fprintf(stream, "%*sSPRG2 %016llx  SPRG3 %016llx\n", indent, "", regs.sprg2, regs.sprg3);
	fprintf(stream, "%*sSRR0  %016llx  SRR1  %016llx\n", indent, "", regs.srr0, regs.srr1);
	fprintf(stream, "%*sDAR   %016lx  DSISR %016lx\n", indent, "",
		dump_one_reg(vcpu, KVM_REG_PPC_DAR, sizeof(uint64_t)),
		dump_one_reg(vcpu, KVM_REG_PPC_DSISR, sizeof(uint32_t)));

	for (int i = 0; i < 32; i += 2)
		fprintf(stream, "%*sGPR%02d %016llx  GPR%02d %016llx\n", indent, "", i, regs.gpr[i],
			i + 1, regs.gpr[i + 1]);
}

void assert_on_unhandled_exception(struct kvm_vcpu *vcpu)
{
}
