/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a sequence is played: a process of its own, with the arena at its place and an fd of a
 * fixed number for each name, so that a name means the same fd in every process that was forked.
 */
#ifndef TCELIFE_SEQUENCE_STAGE_H
#define TCELIFE_SEQUENCE_STAGE_H

#include <sys/types.h>

#include "../../lib/model/op.h"
#include "../../lib/rig.h"

/* What a VM's name stands for. */
struct stage_vm {
	struct kvm_vm *vm; /* NULL: none */
	struct guest_cpu cpu;
	uint64_t *list;	    /* slot 1, big-endian */
	unsigned int maker; /* the process that made it */
};

/* Of the OP_DMA that comes next. */
struct stage_dma {
	int container_fd;
	void *hva; /* the page to stage through */
	uint64_t iova, page_bytes;
	bool registered;
	bool lands; /* it should, there in the arena */
	uint64_t lands_at;
};

struct stage_child {
	pid_t pid; /* 0: none */
	int fd;	   /* requests and answers */
};

struct stage {
	const struct vfio_target *targets;
	unsigned int nr_targets;
	unsigned int process; /* which one this is */
	int kvm_fd;
	struct stage_vm vm[OP_VMS];
	void *device_map[OP_DEVICES];
	void *table_map[OP_TABLES];
	struct stage_child child[OP_PROCESSES]; /* those that process 0 has forked */
	struct stage_dma dma;
};

/*
 * Make this process, which is good for nothing else afterwards, process 0 of a sequence. Asserts.
 * It gives up CAP_IPC_LOCK: RLIMIT_MEMLOCK shall count.
 */
void stage_open(struct stage *s, const struct vfio_target *targets, unsigned int nr_targets);

/* The number of the fd behind a name, open or not; -1 for bad. */
int stage_fd(struct op_ref ref);

/* The fd @fd (or -errno, passed on) becomes that of @made, and has that number from now on. */
int64_t stage_adopt(struct op_ref made, int fd);

/* The address of an arena offset: any, modulo 2^64. */
void *stage_hva(uint64_t offset);

/* The VM behind a name, or NULL. */
struct stage_vm *stage_vm(struct stage *s, struct op_ref ref);

/* The number that op_desc() names so; asserts that there is one. */
uint64_t stage_arg(const struct op *op, const char *name);

/* RLIMIT_NOFILE: no fd more, or as many as at first. 0 or -errno. */
int stage_limit_files(bool none);
/* RLIMIT_MEMLOCK in bytes. 0 or -errno. */
int stage_limit_memlock(uint64_t bytes);

#endif
