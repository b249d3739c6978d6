/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One operation of a sequence as data: who makes which call on which object with which numbers.
 *
 * Objects have names (c0, g1, t3) that stand for fds. A name means the fd that the process which
 * makes the call has under it; one that it does not have is a closed fd, -EBADF. After a fork the
 * child has copies of all its parent's. Nothing here depends on a run: an address is an offset
 * into the arena, modulo 2^64, so that a sequence that was written down replays.
 */
#ifndef TCELIFE_MODEL_OP_H
#define TCELIFE_MODEL_OP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OP_PROCESSES 3 /* 0 is always there; 1 and 2 are forked from 0 */

/* Names of each kind. A group has the number of its target, and at most one live file. */
#define OP_CONTAINERS 3
#define OP_GROUPS     2
#define OP_DEVICES    4
#define OP_VMS	      2
#define OP_TABLES     6
#define OP_KVM_VFIOS  2
#define OP_NAMES_MAX  6 /* of any kind */

/*
 * Memory that operations speak of: one private anonymous mapping of each process, all of it there
 * at the start, at one address that is the same in every process.
 */
#define OP_ARENA_BASE  (1ull << 40) /* far from everything that a process has by itself */
#define OP_ARENA_BYTES (64ull << 20)
#define OP_ARENA_ALIGN (64ull << 10)
/* Huge pages of the arena: MAP_HUGE_2MB, which a radix host has. */
#define OP_HUGE_SHIFT 21
#define OP_HUGE_BYTES (1ull << OP_HUGE_SHIFT)
/*
 * Nothing is mapped within this distance of the arena, nor anywhere at 2^53 and more: the only
 * places outside of the arena that operations speak of.
 */
#define OP_ARENA_GUARD_BYTES (1ull << 30)

/*
 * What every VM has from its making on, not named by operations: slot 0, the guest itself, at 0;
 * and slot 1, OP_LIST_BYTES that are zero at first, in which list_set writes, at OP_LIST_GPA.
 * None of it is in the arena. All four hypercalls are enabled.
 */
#define OP_GUEST_BYTES (4ull << 20)
#define OP_LIST_GPA    (8ull << 20)
#define OP_LIST_BYTES  (64ull << 10)
#define OP_LIST_TCES   512 /* that list_set can write: the first 4 KiB of the slot */
#define OP_FIRST_SLOT  2   /* for set_slot */

enum op_kind {
	OP_NOTHING,   /* no object here */
	OP_CONTAINER, /* c0.. */
	OP_GROUP,     /* g0.. */
	OP_DEVICE,    /* d0.. */
	OP_VM,	      /* v0..: the VM's fd, its vCPU's fd and mappings */
	OP_TABLE,     /* t0.. */
	OP_KVM_VFIO,  /* k0.. */
	OP_PLAIN,     /* null: an fd of /dev/null, which every process has */
	OP_BAD,	      /* bad: -1 */
	OP_CLOSED,    /* closed: a number below the limit that is no open fd */
	OP_NR_KINDS
};

struct op_ref {
	uint8_t kind; /* enum op_kind */
	uint8_t n;    /* below op_names(kind); 0 where there is one only */
};

/* How many names there are of a kind: 0 for OP_NOTHING, 1 for null, bad and closed. */
unsigned int op_names(enum op_kind kind);

