// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char options_help[] =
	"Usage: tcelife run [OPTION]... [TEST]...\n"
	"Run the named tests (names or globs, see `tcelife list`; none: all), one verdict each.\n"
	"\n"
	"  --device BDF     PCI device to take for VFIO, given back afterwards; once more for a\n"
	"                   second group, and for each function of a group that has a driver\n"
	"                   (also: VFIO_SELFTESTS_BDF, addresses separated by blanks)\n"
	"  --out DIR        keep results there (default: results/<time>); an unfinished run\n"
	"                   found there is gone on with, and what it died in is reported\n"
	"  --seed N         seed of all random choices (default: from the clock, printed)\n"
	"  --duration TIME  30s, 10m, 2h: scale the tests that can use more time\n"
	"  --tries N        races: so many tries of each pair instead of a time\n"
	"  --at TICKS       races: the second operation starts so many ticks of the time base\n"
	"                   after the first (negative: before), every time\n"
	"  --amplify LIST   races: preempt, timers, migrate: what makes meetings likelier\n"
	"  --explore GRAIN  races: hold one operation at every point of its way through the\n"
	"                   kernel while the other one runs; points are blocks, or stores too\n"
	"  --area AREA      with --explore: only where functions under test are held, tested,\n"
	"                   or only elsewhere\n"
	"  --replay POINT   with --explore: hold at this point only, as a result named it\n"
	"  --without FACTS  races: parts of the scene to leave out: vm, slot, device ...\n"
	"  --calls          races: none is run; its system calls go to tests/<name>/calls\n"
	"  --depth full     every order instead of a covering set\n"
	"  --strict         known issues fail the run like any other failure\n"
	"  --lethal         run also what is known to kill this kernel\n"
	"  --known FILE     another list of known issues\n"
	"  --platform TEXT  first line of every report\n"
	"  --restartable    stop without an exit status when this boot can no longer be\n"
	"                   trusted: the caller boots again and repeats the command\n"
	"  --help           this text\n"
	"\n"
	"Exit status: 0 pass, 1 fail, 4 nothing could be judged, 99 we or the lab are broken;\n"
	"128 + its number when a signal stopped the run, which can be gone on with.\n";

enum option_kind { OPT_TEXT, OPT_FLAG, OPT_CALL };

/* One option; @field is where a text or a flag goes. */
struct option_decl {
	const char *name;
	enum option_kind kind;
	size_t field;
	int (*call)(struct options *o, const char *value, struct why *why);
};

static int add_device(struct options *o, const char *value, struct why *why)
{
	if (o->nr_devices == OPTIONS_MAX_DEVICES)
		return why_set(why, -EINVAL, "--device %s: more than %d devices", value,
			       OPTIONS_MAX_DEVICES);
	return names_parse_pci(value, o->device[o->nr_devices], why) ?: (o->nr_devices++, 0);
}

static int set_seed(struct options *o, const char *value, struct why *why)
{
	return names_parse_seed(value, &o->seed, why);
}

static int set_duration(struct options *o, const char *value, struct why *why)
{
	return names_parse_duration_s(value, &o->duration_s, why);
}

static int set_depth(struct options *o, const char *value, struct why *why)
{
	static const char *const values[] = { "default", "full", "1", "2" };
	unsigned int i;

	for (i = 0; i < 4 && strcmp(value, values[i]); i++)
		;
	if (i == 4)
		return why_set(why, -EINVAL,
			       "--depth %s: must be full or default; 1 or 2 with "
			       "--explore",
			       value);
	o->preemptions = i == 3 ? 2 : 1;
	o->full_depth = !strcmp(value, "full");
	return 0;
}

static int set_tries(struct options *o, const char *value, struct why *why)
{
	return names_parse_number("--tries", value, 1, UINT64_MAX / 2, &o->tries, why);
}

static int set_at(struct options *o, const char *value, struct why *why)
{
	uint64_t ticks;
	bool before = *value == '-';
	int ret = names_parse_number("--at", value + before, 0, INT64_MAX, &ticks, why);

	o->at_given = !ret;
	o->at_tb = before ? -(int64_t)ticks : (int64_t)ticks;
	return ret;
}

static int set_amplify(struct options *o, const char *value, struct why *why)
{
	static const char *const names[] = { "preempt", "timers", "migrate" };
	const char *word = value;

	while (*word) {
		size_t bytes = strcspn(word, " ,");
		unsigned int i;

		for (i = 0; i < 3; i++)
			if (strlen(names[i]) == bytes && !strncmp(names[i], word, bytes))
				break;
		if (i == 3)
			return why_set(
				why, -EINVAL,
				"--amplify %s: must be preempt, timers, migrate, or some of them",
				value);
		o->amplifiers |= 1u << i;
		word += bytes + strspn(word + bytes, " ,");
	}
	return 0;
}

