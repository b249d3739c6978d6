/* SPDX-License-Identifier: GPL-2.0-only */
/* Names for kernel addresses, and back, as /proc/kallsyms has them. */
#ifndef TCELIFE_SYMBOLS_H
#define TCELIFE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYMBOL_BYTES 160 /* enough for any function+0x1a4 [module] */

struct symbol {
	uint64_t vaddr;
	const char *name;   /* NUL-terminated; of functions alone */
	const char *module; /* NULL: the kernel itself */
};

struct symbols {
	struct symbol *at; /* sorted by address */
	size_t nr;
	char *text;
};

/*
 * Take the functions out of @text, in the format of /proc/kallsyms, which becomes theirs. 0,
 * -ENOMEM, or -ENOENT: there is none with an address (kernel.kptr_restrict hides them).
 */
int symbols_parse(struct symbols *s, char *text);
void symbols_free(struct symbols *s);

/* The function that @vaddr is in, or NULL. */
const struct symbol *symbols_find(const struct symbols *s, uint64_t vaddr);

/* "kvm_vfio_set_attr+0x1a4 [kvm]"; the bare address where nothing is known. */
void symbols_print(const struct symbols *s, uint64_t vaddr, char *to, size_t to_bytes);

/*
 * The address of "function+0x1a4" or of a bare 0x… one, @word_bytes long. Of several functions by
 * that name, as modules may have each one of their own, the @nth from 0 on; 0: no such function.
 */
uint64_t symbols_address(const struct symbols *s, const char *word, size_t word_bytes,
			 unsigned int nth);

/*
 * Where function @name, the first by that name, begins and the next one, which is its end, both out
 * of @text as above, which is freed. False if that is not known.
 */
bool symbols_range(char *text, const char *name, uint64_t *start, uint64_t *end);

#endif