enum op_code {
	/* container: /dev/vfio/vfio */
	OP_OPEN_CONTAINER,
	OP_API_VERSION,
	OP_CHECK_EXTENSION,
	OP_SET_IOMMU,
	OP_GET_INFO,
	OP_ENABLE,
	OP_DISABLE,
	OP_REGISTER_MEMORY,
	OP_UNREGISTER_MEMORY,
	OP_MAP_DMA,
	OP_UNMAP_DMA,
	OP_CREATE_WINDOW,
	OP_REMOVE_WINDOW,
	OP_EEH, /* VFIO_EEH_PE_GET_STATE only */
	/* group and device */
	OP_OPEN_GROUP,
	OP_GET_STATUS,
	OP_SET_CONTAINER,
	OP_UNSET_CONTAINER,
	OP_OPEN_DEVICE,
	OP_DEVICE_INFO,
	OP_MMAP_DEVICE, /* BAR 0; one mapping for each process and name */
	OP_MUNMAP_DEVICE,
	/* KVM */
	OP_CREATE_VM,
	OP_SET_SLOT,
	OP_CREATE_TABLE,   /* KVM_CREATE_SPAPR_TCE_64 */
	OP_CREATE_TABLE32, /* KVM_CREATE_SPAPR_TCE */
	OP_ENABLE_HCALL,   /* KVM_CAP_PPC_ENABLE_HCALL */
	OP_CREATE_KVM_VFIO,
	OP_GROUP_ADD,
	OP_GROUP_DEL,
	OP_SET_SPAPR_TCE,
	OP_SET_ATTR, /* one that the others do not make */
	OP_HAS_ATTR,
	OP_MMAP_TABLE, /* all of it; one mapping for each process and name */
	OP_MUNMAP_TABLE,
	/* the guest */
	OP_H_PUT_TCE,
	OP_H_PUT_TCE_INDIRECT,
	OP_H_STUFF_TCE,
	OP_H_GET_TCE,
	OP_LIST_SET, /* host writes one entry of the list (big-endian) into slot 1 */
	/* processes */
	OP_MMAP_MEMORY,	  /* fresh zero pages in the arena, MAP_FIXED */
	OP_MMAP_HUGE,	  /* the same of huge pages, which a fork does not copy */
	OP_MUNMAP_MEMORY, /* a hole in the arena */
	OP_CLOSE,
	OP_FORK, /* by process 0 */
	OP_EXIT, /* of process 1 or 2 */
	OP_LIMIT_MEMLOCK,
	OP_LIMIT_NOFILE,
	/* an observation */
	OP_DMA,
	OP_NR_CODES
};

#define OP_ARGS 6

/*
 * @self: what the call is made on. @made: the name that its new fd gets. @fd, @fd2: fds that it
 * takes as arguments. A ref may be of any kind but where the table says `fixed`; the kind that
 * makes sense is in the table too.
 */
struct op {
	uint8_t code;	 /* enum op_code */
	uint8_t process; /* who makes the call */
	struct op_ref self, made, fd, fd2;
	uint64_t arg[OP_ARGS]; /* unused ones are 0 */
};

/* What a number means: how to choose one and how to write it. */
enum arg_class {
	ARG_NONE,
	ARG_HVA,       /* offset into the arena, modulo 2^64 */
	ARG_BYTES,     /* length of memory */
	ARG_IOVA,      /* I/O address, as VFIO and hypercalls (ioba) take it */
	ARG_WINDOW,    /* size of a window in bytes */
	ARG_SHIFT,     /* page shift */
	ARG_LEVELS,    /* of a hardware table */
	ARG_LIOBN,     /* name of a table in a VM */
	ARG_TCE,       /* guest address with TCE_PCI_READ and TCE_PCI_WRITE */
	ARG_PAGES,     /* size or offset of a table in its pages */
	ARG_COUNT,     /* entries of a hypercall */
	ARG_INDEX,     /* of the list: below OP_LIST_TCES */
	ARG_GPA,       /* guest address */
	ARG_SLOT,      /* memory slot, OP_FIRST_SLOT and up */
	ARG_FLAGS,     /* 0 is the only good one */
	ARG_PERM,      /* VFIO_DMA_MAP_FLAG_*: r, w, rw or a number */
	ARG_TYPE,      /* VFIO_SPAPR_TCE_IOMMU, VFIO_SPAPR_TCE_v2_IOMMU, .. */
	ARG_EXTENSION, /* what check_extension asks for */
	ARG_MODE,      /* 0 radix, 1 hash */
	ARG_HCALL,     /* number of a hypercall */
	ARG_BOOL,      /* 0 or 1 */
	ARG_ATTR,      /* group or attribute of a KVM device */
	ARG_LIMIT,     /* bytes, for RLIMIT_MEMLOCK */
	ARG_CHILD,     /* 1 or 2 */
	ARG_WHOSE,     /* enum op_whose */
	ARG_PASSING,   /* enum op_passing */
	ARG_NR_CLASSES
};

