/* SPDX-License-Identifier: GPL-2.0-only */
/* What the two ways of holding share; for hold*.c alone. */
#ifndef TCELIFE_HOLD_PARTS_H
#define TCELIFE_HOLD_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "hold.h"

struct hold {
	enum hold_how how;
	char *at;
	size_t page_bytes, bytes;
	int fd;	       /* of userfaultfd, or the shared file */
	bool exact;    /* HOLD_FAULT */
	char *staging; /* HOLD_FAULT: a page to fill from */
	/* HOLD_PUNCH */
	bool armed;
	int cpu;
	off_t hole_at;
	off_t hole_bytes;
	blkcnt_t full; /* blocks of the file before the hole is begun */
	pthread_t puncher, starver;
	atomic_bool starves; /* the starver has the CPU, and keeps it */
	atomic_bool let_go;  /* the starver ends */
	atomic_bool punched; /* the hole is through, and the puncher has the CPU again */
};

/* Each is one way's part of its namesake in hold.h: 0 or -errno. */
int hold_fault_open(struct hold *h, struct why *why);
int hold_fault_fill(struct hold *h, unsigned int page, const void *content);
/* -EEXIST: the page is there, and stays as it is. */
int hold_fault_let_go(struct hold *h, unsigned int page, const void *content);
int hold_fault_arm(struct hold *h, unsigned int page);
/* 0, or -EAGAIN: nobody is held by now. Waits for @ms at most. */
int hold_fault_poll(struct hold *h, unsigned int ms, struct hold_touch *touch);

/* The same of the other way, which knows the page of a touch only, and lets go of all at once. */
int hold_punch_open(struct hold *h, struct why *why);
int hold_punch_arm(struct hold *h, unsigned int page, int cpu);
int hold_punch_poll(struct hold *h, pid_t tid, unsigned int ms, struct hold_touch *touch);
void hold_punch_let_go(struct hold *h);

#endif
