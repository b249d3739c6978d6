// SPDX-License-Identifier: GPL-2.0-only
#include "stage.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../lib/must.h"

#define FD_BASE	  80 /* the first number of a name: above all that this process has open */
#define FD_CLOSED 79 /* never open */

int stage_fd(struct op_ref ref)
{
	int fd = FD_BASE;

	if (ref.kind == OP_CLOSED)
		return FD_CLOSED;
	if (ref.kind == OP_BAD || ref.kind == OP_NOTHING)
		return -1;
	for (unsigned int kind = OP_CONTAINER; kind < ref.kind; kind++)
		fd += (int)op_names((enum op_kind)kind);
	return fd + ref.n;
}

int64_t stage_adopt(struct op_ref made, int fd)
{
	int number = stage_fd(made);

	if (fd < 0)
		return fd;
	MUST(errno_or(dup3(fd, number, O_CLOEXEC)));
	MUST(errno_or(close(fd)));
	return number;
}

void *stage_hva(uint64_t offset)
{
	return (void *)(uintptr_t)(OP_ARENA_BASE + offset);
}

struct stage_vm *stage_vm(struct stage *s, struct op_ref ref)
{
	return ref.kind == OP_VM && ref.n < OP_VMS && s->vm[ref.n].vm ? &s->vm[ref.n] : NULL;
}

uint64_t stage_arg(const struct op *op, const char *name)
{
	const struct op_desc *d = op_desc((enum op_code)op->code);

	for (unsigned int i = 0; i < OP_ARGS; i++)
		if (d->arg[i].name && !strcmp(d->arg[i].name, name))
			return op->arg[i];
	TEST_FAIL("%s has no argument %s", d->name, name);
	return 0;
}

int stage_limit_files(bool none)
{
	struct rlimit limit;
	int ret = errno_or(getrlimit(RLIMIT_NOFILE, &limit));

	if (ret)
		return ret;
	limit.rlim_cur = none ? 0 : limit.rlim_max;
	return errno_or(setrlimit(RLIMIT_NOFILE, &limit));
}

int stage_limit_memlock(uint64_t bytes)
{
	struct rlimit limit = { .rlim_cur = bytes, .rlim_max = RLIM_INFINITY };

	return errno_or(setrlimit(RLIMIT_MEMLOCK, &limit));
}

/* A process that has it may lock what it likes: mm/util.c:account_locked_vm() */
static void give_up_ipc_lock(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	MUST(errno_or((int)syscall(__NR_capget, &head, data)));
	data[0].effective &= ~(1u << CAP_IPC_LOCK);
	MUST(errno_or((int)syscall(__NR_capset, &head, data)));
}

static void map_arena(void)
{
	void *at = mmap(stage_hva(0), OP_ARENA_BYTES, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);

	MUST(at == stage_hva(0) ? 0 : -ENOMEM);
}

void stage_open(struct stage *s, const struct vfio_target *targets, unsigned int nr_targets)
{
	struct op_ref plain = { .kind = OP_PLAIN };

	*s = (struct stage){ .targets = targets, .nr_targets = nr_targets };
	MUST(stage_limit_memlock(RLIM_INFINITY));
	MUST(stage_limit_files(false));
	give_up_ipc_lock();
	map_arena();
	s->kvm_fd = MUST(errno_or(open("/dev/kvm", O_RDWR | O_CLOEXEC)));
	stage_adopt(plain, MUST(errno_or(open("/dev/null", O_RDWR | O_CLOEXEC))));
	close(FD_CLOSED);
}
