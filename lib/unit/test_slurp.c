// SPDX-License-Identifier: GPL-2.0-only
#include "../slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "unit.h"

#define LARGE_BYTES 100001 /* not a multiple of any room */

static const char *file_of(const char *text, size_t bytes)
{
	const char *path = unit_scratch();
	FILE *file = fopen(path, "we");

	CHECK(file && fwrite(text, 1, bytes, file) == bytes);
	if (file)
		fclose(file);
	return path;
}

static const char *file_with(const char *text)
{
	return file_of(text, strlen(text));
}

static void slurped_is(const char *path, const char *wanted)
{
	char *text = slurp(path);

	CHECK_STR(text, wanted);
	free(text);
}

static void other_text(void)
{
	slurped_is(file_with("a\n"), "a");
}

static void whole_files(void)
{
	slurped_is(file_with(""), "");
	slurped_is(file_with("one\ntwo\n"), "one\ntwo\n");
	CHECK(unit_complains(other_text));
	errno = 0;
	slurped_is(unit_scratch(), NULL);
	CHECK_INT(errno, ENOENT);
	slurped_is("/", NULL);
	CHECK_INT(errno, EISDIR);
}

/* Around each size at which the room grows, and well over 64 KiB. */
static void large_files(void)
{
	static const size_t sizes[] = { 2047, 2048, 2049, 4095, 4096, 4097, 65536, LARGE_BYTES };
	char *wanted = malloc(LARGE_BYTES + 1);

	for (size_t i = 0; i < LARGE_BYTES; i++)
		wanted[i] = 'a' + i % 23;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *text = slurp(file_of(wanted, sizes[i]));

		CHECK(text && strlen(text) == sizes[i] && !memcmp(text, wanted, sizes[i]));
		free(text);
	}
	free(wanted);
}

static void numbers(void)
{
	CHECK_INT(slurp_number(file_with("42\n"), 7), 42);
	CHECK_INT(slurp_number(file_with("0x1b36\n"), 7), 0x1b36);
	CHECK_INT(slurp_number(file_with("-1"), 7), -1);
	CHECK_INT(slurp_number(file_with("none\n"), 7), 7);
	CHECK_INT(slurp_number(file_with(""), 7), 7);
	CHECK_INT(slurp_number(unit_scratch(), 7), 7);
}

static void fields(void)
{
	const char *path =
		file_with("Name:\tcat\nVmLckMax: 5\nVmLck:\t   64 kB\npages 9\nlast 010");

	CHECK_INT(slurp_field(path, "VmLck", 7), 64);
	CHECK_INT(slurp_field(path, "pages", 7), 9);
	CHECK_INT(slurp_field(path, "last", 7), 10);
	CHECK_INT(slurp_field(path, "Lck", 7), 7);
	CHECK_INT(slurp_field(path, "Name", 7), 7);
	CHECK_INT(slurp_field(file_with(""), "VmLck", 7), 7);
	CHECK_INT(slurp_field(unit_scratch(), "VmLck", 7), 7);
}

static void spits(void)
{
	const char *path = file_with("");

	CHECK_INT(spit(path, "vfio-pci"), 0);
	slurped_is(path, "vfio-pci");
	/* sysfs has the files it has: none is made, none is cut. */
	CHECK_INT(spit(path, "\n"), 0);
	slurped_is(path, "\nfio-pci");
	path = unit_scratch();
	CHECK_INT(spit(path, "x"), -ENOENT);
	slurped_is(path, NULL);
	CHECK_INT(spit("/dev/full", "x"), -ENOSPC);
}

/* access(2) would allow root to write all of them but the last. */
static void writable(void)
{
	CHECK_INT(spit_possible(file_with("x")), 0);
	CHECK_INT(spit_possible("/"), -EISDIR);
	CHECK_INT(spit_possible(unit_scratch()), -ENOENT);
}

/* A file that takes four bytes more, and then no more. */
static void short_writes(void)
{
	struct rlimit before, four;
	const char *path = file_with("");
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	signal(SIGXFSZ, SIG_IGN);
	CHECK(!getrlimit(RLIMIT_FSIZE, &before));
	four = before;
	four.rlim_cur = 4;
	CHECK(!setrlimit(RLIMIT_FSIZE, &four));
	CHECK_INT(spit(path, "vfio"), 0);
	CHECK_INT(spit(path, "vfio-pci"), -EIO);
	CHECK_INT(spit_fd(fd, "kvm", 3), 0);
	CHECK_INT(spit_fd(fd, "-hv", 3), -EFBIG);
	CHECK(!setrlimit(RLIMIT_FSIZE, &before));
	CHECK_INT(spit_fd(fd, "hv", 2), 0);
	slurped_is(path, "kvm-hv");
	close(fd);
	signal(SIGXFSZ, SIG_DFL);
}

static const struct unit_case cases[] = {
	{ "whole-files", whole_files },
	{ "large-files", large_files },
	{ "numbers", numbers },
	{ "fields", fields },
	{ "spits", spits },
	{ "writable", writable },
	{ "short-writes", short_writes },
	{ NULL, NULL },
};

const struct unit_suite suite_slurp = { "slurp", cases };