/* Whose name a group is asked for. */
enum op_whose {
	OP_OWN,	     /* that of its own device */
	OP_OTHERS,   /* that of the other group's, or nobody's */
	OP_NOBODYS,  /* of no device */
	OP_NAMELESS, /* an empty one */
	OP_NR_WHOSE
};

/* How the structure with the arguments is passed. */
enum op_passing {
	OP_WHOLE,  /* as it should be */
	OP_EMPTY,  /* argsz is 0 */
	OP_SHORT,  /* argsz is one less than the request needs */
	OP_LONG,   /* argsz is much more, and there is as much */
	OP_LEAST,  /* argsz is what the request needs, and no byte is behind it */
	OP_NULL,   /* it is at address 0 */
	OP_CUT,	   /* its last byte is not there */
	OP_FROZEN, /* it cannot be written to */
	OP_NR_PASSINGS
};

struct op_arg {
	const char *name; /* NULL: no such argument */
	enum arg_class class;
};

/* What there is to know of an operation but what it does. */
struct op_desc {
	const char *name;
	enum op_kind self; /* OP_NOTHING: made on no object */
	enum op_kind made; /* OP_NOTHING: makes no fd */
	enum op_kind fd, fd2;
	bool fixed; /* self must be of its kind: a call of the executor, no system call on an fd */
	struct op_arg arg[OP_ARGS];
};

const struct op_desc *op_desc(enum op_code code);

/* How many arguments it has. */
unsigned int op_nr_args(enum op_code code);

/* How its arguments are passed; OP_NR_PASSINGS: in no way that there is. */
enum op_passing op_passing(const struct op *op);

/* True if it is well formed: kinds, names, numbers of processes and what op_desc() fixes. */
bool op_valid(const struct op *op);

/*
 * What a call answered. @ret: 0, an fd, a value or -errno; r3 of a hypercall. @bounced: KVM left
 * the hypercall to user space; ret means nothing then. @out: what it gave back besides: H_GET_TCE's
 * r4, the start of the window that was made, the size that get_info tells, the flags of
 * get_status; else 0.
 * @not_run: KVM_RUN was refused, no hypercall was made; ret is its -errno.
 * dma: 1 if the device reached the memory that model_reach() names (that it should reach, or
 * should not: the executor looks at the arena), 0 if it reached nothing.
 */
struct op_result {
	int64_t ret;
	bool bounced;
	bool not_run;
	uint64_t out;
};

/* --- the text form --- */

#define OP_TEXT_BYTES  192
#define OP_FILE_HEADER "tcelife sequence 1"

/* `map_dma c0 iova=0x0 hva=0x1000 bytes=0x1000 flags=rw`; @text holds OP_TEXT_BYTES. Length. */
size_t op_format(const struct op *op, char *text, size_t bytes);

/*
 * The operation of one line, without newline. True; false: *@why says what was wrong with which
 * word, and what is accepted. @why holds OP_TEXT_BYTES. Arguments may come in any order, none
 * twice; those not named are 0; a name not given is OP_NOTHING, which op_valid() may refuse.
 */
bool op_parse(const char *line, struct op *op, char *why);

/*
 * A file of operations: OP_FILE_HEADER, then an operation a line, `#` comments and empty lines.
 * How many, or -1 and @why (`line 3: ..`): not that header, a bad line, more than @max.
 */
int op_parse_file(const char *text, struct op *ops, int max, char *why);

#endif
