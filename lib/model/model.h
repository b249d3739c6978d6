/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A model of who holds what: what every operation must answer, and what can be seen afterwards,
 * by what the documents promise. The kernel's behaviour is not the source of a rule.
 *
 * For each operation: model_can(), model_predict(), the call itself, model_agrees() and, if it
 * does, model_take(). Where a kernel departs from the prediction the model no longer knows what
 * state the kernel is in: the sequence ends there.
 *
 * A failed call changes nothing. If a call is wrong in several ways, each of the errors is right.
 */
#ifndef TCELIFE_MODEL_H
#define TCELIFE_MODEL_H

#include "op.h"

/* What is measured at the start: the machine that the model speaks of. */
struct model_machine {
	char release[64]; /* as from uname -r */
	/*
	 * KVM's hold on a group counts as a user of its container (until 5.19): GROUP_ADD needs
	 * one, UNSET_CONTAINER is EBUSY. Else KVM holds the group's file.
	 */
	bool kvm_holds_container;
	bool ignores_memlock; /* these processes have CAP_IPC_LOCK */
	bool has_v1, has_v2;  /* IOMMU types offered */
	uint8_t host_page_shift;
	uint8_t nr_groups; /* 1 or 2: g0, g1; each with one device */
	uint8_t max_windows;
	uint8_t max_levels;
	uint64_t page_sizes; /* of windows: bit n is set if pages of 2^n bytes are offered */
	uint64_t default_start, default_bytes;
	uint64_t window_starts[2]; /* where the first and the second window begin */
	uint64_t dma_bytes;	   /* a device forms I/O addresses below this */
	bool radix, hash;	   /* modes of guest that can be had */
	uint8_t huge_pages;	   /* that one sequence may take in all; 0: there are none */
};

/* The emulated POWER9 with a kernel of 6.12 and 4 KiB pages: for tests without a machine. */
void model_machine_default(struct model_machine *machine);

/* --- the state: plain data, copied by assignment; for reading only outside lib/model --- */

#define MODEL_MMS	 8 /* address spaces: of processes, and of those gone but held */
#define MODEL_CONTAINERS 6
#define MODEL_DEVICES	 8
#define MODEL_VMS	 4
#define MODEL_TABLES	 12
#define MODEL_KVM_VFIOS	 4
#define MODEL_WINDOWS	 16
#define MODEL_REGIONS	 48
#define MODEL_SLOTS	 8  /* memory slots of a VM besides its own two */
#define MODEL_SEGMENTS	 32 /* pieces of arena that are mapped, for each address space */
#define MODEL_RUNS	 2048

/* Numbers of objects, index + 1: 0 is none. */
typedef uint8_t model_id;

struct model_segment {
	uint64_t start, end; /* offsets in the arena */
	uint32_t age;	     /* of its pages: model.clock when they were mapped */
};

struct model_mm {
	bool used;
	bool alive; /* some process runs in it */
	uint8_t nr_segments;
	struct model_segment segment[MODEL_SEGMENTS];
	uint32_t huge; /* huge pages of the arena that are one piece of memory, a bit each */
	uint64_t locked_pages;
};

struct model_process {
	bool alive;
	bool no_files; /* RLIMIT_NOFILE is used up */
	model_id mm;
	uint64_t memlock_bytes; /* limit */
	model_id fd[OP_NR_KINDS][OP_NAMES_MAX];
	model_id mapped_device[OP_DEVICES];
	model_id mapped_table[OP_TABLES];
};

/* Registered memory: of an address space; containers are its users. */
struct model_region {
	bool used;
	model_id mm;
	uint8_t users; /* containers, a bit each */
	uint64_t start, bytes;
	uint64_t mapped;  /* entries of hardware tables that point into it */
	uint32_t left_in; /* the operation that dropped a window of others that maps it */
	uint32_t age;
	uint32_t huge; /* as the address space had them when it was registered */
	bool left_tie; /* put, while tied to a window that its group has left and others have not */
};

/* A hardware table, tied to groups of a container and to tables of KVM. */
struct model_window {
	bool used;
	model_id container; /* 0: removed, held by KVM alone */
	uint8_t shift, levels;
	uint8_t num;   /* its place among the group's windows */
	bool one_left; /* its container, which another group is still in */
	uint64_t start_bytes, size_bytes;
	uint64_t table_pages; /* that it counts as locked memory of its container; 0 for v1 */
};

