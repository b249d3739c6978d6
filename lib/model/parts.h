/* SPDX-License-Identifier: GPL-2.0-only */
/* What the rooms of the model share, and nobody else knows. */
#ifndef TCELIFE_MODEL_PARTS_H
#define TCELIFE_MODEL_PARTS_H

#include <errno.h>
#include <string.h>

#include "../../guest/papr.h"
#include "model.h"

#define TCE_ACCESS (TCE_PCI_READ | TCE_PCI_WRITE)

/* include/uapi/linux/vfio.h, kvm.h: not every machine that builds this has powerpc's. */
#define IOMMU_V1     2 /* VFIO_SPAPR_TCE_IOMMU */
#define IOMMU_V2     7 /* VFIO_SPAPR_TCE_v2_IOMMU */
#define VFIO_EEH_EXT 5

/* --- rules and answers (answer.c) --- */

#define RULE_BOUNCED			    INT64_MIN
#define RULE_ENUM(name, id, answer, source) RULE_##name,

#include "rules.h"

enum rule { MODEL_RULES(RULE_ENUM) NR_RULES };

/* It is wrong by this rule. If @wrong. */
void refuse(struct model_answer *a, bool wrong, enum rule rule);
/* By the documents it may be refused or not. */
void may_refuse(struct model_answer *a, bool perhaps, enum rule rule);
/* Success is legal unless something was refused: exactly 0, a new fd, with what it gives back. */
void succeed(struct model_answer *a, enum rule rule);
void succeed_fd(struct model_answer *a, enum rule rule);
/* The guest does not run: KVM_RUN is refused. */
void refuse_run(struct model_answer *a, bool wrong, enum rule rule);
void succeed_out(struct model_answer *a, enum rule rule, uint64_t out);
/* Whatever it answers. */
void anything(struct model_answer *a, enum rule rule);
/* Neither bounced nor refused. */
bool done(const struct op *op, const struct op_result *r);

/* True if the mistake @n was planted. */
bool planted(unsigned int n);
enum plant {
	PLANT_REGISTER = 1,
	PLANT_WINDOW,
	PLANT_MAP,
	PLANT_UNSET,
	PLANT_ADD,
	PLANT_TABLE,
	PLANT_PUT,
	PLANT_STUFF,
	PLANT_SLOT,
	PLANT_ATTACH,
	PLANT_PASSING,
	PLANT_RUN,
	PLANT_NAME,
	PLANT_HUGE,
};

/* --- how arguments are passed (passing.c) --- */

/* The request knows this way to pass them. */
bool passing_can(const struct op *op);
/* The kernel cannot know what is asked for. */
bool passing_unread(const struct op *op);
void refuse_passing(const struct op *op, struct model_answer *a);

/* --- objects (objects.c) --- */

#define CONTAINER(m, id) (&(m)->container[(id)-1])
#define GROUP(m, id)	 (&(m)->group[(id)-1])
#define DEVICE(m, id)	 (&(m)->device[(id)-1])
#define VM(m, id)	 (&(m)->vm[(id)-1])
#define TABLE(m, id)	 (&(m)->table[(id)-1])
#define KVM_VFIO(m, id)	 (&(m)->kvm_vfio[(id)-1])
#define WINDOW(m, id)	 (&(m)->window[(id)-1])
#define MM(m, id)	 (&(m)->mm[(id)-1])

model_id mm_of(const struct model *m, const struct op *op);
/* The object that op->self is to the process; it is one. */
model_id self_of(const struct model *m, const struct op *op);
/* True if the ref is an open fd at all (of any kind). */
bool fd_is_open(const struct model *m, unsigned int process, struct op_ref ref);
/* A free place in a pool, index + 1; 0: none. */
model_id free_object(const struct model *m, enum op_kind kind);
/* Give the object its name in the process, and count the fd. */
void fd_install(struct model *m, const struct op *op, model_id id);
void fd_get(struct model *m, enum op_kind kind, model_id id);
/* Drop one fd; the last reference lets go of what the object holds. */
void fd_put(struct model *m, enum op_kind kind, model_id id);
/* The same after something else than an fd was dropped. */
void container_settle(struct model *m, model_id id);
void group_settle(struct model *m, unsigned int group);
void device_settle(struct model *m, model_id id);
void table_settle(struct model *m, model_id id);

/* --- memory (memory.c) --- */

