/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for tests of things in use: a rig whose guest has
 * mapped and streamed, and a vCPU that streams on a thread of its own.
 */
#ifndef TCELIFE_LIVE_H
#define TCELIFE_LIVE_H

#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "../../lib/orders.h"
#include "../test.h"

#define LIVE_PAGES 16 /* IOMMU pages that the guest of a live rig has mapped, from page 0 */

/* A vCPU that streams. */
struct streamer {
	struct guest_cpu *cpu;
	struct guest_stream what;
	struct stream_count count; /* after streamer_join() */
	int ret;		   /* of guest_stream_run(); after streamer_join() */
	pthread_t thread;
};

/* Start it on a thread of its own; t_error() if there is none to be had. */
void streamer_start(struct test *t, struct streamer *s, struct guest_cpu *cpu,
		    const struct guest_stream *what);

/* Wait until it has made @calls; t_error() after LIVE_WAIT_MS. */
void streamer_await(struct test *t, const struct streamer *s, uint64_t calls);

/* Wait for its end, which guest_stream_stop() or its limit brings. */
void streamer_join(struct streamer *s);

#define LIVE_WAIT_MS 20000

/* H_PUT_TCE over @nr_pages IOMMU pages from @first_page, all to the one page of memory. */
struct guest_stream live_stream(const struct rig *rig, uint64_t first_page, uint64_t nr_pages);

/* A rig, complete, whose guest has streamed over LIVE_PAGES and left them mapped. Asserts. */
void rig_live_open(struct test *t, struct rig *rig, const struct rig_opts *opts);

/* -EBUSY while somebody holds group 0's file, 0 if nobody does. */
int group_held_try(const struct test *t);

#endif
