// SPDX-License-Identifier: GPL-2.0-only
/* Calls into the guest, and what comes back. */
#include <errno.h>
#include <string.h>

#include "guest.h"

/* Why KVM_RUN came back. */
enum guest_exit { EXIT_DONE, EXIT_TRAP, EXIT_BAD, EXIT_BOUNCED, EXIT_STRANGE };

static enum guest_exit classify(const struct kvm_run *run)
{
	if (run->exit_reason != KVM_EXIT_PAPR_HCALL)
		return EXIT_STRANGE;
	if (run->papr_hcall.nr != GUEST_UCALL_NR)
		return EXIT_BOUNCED;

	switch (run->papr_hcall.args[0]) {
	case GUEST_UCALL_DONE:
		return EXIT_DONE;
	case GUEST_UCALL_TRAP:
		return EXIT_TRAP;
	case GUEST_UCALL_BAD:
		return EXIT_BAD;
	default:
		return EXIT_BOUNCED;
	}
}

static void trap_record(struct guest_cpu *cpu)
{
	const __u64 *args = cpu->vcpu->run->papr_hcall.args;

	cpu->trap = (struct guest_trap){
		.vector = args[1],
		.nip = args[2],
		.msr = args[3],
		.dar = args[4],
		.dsisr = (uint32_t)args[5],
		.lr = args[6],
	};
	cpu->trapped = true;
}

/* KVM_RUN until the guest is done with its command or cannot go on; *@bounced if it left one. */
static int run_to_end(struct guest_cpu *cpu, bool *bounced)
{
	struct kvm_run *run = cpu->vcpu->run;

	for (;;) {
		if (__vcpu_run(cpu->vcpu)) {
			if (errno == EINTR && !run->immediate_exit)
				continue;
			return -errno;
		}

		switch (classify(run)) {
		case EXIT_DONE:
			return 0;
		case EXIT_TRAP:
			trap_record(cpu);
			return -EFAULT;
		case EXIT_BOUNCED:
			run->papr_hcall.ret = GUEST_BOUNCED;
			*bounced = true;
			break;
		case EXIT_BAD:
		case EXIT_STRANGE:
			return -EIO;
		}
	}
}

/* A trap has left the guest in its last resort: back to the start of its command loop. */
static int recover(struct guest_cpu *cpu)
{
	if (cpu->trapped && __vcpu_ioctl(cpu->vcpu, KVM_SET_REGS, &cpu->start_regs))
		return -errno;
	cpu->trapped = false;
	return 0;
}

static int run_command(struct guest_cpu *cpu, uint64_t command, bool *bounced)
{
	int error = recover(cpu);

	if (error)
		return error;
	cpu->block->command = command;
	*bounced = false;
	error = run_to_end(cpu, bounced);
	cpu->lost = error && !cpu->trapped;
	return error;
}

static int check_usable(const struct guest_cpu *cpu)
{
	if (!cpu->vcpu)
		return -EBADF;
	return cpu->lost ? -EBUSY : 0;
}

static int put_call(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args, unsigned int nr_args)
{
	int error = check_usable(cpu);

	if (error)
		return error;
	if (nr_args > GUEST_NR_ARGS)
		return -EINVAL;
	cpu->block->nr = nr;
	memset(cpu->block->args, 0, sizeof(cpu->block->args));
	if (nr_args)
		memcpy(cpu->block->args, args, nr_args * sizeof(*args));
	return 0;
}

int guest_hcall_try(struct guest_cpu *cpu, uint64_t nr, const uint64_t *args, unsigned int nr_args,
		    struct hcall_result *res)
{
	int error = put_call(cpu, nr, args, nr_args);

	if (!error)
		error = run_command(cpu, GUEST_CMD_HCALL, &res->bounced);
	if (error)
		return error;
	res->ret = cpu->block->ret;
	memcpy(res->out, cpu->block->out, sizeof(res->out));
	return 0;
}

int guest_trap_try(struct guest_cpu *cpu, unsigned int kind, uint64_t addr)
{
	int error = put_call(cpu, kind, &addr, 1);
	bool bounced;

	return error ? error : run_command(cpu, GUEST_CMD_TRAP, &bounced);
}

int guest_store_try(struct guest_cpu *cpu, uint64_t addr, uint64_t value)
{
	const uint64_t args[] = { addr, value };
	int error = put_call(cpu, GUEST_TRAP_STORE, args, 2);
	bool bounced;

	return error ? error : run_command(cpu, GUEST_CMD_TRAP, &bounced);
}

