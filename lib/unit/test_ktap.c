// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../ktap.h"
#include "unit.h"

static char output[8192];

/* A writer into the scratch file. */
static struct ktap writer(void)
{
	struct ktap k;

	ktap_init(&k, open(unit_scratch(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600), -1);
	return k;
}

/* What was written so far. */
static const char *written(const struct ktap *k)
{
	ssize_t n = pread(k->fd[0], output, sizeof(output) - 1, 0);

	output[n > 0 ? n : 0] = '\0';
	return output;
}

static void finish(struct ktap *k)
{
	CHECK_INT(k->error, 0);
	close(k->fd[0]);
}

static void one(struct ktap *k, const char *name, enum verdict v, const char *reason)
{
	const struct ktap_case c = { .name = name, .verdict = v, .reason = reason };

	CHECK_INT(ktap_result(k, &c), 0);
}

static void directives(void)
{
	struct ktap k = writer();

	ktap_begin(&k, 9, NULL);
	one(&k, "a", V_PASS, NULL);
	one(&k, "b", V_PASS, "3 windows");
	one(&k, "c", V_FAIL, NULL);
	one(&k, "d", V_FAIL, "answered EIO");
	one(&k, "e", V_SKIP, "no KVM");
	one(&k, "f", V_ERROR, "no device");
	one(&k, "g", V_XFAIL, "known");
	one(&k, "h", V_TIMEOUT, "30 s");
	one(&k, "i", V_TODO, "");
	CHECK_STR(written(&k), "KTAP version 1\n1..9\n"
			       "ok 1 a\n"
			       "ok 2 b # 3 windows\n"
			       "not ok 3 c\n"
			       "not ok 4 d # answered EIO\n"
			       "ok 5 e # SKIP no KVM\n"
			       "not ok 6 f # ERROR no device\n"
			       "ok 7 g # XFAIL known\n"
			       "not ok 8 h # TIMEOUT 30 s\n"
			       "ok 9 i # TODO\n");
	finish(&k);
}

static void nested(void)
{
	const struct ktap_case grandchildren[] = { { .name = "deep", .verdict = V_PASS } };
	const struct ktap_case children[] = {
		{ .name = "x", .verdict = V_PASS, .children = grandchildren, .nr_children = 1 },
		{ .name = "y", .verdict = V_SKIP, .reason = "no page", .diag = "why\nnot" },
	};
	const struct ktap_case c = { .name = "t",
				     .verdict = V_PASS,
				     .diag = "seed=1",
				     .children = children,
				     .nr_children = 2 };
	struct ktap k = writer();

	ktap_begin(&k, 1, NULL);
	ktap_result(&k, &c);
	CHECK_STR(written(&k), "KTAP version 1\n1..1\n"
			       "  KTAP version 1\n  # Subtest: t\n  1..2\n"
			       "    KTAP version 1\n    # Subtest: x\n    1..1\n"
			       "    ok 1 deep\n"
			       "  ok 1 x\n"
			       "  # why\n  # not\n"
			       "  ok 2 y # SKIP no page\n"
			       "# seed=1\n"
			       "ok 1 t\n");
	finish(&k);
}

static void child_of_same_name(void)
{
	const struct ktap_case child = { .name = "t", .verdict = V_PASS };
	const struct ktap_case c = {
		.name = "t", .verdict = V_PASS, .children = &child, .nr_children = 1
	};
	struct ktap k = writer();

	ktap_begin(&k, 1, NULL);
	ktap_result(&k, &c);
	CHECK(!strstr(written(&k), "Subtest"));
	finish(&k);
}

static enum verdict parent(enum verdict own, enum verdict child)
{
	const struct ktap_case children[] = { { .name = "x", .verdict = child } };
	const struct ktap_case c = { .verdict = own, .children = children, .nr_children = 1 };

