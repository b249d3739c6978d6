/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What sequences have found: one of each fingerprint. The fingerprint `<rule>: <must> got <is>` is
 * known if the list of known issues has the signature `case <rule> <must> got <is>` for the
 * test; that of a kernel report, `klog <fingerprint>`, is one as it stands.
 */
#ifndef TCELIFE_SEQUENCE_FINDING_H
#define TCELIFE_SEQUENCE_FINDING_H

#include "../../lib/known.h"
#include "../../lib/model/generate.h"

#define FINDING_TEXT_BYTES 320
#define FINDINGS_MAX	   96

struct finding {
	char fingerprint[FINDING_TEXT_BYTES];
	const struct known_entry *known; /* NULL: it is not */
	uint64_t count;
};

struct findings {
	unsigned int nr;
	struct finding found[FINDINGS_MAX];
};

/* One more of this kind; *@is_new if it is the first. NULL if there is no room for another kind. */
struct finding *finding_add(struct findings *f, const char *fingerprint, bool *is_new);

/* The rule, or "klog"; and what stands behind it. */
void finding_split(const char *fingerprint, char rule[FINDING_TEXT_BYTES], const char **rest);

/* The known issue that it is, for this test and kernel; NULL: none. */
const struct known_entry *finding_known(const struct known *known, const char *test,
					const char *release, const char *fingerprint);

/*
 * The rules that the list says this kernel breaks, for the generator. Those that kill the machine,
 * whose entry has `sequences` among what it is lethal for, are never to be gone to. The strings
 * are the bias's own.
 */
struct finding_bias {
	struct generate_bias bias;
	char text[2 * GENERATE_AVOID][48];
	unsigned int nr;
};
void finding_bias_make(struct finding_bias *b, const struct known *known, const char *test,
		       const char *release);

/*
 * Write a file that replays: @ops, under comments that say which fingerprint, kernel and
 * `<seed>:<number>` (NULL: none) it has. 0 or -errno.
 */
int finding_save(const char *folder, const char *fingerprint, const char *kernel,
		 const char *origin, const struct op *ops, unsigned int nr_ops);

/* The name of that file, without its folder. */
void finding_file_name(const char *fingerprint, char *name, size_t name_bytes);

/* The text of such a file for @ops, for the caller to free; NULL without memory. */
char *finding_text(const char *fingerprint, const char *kernel, const char *origin,
		   const struct op *ops, unsigned int nr_ops);

#endif
