// SPDX-License-Identifier: GPL-2.0-only
/* Lines of a kernel log, without their prefixes, and small tools on pieces of text. */
#include "klog_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct span span_skip(struct span s, size_t bytes)
{
	if (bytes > s.bytes)
		bytes = s.bytes;
	return (struct span){ s.at + bytes, s.bytes - bytes };
}

bool span_starts(struct span s, const char *prefix)
{
	size_t bytes = strlen(prefix);

	return s.bytes >= bytes && !memcmp(s.at, prefix, bytes);
}

bool span_is(struct span s, const char *text)
{
	return s.bytes == strlen(text) && !memcmp(s.at, text, s.bytes);
}

bool span_equal(struct span a, struct span b)
{
	return a.bytes == b.bytes && (!a.bytes || !memcmp(a.at, b.at, a.bytes));
}

struct span span_after(struct span s, const char *needle)
{
	for (; s.bytes; s = span_skip(s, 1))
		if (span_starts(s, needle))
			return span_skip(s, strlen(needle));
	return (struct span){ NULL, 0 };
}

bool span_has(struct span s, const char *needle)
{
	return span_after(s, needle).at;
}

void span_copy(struct span s, char *text, size_t text_bytes)
{
	snprintf(text, text_bytes, "%.*s", (int)s.bytes, s.at ? s.at : "");
}