	return ktap_case_verdict(&c);
}

static void parent_verdict(void)
{
	CHECK_INT(parent(V_PASS, V_FAIL), V_FAIL);
	CHECK_INT(parent(V_PASS, V_SKIP), V_PASS);
	CHECK_INT(parent(V_SKIP, V_PASS), V_SKIP);
	CHECK_INT(parent(V_ERROR, V_PASS), V_ERROR);
	CHECK_INT(parent(V_ERROR, V_FAIL), V_FAIL);
	CHECK_INT(parent(V_NONE, V_PASS), V_PASS);
	CHECK_INT(parent(V_NONE, V_SKIP), V_SKIP);
	CHECK_INT(parent(V_PASS, V_XFAIL), V_XFAIL);
}

static void escapes(void)
{
	struct ktap k = writer();

	ktap_begin(&k, 3, NULL);
	one(&k, "a#b\nc\033", V_FAIL, "x # SKIP y\nz\001\xff");
	one(&k, "", V_FAIL, "skip is the wrong word");
	ktap_diag(&k, "Subtest: no\n\ttab # hash %s", "\a");
	CHECK_STR(written(&k), "KTAP version 1\n1..3\n"
			       "not ok 1 a_b\\nc\\x1b # x \\# SKIP y\\nz\\x01\\xff\n"
			       "not ok 2 unnamed # reason: skip is the wrong word\n"
			       "#  Subtest: no\n#  tab # hash \\x07\n");
	finish(&k);
}

static void empty_plan_and_bail(void)
{
	struct ktap k = writer();

	ktap_begin(&k, 0, "no device");
	CHECK_INT(ktap_result(&k, &(struct ktap_case){ .name = "a" }), -EOVERFLOW);
	ktap_bail(&k, "the machine # is gone\n");
	CHECK_STR(written(&k), "KTAP version 1\n1..0 # SKIP no device\n"
			       "Bail out! the machine \\# is gone\\n\n");
	finish(&k);
}

/* A stream that a reboot cut goes on with the next number, and not in a torn line. */
static void resumes(void)
{
	struct ktap k = writer(), again;

	ktap_begin(&k, 3, NULL);
	one(&k, "a", V_PASS, NULL);
	ktap_diag(&k, "ok 7 is no result");
	CHECK_INT(write(k.fd[0], "# to", 4), 4);
	ktap_init(&again, k.fd[0], -1);
	CHECK_INT(ktap_resume(&again, "/nonexistent/ktap"), 0);
	CHECK_INT(again.next, 1);
	char path[64];
	snprintf(path, sizeof(path), "/proc/self/fd/%d", k.fd[0]);
	CHECK_INT(ktap_resume(&again, path), 0);
	CHECK_INT(again.last, V_PASS);
	CHECK_INT(ktap_begin(&again, 3, NULL), 0);
	one(&again, "b", V_PASS, NULL);
	one(&again, "c", V_PASS, NULL);
	CHECK_INT(ktap_result(&again, &(struct ktap_case){ .name = "d" }), -EOVERFLOW);
	CHECK_STR(written(&k), "KTAP version 1\n1..3\nok 1 a\n# ok 7 is no result\n# to\n"
			       "ok 2 b\nok 3 c\n");
	finish(&again);
}

/* What the last result was is read as it was written. */
static void last_is_read(void)
{
	for (enum verdict v = V_PASS; v < V_COUNT; v++) {
		struct ktap k = writer(), again;
		char path[64];

		ktap_begin(&k, 2, NULL);
		one(&k, "a", V_TIMEOUT, "SKIP");
		one(&k, "b # XFAIL", v, "FAIL # ERROR");
		snprintf(path, sizeof(path), "/proc/self/fd/%d", k.fd[0]);
		ktap_init(&again, -1, -1);
		CHECK_INT(again.last, V_NONE);
		CHECK_INT(ktap_resume(&again, path), 0);
		CHECK_INT(again.last, v);
		finish(&k);
	}
}

/* Each call is one write(2): a datagram socket keeps them apart. */
static void one_write_each(void)
{
	const struct ktap_case child = { .name = "x", .verdict = V_PASS };
	const struct ktap_case c = {
		.name = "t", .verdict = V_PASS, .diag = "1\n2", .children = &child, .nr_children = 1
	};
	struct ktap k;
	int fd[2];

	if (!CHECK_INT(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, fd), 0))
		return;
	ktap_init(&k, fd[0], -1);
	ktap_begin(&k, 1, NULL);
	ktap_result(&k, &c);
	CHECK_INT(read(fd[1], output, sizeof(output)), strlen("KTAP version 1\n1..1\n"));
	CHECK(read(fd[1], output, sizeof(output)) > 60);
	CHECK_INT(read(fd[1], output, sizeof(output)), -1);
	close(fd[0]);
	close(fd[1]);
}

