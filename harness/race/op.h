/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An operation that races: one entry in a table makes its pairs with all others.
 */
#ifndef TCELIFE_RACE_OP_H
#define TCELIFE_RACE_OP_H

#include <errno.h>
#include <unistd.h>

#include "scene.h"

/* Kernel objects that an operation works on: operations on the same object make a pair. */
#define ON_TABLE     (1ull << 0) /* KVM's TCE tables, and what drives hardware behind them */
#define ON_KVM_VFIO  (1ull << 1) /* the groups that KVM holds */
#define ON_GROUP     (1ull << 2) /* the VFIO group */
#define ON_CONTAINER (1ull << 3) /* the container, its windows */
#define ON_MEMORY    (1ull << 4) /* registered memory */
#define ON_VM	     (1ull << 5) /* the VM as a whole */
#define ON_VCPU	     (1ull << 6)
#define ON_SLOT	     (1ull << 7) /* memory slots */
#define ON_DEVICE    (1ull << 8)
#define ON_DRIVER    (1ull << 9) /* whether the device has one */

/* Parts of these: only operations that name the part meet on it, and not the end of a process. */
#define ON_PARTS      (~0ull << 16)
#define ON_PART_ENTRY (1ull << 16) /* an entry of the window that user space and guest both set */
#define ON_PART_LINKS (1ull << 17) /* which groups there are behind a hardware table */
#define ON_PART_BLOCK (1ull << 18) /* one block of memory that two containers register */
#define ON_PART_RANGE (1ull << 19) /* a range of memory, for one block that is not there yet */
#define ON_PART_FRESH (1ull << 20) /* a page of a TCE table that nobody has used */
#define ON_PART_LAST  (1ull << 21) /* a VM that nothing but the KVM-VFIO device holds */
#define ON_PART_TOLD  (1ull << 22) /* which VM a group has been told of */
#define ON_PART_STAY  (1ull << 23) /* what a mapping that stays needs */
#define ON_PART_TYPE  (1ull << 24) /* the IOMMU type of a container */
#define ON_PART_LIOBN (1ull << 25) /* a number for a TCE table that nobody has */
#define ON_PART_OWNER (1ull << 26) /* who has the group open */
#define ON_PART_NEXT  (1ull << 27) /* the VM's place for one KVM-VFIO device */
#define ON_PART_PAGES (1ull << 28) /* pages of the guest that are not there yet */
#define ON_PART_LEVEL (1ull << 29) /* a part of the hardware's table that is not there yet */
#define ON_PART_HOLDS (1ull << 30) /* the VM that an open device holds */
#define ON_PART_TELLS (1ull << 31) /* the group's file, by which KVM tells it of the VM */
#define ON_PART_TRIAL (1ull << 32) /* a container that has no IOMMU type, and will not get one */
#define ON_PART_TIED  (1ull << 33) /* whether a table drives the group */
#define ON_PART_FIRST (1ull << 34) /* the default window, which the first map makes */
#define ON_PART_HOST  (1ull << 35) /* the host's memory behind slots: KVM is told of its end */
#define ON_PART_ENDS  (1ull << 36) /* the same, of a VM that ends */
#define ON_PART_COUNT (1ull << 37) /* how often memory is mapped, in two containers */
#define ON_PART_COMES (1ull << 38) /* a hardware table in use, to which a group comes */
#define ON_PART_VCPU  (1ull << 39) /* a number for a vCPU that nobody has */
#define ON_PART_LOG   (1ull << 40) /* the log of a memory slot's dirty pages */
#define ON_PART_STATE (1ull << 41) /* what a group says of itself */
#define ON_PART_BOUND (1ull << 42) /* a device that comes to its driver */
#define ON_PART_BACK  (1ull << 43) /* a group that is removed from KVM and added again */

/* What keeps two operations apart by the kernel's design, where both take it. */
#define UNDER_KVM_VFIO	(1u << 0) /* virt/kvm/vfio.c: kv->lock */
#define UNDER_KVM	(1u << 1) /* kvm->lock */
#define UNDER_SLOTS	(1u << 2) /* kvm->slots_lock */
#define UNDER_CONTAINER (1u << 3) /* vfio_iommu_spapr_tce.c: container->lock */
#define UNDER_GROUP	(1u << 4) /* drivers/vfio/group.c: group->group_lock */
#define UNDER_MEMORY	(1u << 5) /* iommu_api.c: mem_list_mutex */
#define UNDER_JOINS	(1u << 6) /* drivers/vfio/container.c: container->group_lock */

/* The answers of hypercalls, beside 0 and -errno. */
#define ANSWER_H(code) (-100000 + (int)(code)) /* a PAPR return code below 0 */
#define ANSWER_BOUNCED (-200000)	       /* left to user space */
#define ANSWER_NONE    (-300000)	       /* it did not come to an end: its process is gone */

#define OP_MAX_LACKS 12

