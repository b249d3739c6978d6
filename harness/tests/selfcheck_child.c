// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.child
 * The runner tells how a test ended: it came to its end, it was killed by a signal, it stopped in
 * an assertion of the library (which must be neither a pass nor a skip), or it hung, and then it
 * is killed with all its children, and where it hung is written down. It also tells that there was
 * no process for a test, and that a test had more cases than there is room for.
 *
 * Source: harness/child.h
 */
#include "../kit/selfcheck.h"

static void come_to_the_end(struct test *t)
{
	(void)t;
}

static void die(struct test *t)
{
	(void)t;
	kill(getpid(), SIGKILL);
}

static void assert_something(struct test *t)
{
	(void)t;
	errno = EACCES; /* which the library would like to make a skip of */
	TEST_ASSERT(false, "an assertion that fails on purpose");
}

/* A child of its own, too, so that killing the test alone would not be enough. */
static void hang(struct test *t)
{
	(void)t;
	fork();
	for (;;)
		pause();
}

/* What comes after would be told of the last one. */
static void have_too_many_cases(struct test *t)
{
	for (unsigned int i = 0; i <= RECORD_MAX_CASES; i++)
		t_case(t, "%u", i);
}

static const struct {
	const char *name;
	void (*run)(struct test *t);
	enum child_how how;
	bool finished; /* the record says so */
} ends[] = {
	{ "comes to its end", come_to_the_end, CHILD_FINISHED, true },
	{ "killed by a signal", die, CHILD_SIGNALLED, false },
	{ "stopped by an assertion", assert_something, CHILD_FINISHED, false },
	{ "hangs", hang, CHILD_HUNG, false },
	{ "has more cases than there is room for", have_too_many_cases, CHILD_FINISHED, false },
	{ "cannot be started", come_to_the_end, CHILD_NOT_STARTED, false },
};

#define STOPPED	    2
#define NOT_STARTED (ARRAY_SIZE(ends) - 1)
#define NOBODY	    65534

static void tick(void *arg)
{
	(void)arg;
}

static void run_one(struct test *t, unsigned int i)
{
	struct test_decl decl = { .name = "inner", .run = ends[i].run };
	char stuck[32], *where;
	struct child_watch watch = {
		.log_path = "/dev/null", .stuck_path = stuck, .hang_s = 1, .tick = tick
	};
	struct child_end end;
	struct inner inner;

	snprintf(stuck, sizeof(stuck), "/proc/self/fd/%d", memfd_create("stuck", 0));
	inner_init(t, &inner, &decl);
	child_run(&inner.test, &watch, &end);
	t_expect(t, end.how == ends[i].how, "seen as %d, must be %d (enum child_how)", end.how,
		 ends[i].how);
	t_expect(t, inner.record->finished == ends[i].finished, "the record says that it %s",
		 inner.record->finished ? "finished" : "did not finish");
	where = slurp(stuck);
	t_expect(t, (where && *where) == (ends[i].how == CHILD_HUNG),
		 "where it hung is %swritten down", where && *where ? "" : "not ");
	free(where);
	inner_free(&inner);
}

/* A user who may have no more processes; root always may. */
static void have_no_process(struct test *t, void *arg)
{
	struct rlimit none = { 0 };

	(void)arg;
	if (setrlimit(RLIMIT_NPROC, &none) || setuid(NOBODY))
		t_error(t, "cannot become a user without processes: %s", strerror(errno));
	run_one(t, NOT_STARTED);
}

static void run(struct test *t)
{
	struct rlimit before;

	for (unsigned int i = 0; i < NOT_STARTED; i++) {
		t_case(t, "%s", ends[i].name);
		run_one(t, i);
	}
	t_case(t, "%s, and there is no file to wait with", ends[STOPPED].name);
	t_take_fds(t, &before);
	run_one(t, STOPPED);
	t_free_fds(t, &before);
	t_case(t, "%s", ends[NOT_STARTED].name);
	t_in_child(t, have_no_process, NULL);
}

TCELIFE_TEST(selfcheck_child, .name = "selfcheck.child", .run = run);
