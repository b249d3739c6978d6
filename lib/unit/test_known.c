// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../known.h"
#include "unit.h"

static const char list[] = "# a comment\n"
			   "id: double-put\n"
			   "title: the table is put\n"
			   "\ttwice\n"
			   "test: lifetime.*/close *\n"
			   "signature: klog WARNING:f:*\n"
			   "signature: oracle locked_vm\n"
			   "affected: 4.13..6.1.99, 6.4..6.12\n"
			   "reference: commit 0123456789ab\n"
			   "\n"
			   "\n"
			   "id: second\n"
			   "test: hcall.*, race.a.b\n"
			   " race.a.c\n"
			   "signature: case put *H_PARAMETER*\n"
			   "signature: oracle vmalloc mm_iommu_*\n"
			   "signature: stuck f*\n"
			   "lethal: race.a.b race.a.*\n"
			   "affected: all\n"
			   "reference: none";

static const char *match(const char *test, const char *test_case, const char *signature,
			 const char *release)
{
	static char id[32];
	const struct known_entry *e;
	struct known k;
	struct why why = { "" };

	CHECK_INT(known_parse(&k, "list", list, sizeof(list) - 1, &why), 0);
	CHECK_STR(why.text, "");
	CHECK_INT(k.nr_entries, 2);
	e = known_match(&k, test, test_case, signature, release);
	strcpy(id, e ? e->id : "none");
	known_free(&k);
	return id;
}

static void matches(void)
{
	CHECK_STR(match("lifetime.a", "close vm", "klog WARNING:f:g", "6.1.0"), "double-put");
	CHECK_STR(match("lifetime.a", "close vm", "oracle locked_vm", "6.1.0"), "double-put");
	CHECK_STR(match("hcall.put", NULL, "case put got H_PARAMETER, wanted 0", "7.2.0-rc3"),
		  "second");
	CHECK_STR(match("lifetime.a", "open", "klog WARNING:f:g", "6.1.0"), "none");
	CHECK_STR(match("lifetime.a", NULL, "klog WARNING:f:g", "6.1.0"), "none");
	CHECK_STR(match("lifetime.a", "close vm", "klog OOPS:f:g", "6.1.0"), "none");
	CHECK_STR(match("other", "close vm", "klog WARNING:f:g", "6.1.0"), "none");
	CHECK_STR(match("hcall.put", NULL, "case putt H_PARAMETER", "6.1.0"), "none");
	CHECK_STR(match("hcall.put", NULL, "oracle vmalloc mm_iommu_new", "6.1.0"), "second");
	CHECK_STR(match("hcall.put", NULL, "oracle vmalloc kvm_new", "6.1.0"), "none");
	CHECK_STR(match("race.a.b", NULL, "stuck for_ever", "6.1.0"), "second");
	CHECK_STR(match("race.a.c", NULL, "stuck for_ever", "6.1.0"), "second");
	CHECK_STR(match("race.a.d", NULL, "stuck for_ever", "6.1.0"), "none");
	CHECK_STR(match("hcall.put", NULL, "case put H_PARAMETER", "linux"), "none");
}

static const char *at_release(const char *release)
{
	return match("lifetime.a", "close vm", "klog WARNING:f:g", release);
}

static void ranges(void)
{
	CHECK_STR(at_release("4.12.99"), "none");
	CHECK_STR(at_release("4.13.0-rc1"), "double-put");
	CHECK_STR(at_release("6.1.99"), "double-put");
	CHECK_STR(at_release("6.1.100"), "none");
	CHECK_STR(at_release("6.3.5"), "none");
	CHECK_STR(at_release("6.4"), "double-put");
	CHECK_STR(at_release("6.12.107+deb13-powerpc64le"), "double-put");
	CHECK_STR(at_release("6.13.0"), "none");
}

static void title_is_joined(void)
{
	struct known k;

	CHECK_INT(known_parse(&k, "list", list, sizeof(list) - 1, NULL), 0);
	CHECK_STR(k.entries[0].title, "the table is put twice");
	CHECK_STR(k.entries[1].reference, "none");
	CHECK_STR(k.entries[1].title, NULL);
	CHECK_INT(k.entries[1].line, 12);
	known_free(&k);
}

static void releases(void)
{
	struct known_release r;

	CHECK_INT(known_release_parse(&r, "6.12.107+deb13-powerpc64le"), 0);
	CHECK(r.major == 6 && r.minor == 12 && r.patch == 107);
	CHECK_INT(known_release_parse(&r, "7.2.0-rc3"), 0);
	CHECK(r.major == 7 && r.minor == 2 && r.patch == 0);
	CHECK_INT(known_release_parse(&r, "6.4-rc1+"), 0);
	CHECK(r.minor == 4);
	CHECK_INT(known_release_parse(&r, "6"), -EINVAL);
	CHECK_INT(known_release_parse(&r, "deb13"), -EINVAL);
	CHECK_INT(known_release_parse(&r, ""), -EINVAL);
}

static void refused(const char *text, const char *says)
{
	struct why why = { "" };
	struct known k;

	CHECK_INT(known_parse(&k, "list", text, strlen(text), &why), -EINVAL);
	if (!strstr(why.text, says))
		CHECK_STR(why.text, says);
	known_free(&k);
}

#define REST "test: x\nsignature: oracle o\naffected: all\nreference: r\n"

