// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.faults
 * An allocation that is told to fail does fail, once, and the kernel log says where; none fails
 * that is not told to. What judges faults.<operation> sees an operation that keeps pages pinned
 * in its error path, one that keeps a file open, one that answers something else, one that does
 * not succeed afterwards and one that does not what it says; and complains of nothing where all
 * is well.
 *
 * Source: Documentation/fault-injection/fault-injection.rst (fail-nth); harness/faults
 */
#include "../kit/failing_op.h"

/* --- the injection ------------------------------------------------------------------------- */

#define ENOUGH 20 /* allocations, for a table */

static int create_table(struct scene *s, struct fault *f, unsigned int nth, bool *injected)
{
	int fd;

	if (nth)
		fault_arm(f, nth);
	fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_OTHER_LIOBN, &s->rig.window, 12);
	*injected = nth && fault_disarm(f);
	if (fd >= 0)
		close(fd);
	return fd;
}

/* The log up to now, of what @fd has not read. */
static void hear(int fd, char *path, size_t path_bytes)
{
	static char record[8192], text[64 << 10]; /* large, for a stack */
	size_t bytes = 0;
	ssize_t n;

	while ((n = read(fd, record, sizeof(record))) > 0 && bytes + (size_t)n < sizeof(text)) {
		memcpy(text + bytes, record, (size_t)n);
		bytes += (size_t)n;
	}
	if (!klog_forced_failure(text, bytes, path, path_bytes))
		snprintf(path, path_bytes, "nowhere");
}

static void inject(struct test *t, struct scene *s, struct fault *f)
{
	unsigned int failed = 0, silent = 0;
	bool injected = true, named = false;
	int kmsg_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char path[160];

	for (unsigned int nth = 1; injected && nth < ENOUGH; nth++) {
		int fd;

		lseek(kmsg_fd, 0, SEEK_END);
		fd = create_table(s, f, nth, &injected);
		failed += fd == -ENOMEM;
		silent += injected && fd != -ENOMEM;
		if (!injected)
			t_expect(t, fd >= 0, "not told to fail, it answers %d", fd);
		hear(kmsg_fd, path, sizeof(path));
		named |= strstr(path, " <- ") != NULL;
	}
	close(kmsg_fd);
	t_diag(t, "%u answers ENOMEM, %u without", failed, silent);
	t_expect(t, failed, "an ioctl that allocates never answered ENOMEM");
	t_expect(t, !injected, "no end after %d allocations", ENOUGH);
	t_expect(t, named, "the kernel log never said where");
}

static void inject_nothing(struct test *t, struct scene *s, struct fault *f)
{
	bool injected;
	int fd = create_table(s, f, 1000, &injected);

	t_expect(t, fd >= 0 && !injected, "the 1000th allocation failed: %d", fd);
	fd = create_table(s, f, 0, &injected);
	t_expect(t, fd >= 0, "disarmed, it answers %d", fd);
}

/* --- operations that do wrong ------------------------------------------------------------- */

static int run_open(struct scene *s, unsigned int side)
{
	return op_opened(s, side, vfio_container_open_try());
}

/* Refused, it has pinned the scene's other memory; which goes back in the end. */
static bool pinned;

static int run_and_pin(struct scene *s, unsigned int side)
{
	int ret = run_open(s, side);

	if (ret < 0 && !pinned)
		pinned = !vfio_register_memory_try(s->rig.container_fd, s->extra_hva,
						   s->extra_bytes);
	return ret;
}

static void after_pin(struct scene *s, unsigned int side, int answer)
{
	op_close_other(s, side, answer);
	if (pinned)
		vfio_unregister_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes);
	pinned = false;
}

static int kept_fd = -1;

static int run_and_keep(struct scene *s, unsigned int side)
{
	int ret = run_open(s, side);

	if (ret < 0 && kept_fd < 0)
		kept_fd = dup(STDOUT_FILENO);
	return ret;
}

