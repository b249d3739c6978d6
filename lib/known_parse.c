// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "known_parts.h"

/* Where the parser is, for messages. */
struct parser {
	struct known *k;
	struct known_entry *entry; /* the stanza that is being read; NULL between stanzas */
	const char *file;
	unsigned int line;
	struct why *why;
};

#define REFUSE(p, ...) refuse((p), (p)->line, __VA_ARGS__)

__attribute__((format(printf, 3, 4))) static int refuse(struct parser *p, unsigned int line,
							const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return why_set(p->why, -EINVAL, "%s:%u: %s", p->file, line, text);
}

static const char accepted_ranges[] = "expected `all` or ranges such as 4.13..6.1.99, 6.4..";

/* `4.13..6.1.99`, `6.4..`, `..5.18`, `6.12` */
static bool parse_range(struct known_range *range, const char *text)
{
	const struct known_release newest = { UINT_MAX, UINT_MAX, UINT_MAX };
	unsigned int from = known_version_parse(&range->from, text, &text);
	unsigned int to = from;

	range->to = range->from;
	if (!strncmp(text, "..", 2)) {
		to = known_version_parse(&range->to, text + 2, &text);
		if (!to)
			range->to = newest;
	}
	if (to == 2) /* all of its stable releases */
		range->to.patch = UINT_MAX;
	return !*text && (from >= 2 || !from) && (to >= 2 || !to) && from + to &&
	       known_release_compare(&range->from, &range->to) <= 0;
}

static int parse_ranges(struct parser *p, char *text)
{
	struct known_entry *e = p->entry;
	char *save;

	if (!strcmp(text, "all")) {
		parse_range(&e->range[0], "0.0..");
		e->nr_ranges = 1;
		return 0;
	}
	for (char *w = strtok_r(text, ", ", &save); w; w = strtok_r(NULL, ", ", &save)) {
		if (e->nr_ranges == KNOWN_MAX_RANGES)
			return REFUSE(p, "more than %d ranges in one entry", KNOWN_MAX_RANGES);
		if (!parse_range(&e->range[e->nr_ranges++], w))
			return REFUSE(p, "\"%s\" is not a range of versions; %s", w,
				      accepted_ranges);
	}
	return 0;
}

/* Blanks tell whether something is missing: `klog x`, `case n x`, `oracle x`, `oracle x y`, .. */
static bool is_signature(const char *text)
{
	const char *blank = strchr(text, ' '), *second;

	if (!blank || !blank[1])
		return false;
	second = strchr(blank + 1, ' ');
	if (!strncmp(text, "klog ", 5) || !strncmp(text, "stuck ", 6))
		return !second;
	if (!strncmp(text, "oracle ", 7))
		return !second || !strchr(second + 1, ' ');
	return !strncmp(text, "case ", 5) && second;
}

static int parse_signature(struct parser *p, char *text)
{
	struct known_entry *e = p->entry;

	if (!is_signature(text))
		return REFUSE(
			p,
			"\"%s\" is not a signature; expected `klog <fingerprint glob>`, "
			"`case <name> <text glob>`, `oracle <name>`, `oracle <name> <what glob>` "
			"or `stuck <function>`",
			text);
	if (e->nr_signatures == KNOWN_MAX_SIGNATURES)
		return REFUSE(p, "more than %d signatures in one entry", KNOWN_MAX_SIGNATURES);
	e->signature[e->nr_signatures++] = text;
	return 0;
}

static int parse_globs(struct parser *p, struct known_globs *globs, char *text)
{
	char *save;

	for (char *w = strtok_r(text, ", ", &save); w; w = strtok_r(NULL, ", ", &save)) {
		if (globs->nr == KNOWN_MAX_TESTS)
			return REFUSE(p, "more than %d globs of tests in one line",
				      KNOWN_MAX_TESTS);
		globs->glob[globs->nr++] = w;
	}
	return globs->nr ? 0 : REFUSE(p, "no glob of test names");
}

/* `tests` or `tests/case` */
static int parse_test(struct parser *p, char *text)
{
	char *slash = strchr(text, '/');

	if (slash) {
		*slash = '\0';
		p->entry->test_case = slash + 1;
	}
	return parse_globs(p, &p->entry->tests, text);
}

static int parse_lethal(struct parser *p, char *text)
{
	return parse_globs(p, &p->entry->lethal, text);
}

static int parse_id(struct parser *p, char *text)
{
	for (unsigned int i = 0; i + 1 < p->k->nr_entries; i++)
		if (!strcmp(p->k->entries[i].id, text))
			return REFUSE(p, "id \"%s\" is taken by line %u; ids are unique", text,
				      p->k->entries[i].line);
	p->entry->id = text;
	p->entry->line = p->line;
	return 0;
}

static int parse_title(struct parser *p, char *text)
{
	p->entry->title = text;
	return 0;
}

static int parse_reference(struct parser *p, char *text)
{
	p->entry->reference = text;
	return 0;
}

enum key {
	KEY_ID,
	KEY_TITLE,
	KEY_TEST,
	KEY_SIGNATURE,
	KEY_LETHAL,
	KEY_AFFECTED,
	KEY_REFERENCE,
	KEYS
};

