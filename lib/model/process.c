// SPDX-License-Identifier: GPL-2.0-only
/* Processes: fork and exit, close, limits, holes in the arena. */
#include "parts.h"

static void call_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed(a, RULE_CALL_OK);
}

/* --- memory: hva, bytes --- */

static bool memory_can(const struct model *m, const struct op *op)
{
	uint64_t hva = op->arg[0], bytes = op->arg[1];

	return bytes && !((hva | bytes) & (host_page(m) - 1)) && bytes <= OP_ARENA_BYTES &&
	       hva <= OP_ARENA_BYTES - bytes && !memory_splits(m, mm_of(m, op), hva, bytes) &&
	       MM(m, mm_of(m, op))->nr_segments + 3 <= MODEL_SEGMENTS;
}

static void mmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		memory_map(m, mm_of(m, op), op->arg[0], op->arg[1]);
}

/* As many as there are, and each only once. */
static bool huge_can(const struct model *m, const struct op *op)
{
	uint64_t nr = op->arg[1] >> OP_HUGE_SHIFT;

	return memory_can(m, op) && !((op->arg[0] | op->arg[1]) & (OP_HUGE_BYTES - 1)) &&
	       m->huge_taken + nr <= m->machine.huge_pages;
}

static void huge_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	may_refuse(a, true, RULE_HUGE_NONE);
	succeed(a, RULE_CALL_OK);
}

static void huge_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (!done(op, r))
		return;
	m->huge_taken += op->arg[1] >> OP_HUGE_SHIFT;
	memory_map_huge(m, mm_of(m, op), op->arg[0], op->arg[1]);
}

static void munmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		memory_unmap(m, mm_of(m, op), op->arg[0], op->arg[1]);
}

/* --- close --- */

static bool close_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->self.kind != OP_PLAIN;
}

static void close_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse(a, !self_of(m, op), RULE_FD_CLOSED);
	succeed(a, RULE_CALL_OK);
}

static void fd_close(struct model *m, unsigned int process, unsigned int kind, unsigned int n)
{
	model_id *fd = &m->process[process].fd[kind][n], id = *fd;

	*fd = 0;
	if (id)
		fd_put(m, kind, id);
}

static void close_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		fd_close(m, op->process, op->self.kind, op->self.n);
}

/* --- fork: child; exit --- */

static bool fork_can(const struct model *m, const struct op *op)
{
	uint64_t child = op->arg[0];

	return !op->process && child && child < OP_PROCESSES && !m->process[child].alive &&
	       mm_find_free(m);
}

static void fork_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_process *child = &m->process[op->arg[0]];
	model_id mm = mm_find_free(m);

	(void)r;
	*child = m->process[0];
	*MM(m, mm) = *MM(m, child->mm);
	MM(m, mm)->locked_pages = 0;
	child->mm = mm;
	memory_drop_huge(m, mm);
	for (unsigned int kind = OP_CONTAINER; kind < OP_NR_KINDS; kind++)
		for (unsigned int n = 0; n < op_names(kind); n++)
			if (child->fd[kind][n])
				fd_get(m, kind, child->fd[kind][n]);
	for (unsigned int n = 0; n < OP_DEVICES; n++)
		if (child->mapped_device[n])
			DEVICE(m, child->mapped_device[n])->maps++;
	for (unsigned int n = 0; n < OP_TABLES; n++)
		if (child->mapped_table[n])
			TABLE(m, child->mapped_table[n])->maps++;
}

static bool exit_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->process;
}

static void drop_mappings(struct model *m, struct model_process *p)
{
	for (unsigned int n = 0; n < OP_DEVICES; n++) {
		model_id id = p->mapped_device[n];

		p->mapped_device[n] = 0;
		if (id) {
			DEVICE(m, id)->maps--;
			device_settle(m, id);
		}
	}
	for (unsigned int n = 0; n < OP_TABLES; n++) {
		model_id id = p->mapped_table[n];

		p->mapped_table[n] = 0;
		if (id) {
			TABLE(m, id)->maps--;
			table_settle(m, id);
		}
	}
}

static void exit_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_process *p = &m->process[op->process];

	(void)r;
	drop_mappings(m, p);
	for (unsigned int kind = OP_CONTAINER; kind < OP_NR_KINDS; kind++)
		for (unsigned int n = 0; n < op_names(kind); n++)
			fd_close(m, op->process, kind, n);
	MM(m, p->mm)->alive = false;
	MM(m, p->mm)->nr_segments = 0;
	*p = (struct model_process){ 0 };
}

/* --- limits --- */

static void memlock_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		m->process[op->process].memlock_bytes = op->arg[0];
}

static bool nofile_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->arg[0] <= 1;
}

static void nofile_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		m->process[op->process].no_files = !op->arg[0];
}

const struct act process_acts[OP_NR_CODES] = {
	[OP_MMAP_MEMORY] = { memory_can, call_predict, mmap_take },
	[OP_MMAP_HUGE] = { huge_can, huge_predict, huge_take },
	[OP_MUNMAP_MEMORY] = { memory_can, call_predict, munmap_take },
	[OP_CLOSE] = { close_can, close_predict, close_take },
	[OP_FORK] = { fork_can, call_predict, fork_take },
	[OP_EXIT] = { exit_can, call_predict, exit_take },
	[OP_LIMIT_MEMLOCK] = { NULL, call_predict, memlock_take },
	[OP_LIMIT_NOFILE] = { nofile_can, call_predict, nofile_take },
};