static void after_keep(struct scene *s, unsigned int side, int answer)
{
	op_close_other(s, side, answer);
	if (kept_fd >= 0)
		close(kept_fd);
	kept_fd = -1;
}

static int run_other_answer(struct scene *s, unsigned int side)
{
	int ret = run_open(s, side);

	return ret < 0 ? -EIO : ret;
}

static int run_above_0(struct scene *s, unsigned int side)
{
	return run_open(s, side) < 0;
}

/* Refused once, it is refused for the rest of the try. */
static bool refused;

static int run_never_again(struct scene *s, unsigned int side)
{
	if (!refused)
		refused = run_open(s, side) < 0;
	return refused ? -ENOMEM : 0;
}

static void after_never_again(struct scene *s, unsigned int side, int answer)
{
	op_close_other(s, side, answer);
	refused = false;
}

static bool is_swallowed;

static int run_swallow(struct scene *s, unsigned int side)
{
	is_swallowed = run_open(s, side) < 0;
	return 0;
}

static bool not_swallowed(struct scene *s)
{
	(void)s;
	return !is_swallowed;
}

static const struct fault_law swallow_law = { .is_done = not_swallowed, .not_done = "not done" };

#define OPENS .what = "open of a container", .on = ON_CONTAINER

static const struct {
	const char *what, *must_say; /* NULL: nothing */
	struct op op;
	const struct fault_law *law;
} wrong[] = {
	{ "nothing wrong", NULL, { OPENS, .run = run_open, .after = op_close_other }, NULL },
	{ "keeps pages pinned", "locked", { OPENS, .run = run_and_pin, .after = after_pin }, NULL },
	{ "keeps a file open", "1 fds", { OPENS, .run = run_and_keep, .after = after_keep }, NULL },
	{ "answers something else",
	  "EIO",
	  { OPENS, .run = run_other_answer, .after = op_close_other },
	  NULL },
	{ "answers above 0",
	  "neither 0 nor an error",
	  { OPENS, .run = run_above_0, .after = op_close_other },
	  NULL },
	{ "does not succeed afterwards",
	  "when tried again ENOMEM",
	  { OPENS, .run = run_never_again, .after = after_never_again },
	  NULL },
	{ "does not what it says",
	  "not done",
	  { OPENS, .run = run_swallow, .after = op_close_other },
	  &swallow_law },
};

static void judge_wrong(struct test *t)
{
	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *must_say = wrong[i].must_say, *failure;
		struct inner inner;

		t_case(t, "%s", wrong[i].what);
		failing_op_judge(t, &wrong[i].op, wrong[i].law, &inner);
		failure = inner_failure(&inner);
		t_diag(t, "%s", failure ?: "no complaint");
		if (must_say)
			t_expect(t, failure && strstr(failure, must_say), "must say: %s", must_say);
		else
			t_expect(t, !failure, "it is complained about: %s", failure);
		inner_free(&inner);
	}
}

static void run(struct test *t)
{
	struct scene s;
	struct fault f;
	int error;

	scene_init(&s, t_targets(t), NULL, facts_usual());
	error = scene_prepare(&s);
	if (error)
		t_error(t, "the scene: %s: %s", fact_name(s.failed), strerror(-error));
	error = fault_open(&f);
	if (error)
		t_error(t, "fault injection: %s", strerror(-error));
	t_case(t, "what is told to fail fails");
	inject(t, &s, &f);
	t_case(t, "nothing else does");
	inject_nothing(t, &s, &f);
	fault_close(&f);
	error = scene_close(&s);
	t_expect(t, !error, "orderly close: %d", error);
	judge_wrong(t);
}

TCELIFE_TEST(selfcheck_faults, .name = "selfcheck.faults", .run = run,
	     .needs = NEEDS_GROUP | NEEDS_KVM | NEEDS_FAULT_INJECTION, .hang_s = 120);
