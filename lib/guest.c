// SPDX-License-Identifier: GPL-2.0-only
/* The VM: made, loaded, closed. What runs in it: guest_call.c. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest.h"
#include "kvm_compat.h"
#include "must.h"
#include "processor.h"
#include "slurp.h"

extern const char guest_elf_start[], guest_elf_end[]; /* guest_image.S */

static const char *kvm_missing(int kvm_fd)
{
	if (ioctl(kvm_fd, KVM_CHECK_EXTENSION, KVM_CAP_PPC_HTAB_FD) <= 0)
		return "KVM-HV is missing: modprobe kvm-hv, on a machine in hypervisor mode";
	return NULL;
}

/* What @mode needs, given KVM-HV. arch/powerpc/kvm/powerpc.c:kvm_vm_ioctl_check_extension() */
static const char *mode_missing(int kvm_fd, enum guest_mode mode)
{
	bool radix = ioctl(kvm_fd, KVM_CHECK_EXTENSION, KVM_CAP_PPC_MMU_RADIX) > 0;
	bool hash_v3 = ioctl(kvm_fd, KVM_CHECK_EXTENSION, KVM_CAP_PPC_MMU_HASH_V3) > 0;

	if (mode == GUEST_RADIX && !radix)
		return "the host itself runs on hash page tables (POWER8, or disable_radix on its "
		       "command line): radix guests need a POWER9 or newer booted without it";
	/* Without either the host is a POWER8 or older: hash is all it knows. */
	if (mode == GUEST_HASH && radix && !hash_v3)
		return "a radix host that cannot run hash guests beside itself (a POWER9 "
		       "before DD2.2, or KVM in a logical partition): boot it with disable_radix";
	return NULL;
}

bool guest_mode_supported(enum guest_mode mode, const char **why)
{
	int kvm_fd = open(KVM_DEV_PATH, O_RDWR | O_CLOEXEC);

	*why = NULL;
	if (kvm_fd < 0) {
		*why = errno == EACCES ? "/dev/kvm may not be opened: run as root" :
					 "/dev/kvm cannot be opened: modprobe kvm-hv";
		return false;
	}

	*why = kvm_missing(kvm_fd);
	if (!*why)
		*why = mode_missing(kvm_fd, mode);
	close(kvm_fd);
	return !*why;
}

/* The lib loads from a path only; the image is inside this program. */
static void load_elf(struct kvm_vm *vm)
{
	size_t bytes = guest_elf_end - guest_elf_start;
	int fd = MUST(errno_or(memfd_create("tcelife-guest", MFD_CLOEXEC)));
	char path[32];

	MUST(spit_fd(fd, guest_elf_start, bytes));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	kvm_vm_elf_load(vm, path);
	close(fd);
}

/* Load the guest, put its vectors to real address 0. Returns its entry point. */
static uint64_t load_image(struct kvm_vm *vm)
{
	const struct guest_image *image;
	struct why why;

	load_elf(vm);
	image = addr_gva2hva(vm, GUEST_IMAGE_VADDR);
	errno = 0;
	TEST_ASSERT(!guest_image_check(image, &why), "%s", why.text);
	memcpy(addr_gpa2hva(vm, 0), (const char *)image + image->vectors_offset,
	       image->vectors_bytes);
	return GUEST_IMAGE_VADDR + image->entry_offset;
}

/*
 * A VM of a radix host starts out as radix. Its hash page table need not be larger than the
 * smallest one (256 KiB): it holds the RAM at guest address 0 and no more.
 * arch/powerpc/kvm/book3s_hv.c:kvmhv_configure_mmu(), kvmppc_hv_setup_htab_rma()
 */
static void switch_to_hash(struct kvm_vm *vm)
{
	struct kvm_ppc_mmuv3_cfg cfg = { 0 };
	__u32 order = 18;

	if (kvm_has_cap(KVM_CAP_PPC_MMU_HASH_V3))
		MUST(errno_or(ioctl(vm->fd, KVM_PPC_CONFIGURE_V3_MMU, &cfg)));
	MUST(errno_or(ioctl(vm->fd, KVM_PPC_ALLOCATE_HTAB, &order)));
}

/* Left off by default, so that they would bounce: default_hcall_list[] in book3s_hv.c. */
static void enable_tce_hcalls(struct kvm_vm *vm)
{
	static const unsigned int hcalls[] = {
		H_GET_TCE,
		H_PUT_TCE,
		H_PUT_TCE_INDIRECT,
		H_STUFF_TCE,
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(hcalls); i++) {
		struct kvm_enable_cap cap = {
			.cap = KVM_CAP_PPC_ENABLE_HCALL,
			.args = { hcalls[i], 1 },
		};

		MUST(errno_or(ioctl(vm->fd, KVM_ENABLE_CAP, &cap)));
	}
}