static void failed_write(void)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct ktap k = writer();

	k.fd[1] = k.fd[0];
	k.fd[0] = full;
	CHECK_INT(ktap_begin(&k, 1, NULL), -ENOSPC);
	CHECK_INT(k.error, -ENOSPC);
	k.fd[0] = k.fd[1];
	CHECK_STR(written(&k), "KTAP version 1\n1..1\n"); /* the other fd got it */
	close(full);
	close(k.fd[0]);
}

/* A reader who has gone is no failure, and is told nothing more. */
static void gone_reader(void)
{
	struct ktap k = writer();
	int fd[2];

	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(pipe(fd), 0);
	close(fd[0]);
	k.fd[1] = k.fd[0];
	k.fd[0] = fd[1];
	CHECK_INT(ktap_begin(&k, 1, NULL), 0);
	CHECK_INT(k.error, 0);
	CHECK_INT(k.fd[0], -1);
	close(fd[1]);
	k.fd[0] = k.fd[1];
	CHECK_STR(written(&k), "KTAP version 1\n1..1\n");
	close(k.fd[0]);
	signal(SIGPIPE, SIG_DFL);
}

/*
 * A stream with all there is, also resumed. With UNIT_KTAP_SAMPLE=file it is kept for readers
 * that are not ours (`make unit-kunit`).
 */
static void sample(void)
{
	static const struct ktap_case deep[] = {
		{ .name = "deep", .verdict = V_XFAIL, .reason = "known #1" }
	};
	static const struct ktap_case children[] = {
		{ .name = "x", .verdict = V_XFAIL, .children = deep, .nr_children = 1 },
		{ .name = "a.x",
		  .verdict = V_SKIP,
		  .reason = "no # page",
		  .diag = "Subtest: y\n1..3\n" },
		{ .name = "y", .verdict = V_TIMEOUT, .reason = "30 s" },
	};
	const char *path = getenv("UNIT_KTAP_SAMPLE");
	struct ktap k;

	if (!path)
		path = unit_scratch();
	unlink(path);
	for (int boot = 0; boot < 2; boot++) {
		int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

		ktap_init(&k, fd, -1);
		CHECK_INT(ktap_resume(&k, path), 0);
		CHECK_INT(ktap_begin(&k, 10, NULL), 0);
		ktap_diag(&k, "platform: none\nboot %d", boot);
		for (enum verdict v = V_PASS; v <= V_SKIP; v++)
			one(&k, verdict_name(v), v, boot ? "ok 7 # SKIP" : NULL);
		CHECK_INT(ktap_result(&k, &(struct ktap_case){ .name = boot ? "parent" : "a.x",
							       .verdict = V_PASS,
							       .children = children,
							       .nr_children = 3 }),
			  0);
		one(&k, boot ? "last" : "died", V_ERROR, "the machine # stopped");
		if (!boot)
			CHECK_INT(write(fd, "# torn", 6), 6);
		CHECK_INT(k.next, boot ? 11 : 6);
		finish(&k);
	}
}

static const struct unit_case cases[] = {
	{ "directives", directives },
	{ "nested", nested },
	{ "child-of-same-name", child_of_same_name },
	{ "parent-verdict", parent_verdict },
	{ "escapes", escapes },
	{ "empty-plan-and-bail", empty_plan_and_bail },
	{ "resumes", resumes },
	{ "last is read", last_is_read },
	{ "one-write-each", one_write_each },
	{ "failed-write", failed_write },
	{ "gone-reader", gone_reader },
	{ "sample", sample },
	{ NULL, NULL },
};

const struct unit_suite suite_ktap = { "ktap", cases };
