// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Match one `[...]` of a glob against @c; the byte after it, or NULL when it is no set. */
static const char *match_set(const char *glob, char c, bool *matched)
{
	const char *p = glob + 1;
	bool negated = *p == '!' || *p == '^';
	bool hit = false;

	p += negated;
	for (const char *first = p; *p && (*p != ']' || p == first); p++) {
		if (p[1] == '-' && p[2] && p[2] != ']') {
			hit |= c >= p[0] && c <= p[2];
			p += 2;
		} else {
			hit |= c == *p;
		}
	}
	*matched = hit != negated;
	return *p ? p + 1 : NULL;
}

/* Match one element of a glob that is not `*`; what follows it, or NULL for no match. */
static const char *match_one(const char *glob, char c)
{
	bool matched;
	const char *next;

	if (*glob == '?')
		return glob + 1;
	if (*glob == '[') {
		next = match_set(glob, c, &matched);
		if (next)
			return matched ? next : NULL;
	}
	if (*glob == '\\' && glob[1])
		glob++;
	return *glob == c ? glob + 1 : NULL;
}

/* The last `*` takes one byte more each time the rest does not fit: no recursion needed. */
bool names_glob(const char *glob, const char *name)
{
	const char *star = NULL, *star_name = NULL;

	while (*name) {
		const char *next;

		if (*glob == '*') {
			star = ++glob;
			star_name = name;
			continue;
		}
		next = *glob ? match_one(glob, *name) : NULL;
		if (next) {
			glob = next;
			name++;
		} else if (star) {
			glob = star;
			name = ++star_name;
		} else {
			return false;
		}
	}
	return !glob[strspn(glob, "*")];
}

bool names_is_glob(const char *text)
{
	return strpbrk(text, "*?[\\");
}

/* Longer texts are not typed by hand; their ends are not compared. */
#define DISTANCE_BYTES 96

static unsigned int min3(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int least = a < b ? a : b;

	return least < c ? least : c;
}

unsigned int names_distance(const char *a, const char *b)
{
	/* rows i, i - 1 and i - 2 of the table of distances between beginnings of a and b */
	unsigned int rows[3][DISTANCE_BYTES + 1];
	unsigned int *row = rows[0], *above = rows[1], *above2 = rows[2];
	size_t a_bytes = strnlen(a, DISTANCE_BYTES), b_bytes = strnlen(b, DISTANCE_BYTES);

	for (size_t j = 0; j <= b_bytes; j++)
		row[j] = (unsigned int)j;
	for (size_t i = 1; i <= a_bytes; i++) {
		unsigned int *spare = above2;

		above2 = above;
		above = row;
		row = spare;
		row[0] = (unsigned int)i;
		for (size_t j = 1; j <= b_bytes; j++) {
			row[j] = min3(above[j] + 1, row[j - 1] + 1,
				      above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    above2[j - 2] + 1 < row[j])
				row[j] = above2[j - 2] + 1;
		}
	}
	return row[b_bytes];
}

const char *names_nearest(const char *wanted, const char *const *names, unsigned int nr_names)
{
	unsigned int limit = (unsigned int)strlen(wanted) / 3 + 1;
	unsigned int least = limit + 1;
	const char *nearest = NULL;

	for (unsigned int i = 0; i < nr_names; i++) {
		unsigned int distance = names_distance(wanted, names[i]);

		/* who stops in the middle of a name has not made an error for each byte missing */
		if (*wanted && !strncmp(names[i], wanted, strlen(wanted)))
			distance = distance < limit ? distance : limit;
		if (distance < least) {
			least = distance;
			nearest = names[i];
		}
	}
	return nearest;
}

int names_unknown(struct why *why, const char *what, const char *wanted, const char *const *names,
		  unsigned int nr_names, const char *advice)
{
	const char *near = names_nearest(wanted, names, nr_names);

	if (near)
		return why_set(why, -ENOENT, "%s \"%s\" is unknown; did you mean \"%s\"?", what,
			       wanted, near);
	return why_set(why, -ENOENT, "%s \"%s\" is unknown; %s", what, wanted, advice);
}

/* Digits only (strtoull also takes blanks and signs), all of them. */
static bool parse_u64(const char *text, const char **end, uint64_t *value)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	char *stop;

	if (!isdigit((unsigned char)text[0]) || (hex && !isxdigit((unsigned char)text[2])))
		return false;
	errno = 0;
	*value = strtoull(text, &stop, hex ? 16 : 10);
	*end = stop;
	return !errno;
}

static unsigned int unit_s(const char *unit)
{
	if (!strcmp(unit, "s"))
		return 1;
	if (!strcmp(unit, "m"))
		return 60;
	return strcmp(unit, "h") ? 0 : 3600;
}

int names_parse_duration_s(const char *text, unsigned int *duration_s, struct why *why)
{
	const char *unit;
	uint64_t value;
	const uint64_t longest_s = 1000 * 3600;

	if (!parse_u64(text, &unit, &value) || !unit_s(unit))
		return why_set(why, -EINVAL,
			       "\"%s\" is not a duration; write a number and s, m or h, such as "
			       "90s, 10m or 2h",
			       text);
	if (!value || value > longest_s / unit_s(unit))
		return why_set(why, -EINVAL, "\"%s\" is out of range; a duration is 1s to 1000h",
			       text);
	*duration_s = (unsigned int)value * unit_s(unit);
	return 0;
}

int names_parse_seed(const char *text, uint64_t *seed, struct why *why)
{
	const char *end;
	uint64_t value;

	if (!parse_u64(text, &end, &value) || *end)
		return why_set(why, -EINVAL,
			       "\"%s\" is not a seed; write a number from 0 to "
			       "18446744073709551615, decimal or 0x...",
			       text);
	*seed = value;
	return 0;
}

int names_parse_number(const char *what, const char *text, uint64_t low, uint64_t high,
		       uint64_t *number, struct why *why)
{
	const char *end;
	uint64_t value;

	if (!parse_u64(text, &end, &value) || *end || value < low || value > high)
		return why_set(why, -EINVAL,
			       "\"%s\" is not a good %s; write a number from %llu to %llu", text,
			       what, (unsigned long long)low, (unsigned long long)high);
	*number = value;
	return 0;
}

/* Exactly @digits hexadecimal digits, then @then. */
static bool take_hex(const char **text, unsigned int digits, char then, unsigned int *value)
{
	*value = 0;
	for (; digits; digits--, (*text)++) {
		char c = (char)tolower((unsigned char)**text);

		if (!isxdigit((unsigned char)c))
			return false;
		*value = *value * 16 + (unsigned int)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	if (**text != then)
		return false;
	if (then)
		(*text)++;
	return true;
}

int names_parse_pci(const char *text, char address[NAMES_PCI_BYTES], struct why *why)
{
	unsigned int domain = 0, bus, device, function;
	const char *p = text;

	if (strlen(text) > 7 && !take_hex(&p, 4, ':', &domain))
		goto bad;
	if (!take_hex(&p, 2, ':', &bus) || !take_hex(&p, 2, '.', &device) ||
	    !take_hex(&p, 1, '\0', &function) || device > 0x1f || function > 7)
		goto bad;
	snprintf(address, NAMES_PCI_BYTES, "%04x:%02x:%02x.%x", domain & 0xffff, bus & 0xff,
		 device & 0xff, function & 0xf);
	return 0;
bad:
	return why_set(why, -EINVAL,
		       "\"%s\" is not a PCI address; write domain:bus:device.function in "
		       "hexadecimal, such as 0000:01:00.0 (lspci -D lists them)",
		       text);
}