/*
 * What the guest is told is the same for all: to issue the hypercall by which it reports, too, so
 * that one time is as the other, in from the start to there, or from there to its report.
 */
int guest_enter_try(struct guest_cpu *cpu)
{
	int error = check_usable(cpu);

	if (error)
		return error;
	__atomic_store_n(&cpu->block->nr, GUEST_UCALL_NR, __ATOMIC_RELAXED);
	__atomic_store_n(&cpu->block->command, GUEST_CMD_HCALL, __ATOMIC_RELEASE);
	while ((error = __vcpu_run(cpu->vcpu) ? -errno : 0) == -EINTR &&
	       !cpu->vcpu->run->immediate_exit)
		;
	return error;
}

bool guest_is_idle(const struct guest_cpu *cpu)
{
	return classify(cpu->vcpu->run) == EXIT_DONE;
}

static struct hcall_result hcall(struct guest_cpu *cpu, const char *name, uint64_t nr,
				 const uint64_t *args, unsigned int nr_args)
{
	struct hcall_result res;
	char trap[256];
	int error = guest_hcall_try(cpu, nr, args, nr_args, &res);

	errno = error == -EACCES ? 0 : -error; /* EACCES would make a skip of it */
	TEST_ASSERT(error != -EFAULT, "%s: %s", name,
		    guest_trap_describe(&cpu->trap, trap, sizeof(trap)));
	TEST_ASSERT(error != -EIO, "%s: unexpected exit: %s", name,
		    exit_reason_str(cpu->vcpu->run->exit_reason));
	TEST_ASSERT(!error, "%s: %s", name, strerror(-error));
	return res;
}

struct hcall_result guest_put_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
				  uint64_t tce)
{
	const uint64_t args[] = { liobn, ioba, tce };

	return hcall(cpu, "H_PUT_TCE", H_PUT_TCE, args, ARRAY_SIZE(args));
}

struct hcall_result guest_put_tce_indirect(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
					   uint64_t list_gpa, uint64_t nr_tces)
{
	const uint64_t args[] = { liobn, ioba, list_gpa, nr_tces };

	return hcall(cpu, "H_PUT_TCE_INDIRECT", H_PUT_TCE_INDIRECT, args, ARRAY_SIZE(args));
}

struct hcall_result guest_stuff_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba,
				    uint64_t value, uint64_t nr_tces)
{
	const uint64_t args[] = { liobn, ioba, value, nr_tces };

	return hcall(cpu, "H_STUFF_TCE", H_STUFF_TCE, args, ARRAY_SIZE(args));
}

struct hcall_result guest_get_tce(struct guest_cpu *cpu, uint64_t liobn, uint64_t ioba)
{
	const uint64_t args[] = { liobn, ioba };

	return hcall(cpu, "H_GET_TCE", H_GET_TCE, args, ARRAY_SIZE(args));
}

static void put_stream(struct guest_block *block, const struct guest_stream *s)
{
	block->step_arg = s->step_arg;
	block->step = s->step;
	block->period = s->period;
	block->limit = s->limit;
	block->successes = 0;
	block->bounces = 0;
	block->other_code = 0;
	memset(block->by_code, 0, sizeof(block->by_code));
	__atomic_store_n(&block->calls, 0, __ATOMIC_RELEASE);
}

static void get_count(const struct guest_block *block, struct stream_count *count)
{
	count->calls = block->calls;
	count->successes = block->successes;
	count->bounces = block->bounces;
	count->other_code = block->other_code;
	memcpy(count->by_code, block->by_code, sizeof(count->by_code));
}

int guest_stream_run(struct guest_cpu *cpu, const struct guest_stream *s,
		     struct stream_count *count)
{
	int error = put_call(cpu, s->nr, s->args, s->nr_args);
	bool bounced;

	if (error)
		return error;
	if (s->step_arg >= GUEST_NR_ARGS)
		return -EINVAL;
	put_stream(cpu->block, s);
	error = run_command(cpu, GUEST_CMD_STREAM, &bounced);
	get_count(cpu->block, count);
	return error;
}

void guest_stream_arm(struct guest_cpu *cpu)
{
	__atomic_store_n(&cpu->block->stop, 0, __ATOMIC_RELEASE);
}

void guest_stream_stop(struct guest_cpu *cpu)
{
	__atomic_store_n(&cpu->block->stop, 1, __ATOMIC_RELEASE);
}

uint64_t guest_stream_calls(const struct guest_cpu *cpu)
{
	return __atomic_load_n(&cpu->block->calls, __ATOMIC_ACQUIRE);
}
