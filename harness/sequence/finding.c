// SPDX-License-Identifier: GPL-2.0-only
#include "finding.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/names.h"

#define KLOG		"klog "
#define LETHAL_TO	"sequences" /* no test's name: in `lethal:` of an entry */
#define FILE_NAME_BYTES 100

struct finding *finding_add(struct findings *f, const char *fingerprint, bool *is_new)
{
	struct finding *one;

	for (unsigned int i = 0; i < f->nr; i++)
		if (!strcmp(f->found[i].fingerprint, fingerprint)) {
			f->found[i].count++;
			*is_new = false;
			return &f->found[i];
		}
	*is_new = true;
	if (f->nr == FINDINGS_MAX)
		return NULL;
	one = &f->found[f->nr++];
	*one = (struct finding){ .count = 1 };
	snprintf(one->fingerprint, sizeof(one->fingerprint), "%s", fingerprint);
	return one;
}

void finding_split(const char *fingerprint, char rule[FINDING_TEXT_BYTES], const char **rest)
{
	size_t bytes = strcspn(fingerprint, ": ");

	snprintf(rule, FINDING_TEXT_BYTES, "%.*s", (int)bytes, fingerprint);
	*rest = fingerprint + bytes + strspn(fingerprint + bytes, ": ");
}

const struct known_entry *finding_known(const struct known *known, const char *test,
					const char *release, const char *fingerprint)
{
	char signature[FINDING_TEXT_BYTES + 8], rule[FINDING_TEXT_BYTES];
	const char *rest;

	if (!known)
		return NULL;
	finding_split(fingerprint, rule, &rest);
	if (strncmp(fingerprint, KLOG, strlen(KLOG)))
		snprintf(signature, sizeof(signature), "case %.150s %.150s", rule, rest);
	else
		snprintf(signature, sizeof(signature), "%s", fingerprint);
	return known_match(known, test, NULL, signature, release);
}

/* --- what the generator is told --- */

/* The rule of a signature `case <rule> ..`, if it is one and only one; else NULL. */
static const char *rule_of(const char *signature, char *rule, size_t rule_bytes)
{
	const char *start = signature + strlen("case ");
	size_t bytes;

	if (strncmp(signature, "case ", strlen("case ")))
		return NULL;
	bytes = strcspn(start, " ");
	if (bytes >= rule_bytes)
		return NULL;
	snprintf(rule, rule_bytes, "%.*s", (int)bytes, start);
	return strchr(rule, '.') && !names_is_glob(rule) ? rule : NULL;
}

static bool is_lethal(const struct known_entry *e)
{
	for (unsigned int i = 0; i < e->lethal.nr; i++)
		if (!strcmp(e->lethal.glob[i], LETHAL_TO))
			return true;
	return false;
}

static void avoid(const char *list[GENERATE_AVOID], const char *rule)
{
	for (unsigned int i = 0; i < GENERATE_AVOID; i++) {
		if (!list[i])
			list[i] = rule;
		if (!strcmp(list[i], rule))
			return;
	}
}

static void avoid_entry(struct finding_bias *b, const struct known_entry *e)
{
	for (unsigned int i = 0; i < e->nr_signatures; i++) {
		if (b->nr == 2 * GENERATE_AVOID)
			return;
		if (!rule_of(e->signature[i], b->text[b->nr], sizeof(b->text[0])))
			continue;
		avoid(is_lethal(e) ? b->bias.never : b->bias.seldom, b->text[b->nr]);
		b->nr++;
	}
}

void finding_bias_make(struct finding_bias *b, const struct known *known, const char *test,
		       const char *release)
{
	struct known_release r;

	*b = (struct finding_bias){ 0 };
	if (!known || known_release_parse(&r, release))
		return;
	for (unsigned int i = 0; i < known->nr_entries; i++) {
		const struct known_entry *e = &known->entries[i];

		if (known_globs_match(&e->tests, test) && known_affects(e, &r))
			avoid_entry(b, e);
	}
}

/* --- files --- */

void finding_file_name(const char *fingerprint, char *name, size_t name_bytes)
{
	size_t n = 0;

	for (const char *p = fingerprint; *p && n < FILE_NAME_BYTES && n + 5 < name_bytes; p++) {
		bool plain = isalnum((unsigned char)*p) || strchr("._", *p);

		if (plain || (n && name[n - 1] != '-'))
			name[n++] = plain ? *p : '-';
	}
	snprintf(name + n, name_bytes - n, ".seq");
}

char *finding_text(const char *fingerprint, const char *kernel, const char *origin,
		   const struct op *ops, unsigned int nr_ops)
{
	char *text = NULL, line[OP_TEXT_BYTES];
	size_t bytes;
	FILE *f = open_memstream(&text, &bytes);

	if (!f)
		return NULL;
	fprintf(f, "%s\n", OP_FILE_HEADER);
	if (fingerprint)
		fprintf(f, "# fingerprint: %s\n", fingerprint);
	fprintf(f, "# kernel: %s\n", kernel);
	if (origin)
		fprintf(f, "# seed: %s\n", origin);
	for (unsigned int i = 0; i < nr_ops; i++) {
		op_format(&ops[i], line, sizeof(line));
		fprintf(f, "%s\n", line);
	}
	fclose(f);
	return text;
}

int finding_save(const char *folder, const char *fingerprint, const char *kernel,
		 const char *origin, const struct op *ops, unsigned int nr_ops)
{
	char path[800], name[FILE_NAME_BYTES + 8];
	char *text = finding_text(fingerprint, kernel, origin, ops, nr_ops);
	int ret = 0;
	FILE *f;

	finding_file_name(fingerprint, name, sizeof(name));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = text ? fopen(path, "we") : NULL;
	if (!f || fputs(text, f) < 0)
		ret = -errno;
	if (f && fclose(f))
		ret = -errno;
	free(text);
	return ret;
}
