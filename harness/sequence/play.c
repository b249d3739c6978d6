// SPDX-License-Identifier: GPL-2.0-only
#include "play.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "../../lib/must.h"
#include "../fork.h"
#include "observe.h"

#define TEARDOWN_SEED 1

struct play *play_new(void)
{
	void *at = mmap(NULL, sizeof(struct play), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	MUST(at == MAP_FAILED ? -errno : 0);
	return at;
}

void play_free(struct play *p)
{
	munmap(p, sizeof(*p));
}

/* --- in the sequence's process ---------------------------------------------------------- */

/* Both sides of it. */
struct player {
	struct play *p;
	struct model m;
	struct stage stage;
	struct observer observer;
};

static void end(struct play *p, enum play_end how)
{
	p->end = how;
	p->ended = true;
}

static void departs(struct player *pl, const struct op *op, const struct model_answer *answer,
		    const struct op_result *result)
{
	struct play *p = pl->p;
	char predicted[MODEL_TEXT_BYTES], answered[MODEL_TEXT_BYTES];

	model_fingerprint(op, answer, result, p->fingerprint);
	model_describe(answer, predicted);
	model_describe_result(op, result, answered);
	snprintf(p->details, sizeof(p->details), "%.80s, must be %.80s", answered, predicted);
	snprintf(p->source, sizeof(p->source), "%s", answer->legal[0].rule->source);
	end(p, PLAY_DEPARTS);
}

static bool observed(struct player *pl, const struct op *op)
{
	struct play *p = pl->p;
	bool right =
		observe_after(&pl->observer, &pl->stage, &pl->m, op, p->fingerprint, p->details);

	p->circumstances = observe_circumstances(&pl->observer);
	if (right)
		return true;
	end(p, PLAY_DEPARTS);
	return false;
}

/* False: the sequence ends here. */
static bool make(struct player *pl, const struct op *op)
{
	struct model_answer answer;
	struct op_result result;

	if (!model_can(&pl->m, op) || !observe_can(&pl->stage, &pl->m, op))
		return true;
	op_format(op, pl->p->doing, sizeof(pl->p->doing));
	if (pl->p->loud) {
		printf("making %u: %s\n", pl->p->at + 1, pl->p->doing);
		fflush(stdout);
	}
	model_predict(&pl->m, op, &answer);
	execute(&pl->stage, op, &result);
	pl->p->made++;
	if (result.ret == EXECUTE_DIED) {
		end(pl->p, PLAY_DIED);
		return false;
	}
	if (!model_agrees(&answer, &result)) {
		departs(pl, op, &answer, &result);
		return false;
	}
	model_take(&pl->m, op, &result);
	return observed(pl, op);
}

/* What is left goes, in an order of its own. */
static bool tear_down(struct player *pl)
{
	struct prng prng = prng_seed(TEARDOWN_SEED);
	struct op op;

	for (unsigned int i = 0; i < 4 * PLAY_TEARDOWN && generate_teardown(&pl->m, &prng, &op);
	     i++)
		if (!make(pl, &op))
			return false;
	return true;
}

static void play_through(struct player *pl)
{
	struct play *p = pl->p;

	for (p->at = 0; p->at < p->nr_ops; p->at++)
		if (!make(pl, &p->ops[p->at]))
			return;
	if (tear_down(pl))
		end(p, PLAY_AGREES);
}

static void become_sequence(struct play *p, const struct model *start,
			    const struct vfio_target *targets)
{
	static struct player pl;

	pl.p = p;
	pl.m = *start;
	stage_open(&pl.stage, targets, start->machine.nr_groups);
	observe_begin(&pl.observer);
	play_through(&pl);
	execute_end_children(&pl.stage);
	fflush(stdout);
	_exit(0);
}

/* --- who waits for it ------------------------------------------------------------------- */

static const char *op_name_at(const struct play *p)
{
	static char name[32];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(p->doing, " "), p->doing);
	return name;
}

static void say_died(struct play *p, int sig)
{
	p->end = PLAY_DIED;
	snprintf(p->fingerprint, sizeof(p->fingerprint), "killed.%s: an answer got signal %d",
		 op_name_at(p), sig);
}

void play(struct play *p, const struct model *start, const struct vfio_target *targets)
{
	int status = 0;
	pid_t pid;

	p->at = p->made = 0;
	p->circumstances = "";
	p->ended = false;
	p->fingerprint[0] = p->source[0] = p->details[0] = p->doing[0] = '\0';
	fflush(stdout);
	pid = fork_tied();
	if (!pid)
		become_sequence(p, start, targets);
	MUST(errno_or(pid));
	MUST(errno_or(waitpid(pid, &status, 0)));
	if (WIFSIGNALED(status) || (p->ended && p->end == PLAY_DIED)) {
		say_died(p, WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL);
	} else if (!p->ended) {
		p->end = PLAY_BROKEN;
		snprintf(p->details, sizeof(p->details), "stopped with status %d",
			 WEXITSTATUS(status));
	}
}
