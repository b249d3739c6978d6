// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "op.h"

static const char *const ref_names[OP_NR_KINDS][OP_NAMES_MAX] = {
	[OP_NOTHING] = { "nothing" },	[OP_CONTAINER] = { "c0", "c1", "c2" },
	[OP_GROUP] = { "g0", "g1" },	[OP_DEVICE] = { "d0", "d1", "d2", "d3" },
	[OP_VM] = { "v0", "v1" },	[OP_TABLE] = { "t0", "t1", "t2", "t3", "t4", "t5" },
	[OP_KVM_VFIO] = { "k0", "k1" }, [OP_PLAIN] = { "null" },
	[OP_BAD] = { "bad" },		[OP_CLOSED] = { "closed" },
};

static const char *ref_name(struct op_ref ref)
{
	const char *name = NULL;

	if (ref.kind < OP_NR_KINDS && ref.n < OP_NAMES_MAX)
		name = ref_names[ref.kind][ref.n];
	return name ? name : "?";
}

/* Numbers that have a name, by class. */
static const struct {
	enum arg_class class;
	uint64_t value;
	const char *name;
} words[] = {
	{ ARG_PERM, 1, "r" },
	{ ARG_PERM, 2, "w" },
	{ ARG_PERM, 3, "rw" },
	{ ARG_MODE, 0, "radix" },
	{ ARG_MODE, 1, "hash" },
	{ ARG_TYPE, 2, "v1" },
	{ ARG_TYPE, 7, "v2" },
	{ ARG_WHOSE, OP_OWN, "own" },
	{ ARG_WHOSE, OP_OTHERS, "others" },
	{ ARG_WHOSE, OP_NOBODYS, "nobodys" },
	{ ARG_WHOSE, OP_NAMELESS, "empty" },
	{ ARG_PASSING, OP_WHOLE, "whole" },
	{ ARG_PASSING, OP_EMPTY, "empty" },
	{ ARG_PASSING, OP_SHORT, "short" },
	{ ARG_PASSING, OP_LONG, "long" },
	{ ARG_PASSING, OP_LEAST, "least" },
	{ ARG_PASSING, OP_NULL, "null" },
	{ ARG_PASSING, OP_CUT, "cut" },
	{ ARG_PASSING, OP_FROZEN, "frozen" },
};

#define NR_WORDS (sizeof(words) / sizeof(words[0]))

static const char *word_of(enum arg_class class, uint64_t value)
{
	for (size_t i = 0; i < NR_WORDS; i++)
		if (words[i].class == class && words[i].value == value)
			return words[i].name;
	return NULL;
}

/* --- writing --- */

struct out {
	char *text;
	size_t bytes, used;
};

static void __attribute__((format(printf, 2, 3))) put(struct out *o, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(o->text + o->used, o->bytes - o->used, format, args);
	va_end(args);
	o->used += (size_t)n < o->bytes - o->used ? (size_t)n : o->bytes - o->used - 1;
}

/* What nobody would say who has nothing special in mind. */
static bool goes_unsaid(enum arg_class class, uint64_t value)
{
	return !value && (class == ARG_WHOSE || class == ARG_PASSING);
}

static void put_arg(struct out *o, const struct op_arg *arg, uint64_t value)
{
	const char *word = word_of(arg->class, value);

	if (goes_unsaid(arg->class, value))
		return;
	if (word)
		put(o, " %s=%s", arg->name, word);
	else
		put(o, " %s=0x%llx", arg->name, (unsigned long long)value);
}

size_t op_format(const struct op *op, char *text, size_t bytes)
{
	const struct op_desc *d = op_desc(op->code);
	struct out o = { .text = text, .bytes = bytes };

	if (op->process)
		put(&o, "[p%u] ", op->process);
	put(&o, "%s", d->name);
	if (d->self)
		put(&o, " %s", ref_name(op->self));
	if (d->made)
		put(&o, " new=%s", ref_name(op->made));
	if (d->fd)
		put(&o, " fd=%s", ref_name(op->fd));
	if (d->fd2)
		put(&o, " fd2=%s", ref_name(op->fd2));
	for (unsigned int n = 0; n < op_nr_args(op->code); n++)
		put_arg(&o, &d->arg[n], op->arg[n]);
	return o.used;
}

