// SPDX-License-Identifier: GPL-2.0-only
#include "symbols.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t count_lines(const char *text)
{
	size_t nr = 1;

	for (; *text; text++)
		nr += *text == '\n';
	return nr;
}

/* A line without its end: `c000000000012340 t name[\t[module]]`; 0: no function. */
static int parse_line(char *line, struct symbol *symbol)
{
	char *end, *bracket;
	uint64_t vaddr = strtoull(line, &end, 16);

	if (!vaddr || end[0] != ' ' || !end[1] || !strchr("tTwW", end[1]) || end[2] != ' ')
		return 0;
	*symbol = (struct symbol){ .vaddr = vaddr, .name = end + 3 };
	end = strchr(end + 3, '\t');
	if (!end)
		return 1;
	*end = '\0';
	symbol->module = end[1] == '[' ? end + 2 : NULL;
	bracket = strchr(end + 1, ']');
	if (bracket)
		*bracket = '\0';
	return 1;
}

static int compare(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	return x->vaddr < y->vaddr ? -1 : x->vaddr > y->vaddr;
}

int symbols_parse(struct symbols *s, char *text)
{
	char *line, *save;

	*s = (struct symbols){ .text = text };
	s->at = calloc(count_lines(text), sizeof(*s->at));
	if (!s->at)
		return -ENOMEM;
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		s->nr += parse_line(line, &s->at[s->nr]);
	qsort(s->at, s->nr, sizeof(*s->at), compare);
	return s->nr ? 0 : -ENOENT;
}

void symbols_free(struct symbols *s)
{
	free(s->at);
	free(s->text);
	*s = (struct symbols){ 0 };
}

const struct symbol *symbols_find(const struct symbols *s, uint64_t vaddr)
{
	size_t low = 0, high = s->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->at[middle].vaddr <= vaddr)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &s->at[low - 1] : NULL;
}

void symbols_print(const struct symbols *s, uint64_t vaddr, char *to, size_t to_bytes)
{
	const struct symbol *f = symbols_find(s, vaddr);

	if (!f)
		snprintf(to, to_bytes, "0x%llx", (unsigned long long)vaddr);
	else
		snprintf(to, to_bytes, "%s+0x%llx%s%s%s", f->name,
			 (unsigned long long)(vaddr - f->vaddr), f->module ? " [" : "",
			 f->module ?: "", f->module ? "]" : "");
}

static const struct symbol *named(const struct symbols *s, const char *name, size_t name_bytes,
				  unsigned int nth)
{
	for (size_t i = 0; i < s->nr; i++)
		if (strlen(s->at[i].name) == name_bytes &&
		    !memcmp(s->at[i].name, name, name_bytes) && !nth--)
			return &s->at[i];
	return NULL;
}

uint64_t symbols_address(const struct symbols *s, const char *word, size_t word_bytes,
			 unsigned int nth)
{
	const char *plus = memchr(word, '+', word_bytes);
	size_t name_bytes = plus ? (size_t)(plus - word) : word_bytes;
	const struct symbol *f;

	if (word_bytes > 2 && word[0] == '0' && word[1] == 'x')
		return nth ? 0 : strtoull(word, NULL, 16);
	f = named(s, word, name_bytes, nth);
	return f ? f->vaddr + (plus ? strtoull(plus + 1, NULL, 16) : 0) : 0;
}

bool symbols_range(char *text, const char *name, uint64_t *start, uint64_t *end)
{
	struct symbols all;
	bool found = false;

	/* Also what is not understood has to be freed. */
	*start = symbols_parse(&all, text) ? 0 : symbols_address(&all, name, strlen(name), 0);
	for (size_t i = 0; *start && i + 1 < all.nr && !found; i++)
		if (all.at[i].vaddr == *start && all.at[i + 1].vaddr > *start) {
			*end = all.at[i + 1].vaddr;
			found = true;
		}
	symbols_free(&all);
	return found;
}