struct model_container {
	bool used;
	uint8_t fds;
	uint8_t groups; /* a bit each */
	uint8_t type;	/* 0: none yet; VFIO_SPAPR_TCE_IOMMU, VFIO_SPAPR_TCE_v2_IOMMU */
	model_id mm;	/* 0: not bound to an address space yet */
	bool enabled;
	bool default_pending;	/* the default window is made when it is first needed */
	uint64_t enabled_pages; /* locked by ENABLE */
};

struct model_group {
	bool open; /* the file lives */
	uint8_t fds;
	uint8_t kvm_holds;  /* KVM-VFIO devices */
	uint8_t devices;    /* open device files */
	model_id container; /* 0: none */
};

struct model_device {
	bool used;
	uint8_t fds, maps;
	uint8_t kvm_holds; /* KVM-VFIO devices that were told of its file */
	uint8_t group;	   /* number of the group */
};

struct model_slot {
	bool used;
	uint32_t id;
	uint64_t gpa, hva, bytes;
};

struct model_vm {
	bool used;
	bool hash;
	uint8_t fds;
	uint8_t tables, kvm_vfios; /* that hold it */
	model_id mm;
	uint8_t hcalls; /* that are enabled, a bit each: model_hcall_bit() */
	bool has_kvm_vfio;
	struct model_slot slot[MODEL_SLOTS];
	uint64_t list[OP_LIST_TCES];
};

struct model_table {
	bool used;
	uint8_t fds, maps;
	model_id vm;
	uint8_t shift;
	uint64_t liobn, offset, size; /* the latter in its pages */
	uint64_t locked_pages;
	/* attached hardware tables: which groups of the VM's KVM-VFIO device tied each */
	uint8_t tie[MODEL_WINDOWS];
	bool detached; /* once was tied */
	bool stale;    /* KVM may keep it tied: the window has gone, or it was tied twice */
	bool shaken;   /* tied by one group, and another one of its container was removed since */
	uint8_t again; /* groups that tied it twice, a bit each */
};

struct model_kvm_vfio {
	bool used;
	uint8_t fds;
	model_id vm;
	uint8_t groups;	 /* a bit each */
	uint8_t devices; /* files of devices (since 6.6), a bit each */
};

/* Entries in a row: of a KVM table (values), or of a hardware table (addresses). */
struct model_run {
	uint64_t first, count;
	uint64_t value; /* KVM: the TCE of each. Hardware: the arena offset of the first */
	uint32_t age;	/* hardware: of the pages behind it; v1 */
	model_id owner; /* table, or window with MODEL_RUN_HARDWARE */
	uint8_t hardware;
	uint8_t either; /* KVM: or what was there before, nobody says */
	uint8_t perm;	/* hardware: TCE_PCI_* */
	model_id mm;	/* hardware: whose arena */
	uint8_t region; /* hardware, v2: the region that counts it, index + 1 */
};

struct model {
	struct model_machine machine;
	uint32_t clock;
	uint32_t ops;	    /* that were taken */
	bool lost;	    /* no room to follow any more: model_can() nothing but close and exit */
	uint8_t hazard;	    /* model_hazard() */
	bool list_left;	    /* to user space, with an entry without access, of a tied table */
	uint8_t huge_taken; /* huge pages so far: nobody knows when one is free again */
	struct model_process process[OP_PROCESSES];
	struct model_mm mm[MODEL_MMS];
	struct model_region region[MODEL_REGIONS];
	struct model_container container[MODEL_CONTAINERS];
	struct model_group group[OP_GROUPS];
	struct model_device device[MODEL_DEVICES];
	struct model_vm vm[MODEL_VMS];
	struct model_table table[MODEL_TABLES];
	struct model_kvm_vfio kvm_vfio[MODEL_KVM_VFIOS];
	struct model_window window[MODEL_WINDOWS];
	uint32_t nr_runs;
	struct model_run run[MODEL_RUNS];
};

/* --- use --- */

/* The start: process 0 alone, nothing open, the whole arena mapped, no limits. */
void model_init(struct model *m, const struct model_machine *machine);

/*
 * True if the operation can be made at all just now: it is well formed, its process lives, the name
 * that it makes is free in every process, and the model has room to follow. An operation that
 * cannot is left out, by everybody: it is neither an error nor does it change anything. Also
 * false for what would hurt the machine, not the test.
 */
bool model_can(const struct model *m, const struct op *op);

/* Where a rule comes from. One that only some kernels have says so there; model_machine knows. */
struct model_rule {
	const char *id;	    /* h_stuff_tce.past_end: stable */
	int64_t answer;	    /* -errno, H_ code, or a value */
	const char *source; /* api.rst 4.98, PAPR .., or "unspecified" */
};

