/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest, seen from the host: a bare KVM VM with the tiny guest of guest/
 * loaded into it, called one hypercall at a time or left to stream them.
 */
#ifndef TCELIFE_GUEST_H
#define TCELIFE_GUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "guest_abi.h"
#include "kvm_util.h"

#define GUEST_RAM_BYTES (4ul << 20) /* at guest address 0 */
#define GUEST_RAM_SLOT	0
#define GUEST_MAX_VCPUS 8

enum guest_mode {
	GUEST_RADIX, /* runs translated, through the port's radix tables */
	GUEST_HASH,  /* runs in real mode: no hash page table of its own */
};

/*
 * One vCPU that runs the guest, and its call block as the host sees it. One
 * thread at a time runs it; any thread may stop it or look at its count.
 */
struct guest_cpu {
	struct kvm_vcpu *vcpu;	   /* NULL once closed */
	struct guest_block *block; /* in guest RAM: gone after guest_vm_free() */
	uint64_t block_gpa;
	struct kvm_regs start_regs;
	struct guest_trap trap; /* the last one; vector 0 and NIP 0: none so far */
	bool trapped;		/* the last run ended by it: start_regs come first in the next */
	bool lost;		/* the last run ended in the middle of a call: close it */
};

/* What came back from one hypercall. */
struct hcall_result {
	int64_t ret;		     /* r3; GUEST_BOUNCED if bounced */
	uint64_t out[GUEST_NR_ARGS]; /* r4 .. r12 */
	bool bounced;		     /* KVM left it to user space: KVM_EXIT_PAPR_HCALL */
};

/* True if this host can run guests of @mode; else *@why says what is missing and what to do. */
bool guest_mode_supported(enum guest_mode mode, const char **why);

/*
 * Make a VM of @mode with @nr_vcpus vCPUs, GUEST_RAM_BYTES of RAM for code, tables and
 * call blocks at guest address 0, the guest ELF loaded, and all four TCE
 * hypercalls enabled. Asserts on failure (set-up code). The caller owns the VM:
 * guest_vm_free(), or guest_cpu_close() and guest_vm_close_fd() first, in any order.
 */
struct kvm_vm *guest_vm_create(enum guest_mode mode, unsigned int nr_vcpus,
			       struct guest_cpu cpus[]);

/* Close a vCPU that nobody runs, unmap its kvm_run; the VM forgets it. Again: no-op. */
void guest_cpu_close(struct guest_cpu *cpu);

/* Close the VM's fd alone; vCPUs go on, only closing and freeing is left. Again: no-op. */
void guest_vm_close_fd(struct kvm_vm *vm);

/*
 * The VM that this process made with the fd @vm_fd, open or closed by now, is not destroyed yet:
 * its folder in debugfs, virt/kvm/kvm_main.c:kvm_create_vm_debugfs(). False where there is none.
 */
bool guest_vm_lives(int vm_fd);

/* Close what is still open and free everything; the cpus' vcpu and block pointers are stale. */
void guest_vm_free(struct kvm_vm *vm);

/*
 * Issue one hypercall with @nr_args <= 9 arguments (r4..r12; the rest is 0) and wait.
 * 0; -EFAULT if the guest trapped (cpu->trap; the vCPU can be used again);
 * -EINVAL for arguments that make no sense; -EBADF after guest_cpu_close().
 * With any other answer the vCPU is good for closing only, and says -EBUSY from then on:
 * -EIO for an exit that nothing asked for (cpu->vcpu->run->exit_reason), -EINTR if
 * run->immediate_exit is set (signals alone do not end the call), -errno of KVM_RUN.
 * arch/powerpc/kvm/book3s_hv.c:kvmppc_pseries_do_hcall()
 */
int guest_hcall_try(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args, unsigned int nr_args,
		    struct hcall_result *res);

/*
 * One KVM_RUN: into the guest, and out again at the next hypercall that KVM does not know. Unlike
 * all others here, several threads may do that with one vCPU at the same time, and nothing else:
 * the next one waits until the last one is out. After an even number of them the guest has done
 * what it was told, and other calls may follow. 0; -EBADF after guest_cpu_close(); -errno of
 * KVM_RUN. virt/kvm/kvm_main.c:kvm_vcpu_ioctl()
 */
int guest_enter_try(struct guest_cpu *cpu);

/* The last guest_enter_try(), or the last call, has left the guest where it waits to be told. */
bool guest_is_idle(const struct guest_cpu *cpu);

/* The four TCE hypercalls; assert that the guest itself came through. */
struct hcall_result guest_put_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
				  uint64_t tce);
struct hcall_result guest_put_tce_indirect(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
					   uint64_t list_gpa, uint64_t nr_tces);
struct hcall_result guest_stuff_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
				    uint64_t value, uint64_t nr_tces);
/* The TCE is in out[0] (r4). */
struct hcall_result guest_get_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba);

/* One hypercall over and over: argument @step_arg grows by @step each time, wraps after @period. */
struct guest_stream {
	uint64_t nr;
	uint64_t args[GUEST_NR_ARGS];
	unsigned int nr_args;
	unsigned int step_arg; /* index into args */
	uint64_t step;
	uint64_t period; /* calls until the stepping argument starts again; 0: never */
	uint64_t limit;	 /* calls in all; 0: until told to stop */
};

/*
 * Run @s on the calling thread until its limit, guest_stream_stop() from another
 * thread, or an error. Bounced calls are answered with GUEST_BOUNCED and counted.
 * A stop stays: one that came first ends the stream before its first call.
 * guest_stream_arm() takes it back; call it before another thread may stop.
 * 0, or as guest_hcall_try(); @count is filled in once the guest has run.
 */
int guest_stream_run(struct guest_cpu *cpu, const struct guest_stream *s,
		     struct stream_count *count);
void guest_stream_arm(struct guest_cpu *cpu);
void guest_stream_stop(struct guest_cpu *cpu);

/*
 * Calls completed so far; while the stream runs, from any thread: what they did is visible
 * by then. Starts again from 0 with each stream.
 */
uint64_t guest_stream_calls(const struct guest_cpu *cpu);

/*
 * Let the guest take an interrupt on purpose: GUEST_TRAP_ILLEGAL an illegal
 * instruction, GUEST_TRAP_LOAD a load from guest effective address @addr.
 * -EFAULT when it was reported (cpu->trap); 0 if nothing happened, and what was loaded is in
 * cpu->block->out[0]; as guest_hcall_try().
 */
int guest_trap_try(struct guest_cpu *cpu, unsigned int kind, uint64_t addr);

/* So with a store of the 8 bytes of @value there; 0 when it is done. */
int guest_store_try(struct guest_cpu *cpu, uint64_t addr, uint64_t value);

#endif
