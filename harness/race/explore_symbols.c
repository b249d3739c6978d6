// SPDX-License-Identifier: GPL-2.0-only
#include "explore_symbols.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/slurp.h"

/* Where a module calls what is outside, in no function: in kallsyms it would be its last one. */
static void add_stubs(FILE *to, const char *module)
{
	char path[320];
	char *vaddr;

	snprintf(path, sizeof(path), "/sys/module/%s/sections/.stubs", module);
	vaddr = slurp(path);
	if (vaddr)
		fprintf(to, "%.*s t stub\t[%s]\n", (int)strcspn(vaddr, "\n"), vaddr, module);
	free(vaddr);
}

static void read_all(struct symbols *symbols)
{
	char *kallsyms = slurp("/proc/kallsyms"), *text = NULL;
	DIR *modules = opendir("/sys/module");
	struct dirent *module;
	size_t bytes;
	FILE *all = open_memstream(&text, &bytes);

	while (all && modules && (module = readdir(modules)))
		add_stubs(all, module->d_name);
	if (modules)
		closedir(modules);
	if (all) {
		fputs(kallsyms ?: "", all);
		fclose(all);
		symbols_parse(symbols, text);
	}
	free(kallsyms);
}

const struct symbols *explore_symbols(void)
{
	static struct symbols symbols;
	static bool known;

	if (!known)
		read_all(&symbols);
	known = true;
	return &symbols;
}
