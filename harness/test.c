// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <pthread.h>
#include <stdarg.h>
#include <sys/wait.h>

#include "../lib/journal.h"
#include "../lib/oracle.h"
#include "../lib/slurp.h"
#include "../lib/timebase.h"
#include "record.h"

const struct vfio_target *t_targets(const struct test *t)
{
	return t->targets;
}

struct prng *t_prng(struct test *t)
{
	return &t->prng;
}

bool t_time_left(const struct test *t)
{
	return timebase_to_ms(timebase_now() - t->start_tb) < t->duration_s * 1000ull;
}

void t_alive(struct test *t)
{
	__atomic_store_n(&t->record->alive_tb, timebase_now(), __ATOMIC_RELAXED);
}

#define TRIES_AHEAD   64    /* may be made before the next t_tries() */
#define TRIES_FIRST   256   /* of a range in the journal; the next is as long as all before */
#define TRIES_AT_ONCE 65536 /* but no longer than this */

/* On disk before they are made; few records, as each takes some milliseconds. */
static void announce_tries(struct test *t, uint64_t made)
{
	struct test_record *r = t->record;
	uint64_t more = r->tries_to > TRIES_FIRST ? r->tries_to : TRIES_FIRST;
	int error;

	if (more > TRIES_AT_ONCE)
		more = TRIES_AT_ONCE;
	r->tries_to = made + TRIES_AHEAD + more;
	error = journal_tries(t->journal, t->number, made + 1, r->tries_to);
	if (error)
		t_error(t, "the journal cannot be written: %s", strerror(-error));
}

void t_tries(struct test *t, uint64_t made)
{
	t_alive(t);
	t->record->tries = made;
	if (made)
		t_checked(t);
	if (t->journal && made + TRIES_AHEAD > t->record->tries_to)
		announce_tries(t, made);
}

void t_stopped(struct test *t, const char *title)
{
	t->record->stopped = true;
	t_diag(t, "stopped after try %llu: %s", (unsigned long long)t->record->tries, title);
}

bool t_is_stopped(const struct test *t)
{
	return t->record->stopped;
}

bool t_full_depth(const struct test *t)
{
	return t->full_depth;
}

/* The case that is being told; the first is made for those who do not name one. */
static struct case_record *current_case(struct test *t)
{
	if (!t->record->nr_cases) {
		t_case(t, "all");
		t->record->cases[0].checked = t->record->checked;
	}
	return &t->record->cases[t->record->nr_cases - 1];
}

static struct case_record *begin_case(struct test *t, const char *fmt, va_list ap)
{
	struct test_record *r = t->record;
	struct case_record *c;

	if (r->nr_cases == RECORD_MAX_CASES)
		t_error(t, "more than %d cases (RECORD_MAX_CASES); fewer, or two tests",
			RECORD_MAX_CASES);
	c = &r->cases[r->nr_cases];
	*c = (struct case_record){ .verdict = V_PASS };
	vsnprintf(c->name, sizeof(c->name), fmt, ap);
	__atomic_store_n(&r->nr_cases, r->nr_cases + 1, __ATOMIC_RELEASE);
	printf("case %s\n", c->name);
	fflush(stdout);
	return c;
}

void t_case(struct test *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	begin_case(t, fmt, ap);
	va_end(ap);
}

void t_setup_case(struct test *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	begin_case(t, fmt, ap)->checked = true;
	va_end(ap);
}

static void add_diag(struct case_record *c, const char *text)
{
	if (c->nr_diags == RECORD_MAX_DIAGS) {
		c->nr_lost_diags++;
		return;
	}
	snprintf(c->diag[c->nr_diags++], RECORD_TEXT_BYTES, "%s", text);
}

/* The first bad word is the reason; what follows stands as diagnostics. */
static void say(struct test *t, enum verdict verdict, const char *fmt, va_list ap)
{
	struct case_record *c = current_case(t);
	char text[RECORD_TEXT_BYTES];

	vsnprintf(text, sizeof(text), fmt, ap);
	printf("  %s: %s\n", verdict_name(verdict), text);
	fflush(stdout);
	if (c->verdict == V_PASS || (c->verdict == V_SKIP && verdict != V_SKIP)) {
		c->verdict = verdict;
		snprintf(c->reason, sizeof(c->reason), "%s", text);
	} else {
		add_diag(c, text);
	}
}

void t_checked(struct test *t)
{
	struct test_record *r = t->record;

	r->checked = true;
	if (r->nr_cases)
		r->cases[r->nr_cases - 1].checked = true;
}

void t_fail(struct test *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(t, V_FAIL, fmt, ap);
	va_end(ap);
}

void t_skip(struct test *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(t, V_SKIP, fmt, ap);
	va_end(ap);
}

void t_cannot_judge(struct test *t, const char *fmt, ...)
{
	va_list ap;

	t->record->cannot_judge = current_case(t)->cannot_judge = true;
	va_start(ap, fmt);
	say(t, V_SKIP, fmt, ap);
	va_end(ap);
}

void t_error(struct test *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(t, V_ERROR, fmt, ap);
	va_end(ap);
	_exit(verdict_exit_status(V_ERROR));
}

void t_diag(struct test *t, const char *fmt, ...)
{
	char text[RECORD_TEXT_BYTES];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	printf("  %s\n", text);
	add_diag(current_case(t), text);
}

bool t_is_virtual_function(const struct test *t)
{
	char path[80];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/physfn", t_targets(t)->bdf);
	return !access(path, F_OK);
}

bool t_has_dma(struct test *t)
{
	if (t->no_dma && !t->record->no_dma)
		t_diag(t, "not judged by DMA: %s", t->no_dma);
	t->record->no_dma = current_case(t)->no_dma = t->no_dma;
	return !t->no_dma;
}

