// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "known_parts.h"

unsigned int known_version_parse(struct known_release *r, const char *text, const char **end)
{
	unsigned int *const part[] = { &r->major, &r->minor, &r->patch };
	unsigned int n = 0;

	*r = (struct known_release){ 0 };
	*end = text;
	while (n < 3 && isdigit((unsigned char)*text)) {
		unsigned long value = strtoul(text, (char **)&text, 10);

		*part[n++] = value > UINT_MAX ? UINT_MAX : (unsigned int)value;
		*end = text;
		if (text[0] != '.' || !isdigit((unsigned char)text[1]))
			break;
		text++;
	}
	return n;
}

int known_release_parse(struct known_release *r, const char *text)
{
	const char *end;

	return known_version_parse(r, text, &end) < 2 ? -EINVAL : 0;
}

int known_release_compare(const struct known_release *a, const struct known_release *b)
{
	if (a->major != b->major)
		return a->major < b->major ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	return a->patch < b->patch ? -1 : a->patch > b->patch;
}

bool known_affects(const struct known_entry *e, const struct known_release *release)
{
	for (unsigned int i = 0; i < e->nr_ranges; i++)
		if (known_release_compare(release, &e->range[i].from) >= 0 &&
		    known_release_compare(release, &e->range[i].to) <= 0)
			return true;
	return false;
}