enum model_legal_kind {
	LEGAL_RET,     /* exactly this */
	LEGAL_FD,      /* any number that is not negative */
	LEGAL_BOUNCED, /* left to user space */
	LEGAL_NOT_RUN, /* KVM_RUN answers exactly this, and the guest does nothing */
	LEGAL_ANY,     /* unspecified: whatever it says, nothing changes */
	LEGAL_ERROR,   /* some -errno, unspecified which; nothing changes */
};

struct model_legal {
	enum model_legal_kind kind;
	int64_t ret;
	bool out_known; /* out must be as here */
	uint64_t out;
	const struct model_rule *rule;
};

#define MODEL_LEGAL_MAX 12

/* What may be answered. The first names it: success if nothing is wrong for sure. */
struct model_answer {
	uint8_t nr;
	uint8_t nr_sure; /* that are certain refusals; 0: success is legal too */
	struct model_legal legal[MODEL_LEGAL_MAX];
};

/* What @op, which model_can(), must answer. */
void model_predict(const struct model *m, const struct op *op, struct model_answer *answer);

/* The one of @answer that @result is; NULL: the kernel departs. */
const struct model_legal *model_agrees(const struct model_answer *answer,
				       const struct op_result *result);

/* True if the first legal answer is success. */
bool model_succeeds(const struct model_answer *answer);

/* The new state; @result agrees with what was predicted. */
void model_take(struct model *m, const struct op *op, const struct op_result *result);

/* A result that agrees with the first legal answer: how a model plays the kernel. */
void model_play(const struct model_answer *answer, struct op_result *result);

/*
 * "h_stuff_tce.past_end: H_PARAMETER got H_SUCCESS": no addresses, no numbers that differ from run
 * to run. @text holds MODEL_TEXT_BYTES.
 */
#define MODEL_TEXT_BYTES 192
void model_fingerprint(const struct op *op, const struct model_answer *answer,
		       const struct op_result *result, char *text);

/* "EINVAL or EBUSY", "success", "bounced"; and what was answered, in the same words. */
void model_describe(const struct model_answer *answer, char *text);
void model_describe_result(const struct op *op, const struct op_result *result, char *text);

/* All rules, for the catalogue and the tests: NULL behind the last. */
const struct model_rule *model_rule(unsigned int n);

/* --- views: what must be seen from outside --- */

/* VmLck of the process, in host pages; of all that goes on. 0 for a process that is not there. */
uint64_t model_locked_pages(const struct model *m, unsigned int process);

/*
 * Pages of the arena that somebody has pinned for long: as nr_foll_pin_acquired less
 * nr_foll_pin_released would count.
 */
uint64_t model_pinned_pages(const struct model *m);

/*
 * Where DMA of the group's device to @iova lands. True, and the arena offset, TCE_PCI_* and which
 * address space's arena (a process, or -1: of none that lives; or pages that were unmapped
 * since, which nobody sees). False: nowhere.
 */
struct model_landing {
	uint64_t hva;
	uint8_t perm;
	int process;
	bool one_left; /* the window's container */
};
bool model_reach(const struct model *m, unsigned int group, uint64_t iova,
		 struct model_landing *landing);

/* Every entry that some table has, one after the other: *@cursor from 0. False: no more. */
struct model_seen_entry {
	model_id vm;
	uint64_t liobn, ioba, tce;
};
bool model_next_entry(const struct model *m, uint32_t *cursor, struct model_seen_entry *entry);

/*
 * True if REGISTER_MEMORY of this range by @process on the container that it has as @container
 * must be refused since the range overlaps what is registered.
 */
bool model_overlap_refused(const struct model *m, unsigned int process, unsigned int container,
			   uint64_t hva, uint64_t bytes);

/*
 * ".stale_tie": where this sequence first came to what kernels are known to do wrong in silence,
 * for the name of what is seen afterwards; "" if it did not.
 */
const char *model_hazard(const struct model *m);

/* The object that a name means to a process: index + 1, 0 if it is no open fd there. */
model_id model_object(const struct model *m, unsigned int process, struct op_ref ref);

/* True if nothing is open, locked or pinned, in any process: everything is back. */
bool model_idle(const struct model *m);

/* --- mistakes on purpose --- */

#define MODEL_PLANTS 14

/* From now on one rule is wrong, 1..MODEL_PLANTS; 0: none. Each is in another area. */
void model_plant(unsigned int n);
const char *model_plant_name(unsigned int n);

#endif
