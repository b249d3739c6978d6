// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "../names.h"
#include "unit.h"

static void globs(void)
{
	CHECK(names_glob("attach.*", "attach.fd.wrong"));
	CHECK(names_glob("*", ""));
	CHECK(names_glob("**", "x"));
	CHECK(names_glob("*.fd.*", "attach.fd.wrong"));
	CHECK(names_glob("a?c", "abc"));
	CHECK(names_glob("a[b-d]c", "acc"));
	CHECK(names_glob("a[!b-d]c", "aec"));
	CHECK(names_glob("a[]]c", "a]c"));
	CHECK(names_glob("a\\*c", "a*c"));
	CHECK(names_glob("[x", "[x"));
	CHECK(names_glob("*ab", "aab"));
	CHECK(names_glob("*a*b*", "xxaxxbxx"));
	CHECK(!names_glob("attach.*", "attach"));
	CHECK(!names_glob("a?c", "ac"));
	CHECK(!names_glob("a[b-d]c", "aec"));
	CHECK(!names_glob("a[!b-d]c", "acc"));
	CHECK(!names_glob("a\\*c", "abc"));
	CHECK(!names_glob("", "x"));
	CHECK(!names_glob("x", ""));
	CHECK(!names_glob("*a*b", "xxbxxa"));
	CHECK(names_is_glob("a*") && names_is_glob("[a]") && !names_is_glob("a.b-c"));
}

static void distances(void)
{
	CHECK_INT(names_distance("", ""), 0);
	CHECK_INT(names_distance("abc", ""), 3);
	CHECK_INT(names_distance("", "abc"), 3);
	CHECK_INT(names_distance("kitten", "sitting"), 3);
	CHECK_INT(names_distance("attach", "attahc"), 1);
	CHECK_INT(names_distance("attach", "atach"), 1);
}

static const char *const names[] = { "attach.once", "attach.twice", "holding", "teardown" };

static void nearest(void)
{
	CHECK_STR(names_nearest("attach.onec", names, 4), "attach.once");
	CHECK_STR(names_nearest("tear", names, 4), "teardown");
	CHECK_STR(names_nearest("holdign", names, 4), "holding");
	CHECK_STR(names_nearest("zzzzzz", names, 4), NULL);
	CHECK_STR(names_nearest("", names, 4), NULL);
	CHECK_STR(names_nearest("x", names, 0), NULL);
}

static void unknown(void)
{
	struct why why;

	CHECK_INT(names_unknown(&why, "test", "holdin", names, 4, "see list"), -ENOENT);
	CHECK_STR(why.text, "test \"holdin\" is unknown; did you mean \"holding\"?");
	CHECK_INT(names_unknown(&why, "test", "qqqqqq", names, 4, "see list"), -ENOENT);
	CHECK_STR(why.text, "test \"qqqqqq\" is unknown; see list");
}

static int duration(const char *text, unsigned int *duration_s)
{
	struct why why = { "" };
	int error = names_parse_duration_s(text, duration_s, &why);

	CHECK_INT(!error, !*why.text);
	return error;
}

static void durations(void)
{
	static const char *const bad[] = { "",	    "90",  "s",	   "1.5h",
					   "-1s",   " 1s", "1 s",  "0s",
					   "1001h", "1d",  "1sec", "99999999999999999999s" };
	unsigned int s = 0;

	CHECK_INT(duration("90s", &s), 0);
	CHECK_INT(s, 90);
	CHECK_INT(duration("10m", &s), 0);
	CHECK_INT(s, 600);
	CHECK_INT(duration("1000h", &s), 0);
	CHECK_INT(s, 3600000);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(duration(bad[i], &s), -EINVAL);
}

static void seeds(void)
{
	static const char *const bad[] = { "",	  "x",	"-1",
					   "+1",  "1x", "0x",
					   "0xg", " 1", "18446744073709551616" };
	uint64_t seed = 0;

	CHECK_INT(names_parse_seed("18446744073709551615", &seed, NULL), 0);
	CHECK(seed == UINT64_MAX);
	CHECK_INT(names_parse_seed("0xDEADbeef", &seed, NULL), 0);
	CHECK_INT(seed, 0xdeadbeef);
	CHECK_INT(names_parse_seed("010", &seed, NULL), 0);
	CHECK_INT(seed, 10);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(names_parse_seed(bad[i], &seed, NULL), -EINVAL);
}

static void numbers(void)
{
	struct why why;
	uint64_t n = 0;

	CHECK_INT(names_parse_number("count", "3", 1, 3, &n, &why), 0);
	CHECK_INT(n, 3);
	CHECK_INT(names_parse_number("count", "4", 1, 3, &n, &why), -EINVAL);
	CHECK_STR(why.text, "\"4\" is not a good count; write a number from 1 to 3");
	CHECK_INT(names_parse_number("count", "0", 1, 3, &n, &why), -EINVAL);
	CHECK_INT(names_parse_number("count", "3x", 1, 3, &n, &why), -EINVAL);
}

static void pci_addresses(void)
{
	static const char *const bad[] = { "",
					   "01:00",
					   "1:0.0",
					   "0000:01:00.8",
					   "0000:01:20.0",
					   "0000:01:00.0 ",
					   "00000:01:00.0",
					   "0000-01:00.0",
					   "g0:00.0",
					   "0000:01:00" };
	char address[NAMES_PCI_BYTES];
	struct why why;

	CHECK_INT(names_parse_pci("0000:01:00.0", address, &why), 0);
	CHECK_STR(address, "0000:01:00.0");
	CHECK_INT(names_parse_pci("01:1F.7", address, &why), 0);
	CHECK_STR(address, "0000:01:1f.7");
	CHECK_INT(names_parse_pci("ABCD:ef:00.1", address, &why), 0);
	CHECK_STR(address, "abcd:ef:00.1");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(names_parse_pci(bad[i], address, &why), -EINVAL);
	CHECK(strstr(why.text, "0000:01:00\" is not a PCI address; write domain"));
}

static const struct unit_case cases[] = {
	{ "globs", globs },	{ "distances", distances },	    { "nearest", nearest },
	{ "unknown", unknown }, { "durations", durations },	    { "seeds", seeds },
	{ "numbers", numbers }, { "pci-addresses", pci_addresses }, { NULL, NULL },
};

const struct unit_suite suite_names = { "names", cases };