static void cpu_init(struct guest_cpu *cpu, struct kvm_vm *vm, unsigned int id, uint64_t entry)
{
	gva_t block = vm_alloc(vm, sizeof(*cpu->block), KVM_UTIL_MIN_VADDR);

	*cpu = (struct guest_cpu){
		.vcpu = vm_vcpu_add(vm, id, (void *)(uintptr_t)entry),
		.block = addr_gva2hva(vm, block),
		.block_gpa = addr_gva2gpa(vm, block),
	};
	vcpu_stats_close(cpu->vcpu);
	memset(cpu->block, 0, sizeof(*cpu->block));

	vcpu_regs_get(cpu->vcpu, &cpu->start_regs);
	cpu->start_regs.gpr[13] = vm->arch.real_mode ? cpu->block_gpa : block;
	vcpu_regs_set(cpu->vcpu, &cpu->start_regs);
}

static struct kvm_vm *vm_with_ram(enum guest_mode mode)
{
	struct vm_shape shape = { .type = KVM_VM_PPC_HV, .mode = VM_MODE_DEFAULT };
	struct kvm_vm *vm = ____vm_create(shape);

	vm_stats_close(vm);
	vm->arch.real_mode = mode == GUEST_HASH;
	vm_userspace_mem_region_add(vm, VM_MEM_SRC_ANONYMOUS, 0, GUEST_RAM_SLOT,
				    GUEST_RAM_BYTES >> vm->page_shift, 0);
	for (unsigned int i = 0; i < NR_MEM_REGIONS; i++)
		vm->memslots[i] = GUEST_RAM_SLOT;
	return vm;
}

struct kvm_vm *guest_vm_create(enum guest_mode mode, unsigned int nr_vcpus, struct guest_cpu cpus[])
{
	struct kvm_vm *vm;
	uint64_t entry;
	const char *why;
	bool supported = guest_mode_supported(mode, &why);

	errno = 0; /* EACCES would make a skip of it */
	TEST_ASSERT(supported, "%s", why);
	TEST_ASSERT(nr_vcpus <= GUEST_MAX_VCPUS, "%u vCPUs, there is room for %u", nr_vcpus,
		    GUEST_MAX_VCPUS);

	vm = vm_with_ram(mode);
	entry = load_image(vm);
	if (mode == GUEST_HASH)
		switch_to_hash(vm);
	enable_tce_hcalls(vm);
	for (unsigned int i = 0; i < nr_vcpus; i++)
		cpu_init(&cpus[i], vm, i, entry);
	return vm;
}

/* As the lib's vm_vcpu_rm(), which it keeps to itself. */
static void vcpu_close(struct kvm_vcpu *vcpu)
{
	int mmap_bytes = MUST(errno_or(ioctl(vcpu->vm->kvm_fd, KVM_GET_VCPU_MMAP_SIZE, NULL)));

	MUST(errno_or(munmap(vcpu->run, mmap_bytes)));
	MUST(errno_or(close(vcpu->fd)));
	list_del(&vcpu->list);
	free(vcpu);
}

void guest_cpu_close(struct guest_cpu *cpu)
{
	if (cpu->vcpu)
		vcpu_close(cpu->vcpu);
	cpu->vcpu = NULL;
}

void guest_vm_close_fd(struct kvm_vm *vm)
{
	if (vm->fd >= 0)
		MUST(errno_or(close(vm->fd)));
	vm->fd = -1;
}

bool guest_vm_lives(int vm_fd)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/kernel/debug/kvm/%d-%d", (int)getpid(), vm_fd);
	return !access(path, F_OK);
}

/* Host memory behind the slots of a VM whose fd is closed: no ioctl can delete them any more. */
static void regions_free(struct kvm_vm *vm)
{
	struct userspace_mem_region *region;
	struct hlist_node *node;
	unsigned int bucket;

	hash_for_each_safe(vm->regions.slot_hash, bucket, node, region, slot_node)
	{
		hash_del(&region->slot_node);
		MUST(errno_or(munmap(region->mmap_start, region->mmap_size)));
		if (region->fd >= 0) {
			munmap(region->mmap_alias, region->mmap_size);
			close(region->fd);
		}
		sparsebit_free(&region->unused_phy_pages);
		free(region);
	}
}

void guest_vm_free(struct kvm_vm *vm)
{
	struct kvm_vcpu *vcpu, *next;

	if (vm->fd >= 0) {
		kvm_vm_free(vm);
		return;
	}

	list_for_each_entry_safe(vcpu, next, &vm->vcpus, list) vcpu_close(vcpu);
	regions_free(vm);
	close(vm->kvm_fd);
	sparsebit_free(&vm->vpages_valid);
	sparsebit_free(&vm->vpages_mapped);
	free(vm);
}
