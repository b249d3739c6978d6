// SPDX-License-Identifier: GPL-2.0-only
/* Operations that end their process: each try is a process of its own, with its own scene. */
#include "failing.h"

#define FREE_AGAIN_MS 2000

/* Ends of such a process other than the one that was asked for. */
enum {
	CHILD_NO_SCENE = 200,
	CHILD_SURVIVED,
};

static void child_try(struct failing *r)
{
	scene_init(&r->scene, t_targets(r->t), &r->opts, r->scene.wanted);
	if (scene_prepare(&r->scene) || fault_open(&r->fault))
		_exit(CHILD_NO_SCENE);
	fault_arm(&r->fault, r->nth);
	failing_op(r)->run(&r->scene, 0);
	_exit(CHILD_SURVIVED);
}

static bool ended_as_asked(int status)
{
	return WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : !WEXITSTATUS(status);
}

/* Wait for its end; while it is a zombie its fail-nth can still be read. The wait status. */
static int await(struct failing *r, pid_t pid, bool *injected)
{
	siginfo_t info;
	int status;

	if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT))
		t_error(r->t, "cannot wait for process %d: %s", pid, strerror(errno));
	*injected = fault_was_injected(pid) == 1;
	waitpid(pid, &status, 0);
	return status;
}

void failing_try_in_child(struct failing *r)
{
	int status, error;
	bool injected;
	pid_t pid;

	failing_look_back(r);
	failing_listen(r);
	failing_say_begin(r);
	pid = fork_tied();
	if (!pid)
		child_try(r);
	if (pid < 0)
		t_error(r->t, "cannot run a process for a try: %s", strerror(errno));
	status = await(r, pid, &injected);
	if (r->nr_pids < FAILING_MAX_PIDS)
		r->pid[r->nr_pids++] = pid;
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_NO_SCENE) {
		printf(": no scene\n");
		failing_no_scene(r, "the scene of a new process", -EIO);
		return;
	}
	r->through = r->done = !injected;
	if (injected)
		failing_injected(r);
	printf(": failed in %s\n", injected ? r->last.path : "nothing");
	if (!ended_as_asked(status))
		complain(&r->complaints, COMPLAINT_ANSWER, r->last.function,
			 "n=%u: the process ended with status 0x%x (failed in %s)", r->nth,
			 (unsigned int)status, r->last.path);
	error = scene_group_reopens(t_targets(r->t)->group, FREE_AGAIN_MS);
	if (error)
		failing_no_scene(r, "the open of the group", error);
}