/* --- reading --- */

#define NAMES "c0..c2, g0..g1, d0..d3, v0..v1, t0..t5, k0..k1, null, bad, closed"

static bool __attribute__((format(printf, 2, 3))) wrong(char *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why, OP_TEXT_BYTES, format, args);
	va_end(args);
	return false;
}

static bool parse_ref(const char *word, struct op_ref *ref, char *why)
{
	for (unsigned int kind = OP_CONTAINER; kind < OP_NR_KINDS; kind++)
		for (unsigned int n = 0; n < op_names(kind); n++)
			if (!strcmp(word, ref_names[kind][n])) {
				*ref = (struct op_ref){ .kind = kind, .n = n };
				return true;
			}
	return wrong(why, "`%.20s` is no object: use " NAMES, word);
}

static bool parse_number(const char *key, const char *text, enum arg_class class, uint64_t *value,
			 char *why)
{
	char *end;

	for (size_t i = 0; i < NR_WORDS; i++)
		if (words[i].class == class && !strcmp(words[i].name, text)) {
			*value = words[i].value;
			return true;
		}
	errno = 0;
	*value = strtoull(text, &end, 0);
	if (!isdigit((unsigned char)text[0]) || *end || errno)
		return wrong(why, "`%.20s=%.40s`: a number of 64 bits is wanted, 0x1000 or 4096",
			     key, text);
	return true;
}

/* Words after the name of the operation that were seen: none may come twice. */
enum seen {
	SEEN_SELF = 1 << OP_ARGS,
	SEEN_NEW = 2 << OP_ARGS,
	SEEN_FD = 4 << OP_ARGS,
	SEEN_FD2 = 8 << OP_ARGS
};

static bool once(unsigned int *seen, unsigned int what, const char *word, char *why)
{
	if (*seen & what)
		return wrong(why, "`%.40s` comes twice", word);
	*seen |= what;
	return true;
}

static bool unknown_key(const struct op_desc *d, const char *key, char *why)
{
	char known[OP_TEXT_BYTES / 2] = "";
	struct out o = { .text = known, .bytes = sizeof(known) };

	put(&o, "%s%s%s", d->made ? " new" : "", d->fd ? " fd" : "", d->fd2 ? " fd2" : "");
	for (unsigned int n = 0; n < OP_ARGS && d->arg[n].name; n++)
		put(&o, " %s", d->arg[n].name);
	return wrong(why, "%s has no `%.20s`: it has%s", d->name, key, o.used ? known : " nothing");
}

/* key=value, where @key ends at the '='. */
static bool parse_pair(struct op *op, const char *key, const char *value, unsigned int *seen,
		       char *why)
{
	const struct op_desc *d = op_desc(op->code);

	if (d->made && !strcmp(key, "new"))
		return once(seen, SEEN_NEW, key, why) && parse_ref(value, &op->made, why);
	if (d->fd && !strcmp(key, "fd"))
		return once(seen, SEEN_FD, key, why) && parse_ref(value, &op->fd, why);
	if (d->fd2 && !strcmp(key, "fd2"))
		return once(seen, SEEN_FD2, key, why) && parse_ref(value, &op->fd2, why);
	for (unsigned int n = 0; n < op_nr_args(op->code); n++)
		if (!strcmp(key, d->arg[n].name))
			return once(seen, 1u << n, key, why) &&
			       parse_number(key, value, d->arg[n].class, &op->arg[n], why);
	return unknown_key(d, key, why);
}