static size_t count(struct span s, bool (*wanted)(char c))
{
	size_t n = 0;

	while (n < s.bytes && wanted(s.at[n]))
		n++;
	return n;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_symbol(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

bool span_symbol(struct span s, char symbol[KLOG_SYMBOL_BYTES])
{
	struct span name, rest;

	if (span_starts(s, ".")) /* ELFv1 entry points */
		s = span_skip(s, 1);
	name = (struct span){ s.at, count(s, is_symbol) };
	rest = span_skip(s, name.bytes);
	if (!name.bytes || is_digit(*name.at) || !span_starts(rest, "+0x"))
		return false;
	if (memchr(name.at, '.', name.bytes))
		name.bytes = (size_t)((const char *)memchr(name.at, '.', name.bytes) - name.at);
	span_copy(name, symbol, KLOG_SYMBOL_BYTES);
	return name.bytes;
}

/* Words that begin the changing part of a message. */
static bool ends_slug(struct span word)
{
	static const char *const ends[] = { "in", "at", "on", "for", "detected" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (span_is(word, ends[i]))
			return true;
	return !word.bytes || is_digit(*word.at) || *word.at == '-';
}

void span_slug(struct span s, char *slug, size_t slug_bytes)
{
	size_t used = 0;

	*slug = '\0';
	for (;;) {
		struct span word;

		s = span_skip(s, count(s, is_blank));
		word = (struct span){ s.at, count(s, is_word) };
		s = span_skip(s, word.bytes);
		if (span_starts(s, "()")) /* a function the message names */
			s = span_skip(s, 2);
		if (ends_slug(word) || used + word.bytes + 2 > slug_bytes)
			return;
		used += (size_t)snprintf(slug + used, slug_bytes - used, "%s%.*s", used ? "-" : "",
					 (int)word.bytes, word.at);
		if (s.bytes && !is_blank(*s.at))
			return;
	}
}

/*
 * The length of a time stamp at the start of @s, `[   12.345678]`; 0 when it is none. The
 * firmware's have more digits and a level, `[    0.032197746,5]`, and set @firmware.
 */
static size_t stamp_bytes(struct span s, bool *firmware)
{
	struct span rest = s;
	size_t digits;

	if (!span_starts(rest, "["))
		return 0;
	rest = span_skip(rest, 1);
	rest = span_skip(rest, count(rest, is_blank));
	digits = count(rest, is_digit);
	rest = span_skip(rest, digits);
	if (!digits || !span_starts(rest, "."))
		return 0;
	rest = span_skip(rest, 1);
	digits = count(rest, is_digit);
	rest = span_skip(rest, digits);
	*firmware = span_starts(rest, ",");
	if (*firmware) {
		rest = span_skip(rest, 1);
		rest = span_skip(rest, count(rest, is_digit));
	}
	return digits >= 6 && span_starts(rest, "]") ? s.bytes - rest.bytes + 1 : 0;
}

/* Take `[ T123]` (console, CONFIG_PRINTK_CALLER) off the text. */
static void take_console_caller(struct klog_line *line)
{
	struct span s = line->text;
	struct span id;

	s = span_skip(s, count(s, is_blank));
	if (!span_starts(s, "["))
		return;
	s = span_skip(s, 1);
	s = span_skip(s, count(s, is_blank));
	if (!span_starts(s, "T") && !span_starts(s, "C"))
		return;
	id = (struct span){ s.at, 1 + count(span_skip(s, 1), is_digit) };
	s = span_skip(s, id.bytes);
	if (id.bytes < 2 || !span_starts(s, "]"))
		return;
	line->caller = id;
	line->text = span_skip(s, 1);
}

/* Take `prio,seq,usec,flags[,caller=T123];` off the text. */
static bool take_record_prefix(struct klog_line *line)
{
	struct span s = line->text;
	struct span caller;

	for (int field = 0; field < 3; field++) {
		size_t digits = count(s, is_digit);

		s = span_skip(s, digits);
		if (!digits || !span_starts(s, ","))
			return false;
		s = span_skip(s, 1);
	}
	s = span_after(line->text, ";");
	if (!s.at)
		return false;
	caller.at = line->text.at;
	caller.bytes = (size_t)(s.at - line->text.at);
	caller = span_after(caller, "caller=");
	if (caller.at) {
		caller.bytes = 1 + count(span_skip(caller, 1), is_digit);
		line->caller = caller;
	}
	line->stamp = (struct span){ line->text.at, (size_t)(s.at - line->text.at) };
	line->text = s;
	return true;
}

/* The offset in @s of the first time stamp at or after @from; s.bytes when there is none. */
static size_t find_stamp(struct span s, size_t from, bool *firmware)
{
	for (size_t i = from; i < s.bytes; i++)
		if (s.at[i] == '[' && stamp_bytes(span_skip(s, i), firmware))
			return i;
	return s.bytes;
}

/*
 * A console line: what stands before its first time stamp was written by somebody else, and
 * each time stamp begins a message. Sets line->text to the first of them and returns the bytes
 * of the line that are used up.
 */
static size_t take_console_prefix(struct klog_line *line)
{
	struct span whole = line->text;
	bool firmware = false, next_firmware;
	size_t start = find_stamp(whole, 0, &firmware);
	size_t stamp, end;

	if (start == whole.bytes)
		return whole.bytes;
	stamp = stamp_bytes(span_skip(whole, start), &firmware);
	end = find_stamp(whole, start + stamp, &next_firmware);
	line->stamp = (struct span){ whole.at + start, stamp };
	line->text = (struct span){ whole.at + start + stamp, end - start - stamp };
	if (firmware)
		line->text.bytes = 0;
	take_console_caller(line);
	if (span_starts(line->text, " "))
		line->text = span_skip(line->text, 1);
	return end;
}

bool klog_next_line(struct klog_reader *r, struct klog_line *line)
{
	struct span rest = { r->text + r->at, r->bytes - r->at };
	const char *newline;
	size_t used;

	if (!rest.bytes)
		return false;
	newline = memchr(rest.at, '\n', rest.bytes);
	*line = (struct klog_line){ .caller = { "", 0 }, .number = r->number };
	line->text = (struct span){ rest.at, newline ? (size_t)(newline - rest.at) : rest.bytes };
	used = line->text.bytes;
	if (!take_record_prefix(line))
		used = take_console_prefix(line);
	while (line->text.bytes && strchr("\r\n", line->text.at[line->text.bytes - 1]))
		line->text.bytes--;
	r->at = r->at + used;
	if (newline && rest.at + used == newline) {
		r->at++;
		r->number++;
	}
	return true;
}
