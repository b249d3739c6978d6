/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be seen from outside of a sequence, compared with what the model shows: locked memory of
 * each process after each operation that may change it, and what is left when all is over.
 */
#ifndef TCELIFE_SEQUENCE_OBSERVE_H
#define TCELIFE_SEQUENCE_OBSERVE_H

#include "../../lib/model/model.h"
#include "stage.h"

/* Of the sequence's own process. */
struct observer {
	int status_fd; /* /proc/self/status of process 0 */
	bool gone;     /* a table of KVM was tied to a window that its container had no more */
	bool orphan;   /* memory was unregistered, or its container gone, while it was mapped */
	const char *hazard; /* model_hazard() */
};

/* In the process that plays, before its first operation. Asserts. */
void observe_begin(struct observer *o);

/* "", ".gone", ".orphan" or model_hazard(): part of the fingerprint of whatever is lost. */
const char *observe_circumstances(const struct observer *o);

/*
 * False for what can be made but not judged just now (an OP_DMA that has no page to stage
 * through): it is left out.
 */
bool observe_can(struct stage *s, const struct model *m, const struct op *op);

/* After @op, which @m has taken. False: not as it must be, with a fingerprint and details. */
bool observe_after(struct observer *o, const struct stage *s, const struct model *m,
		   const struct op *op, char *fingerprint, char *details);

/* --- after the process's end: of the whole machine --- */

struct aftermath {
	const struct vfio_target *targets;
	unsigned int nr_targets;
	long long pinned_pages; /* before the sequence */
};

/* Waits until references that are dropped late are dropped. */
void aftermath_begin(struct aftermath *a, const struct vfio_target *targets,
		     unsigned int nr_targets);

/*
 * False: something is still held, with a fingerprint and details. What is held now counts as held
 * before the next one. @circumstances: of the sequence.
 */
bool aftermath_is_clean(struct aftermath *a, const char *circumstances, char *fingerprint,
			char *details);

#endif