static bool parse_word(struct op *op, char *word, unsigned int *seen, char *why)
{
	char *equals = strchr(word, '=');

	if (equals) {
		*equals = '\0';
		return parse_pair(op, word, equals + 1, seen, why);
	}
	if (!op_desc(op->code)->self)
		return wrong(why, "%s is made on no object: `%.20s`", op_desc(op->code)->name,
			     word);
	return once(seen, SEEN_SELF, word, why) && parse_ref(word, &op->self, why);
}

static bool parse_name(struct op *op, const char *word, char *why)
{
	for (unsigned int code = 0; code < OP_NR_CODES; code++)
		if (!strcmp(op_desc(code)->name, word)) {
			op->code = code;
			return true;
		}
	return wrong(why, "`%.40s` is no operation, such as map_dma or h_put_tce", word);
}

static bool parse_process(struct op *op, const char *word, char *why)
{
	if (word[1] != 'p' || word[2] < '0' || word[2] >= '0' + OP_PROCESSES ||
	    strcmp(word + 3, "]"))
		return wrong(why, "`%.20s` is no process: [p0], [p1] or [p2]", word);
	op->process = word[2] - '0';
	return true;
}

static bool complete(const struct op *op, char *why)
{
	const struct op_desc *d = op_desc(op->code);

	if (op_valid(op))
		return true;
	if (d->self && !op->self.kind)
		return wrong(why, "%s: on which object? %s wants one, such as %s", d->name, d->name,
			     ref_names[d->self][0]);
	if (d->made && op->made.kind != d->made)
		return wrong(why, "%s: new=%s is wanted, or another of that kind", d->name,
			     ref_names[d->made][0]);
	if ((d->fd && !op->fd.kind) || (d->fd2 && !op->fd2.kind))
		return wrong(why, "%s: fd=%s%s is wanted", d->name, ref_names[d->fd][0],
			     d->fd2 ? " and fd2=t0" : "");
	return wrong(why, "%s goes with %s and its like only", d->name, ref_names[d->self][0]);
}

bool op_parse(const char *line, struct op *op, char *why)
{
	char copy[OP_TEXT_BYTES], *word, *rest = copy;
	unsigned int seen = 0;
	bool named = false;

	*op = (struct op){ 0 };
	if (strlen(line) >= sizeof(copy))
		return wrong(why, "longer than %d characters", OP_TEXT_BYTES - 1);
	strcpy(copy, line);
	while ((word = strtok_r(rest, " \t\r", &rest))) {
		bool good = word[0] == '[' && !named ? parse_process(op, word, why) :
			    !named		     ? parse_name(op, word, why) :
						       parse_word(op, word, &seen, why);

		if (!good)
			return false;
		named |= word[0] != '[';
	}
	return named ? complete(op, why) : wrong(why, "no operation");
}

/* Copy the next line without its comment; false at the end of the text. */
static bool next_line(const char **text, char *line, size_t bytes)
{
	size_t all = strcspn(*text, "\n"), n = strcspn(*text, "\n#");

	if (!**text)
		return false;
	if (n >= bytes)
		n = bytes - 1;
	memcpy(line, *text, n);
	line[n] = '\0';
	*text += all + ((*text)[all] == '\n');
	return true;
}

int op_parse_file(const char *text, struct op *ops, int max, char *why)
{
	char line[OP_TEXT_BYTES + 1], reason[OP_TEXT_BYTES];
	int number = 1, nr = 0;

	if (!next_line(&text, line, sizeof(line)) || strcmp(line, OP_FILE_HEADER)) {
		wrong(why, "line 1: `" OP_FILE_HEADER "` is wanted");
		return -1;
	}
	while (next_line(&text, line, sizeof(line))) {
		number++;
		if (!line[strspn(line, " \t\r")])
			continue;
		if (nr == max) {
			wrong(why, "line %d: more than %d operations", number, max);
			return -1;
		}
		if (!op_parse(line, &ops[nr++], reason)) {
			snprintf(why, OP_TEXT_BYTES, "line %d: %.160s", number, reason);
			return -1;
		}
	}
	return nr;
}
