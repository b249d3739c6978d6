// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.doctor
 * The doctor finds the firmware and KVM-HV where they are, and misses each where a namespace hides
 * it: a logical partition has no OPAL, and a KVM that does not say so is none of KVM-HV's.
 *
 * Source: harness/requirements.h
 */
#include "../kit/selfcheck.h"

/* What is hidden, and by what. */
struct hiding {
	const char *with, *type, *place;
	unsigned long flags;
	const char *file; /* for what the doctor says */
};

static void ask(struct test *t, void *arg)
{
	const struct hiding *h = arg;
	int fd = open(h->file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (h->place && (unshare(CLONE_NEWNS) || mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
			 mount(h->with, h->place, h->type, h->flags, NULL)))
		t_error(t, "%s over %s: %s", h->with, h->place, strerror(errno));
	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
		t_error(t, "%s: %s", h->file, strerror(errno));
	execl("/proc/self/exe", "tcelife", "doctor", NULL);
	t_error(t, "the doctor cannot be called: %s", strerror(errno));
}

static void t_expect_said(struct test *t, struct hiding h, const char *line, const char *too)
{
	char file[300], *said;
	int status;

	snprintf(file, sizeof(file), "%s/said", t->folder);
	h.file = file;
	status = t_in_child_try(t, ask, &h);
	said = slurp(file);
	t_expect(t, WIFEXITED(status) && WEXITSTATUS(status) != EXIT_STATUS_ERROR,
		 "the doctor ended with status 0x%x", status);
	t_expect(t, said && strstr(said, line), "the doctor does not say \"%s\"", line);
	t_expect(t, said && strstr(said, too), "the doctor does not say \"%s\"", too);
	free(said);
	unlink(file);
}

static void run(struct test *t)
{
	const struct hiding nothing = { 0 };
	const struct hiding firmware = { "none", "tmpfs", "/sys/firmware", 0, NULL };
	const struct hiding kvm = { "/dev/null", NULL, "/dev/kvm", MS_BIND, NULL };

	t_case(t, "as it is");
	t_expect_said(t, nothing, "present  PowerNV ", "present  KVM-HV ");
	t_case(t, "no OPAL");
	t_expect_said(t, firmware, "MISSING  PowerNV ", "present  KVM-HV ");
	t_case(t, "not KVM-HV's KVM");
	t_expect_said(t, kvm, "present  PowerNV ", "MISSING  KVM-HV ");
}

TCELIFE_TEST(selfcheck_doctor, .name = "selfcheck.doctor", .run = run, .needs = NEEDS_KVM,
	     .data = "not to be repeated");
