// SPDX-License-Identifier: GPL-2.0-only
#include "known_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/slurp.h"

/* KNOWN_ISSUES is the path of the file at build time. */
__asm__(".pushsection .rodata\n"
	"known_issues_start:\n"
	".incbin \"" KNOWN_ISSUES "\"\n"
	"known_issues_end:\n"
	".popsection\n");

extern const char known_issues_start[], known_issues_end[];

int known_list_load(struct known *k, const char *path, struct why *why)
{
	char *text;
	int ret;

	if (!path)
		return known_parse(k, "known-issues", known_issues_start,
				   known_issues_end - known_issues_start, why);
	text = slurp(path);
	if (!text)
		return why_set(why, -errno, "%s: cannot be read: %s", path, strerror(errno));
	ret = known_parse(k, path, text, strlen(text), why);
	free(text);
	return ret;
}
