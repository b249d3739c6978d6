// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "../lib/firmware.h"
#include "../lib/pci_device.h"
#include "../lib/setting.h"
#include "alone.h"
#include "catalogue.h"
#include "doctor.h"
#include "run.h"

static int refuse(const struct why *why)
{
	fprintf(stderr, "tcelife: %s\n", why->text);
	return verdict_exit_status(V_ERROR);
}

static int list_main(const struct options *o)
{
	struct catalogue c;
	struct why why;

	if (catalogue_all(&c, &why) || catalogue_select(&c, o->globs, o->nr_globs, &why))
		return refuse(&why);
	for (unsigned int i = 0; i < c.nr; i++)
		puts(c.test[i]->name);
	catalogue_free(&c);
	return 0;
}

static int give_back_main(const struct options *o)
{
	struct pci_env env = { 0 };
	struct why why;
	int nr = alone(&why);

	(void)o;
	if (nr)
		return refuse(&why);
	nr = pci_devices_give_back_all(&env, &why);
	firmware_stop(); /* a killed run may be listening still */
	if (settings_put_back())
		fputs("tcelife: not all settings can be put back\n", stderr);
	if (nr < 0)
		return refuse(&why);
	printf("%d given back\n", nr);
	return 0;
}

struct command {
	const char *name, *what;
	int (*main)(const struct options *o);
	const char *help;
};

static const struct command commands[] = {
	{ "run", "run tests and judge them", run, options_help },
	{ "list", "list the tests", list_main,
	  "Usage: tcelife list [TEST]...\n"
	  "Print the names of all tests, or of those that the globs name.\n" },
	{ "doctor", "what this machine has and lacks", doctor,
	  "Usage: tcelife doctor [--device BDF]...\n"
	  "One line for each requirement: present or not, why it matters, how to get it.\n"
	  "Exit status: 0 all there, 4 something is missing.\n" },
	{ "give-back", "finish what a killed run left: give its devices back", give_back_main,
	  "Usage: tcelife give-back\n"
	  "Give back every device that a killed run has left bound to vfio-pci, and put back\n"
	  "the settings that it has changed.\n" },
};

#define NR_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void help(void)
{
	puts("Usage: tcelife COMMAND [ARGUMENT]...\n"
	     "Lifetime tests for KVM, VFIO and the POWER IOMMU (version " TCELIFE_VERSION ").\n");
	for (unsigned int i = 0; i < NR_COMMANDS; i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].what);
	puts("\n`tcelife COMMAND --help` says more.");
}

static int unknown_command(const char *name)
{
	const char *names[NR_COMMANDS];
	struct why why;

	for (unsigned int i = 0; i < NR_COMMANDS; i++)
		names[i] = commands[i].name;
	names_unknown(&why, "command", name, names, NR_COMMANDS, "see tcelife --help");
	return refuse(&why);
}

int main(int argc, char **argv)
{
	struct options o;
	struct why why;

	if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		help();
		return argc < 2 ? verdict_exit_status(V_ERROR) : 0;
	}
	for (unsigned int i = 0; i < NR_COMMANDS; i++) {
		int ret;

		if (strcmp(argv[1], commands[i].name))
			continue;
		ret = options_parse(&o, argc - 2, argv + 2, &why);
		if (ret == 1)
			return fputs(commands[i].help, stdout) < 0;
		return ret ? refuse(&why) : commands[i].main(&o);
	}
	return unknown_command(argv[1]);
}