static int set_explore(struct options *o, const char *value, struct why *why)
{
	if (strcmp(value, "blocks") && strcmp(value, "stores"))
		return why_set(why, -EINVAL, "--explore %s: must be blocks or stores", value);
	o->explore = value;
	return 0;
}

static int set_area(struct options *o, const char *value, struct why *why)
{
	if (strcmp(value, "tested") && strcmp(value, "elsewhere"))
		return why_set(why, -EINVAL, "--area %s: must be tested or elsewhere", value);
	o->area = value;
	return 0;
}

static const struct option_decl decls[] = {
	{ "--device", OPT_CALL, 0, add_device },
	{ "--out", OPT_TEXT, offsetof(struct options, out_dir), NULL },
	{ "--seed", OPT_CALL, 0, set_seed },
	{ "--duration", OPT_CALL, 0, set_duration },
	{ "--depth", OPT_CALL, 0, set_depth },
	{ "--tries", OPT_CALL, 0, set_tries },
	{ "--at", OPT_CALL, 0, set_at },
	{ "--amplify", OPT_CALL, 0, set_amplify },
	{ "--explore", OPT_CALL, 0, set_explore },
	{ "--area", OPT_CALL, 0, set_area },
	{ "--replay", OPT_TEXT, offsetof(struct options, replay), NULL },
	{ "--without", OPT_TEXT, offsetof(struct options, without), NULL },
	{ "--calls", OPT_FLAG, offsetof(struct options, calls), NULL },
	{ "--strict", OPT_FLAG, offsetof(struct options, strict), NULL },
	{ "--lethal", OPT_FLAG, offsetof(struct options, lethal), NULL },
	{ "--known", OPT_TEXT, offsetof(struct options, known_path), NULL },
	{ "--platform", OPT_TEXT, offsetof(struct options, platform), NULL },
	{ "--restartable", OPT_FLAG, offsetof(struct options, restartable), NULL },
};

#define NR_DECLS (sizeof(decls) / sizeof(decls[0]))

static const struct option_decl *find_decl(const char *name, size_t name_bytes)
{
	for (unsigned int i = 0; i < NR_DECLS; i++)
		if (strlen(decls[i].name) == name_bytes &&
		    !strncmp(decls[i].name, name, name_bytes))
			return &decls[i];
	return NULL;
}

static int unknown_option(const char *name, struct why *why)
{
	const char *names[NR_DECLS];

	for (unsigned int i = 0; i < NR_DECLS; i++)
		names[i] = decls[i].name;
	names_unknown(why, "option", name, names, NR_DECLS, "see tcelife run --help");
	return -EINVAL;
}

/* One option, `--name value` or `--name=value`; how many arguments it took, or -EINVAL. */
static int parse_one(struct options *o, char **argv, int left, struct why *why)
{
	const char *equals = strchr(argv[0], '=');
	size_t name_bytes = equals ? (size_t)(equals - argv[0]) : strlen(argv[0]);
	const struct option_decl *d = find_decl(argv[0], name_bytes);
	const char *value = equals ? equals + 1 : left > 1 ? argv[1] : NULL;
	int ret;

	if (!d)
		return unknown_option(argv[0], why);
	if (d->kind == OPT_FLAG) {
		if (equals)
			return why_set(why, -EINVAL, "%s: takes no value: drop '%s'", d->name,
				       equals);
		*(bool *)((char *)o + d->field) = true;
		return 1;
	}
	if (!value)
		return why_set(why, -EINVAL, "%s: needs a value, see tcelife run --help", d->name);
	if (d->kind == OPT_TEXT)
		*(const char **)((char *)o + d->field) = value;
	else if ((ret = d->call(o, value, why)))
		return ret;
	return equals ? 1 : 2;
}

static int devices_from_environment(struct options *o, struct why *why)
{
	const char *env = getenv("VFIO_SELFTESTS_BDF");
	char *list = env && !o->nr_devices ? strdup(env) : NULL, *save, *word;
	int ret = 0;

	for (word = list ? strtok_r(list, " ,\t", &save) : NULL; word && !ret;
	     word = strtok_r(NULL, " ,\t", &save))
		ret = add_device(o, word, why);
	free(list);
	return ret;
}

int options_parse(struct options *o, int argc, char **argv, struct why *why)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	*o = (struct options){ .seed = (uint64_t)now.tv_sec * 1000000007ull + now.tv_nsec };
	o->globs = calloc(argc + 1, sizeof(*o->globs));
	for (int i = 0; i < argc;) {
		int took;

		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return 1;
		if (argv[i][0] != '-') {
			o->globs[o->nr_globs++] = argv[i++];
			continue;
		}
		took = parse_one(o, argv + i, argc - i, why);
		if (took < 0)
			return took;
		i += took;
	}
	return devices_from_environment(o, why);
}
