/* SPDX-License-Identifier: GPL-2.0-only */
/* A campaign that is going on: what the files behind campaign.h share. */
#ifndef TCELIFE_SEQUENCE_CAMPAIGN_PARTS_H
#define TCELIFE_SEQUENCE_CAMPAIGN_PARTS_H

#include "../../lib/journal.h"
#include "../../lib/klog.h"
#include "../../lib/model/shrink.h"
#include "../../lib/timebase.h"
#include "../ear.h"
#include "../record.h"
#include "../test.h"
#include "campaign.h"
#include "corpus.h"
#include "finding.h"
#include "finish.h"
#include "observe.h"
#include "play.h"

/* What came of one sequence. */
struct verdict_of_play {
	enum play_end end;
	unsigned int took; /* operations up to the one that it ended at */
	bool reported;	   /* the kernel has reported something that is not known */
	bool spoilt;	   /* and worse than a warning, known or not: nothing can be trusted now */
	char title[330];   /* of what spoilt it */
	char fingerprint[FINDING_TEXT_BYTES]; /* empty: kernel and model agree */
	char details[FINDING_TEXT_BYTES];
};

#define UNSHRUNK_MAX 6 /* findings that are worth the time */

/* A finding that waits. */
struct unshrunk {
	struct verdict_of_play v;
	char origin[64];
	unsigned int nr_ops;
	struct op ops[PLAY_MAX];
};

struct campaign {
	struct test *t;
	struct finding_bias bias;
	struct generate_opts opts;
	struct model_machine machine;
	struct model start;
	struct generator generator;
	struct shrink shrink;
	struct play *play;
	struct aftermath aftermath;
	struct findings findings;
	struct ear ear;
	struct corpus *corpus; /* NULL: none */
	int current_fd;	       /* current.seq */
	size_t current_bytes;
	char origin[64];      /* `<seed>:<number>` of the sequence that is being played */
	uint64_t number;      /* of the next sequence; as many were begun */
	uint64_t calls;	      /* that were made */
	uint64_t ended_early; /* sequences */
	uint64_t start_tb;
	bool as_short_as_it_shall_be;
	unsigned int nr_unshrunk;
	struct unshrunk unshrunk[UNSHRUNK_MAX];
};

/* NULL: skipped, and it says why. */
struct campaign *campaign_new(struct test *t, const struct campaign_plan *plan);
void campaign_free(struct campaign *c);

/* Play @ops once, and look at what it has left. */
void campaign_play(struct campaign *c, const struct op *ops, unsigned int nr_ops,
		   struct verdict_of_play *v);

/* Say what @v came to: every finding once. */
void campaign_judge(struct campaign *c, const struct verdict_of_play *v);

/* The shortest form of @ops that ends with the fingerprint of @v; how many operations it has. */
unsigned int campaign_shrink(struct campaign *c, const struct verdict_of_play *v, struct op *ops,
			     unsigned int nr_ops);

/* REPLAY=: `<seed>:<number>` and perhaps `:<operations>`, or a file. */
void campaign_replay(struct campaign *c, const char *what);

#endif
