// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.loss
 * The growth oracle of the races finds tries that lose a page each only when they overlap, in the
 * races' own terms (pages per thousand tries, against a control), and finds nothing where the
 * control loses as much, or gives as much back, or where what was lost is lost once only.
 *
 * Source: harness/race/loss.h
 */
#include "../kit/selfcheck.h"

#define TRIES 200

/* Tries that keep pages, in a file without a name. */
struct leaky {
	int fd;
	int pages, control_pages; /* kept by each try; below 0: given back */
};

static void keep(struct leaky *leaky, int pages)
{
	static char page[65536];
	off_t end_bytes = lseek(leaky->fd, 0, SEEK_END);

	for (int i = 0; i < pages; i++)
		if (write(leaky->fd, page, getpagesize()) < 0)
			_exit(1);
	if (pages < 0 && ftruncate(leaky->fd, end_bytes + (off_t)pages * getpagesize()))
		_exit(1);
}

static uint64_t again(void *arg, uint64_t nr, bool control)
{
	struct leaky *leaky = arg;

	for (uint64_t n = 0; n < nr; n++)
		keep(leaky, control ? leaky->control_pages : leaky->pages);
	return nr;
}

static const char *judge(struct test *t, struct inner *inner, int first_pages, int pages,
			 int control_pages)
{
	struct leaky leaky = { .fd = memfd_create("leaky", MFD_CLOEXEC),
			       .pages = pages,
			       .control_pages = control_pages };
	struct loss loss;

	inner_init(t, inner, NULL);
	loss_begin(&loss);
	keep(&leaky, first_pages);
	loss_judge(&inner->test, &loss, TRIES, again, &leaky);
	close(leaky.fd);
	return inner_failure(inner);
}

static void expect_found(struct test *t, int first, int pages, int control, bool found)
{
	struct inner inner;
	const char *failure = judge(t, &inner, first, pages, control);

	t_expect(t, !failure == !found, "%s", failure ?: "it was not found");
	t_expect(t, !failure || strstr(failure, " pages lost per thousand tries"), "%s", failure);
	if (failure)
		t_diag(t, "%s", failure);
	inner_free(&inner);
}

static void run(struct test *t)
{
	t_case(t, "a page for each try");
	if (growth_blind()) {
		t_skip(t, "%s", growth_blind());
		return;
	}
	expect_found(t, TRIES, 1, 0, true);
	t_case(t, "the control loses as much");
	expect_found(t, TRIES, 1, 1, false);
	t_case(t, "the control gives as much back");
	expect_found(t, TRIES, 1, -1, false);
	t_case(t, "the control gives less back");
	expect_found(t, 2 * TRIES, 2, -1, true);
	t_case(t, "lost once only");
	expect_found(t, TRIES, 0, 0, false);
}

TCELIFE_TEST(selfcheck_loss, .name = "selfcheck.loss", .run = run);