static void errors(void)
{
	refused("test: x\n", "list:1: `test:` before `id:`");
	refused("id: a\n\n", "list:1: entry \"a\" has no `test:` line");
	refused("id: a\ntest: x\nsignature: oracle o\naffected: all", "has no `reference:` line");
	refused("id: a\nid: b\n", "list:2: second `id:`");
	refused("id: a\n" REST "\nid: a\n" REST, "list:7: id \"a\" is taken by line 1");
	refused("id: a\ncolour: red\n", "list:2: \"colour\" is no key; expected id, title");
	refused("id a\n", "list:1: \"id a\" is no key");
	refused("id: a\ntest:\n", "list:2: `test:` has no value");
	refused("id: a\ntest: ,/x\n", "list:2: no glob of test names");
	refused("id: a\nlethal: x\nlethal: y\n", "list:3: second `lethal:`");
	refused("id: a\nsignature: dmesg x\n", "\"dmesg x\" is not a signature; expected `klog");
	refused("id: a\nsignature: case x\n", "is not a signature");
	refused("id: a\nsignature: klog \n", "is not a signature");
	refused("id: a\nsignature: klog W:f:* g\n", "is not a signature");
	refused("id: a\nsignature: oracle o a b\n", "is not a signature");
	refused("id: a\naffected: 6.x..\n", "\"6.x..\" is not a range of versions; expected");
	refused("id: a\naffected: 6..7\n", "is not a range");
	refused("id: a\naffected: ..\n", "is not a range");
	refused("id: a\naffected: 6.4..6.1\n", "is not a range");
	refused("id: a\naffected: 6.4..6.5 soon\n", "\"soon\" is not a range");
}

static void good_list(void)
{
	refused("id: a\n" REST, "");
}

static void comparer_complains(void)
{
	CHECK(unit_complains(good_list));
}

static void range_forms(void)
{
	static const char text[] = "id: a\ntest: x\nsignature: oracle o\n"
				   "affected: ..5.18, 6.1.7, 6.12\nreference: r\n";
	struct known_release r;
	struct known k;

	CHECK_INT(known_parse(&k, "list", text, sizeof(text) - 1, NULL), 0);
	CHECK_INT(known_release_parse(&r, "5.18.99"), 0);
	CHECK(known_affects(&k.entries[0], &r));
	known_release_parse(&r, "5.19.0");
	CHECK(!known_affects(&k.entries[0], &r));
	known_release_parse(&r, "6.1.7");
	CHECK(known_affects(&k.entries[0], &r));
	known_release_parse(&r, "6.1.8");
	CHECK(!known_affects(&k.entries[0], &r));
	known_release_parse(&r, "6.12.30");
	CHECK(known_affects(&k.entries[0], &r));
	known_free(&k);
}

static void empty_list(void)
{
	struct known k;

	CHECK_INT(known_parse(&k, "list", "# nothing\n\n", 11, NULL), 0);
	CHECK(!known_match(&k, "a", NULL, "oracle x", "6.1.0"));
	known_free(&k);
}

/* The entry that says a test is lethal, with a mark if the test is its smallest. */
static const char *lethal(const char *test, const char *release)
{
	static const char two[] =
		"id: one\ntest: race.*\nsignature: oracle o\naffected: 6.2..\nreference: r\n"
		"lethal: race.a.b race.*\n"
		"\n"
		"id: two\ntest: race.*\nsignature: oracle o\naffected: 6.1..\nreference: r\n"
		"lethal: race.c.d\n";
	static char said[40];
	const struct known_entry *e;
	struct known k;

	CHECK_INT(known_parse(&k, "list", two, sizeof(two) - 1, NULL), 0);
	e = known_lethal(&k, test, release);
	snprintf(said, sizeof(said), "%s%s", e ? e->id : "none",
		 e && known_is_smallest(e, test) ? "!" : "");
	known_free(&k);
	return said;
}

static void lethal_tests(void)
{
	CHECK_STR(lethal("race.a.b", "6.2.0"), "one!");
	CHECK_STR(lethal("race.a.c", "6.2.0"), "one");
	CHECK_STR(lethal("race.c.d", "6.2.0"), "two!");
	CHECK_STR(lethal("race.a.b", "6.1.0"), "none");
	CHECK_STR(lethal("hcall.put", "6.2.0"), "none");
	CHECK_STR(lethal("race.a.b", "linux"), "none");
}

/* The list that tcelife brings along: what is wrong with it is said before a machine boots. */
static void shipped(void)
{
	char path[512], *text;
	struct known k;
	struct why why = { "" };
	size_t bytes;

	snprintf(path, sizeof(path), "%s/../../harness/known-issues", unit_data);
	text = unit_read(path, &bytes);
	if (!text)
		return;
	CHECK_INT(known_parse(&k, "known-issues", text, bytes, &why), 0);
	CHECK_STR(why.text, "");
	CHECK(k.nr_entries > 0);
	known_free(&k);
	free(text);
}

static const struct unit_case cases[] = {
	{ "shipped", shipped },
	{ "matches", matches },
	{ "ranges", ranges },
	{ "range-forms", range_forms },
	{ "title-is-joined", title_is_joined },
	{ "releases", releases },
	{ "errors", errors },
	{ "comparer-complains", comparer_complains },
	{ "empty-list", empty_list },
	{ "lethal", lethal_tests },
	{ NULL, NULL },
};

const struct unit_suite suite_known = { "known", cases };
