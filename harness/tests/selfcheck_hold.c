// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.hold
 * Whoever touches a page that holds is held, in the middle of a system call, by userfaultfd and by
 * hole punching: meanwhile another thread runs a system call to its end and a grace period
 * passes; let go, it goes on with the content that it was given. A page that is taken away again
 * holds again. A read is told from a write. Nobody who touches nothing is held.
 *
 * Source: Documentation/admin-guide/mm/userfaultfd.rst, mm/shmem.c:shmem_falloc_wait()
 */
#include "../kit/hold.h"

#define LIMIT_MS 2000
#define NR_PAGES 3
#define OFFSET	 24 /* of what is touched in its page */

/* What a thread does: a system call that copies from or to what holds. */
struct copy {
	struct hold *hold;
	int pipe[2];
	struct iovec iov[3];
	int nr_iov;
};

static int copy_out(void *arg)
{
	struct copy *c = arg;

	return writev(c->pipe[1], c->iov, c->nr_iov);
}

static int copy_in(void *arg)
{
	struct copy *c = arg;

	return readv(c->pipe[0], c->iov, c->nr_iov);
}

static int touch_nothing(void *arg)
{
	(void)arg;
	return getppid() > 0;
}

/* Some bytes of @page. */
static struct iovec part_of(struct hold *h, unsigned int page)
{
	return (struct iovec){ (char *)hold_page(h, page) + OFFSET, sizeof(uint64_t) };
}

static void copy_init(struct test *t, struct copy *c, struct hold *h, unsigned int page)
{
	*c = (struct copy){ .hold = h, .nr_iov = 1, .iov = { part_of(h, page) } };
	if (pipe2(c->pipe, O_CLOEXEC))
		t_error(t, "a pipe: %s", strerror(errno));
}

static void copy_free(struct copy *c)
{
	close(c->pipe[0]);
	close(c->pipe[1]);
}

static uint64_t next_copied(struct copy *c)
{
	uint64_t value = 0;

	return read(c->pipe[0], &value, sizeof(value)) == sizeof(value) ? value : ~0ull;
}

/* A page full of @value. */
static const void *full_of(uint64_t value)
{
	static uint64_t page[1 << 13];

	for (unsigned int i = 0; i < sizeof(page) / sizeof(page[0]); i++)
		page[i] = value;
	return page;
}

struct both {
	struct actor a, b; /* who is held, and who runs meanwhile */
	int cpu;	   /* the one that hole punching may take */
};

static void both_open(struct test *t, struct both *both)
{
	cpu_set_t cpus;
	int cpu[2] = { 0, 0 }, n = 0, error;

	cpus_allowed(&cpus);
	for (int i = 0; i < CPU_SETSIZE && n < 2; i++)
		if (CPU_ISSET(i, &cpus))
			cpu[n++] = i;
	both->cpu = cpu[0];
	CPU_CLR(cpu[0], &cpus);
	if (n > 1)
		sched_setaffinity(0, sizeof(cpus), &cpus);
	error = actor_open(&both->a, cpu[n > 1]);
	error = error ?: actor_open(&both->b, cpu[n > 1]);
	if (error)
		t_error(t, "threads: %s", strerror(-error));
}

static int wait_held(struct both *both, struct hold *h, struct hold_touch *touch)
{
	return hold_wait(h, both->a.tid, LIMIT_MS, actor_is_over, &both->a, touch);
}

static void expect_touch(struct test *t, struct hold *h, const struct hold_touch *touch,
			 unsigned int page, bool write)
{
	uint64_t at_bytes = page * hold_page_bytes(h) + (hold_is_exact(h) ? OFFSET : 0);

	if (hold_how(h) == HOLD_FAULT)
		t_expect(t, touch->write == write, "a %s is said to be a %s",
			 write ? "write" : "read", touch->write ? "write" : "read");
	t_expect(t, touch->offset_bytes == at_bytes, "touched at 0x%llx, must be 0x%llx",
		 (unsigned long long)touch->offset_bytes, (unsigned long long)at_bytes);
}

/* A is held: others are not, and time alone does not free it. */
static void expect_others_go_on(struct test *t, struct both *both)
{
	actor_go(&both->b, touch_nothing, NULL);
	t_expect(t, actor_wait(&both->b, LIMIT_MS) == ACTOR_ENDED,
		 "another thread is held as well");
	oracle_rcu_settle();
	t_expect(t, !actor_is_over(&both->a), "it came back before it was let go");
}

