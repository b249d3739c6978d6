/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System calls written down as C text while they are made, for a stand-alone program that makes
 * them again: one line a call, in a file. Descriptors and memory have names after what they are
 * (group_fd, mem). The linker brings every call here (--wrap, in the Makefile); while nothing is
 * recorded that costs one comparison.
 *
 * A line has six fields, separated by tabs:
 *     phase    where it belongs (setup, a, b, ...), as the recorder was told
 *     result   what it answered, 0 or -errno; a new descriptor is 0
 *     target   the name that its result gets; `-`: none
 *     kind     `make`, `undo`, `op`, `mem`, `list` (contents of memory) or `hcall`
 *     label    what it is called in messages
 *     text     the C expression
 * A phase whose name is one letter is a side of a race: what it closes keeps its name until the
 * next other phase, as the other side may use it at the same time.
 *
 * Lines that begin with `#` say something about all of it: `# key value`.
 *
 * One thread at a time makes calls while they are recorded.
 */
#ifndef TCELIFE_CALLS_H
#define TCELIFE_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "why.h"

#define CALLS_TEXT_BYTES 512

/* `make` puts something in place, `undo` takes it away, whether it is there or not. */
enum calls_kind { CALLS_MAKE, CALLS_UNDO, CALLS_OP, CALLS_MEM, CALLS_LIST, CALLS_HCALL };

/* Record into @path from now on. 0 or -errno of making the file. */
int calls_begin(const char *path);

/* What is recorded from now on belongs to @phase, a word. */
void calls_phase(const char *phase);

/* A line `# key value`. */
void calls_note(const char *key, const char *value);

/* This cannot be written down: @what says why. The first one counts. */
void calls_cannot(const char *what, ...) __attribute__((format(printf, 1, 2)));

/* End the recording. 0, or -ENOTSUP with the first calls_cannot() in @why. */
int calls_end(struct why *why);

/* --- for those who record --------------------------------------------------------------- */

/* True if a call that is made now is to be written down. */
bool calls_on(void);

/* What happens in between is part of something that is written down as a whole. */
void calls_pause(void);
void calls_go_on(void);

/* One line; @text is a C expression. */
void calls_write(enum calls_kind kind, int result, const char *target, const char *label,
		 const char *text, ...) __attribute__((format(printf, 5, 6)));

/* Name a new descriptor after @base: table_fd, or table_fd2 if there is one. Static storage. */
const char *calls_name_fd(int fd, const char *base);
void calls_forget_fd(int fd);
/* Its name; "-1" for none, and for one that is closed and has lost its name. */
const char *calls_fd(int fd);

/* The device's PCI address; where it is an argument, it is called `bdf`. */
void calls_device(const char *bdf);
/* The number of a second device's group: to open it is to open `group_path2`. */
void calls_second_group(int group);
/* "group_path" or "group_path2", for the path of a group. */
const char *calls_group_path(const char *path);
/* "bdf", or the string itself in quotes. */
const char *calls_string(const char *string);

/* Memory of the caller: as calls_name_fd(). It is written down as a call that gets it. */
const char *calls_name_memory(const void *start, uint64_t bytes, const char *base);
void calls_forget_memory(const void *start);
/* "(mem + 0x1000)"; "0" for a null pointer; an address in no such memory is calls_cannot(). */
const char *calls_address(const void *address);

/*
 * Memory that holds whoever touches it (hold.h), at @gpa in the guest; it is called `held`. What
 * lies there when a call reads it is written down apart from the call, as its contents.
 */
void calls_hold(const void *start, uint64_t bytes, uint64_t gpa);
bool calls_is_held(const void *address);
/* Where @gpa is in that memory; NULL: not there. */
const void *calls_held_at(uint64_t gpa);
/* Where the program puts what a call shall find at @address: "will_be(held + 0x1000)". */
const char *calls_content(const void *address);
/* The contents of a list of @nr TCEs, all of them the same, or it is a calls_cannot(). */
void calls_list(const void *list, uint64_t nr);

#endif
