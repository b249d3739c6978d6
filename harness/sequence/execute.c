// SPDX-License-Identifier: GPL-2.0-only
/* Who makes a call: this process, or one that it has forked and that waits for requests. */
#include "execute.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "../../lib/must.h"
#include "../fork.h"

static execute_call call_of(enum op_code code)
{
	execute_call call = execute_vfio(code);

	call = call ? call : execute_kvm(code);
	call = call ? call : execute_guest(code);
	return call ? call : execute_process(code);
}

/* Make the call in this very process. */
static void call_here(struct stage *s, const struct op *op, struct op_result *result)
{
	execute_call call = call_of((enum op_code)op->code);

	*result = (struct op_result){ 0 };
	if (!call)
		TEST_FAIL("nobody knows how to make the call %s",
			  op_desc((enum op_code)op->code)->name);
	result->ret = call(s, op, result);
}

/* --- in the child ----------------------------------------------------------------------- */

static void forget_siblings(struct stage *s)
{
	for (unsigned int i = 0; i < OP_PROCESSES; i++)
		if (s->child[i].pid)
			close(s->child[i].fd);
	memset(s->child, 0, sizeof(s->child));
}

static void serve(struct stage *s, int fd)
{
	struct op_result result;
	struct op op;

	while (read(fd, &op, sizeof(op)) == (ssize_t)sizeof(op)) {
		call_here(s, &op, &result);
		if (write(fd, &result, sizeof(result)) != (ssize_t)sizeof(result))
			break;
	}
	_exit(0);
}

/* --- in process 0 ----------------------------------------------------------------------- */

/* Ours, not the sequence's: no limit of it counts. */
static void open_line(int ends[2])
{
	struct rlimit limit, none;

	MUST(errno_or(getrlimit(RLIMIT_NOFILE, &limit)));
	none = (struct rlimit){ .rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max };
	MUST(errno_or(setrlimit(RLIMIT_NOFILE, &none)));
	MUST(errno_or(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)));
	MUST(errno_or(setrlimit(RLIMIT_NOFILE, &limit)));
}

static int64_t fork_child(struct stage *s, const struct op *op)
{
	unsigned int n = (unsigned int)stage_arg(op, "child");
	int ends[2], error;
	pid_t pid;

	open_line(ends);
	fflush(stdout);
	pid = fork_tied();
	error = errno; /* close() has one of its own */
	if (!pid) {
		close(ends[0]);
		forget_siblings(s);
		s->process = n;
		serve(s, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return -error;
	}
	s->child[n] = (struct stage_child){ .pid = pid, .fd = ends[0] };
	return 0;
}

static int64_t end_child(struct stage *s, unsigned int n)
{
	struct stage_child *c = &s->child[n];
	int status = 0;

	close(c->fd);
	waitpid(c->pid, &status, 0);
	*c = (struct stage_child){ 0 };
	return WIFSIGNALED(status) ? EXECUTE_DIED : 0;
}

static void ask_child(struct stage *s, const struct op *op, struct op_result *result)
{
	const struct stage_child *c = &s->child[op->process];

	if (write(c->fd, op, sizeof(*op)) != (ssize_t)sizeof(*op) ||
	    read(c->fd, result, sizeof(*result)) != (ssize_t)sizeof(*result))
		*result = (struct op_result){ .ret = EXECUTE_DIED };
}

void execute(struct stage *s, const struct op *op, struct op_result *result)
{
	*result = (struct op_result){ 0 };
	if (op->code == OP_FORK)
		result->ret = fork_child(s, op);
	else if (op->code == OP_EXIT)
		result->ret = end_child(s, op->process);
	else if (op->process != s->process)
		ask_child(s, op, result);
	else
		call_here(s, op, result);
}

void execute_end_children(struct stage *s)
{
	for (unsigned int n = 0; n < OP_PROCESSES; n++)
		if (s->child[n].pid) {
			kill(s->child[n].pid, SIGKILL);
			end_child(s, n);
		}
}