static void expect_end(struct test *t, struct both *both, int answer)
{
	if (t_expect(t, actor_wait(&both->a, LIMIT_MS) == ACTOR_ENDED, "let go, it does not end"))
		t_expect(t, both->a.answer == answer, "it answered %d, must be %d", both->a.answer,
			 answer);
	else
		t_error(t, "a thread is lost");
}

static bool arm(struct test *t, struct both *both, struct hold *h, unsigned int page)
{
	int ret = hold_arm(h, page, both->cpu);

	for (int i = 0; ret == -EAGAIN && i < 4; i++)
		ret = hold_arm(h, page, both->cpu);
	return t_expect(t, !ret, "cannot be armed: %s", strerror(-ret));
}

/* It is held where it touches @page, and goes on with @want. */
static void check_held(struct test *t, struct both *both, struct hold *h, bool writes)
{
	const uint64_t want = hold_how(h) == HOLD_FAULT ? 0x1122334455667788 : 0;
	struct hold_touch touch;
	struct copy c;
	int ret;

	copy_init(t, &c, h, 1);
	if (writes && write(c.pipe[1], full_of(7), sizeof(uint64_t)) != sizeof(uint64_t))
		t_error(t, "a pipe: %s", strerror(errno));
	if (!arm(t, both, h, 1))
		return;
	actor_go(&both->a, writes ? copy_in : copy_out, &c);
	ret = wait_held(both, h, &touch);
	if (t_expect(t, !ret, "it is not held: %s",
		     ret == -ESRCH ? "it has ended" : strerror(-ret))) {
		expect_touch(t, h, &touch, 1, writes);
		expect_others_go_on(t, both);
	}
	hold_let_go(h, 1, full_of(want));
	expect_end(t, both, sizeof(uint64_t));
	if (!writes)
		t_expect(t, next_copied(&c) == want, "it went on with another content");
	copy_free(&c);
}

/* One system call that reads page 1, page 2, and page 1 again: each time what was given for it. */
static void check_again(struct test *t, struct both *both, struct hold *h)
{
	struct hold_touch touch;
	struct copy c;

	copy_init(t, &c, h, 1);
	c.iov[1] = part_of(h, 2);
	c.iov[2] = part_of(h, 1);
	c.nr_iov = 3;
	hold_fill(h, 1, full_of(1));
	arm(t, both, h, 2);
	actor_go(&both->a, copy_out, &c);
	if (t_expect(t, !wait_held(both, h, &touch), "it is not held")) {
		expect_touch(t, h, &touch, 2, false);
		arm(t, both, h, 1);
		hold_let_go(h, 2, full_of(2));
		if (t_expect(t, !wait_held(both, h, &touch), "it is not held again"))
			expect_touch(t, h, &touch, 1, false);
	}
	hold_let_go(h, 2, full_of(2));
	hold_let_go(h, 1, full_of(3));
	expect_end(t, both, 3 * sizeof(uint64_t));
	for (uint64_t want = 1; want <= 3; want++)
		t_expect(t, next_copied(&c) == want, "reading %d got another content", (int)want);
	copy_free(&c);
}

static void check_nobody(struct test *t, struct both *both, struct hold *h)
{
	struct hold_touch touch;
	int ret;

	if (!arm(t, both, h, 1))
		return;
	actor_go(&both->a, touch_nothing, NULL);
	ret = wait_held(both, h, &touch);
	t_expect(t, ret == -ESRCH, "a thread that touches nothing: %d, must be ESRCH", ret);
	hold_let_go(h, 1, NULL);
}

static void check(struct test *t, struct both *both, enum hold_how how)
{
	struct hold *h;
	struct why why;

	t_case(t, "%s: held at a read", hold_how_name(how));
	h = hold_open(how, NR_PAGES, &why);
	if (!h) {
		t_skip(t, "%s", why.text);
		return;
	}
	check_held(t, both, h, false);
	t_case(t, "%s: held at a write", hold_how_name(how));
	check_held(t, both, h, true);
	t_case(t, "%s: nobody", hold_how_name(how));
	check_nobody(t, both, h);
	if (how == HOLD_FAULT) {
		t_case(t, "%s: held again", hold_how_name(how));
		check_again(t, both, h);
	}
	hold_close(h);
}

static void run(struct test *t)
{
	struct both both;

	both_open(t, &both);
	check(t, &both, HOLD_FAULT);
	check(t, &both, HOLD_PUNCH);
	actor_close(&both.a);
	actor_close(&both.b);
}

TCELIFE_TEST(selfcheck_hold, .name = "selfcheck.hold", .run = run, .hang_s = 20);
