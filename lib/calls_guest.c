// SPDX-License-Identifier: GPL-2.0-only
/* What is written down as a whole: the making of a VM, and what its guest does. */
#include <string.h>

#include "be.h"
#include "calls.h"
#include "guest.h"

#define MAX_ARGS 4

typedef unsigned long long ull;

struct kvm_vm *__real_guest_vm_create(enum guest_mode mode, unsigned int nr_vcpus,
				      struct guest_cpu cpus[]);
struct kvm_vm *__wrap_guest_vm_create(enum guest_mode mode, unsigned int nr_vcpus,
				      struct guest_cpu cpus[]);
void __real_guest_cpu_close(struct guest_cpu *cpu);
void __wrap_guest_cpu_close(struct guest_cpu *cpu);
void __real_guest_vm_free(struct kvm_vm *vm);
/* Who closes one, closes them all. */
void __wrap_guest_cpu_close(struct guest_cpu *cpu)
{
	if (calls_on() && cpu->vcpu) {
		calls_write(CALLS_UNDO, 0, "-", "close of the vCPUs", "free_vcpus()");
		calls_forget_fd(cpu->vcpu->fd);
	}
	calls_pause();
	__real_guest_cpu_close(cpu);
	calls_go_on();
}

void __wrap_guest_vm_free(struct kvm_vm *vm);
int __real_guest_hcall_try(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args,
			   unsigned int nr_args, struct hcall_result *res);
int __wrap_guest_hcall_try(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args,
			   unsigned int nr_args, struct hcall_result *res);
int __real_guest_enter_try(struct guest_cpu *cpu);
int __wrap_guest_enter_try(struct guest_cpu *cpu);
int __real_guest_trap_try(struct guest_cpu *cpu, unsigned int kind, uint64_t addr);
int __wrap_guest_trap_try(struct guest_cpu *cpu, unsigned int kind, uint64_t addr);
int __real_guest_store_try(struct guest_cpu *cpu, uint64_t addr, uint64_t value);
int __wrap_guest_store_try(struct guest_cpu *cpu, uint64_t addr, uint64_t value);
int __real_guest_stream_run(struct guest_cpu *cpu, const struct guest_stream *s,
			    struct stream_count *count);
int __wrap_guest_stream_run(struct guest_cpu *cpu, const struct guest_stream *s,
			    struct stream_count *count);

struct kvm_vm *__wrap_guest_vm_create(enum guest_mode mode, unsigned int nr_vcpus,
				      struct guest_cpu cpus[])
{
	struct kvm_vm *vm;
	char name[24];

	calls_pause();
	vm = __real_guest_vm_create(mode, nr_vcpus, cpus);
	calls_go_on();
	if (!calls_on())
		return vm;
	calls_write(CALLS_MAKE, 0, calls_name_fd(vm->fd, "vm_fd"), "KVM_CREATE_VM", "make_vm()");
	for (unsigned int i = 0; i < nr_vcpus; i++) {
		snprintf(name, sizeof(name), "vcpu_fd[%u]", i);
		calls_name_fd(cpus[i].vcpu->fd, name);
	}
	return vm;
}

void __wrap_guest_vm_free(struct kvm_vm *vm)
{
	struct kvm_vcpu *vcpu;

	if (calls_on()) {
		calls_write(CALLS_UNDO, 0, "-", "close of the vCPUs", "free_vcpus()");
		list_for_each_entry(vcpu, &vm->vcpus, list) calls_forget_fd(vcpu->fd);
	}
	calls_pause();
	__real_guest_vm_free(vm);
	calls_go_on();
}

static const char *hcall_name(uint64_t nr)
{
	static char number[24];

	switch (nr) {
	case H_GET_TCE:
		return "H_GET_TCE";
	case H_PUT_TCE:
		return "H_PUT_TCE";
	case H_STUFF_TCE:
		return "H_STUFF_TCE";
	case H_PUT_TCE_INDIRECT:
		return "H_PUT_TCE_INDIRECT";
	default:
		snprintf(number, sizeof(number), "0x%llx", (ull)nr);
		return number;
	}
}