static const char *answer_name(int ret, char number[16])
{
	if (!ret)
		return "success";
	if (ret < 0)
		return strerrorname_np(-ret) ?: "an unknown error";
	snprintf(number, 16, "%d", ret);
	return number;
}

static void fail_answer(struct test *t, int got, const char *want, const char *fmt, va_list ap)
{
	char what[RECORD_TEXT_BYTES / 2], number[16];

	vsnprintf(what, sizeof(what), fmt, ap);
	t_fail(t, "%s: %s, must be %s", what, answer_name(got, number), want);
}

bool t_expect_errno(struct test *t, int got, int want, const char *fmt, ...)
{
	char number[16];
	va_list ap;

	t_checked(t);
	if (got == want)
		return true;
	va_start(ap, fmt);
	fail_answer(t, got, answer_name(want, number), fmt, ap);
	va_end(ap);
	return false;
}

bool t_expect_fd(struct test *t, int got, const char *fmt, ...)
{
	va_list ap;

	t_checked(t);
	if (got >= 0)
		return true;
	va_start(ap, fmt);
	fail_answer(t, got, "success", fmt, ap);
	va_end(ap);
	return false;
}

static bool expect_result(struct test *t, struct hcall_result got, const char *want, bool ok,
			  const char *fmt, va_list ap)
{
	char what[RECORD_TEXT_BYTES / 2];

	t_checked(t);
	if (ok)
		return true;
	vsnprintf(what, sizeof(what), fmt, ap);
	t_fail(t, "%s: %s, must be %s", what,
	       got.bounced ? "left to user space" : guest_code_name(got.ret), want);
	return false;
}

bool t_expect_h(struct test *t, struct hcall_result got, int64_t want, const char *fmt, ...)
{
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	ok = expect_result(t, got, guest_code_name(want), !got.bounced && got.ret == want, fmt, ap);
	va_end(ap);
	return ok;
}

bool t_expect_bounced(struct test *t, struct hcall_result got, const char *fmt, ...)
{
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	ok = expect_result(t, got, "left to user space", got.bounced, fmt, ap);
	va_end(ap);
	return ok;
}

void t_rig_close(struct test *t, struct rig *rig)
{
	char step[RECORD_TEXT_BYTES / 2], number[16];
	int ret = rig_close_try(rig, step, sizeof(step));

	t_checked(t);
	if (ret)
		t_fail(t, "orderly close: %s: %s", step, answer_name(ret, number));
}

/* Below 0: the kernel does not say. */
static long long locked_kib_now(void)
{
	return slurp_field("/proc/self/status", "VmLck:", -1);
}

struct locked_wait {
	long long want_kib;
};

static bool locked_is_back(void *arg)
{
	const struct locked_wait *w = arg;

	long long now_kib = locked_kib_now();

	return now_kib >= 0 && now_kib <= w->want_kib;
}

static void expect_locked_back(struct test *t)
{
	struct locked_wait w = { .want_kib = t->locked_kib };

	oracle_settle_start();
	if (oracle_wait(locked_is_back, &w))
		return;
	t->record->waited = true;
	if (w.want_kib < 0 || locked_kib_now() < 0)
		t_error(t, "no VmLck in /proc/self/status: nobody can tell what is locked");
	t_fail(t, "locked memory: %lld KiB at first, %lld KiB now", t->locked_kib,
	       locked_kib_now());
}

void t_expect_nothing_held(struct test *t)
{
	struct oracle_ctx ctx = { .target = t->targets, .nr_targets = t->nr_targets };
	struct oracle_report *report = calloc(1, sizeof(*report));
	struct oracle_watch watch;

	t_checked(t);
	oracle_begin(&watch, &ctx, "group");
	oracle_end(&watch, &ctx, report);
	for (unsigned int i = 0; i < report->nr; i++)
		t_fail(t, "%s", report->finding[i].text);
	free(report);
	expect_locked_back(t);
}

static void *sleep_for_ever(void *arg)
{
	for (;;)
		pause();
	return arg;
}

void t_share_files(struct test *t)
{
	pthread_t thread;
	int error = pthread_create(&thread, NULL, sleep_for_ever, NULL);

	if (error)
		t_error(t, "cannot make a thread: %s", strerror(error));
}

void t_take_fds(struct test *t, struct rlimit *before)
{
	struct rlimit none;

	getrlimit(RLIMIT_NOFILE, before);
	none = *before;
	none.rlim_cur = 0;
	t_free_fds(t, &none);
}

void t_free_fds(struct test *t, const struct rlimit *before)
{
	if (setrlimit(RLIMIT_NOFILE, before))
		t_error(t, "cannot set RLIMIT_NOFILE: %s", strerror(errno));
}

int t_in_child_try(struct test *t, void (*body)(struct test *t, void *arg), void *arg)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork_tied();
	if (!pid) {
		t->locked_kib = locked_kib_now();
		body(t, arg);
		fflush(stdout);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		t_error(t, "cannot run a child: %s", strerror(errno));
	return status;
}

void t_in_child(struct test *t, void (*body)(struct test *t, void *arg), void *arg)
{
	int status = t_in_child_try(t, body, arg);

	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return;
	if (WIFEXITED(status))
		t_error(t, "the child stopped by itself with status %d", WEXITSTATUS(status));
	t_error(t, "the child was killed by signal %d (%s)", WTERMSIG(status),
		strsignal(WTERMSIG(status)));
}

void test_main(struct test *t)
{
	t->locked_kib = locked_kib_now();
	t->start_tb = timebase_now();
	t->decl->run(t);
	current_case(t);
	expect_locked_back(t);
	fflush(stdout);
	t->record->finished = true;
	_exit(0);
}
