// SPDX-License-Identifier: GPL-2.0-only
/* What a process does to itself, and what its device does. Forking is in execute.c. */
#include <linux/mman.h>
#include <sys/mman.h>

#include "../../lib/must.h"
#include "dma_probe.h"
#include "execute.h"

static int64_t mmap_memory(struct stage *s, const struct op *op, struct op_result *result)
{
	void *want = stage_hva(stage_arg(op, "hva"));
	void *at = mmap(want, stage_arg(op, "bytes"), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);

	(void)s, (void)result;
	return at == MAP_FAILED ? -errno : 0;
}

#define HUGE_FLAGS (MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | OP_HUGE_SHIFT << MAP_HUGE_SHIFT)

/* Tried elsewhere first: where it fails nothing shall be gone. */
static int64_t mmap_huge(struct stage *s, const struct op *op, struct op_result *result)
{
	void *want = stage_hva(stage_arg(op, "hva"));
	size_t bytes = stage_arg(op, "bytes");
	void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, HUGE_FLAGS, -1, 0);

	(void)s, (void)result;
	if (at == MAP_FAILED)
		return -errno;
	MUST(errno_or(munmap(at, bytes)));
	at = mmap(want, bytes, PROT_READ | PROT_WRITE, HUGE_FLAGS | MAP_FIXED | MAP_POPULATE, -1,
		  0);
	MUST(at == MAP_FAILED ? -errno : 0);
	return errno_or(madvise(at, bytes, MADV_DONTFORK));
}

static int64_t munmap_memory(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return errno_or(munmap(stage_hva(stage_arg(op, "hva")), stage_arg(op, "bytes")));
}

/* The VM's own memory goes with it: nobody else knows where it is. */
static int64_t close_vm(struct stage_vm *v)
{
	guest_cpu_close(&v->cpu);
	guest_vm_close_fd(v->vm);
	guest_vm_free(v->vm);
	*v = (struct stage_vm){ 0 };
	return 0;
}

static int64_t close_fd(struct stage *s, const struct op *op, struct op_result *result)
{
	struct stage_vm *v = stage_vm(s, op->self);

	(void)result;
	return v ? close_vm(v) : errno_or(close(stage_fd(op->self)));
}

static int64_t limit_memlock(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return stage_limit_memlock(stage_arg(op, "bytes"));
}

static int64_t limit_nofile(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return stage_limit_files(!stage_arg(op, "more"));
}

static int64_t dma(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)result;
	return dma_probe(s, op);
}

execute_call execute_process(enum op_code code)
{
	static const execute_call calls[OP_NR_CODES] = {
		[OP_MMAP_MEMORY] = mmap_memory,
		[OP_MMAP_HUGE] = mmap_huge,
		[OP_MUNMAP_MEMORY] = munmap_memory,
		[OP_CLOSE] = close_fd,
		[OP_LIMIT_MEMLOCK] = limit_memlock,
		[OP_LIMIT_NOFILE] = limit_nofile,
		[OP_DMA] = dma,
	};

	return calls[code];
}