static const struct {
	const char *name;
	int (*parse)(struct parser *p, char *text);
} keys[KEYS] = {
	[KEY_ID] = { "id", parse_id },
	[KEY_TITLE] = { "title", parse_title },
	[KEY_TEST] = { "test", parse_test },
	[KEY_SIGNATURE] = { "signature", parse_signature },
	[KEY_LETHAL] = { "lethal", parse_lethal },
	[KEY_AFFECTED] = { "affected", parse_ranges },
	[KEY_REFERENCE] = { "reference", parse_reference },
};

static bool is_given(const struct known_entry *e, enum key key)
{
	switch (key) {
	case KEY_ID:
		return e->id;
	case KEY_TITLE:
		return e->title;
	case KEY_TEST:
		return e->tests.nr;
	case KEY_SIGNATURE:
		return e->nr_signatures;
	case KEY_LETHAL:
		return e->lethal.nr;
	case KEY_AFFECTED:
		return e->nr_ranges;
	default:
		return e->reference;
	}
}

static bool is_required(enum key key)
{
	return key != KEY_TITLE && key != KEY_LETHAL;
}

static int end_stanza(struct parser *p)
{
	const struct known_entry *e = p->entry;

	p->entry = NULL;
	for (int key = 0; e && key < KEYS; key++)
		if (is_required((enum key)key) && !is_given(e, (enum key)key))
			return refuse(p, e->line, "entry \"%s\" has no `%s:` line", e->id,
				      keys[key].name);
	return 0;
}

static int begin_stanza(struct parser *p)
{
	struct known *k = p->k;
	size_t bytes = (k->nr_entries + 1) * sizeof(*k->entries);
	struct known_entry *entries = realloc(k->entries, bytes);

	if (!entries)
		return why_set(p->why, -ENOMEM, "out of memory");
	k->entries = entries;
	p->entry = &entries[k->nr_entries++];
	*p->entry = (struct known_entry){ .title = NULL };
	return 0;
}

static int parse_key(struct parser *p, enum key key, char *value)
{
	int error = 0;

	if (!p->entry && key != KEY_ID)
		return REFUSE(p, "`%s:` before `id:`; an entry begins with its id", keys[key].name);
	if (p->entry && key != KEY_SIGNATURE && is_given(p->entry, key))
		return REFUSE(p, "second `%s:` in one entry; an empty line ends an entry",
			      keys[key].name);
	if (!*value)
		return REFUSE(p, "`%s:` has no value", keys[key].name);
	if (!p->entry)
		error = begin_stanza(p);
	return error ? error : keys[key].parse(p, value);
}

/* One `key: value`, its continuations joined. */
static int parse_field(struct parser *p, char *text)
{
	char *value = strchr(text, ':');

	if (value) {
		*value++ = '\0';
		value += strspn(value, " \t");
	}
	for (int key = 0; value && key < KEYS; key++)
		if (!strcmp(text, keys[key].name))
			return parse_key(p, (enum key)key, value);
	return REFUSE(p,
		      "\"%.40s\" is no key; expected id, title, test, signature, lethal, affected "
		      "or reference, a colon and a value",
		      text);
}

/* Cut the line at @text off and take blanks off its end; the start of the next one. */
static char *cut_line(char *text)
{
	char *end = strchrnul(text, '\n');
	char *next = *end ? end + 1 : end;

	while (end > text && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return next;
}

static bool is_continuation(const char *line)
{
	return (*line == ' ' || *line == '\t') && line[strspn(line, " \t\r\n")] && *line;
}

/* Append the next line to @text, in place: it only moves towards the start of the buffer. */
static char *join_line(char *text, char *line)
{
	char *next = cut_line(line);
	char *to = text + strlen(text);

	line += strspn(line, " \t");
	*to++ = ' ';
	memmove(to, line, strlen(line) + 1);
	return next;
}

static int parse_text(struct parser *p, char *text)
{
	unsigned int next_line = 1;
	int error = 0;

	while (!error && *text) {
		char *next = cut_line(text);

		p->line = next_line++;
		if (*text == '#') {
			text = next;
			continue;
		}
		for (; *text && is_continuation(next); next_line++)
			next = join_line(text, next);
		error = *text ? parse_field(p, text) : end_stanza(p);
		text = next;
	}
	return error ? error : end_stanza(p);
}

int known_parse(struct known *k, const char *file, const char *text, size_t bytes, struct why *why)
{
	struct parser p = { .k = k, .file = file, .why = why };
	int error;

	*k = (struct known){ .text = malloc(bytes + 1) };
	if (!k->text)
		return why_set(why, -ENOMEM, "out of memory");
	memcpy(k->text, text, bytes);
	k->text[bytes] = '\0';
	error = parse_text(&p, k->text);
	if (error) /* half an entry must not be matched */
		known_free(k);
	return error;
}

void known_free(struct known *k)
{
	free(k->entries);
	free(k->text);
	*k = (struct known){ 0 };
}