void calls_list(const void *list, uint64_t nr)
{
	const be64 *entry = list;

	for (uint64_t i = 1; i < nr; i++)
		if (be64_to(entry[i]) != be64_to(entry[0]))
			calls_cannot("H_PUT_TCE_INDIRECT of entries that differ");
	calls_write(CALLS_LIST, 0, "-", "the list of TCEs", "fill_list(%s, %llu, 0x%llx)",
		    calls_content(list), (ull)nr, (ull)be64_to(entry[0]));
}

/* The third argument changes by @flip from call to call. */
static void record_hcalls(const struct guest_cpu *cpu, uint64_t nr, const uint64_t *args,
			  unsigned int nr_args, uint64_t flip, uint64_t times)
{
	uint64_t arg[MAX_ARGS] = { 0 };

	if (nr_args > MAX_ARGS)
		calls_cannot("a hypercall with %u arguments", nr_args);
	else if (nr_args)
		memcpy(arg, args, nr_args * sizeof(*args));
	if (nr == H_PUT_TCE_INDIRECT)
		calls_list(calls_held_at(arg[2]) ?: addr_gpa2hva(cpu->vcpu->vm, arg[2]), arg[3]);
	calls_write(CALLS_HCALL, 0, "-", hcall_name(nr),
		    "load_guest(%u, &(struct hcalls){ .nr = %s, .args = { 0x%llx, 0x%llx, 0x%llx, "
		    "0x%llx }, .flip = 0x%llx, .times = %llu })",
		    cpu->vcpu->id, hcall_name(nr), (ull)arg[0], (ull)arg[1], (ull)arg[2],
		    (ull)arg[3], (ull)flip, (ull)times);
}

int __wrap_guest_hcall_try(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args,
			   unsigned int nr_args, struct hcall_result *res)
{
	int ret;

	if (calls_on())
		record_hcalls(cpu, nr, args, nr_args, 0, 1);
	calls_pause();
	ret = __real_guest_hcall_try(cpu, nr, args, nr_args, res);
	calls_go_on();
	return ret;
}

/* Who runs the program's guest twice finds it at that hypercall, and then at its end. */
int __wrap_guest_enter_try(struct guest_cpu *cpu)
{
	int ret;

	if (calls_on())
		record_hcalls(cpu, GUEST_UCALL_NR, NULL, 0, 0, 1);
	calls_pause();
	ret = __real_guest_enter_try(cpu);
	calls_go_on();
	return ret;
}

int __wrap_guest_trap_try(struct guest_cpu *cpu, unsigned int kind, uint64_t addr)
{
	int ret;

	if (kind != GUEST_TRAP_LOAD)
		calls_cannot("a guest that traps in a way of its own");
	calls_write(CALLS_HCALL, 0, "-", "a load by the guest",
		    "load_guest(%u, &(struct hcalls){ .nr = GUEST_LOAD, .args = { 0x%llx } })",
		    cpu->vcpu->id, (ull)addr);
	calls_pause();
	ret = __real_guest_trap_try(cpu, kind, addr);
	calls_go_on();
	return ret;
}

int __wrap_guest_store_try(struct guest_cpu *cpu, uint64_t addr, uint64_t value)
{
	int ret;

	calls_write(CALLS_HCALL, 0, "-", "a store by the guest",
		    "load_guest(%u, &(struct hcalls){ .nr = GUEST_STORE, .args = { 0x%llx, "
		    "0x%llx } })",
		    cpu->vcpu->id, (ull)addr, (ull)value);
	calls_pause();
	ret = __real_guest_store_try(cpu, addr, value);
	calls_go_on();
	return ret;
}

static void record_stream(const struct guest_cpu *cpu, const struct guest_stream *s)
{
	uint64_t first = s->nr_args > 2 ? s->args[2] : 0;
	uint64_t flip = s->step ? first ^ (first + s->step) : 0;

	if (s->step && (s->step_arg != 2 || s->period != 2))
		calls_cannot("%s with arguments that step", hcall_name(s->nr));
	record_hcalls(cpu, s->nr, s->args, s->nr_args, flip, s->limit);
}

int __wrap_guest_stream_run(struct guest_cpu *cpu, const struct guest_stream *s,
			    struct stream_count *count)
{
	int ret;

	if (calls_on())
		record_stream(cpu, s);
	calls_pause();
	ret = __real_guest_stream_run(cpu, s, count);
	calls_go_on();
	return ret;
}