uint64_t host_page(const struct model *m);
uint64_t host_pages(const struct model *m, uint64_t bytes);
/* True if the process may lock so many pages more. */
bool may_lock(const struct model *m, unsigned int process, uint64_t pages);
void lock_pages(struct model *m, model_id mm, int64_t pages);
/* An address space nobody uses; 0: none. */
model_id mm_find_free(const struct model *m);
/* True if all of the range is mapped in the arena. */
bool memory_there(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
/* When the oldest of its pages was mapped is not asked: the age of the youngest. */
uint32_t memory_age(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
void memory_map(struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
void memory_unmap(struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
void memory_map_huge(struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
/* The huge pages that have something of the range, a bit each. */
uint32_t huge_within(uint64_t hva, uint64_t bytes);
/* The range begins or ends within a huge page. */
bool memory_splits(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
/* A fork does not copy them. */
void memory_drop_huge(struct model *m, model_id mm);
/* In the arena and its guard, or beyond all user space; and no more than can be pinned at once. */
bool memory_harmless(uint64_t hva, uint64_t bytes);

/* --- registered memory (region.c) --- */

/* The region that has all of the range, index + 1; 0: none. */
unsigned int region_find(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
/* A page of the hardware in this region (index + 1) is one piece of memory. */
bool region_contiguous(const struct model *m, unsigned int region, uint64_t hva,
		       unsigned int shift);
/*
 * All of the region is made for pages of that size. What kernels do else no document says:
 * arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc() has one page size for a region.
 */
bool region_shaped(const struct model *m, unsigned int region, unsigned int shift);
/* Some of it is registered by nobody any more, and mapped still. */
bool region_orphan(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes);
/* The container no longer uses the memory; nobody does: it is free once nothing maps it. */
void region_put(struct model *m, struct model_region *r, model_id container);
void region_settle(struct model *m, struct model_region *r);

/* --- entries (runs.c) --- */

struct entries {
	bool hardware;
	model_id owner;
	uint64_t first, count;
};

/* Forget entries. Registered memory is mapped less. */
void runs_clear(struct model *m, struct entries e);
/* Set entries, over what was there. @run has all but what @e says. */
void runs_set(struct model *m, struct entries e, struct model_run run);
/* The run that has this entry; NULL: none. */
const struct model_run *run_find(const struct model *m, bool hardware, model_id owner,
				 uint64_t entry);
/* True if any of the entries is set. */
bool runs_any(const struct model *m, struct entries e);

/* --- windows (window.c) --- */

/* The container's window with this I/O address; 0: none. */
model_id window_find(const struct model *m, model_id container, uint64_t iova);
/* Those for which the table has room, behind the window's end too. */
uint64_t window_room_entries(const struct model *m, const struct model_window *w);
/* Locked pages of its table. */
uint64_t default_table_pages(const struct model *m);
/* The default window that waits for its first use comes to be; false: no memory for it. */
bool default_window_take(struct model *m, unsigned int process, model_id container);
void window_settle(struct model *m, model_id id);
/* The container's hold on everything ends: its last group has left. */
void container_reset(struct model *m, model_id id);

/* --- the group --- */

/* It leaves its container, if it is in one; the last one takes away what is in that. */
void group_leave(struct model *m, unsigned int group);

/* True if the kernel is of this release or a later one. */
bool release_from(const struct model *m, unsigned int major, unsigned int minor);

/* --- KVM --- */

/* No KVM table of the VM is tied to hardware by this group any more. */
void ties_drop(struct model *m, model_id vm, unsigned int group);
bool table_tied(const struct model_table *t);
model_id table_of(const struct model *m, model_id vm, uint64_t liobn);
/* Where the guest address is in the arena. False: in no slot (or not in the arena's). */
struct guest_place {
	bool in_slot;	  /* the first byte of it */
	bool all_in_slot; /* all of it */
	bool arena;	  /* the slot is one of set_slot's */
	uint64_t hva;
};
struct guest_place guest_find(const struct model_vm *vm, uint64_t gpa, uint64_t bytes);
unsigned int hcall_bit(uint64_t number);

/* --- hazards (hazard.c) --- */

enum hazard {
	HAZARD_STALE_TIE,      /* a put into a table that KVM may still keep tied */
	HAZARD_LIST_NO_ACCESS, /* an entry without access in a list, with hardware */
	HAZARD_HALF_PAGE,      /* a large page that is left to user space */
	HAZARD_V1_PUT,	       /* an unmapping that is left to user space */
	HAZARD_SOME_WINDOWS,   /* one of several windows refuses what another has taken */
	HAZARD_LAST_USER,      /* memory that is mapped through another container */
	HAZARD_ONE_LEAVES,     /* one of two groups leaves their container */
	HAZARD_SHAKEN,	       /* a call on a table that another group's removal may have untied */
	NR_HAZARDS
};

/* Remember the first that was met. */
void hazard(struct model *m, bool met, enum hazard which);
/* The window leaves its container, or these groups do. */
void hazard_stale_ties(struct model *m, model_id w, uint8_t groups);

/* --- operations: one of each for every op_code --- */

typedef bool can_fn(const struct model *m, const struct op *op);
typedef void predict_fn(const struct model *m, const struct op *op, struct model_answer *a);
typedef void take_fn(struct model *m, const struct op *op, const struct op_result *r);

struct act {
	can_fn *can; /* NULL: always */
	predict_fn *predict;
	take_fn *take; /* NULL: changes nothing */
};

extern const struct act container_acts[OP_NR_CODES], memory_acts[OP_NR_CODES],
	map_acts[OP_NR_CODES], window_acts[OP_NR_CODES], group_acts[OP_NR_CODES],
	vm_acts[OP_NR_CODES], table_acts[OP_NR_CODES], kvm_vfio_acts[OP_NR_CODES],
	hcall_acts[OP_NR_CODES], process_acts[OP_NR_CODES];

#endif