/* What an operation says when a fact is not as it needs it. */
struct op_lack {
	enum fact fact;
	int answer;
};

struct op {
	const char *name; /* group_del */
	const char *what; /* KVM_DEV_VFIO_GROUP_DEL */
	uint64_t on;
	uint32_t under;
	uint32_t needs;	     /* facts that are not usual */
	uint32_t without;    /* usual facts that must be absent */
	uint32_t blocked_by; /* absent as well, unless the other one takes them away */
	uint32_t changes;    /* facts that are not known afterwards */
	struct op_lack lack[OP_MAX_LACKS]; /* ends with answer 0 */
	int busy;			   /* an answer that is always legal; 0: none */
	bool with_itself;		   /* makes a pair with itself */
	bool one_wins;			   /* which succeeds on one side at most */
	uint32_t claims;		   /* parts for one alone: of two operations one succeeds */
	bool only_v1, only_v2;		   /* of VFIO's two kinds of container */
	bool levels;			   /* of a window whose table has two, made on demand */
	bool stream;			   /* hypercalls of a vCPU: can be a third party */
	bool runs_vcpu;			   /* as streams do */
	bool frees_late;		   /* when nobody is in kvm->srcu any more */
	bool ends_process;
	bool radix; /* of a guest that reaches all of its memory, which a hash guest does not */
	/*
	 * The operation: as a rule one system call. @side is 0 or 1 (2: third party). Its answer:
	 * 0, -errno or one of ANSWER_*; nothing above 0 is one.
	 */
	int (*run)(struct scene *s, unsigned int side);
	/* Single-threaded again, if they met: what @answer says and is not so, or NULL. */
	const char *(*broken)(struct scene *s, unsigned int side, int answer);
	/* Where it maps the DMA memory's first page; NULL: it does not. */
	uint64_t (*iova)(const struct scene *s);
	/* After that: what is now in the scene, and what must be given back. */
	void (*after)(struct scene *s, unsigned int side, int answer);
};

/* What a system call's result is as an answer. */
static inline int op_answer_of(int ret)
{
	return ret ? -errno : 0;
}

/* So of one that opens something: @fd, or -errno, is kept for .after, and is no answer. */
static inline int op_opened(struct scene *s, unsigned int side, int fd)
{
	s->other_fd[side] = fd;
	return fd < 0 ? fd : 0;
}

/* The .after of those that open something: it is closed again. */
static inline void op_close_other(struct scene *s, unsigned int side, int answer)
{
	(void)answer;
	if (s->other_fd[side] >= 0)
		close(s->other_fd[side]);
	s->other_fd[side] = -1;
}

#define OP_IN_SECTION(name, ident, ...)                      \
	static const struct op op_##ident = { __VA_ARGS__ }; \
	static const struct op *const op_ptr_##ident         \
		__attribute__((used, section(name))) = &op_##ident
#define RACE_OP(ident, ...) OP_IN_SECTION("tcelife_ops", ident, __VA_ARGS__)
/* One that is found by name and makes no pairs. */
#define PLANTED_OP(ident, ...) OP_IN_SECTION("tcelife_planted_ops", ident, __VA_ARGS__)

/* All operations, sorted by name; the number of them in *@nr. */
const struct op *const *ops_all(unsigned int *nr);
const struct op *op_by_name(const char *name, size_t name_bytes);

/* Facts that must be absent for @a and @b to make sense side by side. */
uint32_t ops_unwanted(const struct op *a, const struct op *b);

/* True if there is a kind of container that both work on. */
bool ops_same_container(const struct op *a, const struct op *b);

/*
 * Who of @nr sides runs which vCPU, each one of its own; 0 for those that run none. The number of
 * vCPUs that a VM needs for them: no more, as KVM may take a VM with one for a simple case.
 */
unsigned int ops_vcpus(const struct op *const ops[], unsigned int nr, unsigned int vcpu_of[]);

/* What a test of these facts needs of the machine: NEEDS_* of test.h. */
unsigned int ops_machine(const struct op *a, const struct op *b, const struct op *third);

/* The window that @a and @b (which may be NULL) work on; all zero: that of every rig. */
struct dma_window ops_window(const struct op *a, const struct op *b);

/* The facts that a scene for @a and @b, and for @third (may be NULL) beside them, has in place. */
uint32_t ops_facts(const struct op *a, const struct op *b, const struct op *third);

/* "EBADF", "H_PARAMETER", "bounced", "ok"; above 0: "neither 0 nor an error" */
const char *answer_name(int answer);

/* True if @op may say @answer while @other runs, in a scene prepared for both. */
bool op_answer_is_legal(const struct op *op, const struct op *other, int answer);
/* True if both may succeed side by side. */
bool op_both_may_succeed(const struct op *a, const struct op *b);
/* True if @answer says that @op met @other's result and no more of it: a closed fd. */
bool op_answer_is_late(int answer);

#endif
