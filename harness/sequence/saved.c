// SPDX-License-Identifier: GPL-2.0-only
#include "saved.h"

#include "../record.h"
#include "campaign.h"

#define MARK "@ " /* before each file: its name */

/* SAVED_SEQUENCES is the path of all files in one, at build time. */
__asm__(".pushsection .rodata\n"
	"saved_sequences_start:\n"
	".incbin \"" SAVED_SEQUENCES "\"\n"
	".byte 0\n"
	".popsection\n");

extern const char saved_sequences_start[];

static void run(struct test *t)
{
	campaign_saved(t, t->decl->data);
}

/* One file: a string of its own, since the next one follows. */
static struct test_decl decl_of(const char *name, size_t name_bytes, char *text)
{
	char *full = NULL;

	if (asprintf(&full, "sequence.saved.%.*s", (int)name_bytes, name) < 0)
		full = NULL;
	return (struct test_decl){ .name = full,
				   .run = run,
				   .needs = NEEDS_KVM |
					    (strstr(text, SAVED_SECOND_GROUP) ? NEEDS_TWO_GROUPS :
										NEEDS_GROUP),
				   .data = text };
}

static unsigned int count_all(void)
{
	unsigned int nr = 0;

	for (const char *at = saved_sequences_start; (at = strstr(at, MARK)); at++)
		nr += at == saved_sequences_start || at[-1] == '\n';
	return nr;
}

static void make_all(struct test_decl *decls, unsigned int nr)
{
	const char *at = saved_sequences_start;

	for (unsigned int i = 0; i < nr; i++) {
		const char *name = at + strlen(MARK), *text = strchr(name, '\n') + 1;
		const char *end = strstr(text, "\n" MARK);

		end = end ? end + 1 : text + strlen(text);
		decls[i] = decl_of(name, (size_t)(text - 1 - name),
				   strndup(text, (size_t)(end - text)));
		at = end;
	}
}

const struct test_decl *saved_all(unsigned int *nr)
{
	static struct test_decl *decls;

	*nr = count_all();
	if (!decls) {
		decls = calloc(*nr + 1, sizeof(*decls));
		make_all(decls, decls ? *nr : 0);
	}
	return decls;
}
