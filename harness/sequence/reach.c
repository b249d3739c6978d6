// SPDX-License-Identifier: GPL-2.0-only
#include "reach.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../lib/timebase.h"

static char folder[] = "/sys/kernel/debug/gcov";

#define SUFFIX	    ".gcda"
#define FILE_BYTES  (256u << 10)
#define MOST_COUNTS (FILE_BYTES / sizeof(uint64_t))

/* --- which files there are -------------------------------------------------------------- */

static bool is_counters(const FTSENT *entry)
{
	size_t length = strlen(entry->fts_name);

	return entry->fts_info == FTS_F && length > strlen(SUFFIX) &&
	       !strcmp(entry->fts_name + length - strlen(SUFFIX), SUFFIX);
}

/* The same order in each boot. */
static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* How many, or -errno; -E2BIG: more than there is room for. */
static int find_files(char *path[REACHED_FILES])
{
	char *const folders[] = { folder, NULL };
	FTS *tree = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	int nr = 0;

	if (!tree)
		return -errno;
	for (FTSENT *entry; nr >= 0 && (entry = fts_read(tree));)
		if (is_counters(entry) && nr == REACHED_FILES)
			nr = -E2BIG;
		else if (is_counters(entry))
			nr = (path[nr] = strdup(entry->fts_path)) ? nr + 1 : -ENOMEM;
	fts_close(tree);
	return nr;
}

/* The length of what all begin with: the folder where the kernel was built. */
static size_t common_bytes(char *const path[], int nr)
{
	size_t common = strlen(path[0]);

	for (int i = 0; i < nr; i++)
		while (strncmp(path[0], path[i], common))
			common--;
	while (common && path[0][common - 1] != '/')
		common--;
	return common;
}

/* --- reading them ----------------------------------------------------------------------- */

/* Bytes, or -errno; a file that is larger than there is room for is -E2BIG. */
static ssize_t read_file(struct reach *r, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 1, used = 0;

	if (fd < 0)
		return -errno;
	while (n > 0 && used < FILE_BYTES) {
		n = read(fd, r->data + used, FILE_BYTES - (size_t)used);
		used += n > 0 ? n : 0;
	}
	if (n)
		used = n < 0 ? -errno : -E2BIG;
	close(fd);
	return used;
}

static int read_counts(struct reach *r, const char *path, struct gcda *g)
{
	ssize_t bytes = read_file(r, path);

	return bytes < 0 ? (int)bytes :
			   gcda_read(r->data, (size_t)bytes, g, r->counts, MOST_COUNTS);
}

static int add_file(struct reach *r, const char *path, size_t common)
{
	char *name = strndup(path + common, strlen(path + common) - strlen(SUFFIX));
	struct gcda g;
	int ret = name ? read_counts(r, path, &g) : -ENOMEM;

	if (!ret)
		ret = reached_add(&r->reached, name, &g, r->counts);
	free(name);
	return ret;
}

int reach_open(struct reach *r)
{
	int nr, ret = 0;

	*r = (struct reach){ 0 };
	nr = find_files(r->path);
	if (nr <= 0)
		return nr ? nr : -ENOENT;
	r->data = malloc(FILE_BYTES);
	r->counts = malloc(MOST_COUNTS * sizeof(*r->counts));
	if (!r->data || !r->counts)
		return -ENOMEM;
	for (int i = 0; i < nr && !ret; i++)
		ret = add_file(r, r->path[i], common_bytes(r->path, nr));
	return ret;
}

/* What cannot be read just now is looked at with the next sequence. */
unsigned int reach_look(struct reach *r, bool counted)
{
	uint64_t start_tb = timebase_now();
	unsigned int nr_new = 0;
	struct gcda g;

	for (unsigned int i = 0; i < r->reached.nr_files; i++)
		if (read_counts(r, r->path[i], &g) || g.nr != r->reached.file[i].nr)
			r->nr_failed++;
		else
			nr_new += reached_look(&r->reached, i, r->counts, counted);
	r->nr_looks++;
	r->looking_tb += timebase_now() - start_tb;
	return nr_new;
}

void reach_close(struct reach *r)
{
	for (unsigned int i = 0; i < REACHED_FILES; i++)
		free(r->path[i]);
	free(r->data);
	free(r->counts);
	reached_free(&r->reached);
	*r = (struct reach){ 0 };
}
