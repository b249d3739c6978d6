// SPDX-License-Identifier: GPL-2.0-only
#include "ktap.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VERSION_LINE "KTAP version 1\n"

/* Lines on their way to one write(2). @file is NULL when there is no memory for them. */
struct block {
	char *text;
	size_t bytes;
	FILE *file;
};

static void block_open(struct block *b)
{
	b->text = NULL;
	b->bytes = 0;
	b->file = open_memstream(&b->text, &b->bytes);
}

static void put(struct block *b, const char *text)
{
	if (b->file)
		fputs(text, b->file);
}

static void put_indent(struct block *b, unsigned int depth)
{
	for (unsigned int i = 0; i < depth; i++)
		put(b, "  ");
}

static void put_escaped(struct block *b, unsigned char c)
{
	char text[5];

	if (c == '\n')
		put(b, "\\n");
	else if (snprintf(text, sizeof(text), isprint(c) && c < 0x80 ? "%c" : "\\x%02x", c) > 0)
		put(b, text);
}

/* A name cannot hold `#`, and readers drop blanks around it. */
static void put_name(struct block *b, const char *name)
{
	if (!name || !*name)
		name = "unnamed";
	for (; *name; name++)
		put_escaped(b, *name == '#' ? '_' : (unsigned char)*name);
}

static void put_text(struct block *b, const char *text)
{
	for (; *text; text++) {
		if (*text == '#')
			put(b, "\\");
		put_escaped(b, (unsigned char)*text);
	}
}

/* One diagnostic line up to @end; readers take `# Subtest: ` for a header, so break it. */
static void put_diag_line(struct block *b, unsigned int depth, const char *line, const char *end)
{
	put_indent(b, depth);
	put(b, "# ");
	if (!strncmp(line, "Subtest: ", 9))
		put(b, " ");
	for (; line < end; line++)
		put_escaped(b, *line == '\t' ? ' ' : (unsigned char)*line);
	put(b, "\n");
}

static void put_diag(struct block *b, unsigned int depth, const char *text)
{
	while (text && *text) {
		const char *end = strchrnul(text, '\n');

		put_diag_line(b, depth, text, end);
		text = *end ? end + 1 : end;
	}
}

/* Write all of the block to one fd, in one write(2) unless the kernel takes less. */
static int write_all(int fd, const char *text, size_t bytes)
{
	while (bytes) {
		ssize_t n = write(fd, text, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		bytes -= (size_t)n;
	}
	return 0;
}

/* Write the block to every fd and free it. The first failure is kept in @k; no reader is none. */
static int block_write(struct ktap *k, struct block *b)
{
	bool whole = b->file && !fclose(b->file);
	int error = whole ? 0 : -ENOMEM;

	for (int i = 0; whole && i < KTAP_MAX_FDS; i++) {
		int one = k->fd[i] < 0 ? 0 : write_all(k->fd[i], b->text, b->bytes);

		if (one == -EPIPE)
			k->fd[i] = -1;
		else if (!error)
			error = one;
	}
	free(b->text);
	if (!k->error)
		k->error = error;
	return error;
}

void ktap_init(struct ktap *k, int fd0, int fd1)
{
	*k = (struct ktap){ .fd = { fd0, fd1 }, .next = 1 };
}

/* What put_case() has made of a verdict. */
static enum verdict verdict_of_line(const char *line)
{
	const char *mark = strstr(line, " # ");
	char word[16] = "";
	enum verdict v;

	if (mark)
		sscanf(mark, " # %15[A-Z]", word);
	v = verdict_parse(word);
	if (v == V_NONE)
		v = *line == 'o' ? V_PASS : V_FAIL;
	return v;
}

/* Take what one top-level line of an earlier process says into account. */
static void resume_line(struct ktap *k, const char *line)
{
	unsigned int n;

	if (sscanf(line, "1..%u", &n) == 1) {
		k->begun = true;
		k->planned = n;
	} else if (sscanf(line, "ok %u", &n) == 1 || sscanf(line, "not ok %u", &n) == 1) {
		k->next = n + 1;
		k->last = verdict_of_line(line);
	}
}

int ktap_resume(struct ktap *k, const char *path)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t bytes;
	int error;

	if (!file)
		return errno == ENOENT ? 0 : -errno;
	errno = 0;
	while ((bytes = getline(&line, &room, file)) > 0) {
		k->torn = line[bytes - 1] != '\n';
		if (!k->torn)
			resume_line(k, line);
	}
	error = -errno;
	free(line);
	fclose(file);
	return error;
}

/* A line that a crash cut is ended first, or ours would continue it. */
static void put_first(struct ktap *k, struct block *b)
{
	if (k->torn)
		put(b, "\n");
	k->torn = false;
}

