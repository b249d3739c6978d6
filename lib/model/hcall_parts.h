/* SPDX-License-Identifier: GPL-2.0-only */
/* A hypercall, taken apart, and what can be wrong with one entry of it. */
#ifndef TCELIFE_MODEL_HCALL_PARTS_H
#define TCELIFE_MODEL_HCALL_PARTS_H

#include "parts.h"

/* What is wrong with one entry, in the words of the hypercall that puts it. */
struct entry_rules {
	enum rule align, slot, slot_end, memory, orphan, page, shape, v1, mm, gone;
};

struct call {
	model_id mm;	    /* of who makes it */
	model_id vm, table; /* table 0: not known to the kernel */
	const struct model_table *t;
	uint64_t ioba, entry;
	uint64_t value; /* of put and stuff; the list's address */
	uint64_t count;
};

struct call call_of(const struct model *m, const struct op *op);
/* The first entry is one of the table; the last one is not, though the first is. */
bool ioba_good(const struct call *c);
bool past_end(const struct call *c);

/* The tie holds: a group that made it is in the window's container still. */
bool tie_live(const struct model *m, const struct model_table *t, model_id w);
/* The entries of the window that those of the table are. */
struct entries hardware_of(const struct model *m, const struct call *c, model_id w, uint64_t entry,
			   uint64_t count);

void refuse_entry(const struct model *m, const struct call *c, uint64_t entry, uint64_t tce,
		  const struct entry_rules *rules, struct model_answer *a);
void refuse_unmap(const struct model *m, const struct call *c, model_id w, uint64_t entry,
		  uint64_t count, const struct entry_rules *rules, struct model_answer *a);
/* Behind the entry is something that only user space can unmap. */
bool left_to_user(const struct model *m, const struct call *c);
void put_entry(struct model *m, const struct call *c, uint64_t entry, uint64_t tce);

/* The call can be made, and does no harm to kernels that are wrong about ranges. */
bool hcall_can(const struct model *m, const struct op *op);

#endif
