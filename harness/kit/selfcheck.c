// SPDX-License-Identifier: GPL-2.0-only
#include "selfcheck.h"

#include <sched.h>
#include <sys/mount.h>

void inner_init(struct test *t, struct inner *inner, const struct test_decl *decl)
{
	inner->record = mmap(NULL, sizeof(*inner->record), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (inner->record == MAP_FAILED)
		t_error(t, "no memory for a test inside the test");
	inner->test = *t;
	inner->test.record = inner->record;
	if (decl)
		inner->test.decl = decl;
}

void inner_free(struct inner *inner)
{
	munmap(inner->record, sizeof(*inner->record));
}

const char *inner_failure(const struct inner *inner)
{
	for (unsigned int i = 0; i < inner->record->nr_cases; i++)
		if (inner->record->cases[i].verdict == V_FAIL)
			return inner->record->cases[i].reason;
	return NULL;
}

static const struct oracle_finding *finding_of(const struct oracle_report *report,
					       const char *oracle)
{
	for (unsigned int i = 0; i < report->nr; i++)
		if (!oracle || !strcmp(report->finding[i].oracle, oracle))
			return &report->finding[i];
	return NULL;
}

void t_expect_fired(struct test *t, const struct oracle_report *report, const char *oracle)
{
	const struct oracle_finding *f = finding_of(report, oracle);

	if (t_expect(t, f, "the oracle %s did not fire", oracle))
		t_diag(t, "%s: %s", oracle, f->text);
}

void t_expect_silent(struct test *t, const struct oracle_report *report, const char *oracle)
{
	const struct oracle_finding *f = finding_of(report, oracle);

	t_expect(t, !f, "the oracle %s fired for nothing: %s", f ? f->oracle : "",
		 f ? f->text : "");
}

void t_stand_in(struct test *t, const char *path, const char *text)
{
	char file[] = "/tmp/tcelife-XXXXXX";
	int fd = mkstemp(file);

	if (fd < 0)
		t_error(t, "%s: %s", file, strerror(errno));
	if (write(fd, text, strlen(text)) < 0 || unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount(file, path, NULL, MS_BIND, NULL)) {
		int error = errno;

		unlink(file);
		t_error(t, "no file can stand in for %s: %s", path, strerror(error));
	}
	unlink(file);
	close(fd);
}

void t_stand_down(struct test *t, const char *path)
{
	if (umount2(path, MNT_DETACH))
		t_error(t, "%s: what stands in for it cannot be taken away: %s", path,
			strerror(errno));
}