int ktap_begin(struct ktap *k, unsigned int planned, const char *reason)
{
	struct block b;
	char plan[32];

	if (k->begun)
		return 0;
	k->begun = true;
	k->planned = planned;
	block_open(&b);
	put_first(k, &b);
	snprintf(plan, sizeof(plan), "1..%u", planned);
	put(&b, VERSION_LINE);
	put(&b, plan);
	if (!planned) {
		put(&b, " # SKIP ");
		put_text(&b, reason ? reason : "nothing to run");
	}
	put(&b, "\n");
	return block_write(k, &b);
}

int ktap_diag(struct ktap *k, const char *format, ...)
{
	struct block b;
	char *text;
	va_list args;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	if (n < 0)
		return -ENOMEM;
	block_open(&b);
	put_first(k, &b);
	put_diag(&b, 0, text);
	free(text);
	return block_write(k, &b);
}

enum verdict ktap_case_verdict(const struct ktap_case *c)
{
	enum verdict sum = V_NONE;

	for (unsigned int i = 0; i < c->nr_children; i++)
		sum = verdict_add(sum, ktap_case_verdict(&c->children[i]));
	/* Only trouble goes up: a child that passed does not turn a skipped parent into a pass. */
	if (verdict_rank(sum) <= verdict_rank(V_PASS) && c->verdict != V_NONE)
		return c->verdict;
	return verdict_add(c->verdict, sum);
}

/* The word after `#`; a FAIL, like a PASS, has none. */
static const char *directive(enum verdict v)
{
	return v == V_PASS || v == V_FAIL || v == V_NONE ? NULL : verdict_name(v);
}

/* A reason without a directive must not be read as one. */
static bool looks_like_directive(const char *reason)
{
	char word[16];

	if (sscanf(reason, "%15[A-Za-z]", word) != 1)
		return false;
	for (char *c = word; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return verdict_parse(word) != V_NONE;
}

static void put_reason(struct block *b, enum verdict v, const char *reason)
{
	const char *word = directive(v);

	if (!word && (!reason || !*reason))
		return;
	put(b, " #");
	if (word) {
		put(b, " ");
		put(b, word);
	} else if (looks_like_directive(reason)) {
		put(b, " reason:");
	}
	if (reason && *reason) {
		put(b, " ");
		put_text(b, reason);
	}
}

/*
 * `# Subtest: name` gives the children of a test its name in readers that know it. Such a reader
 * ends the children at a result of that name, so it is left out when a child has it too.
 */
static bool can_be_headed(const struct ktap_case *c)
{
	for (unsigned int i = 0; i < c->nr_children; i++)
		if (c->name && c->children[i].name && !strcmp(c->name, c->children[i].name))
			return false;
	return c->name && *c->name;
}

static void put_case(struct block *b, unsigned int depth, unsigned int n,
		     const struct ktap_case *c);

static void put_children(struct block *b, unsigned int depth, const struct ktap_case *c)
{
	char plan[32];

	snprintf(plan, sizeof(plan), "1..%u\n", c->nr_children);
	put_indent(b, depth);
	put(b, VERSION_LINE);
	if (can_be_headed(c)) {
		put_indent(b, depth);
		put(b, "# Subtest: ");
		put_name(b, c->name);
		put(b, "\n");
	}
	put_indent(b, depth);
	put(b, plan);
	for (unsigned int i = 0; i < c->nr_children; i++)
		put_case(b, depth, i + 1, &c->children[i]);
}

static void put_case(struct block *b, unsigned int depth, unsigned int n, const struct ktap_case *c)
{
	enum verdict v = ktap_case_verdict(c);
	char head[32];

	if (c->nr_children)
		put_children(b, depth + 1, c);
	put_diag(b, depth, c->diag);
	put_indent(b, depth);
	snprintf(head, sizeof(head), "%s %u ", verdict_is_ok(v) ? "ok" : "not ok", n);
	put(b, head);
	put_name(b, c->name);
	put_reason(b, v, c->reason);
	put(b, "\n");
}

int ktap_result(struct ktap *k, const struct ktap_case *c)
{
	struct block b;

	if (k->next > k->planned)
		return -EOVERFLOW;
	block_open(&b);
	put_first(k, &b);
	put_case(&b, 0, k->next, c);
	k->next++;
	return block_write(k, &b);
}

int ktap_bail(struct ktap *k, const char *reason)
{
	struct block b;

	block_open(&b);
	put_first(k, &b);
	put(&b, "Bail out! ");
	put_text(&b, reason);
	put(&b, "\n");
	return block_write(k, &b);
}
