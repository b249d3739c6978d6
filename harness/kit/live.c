// SPDX-License-Identifier: GPL-2.0-only
#include "live.h"

#include "../../lib/timebase.h"

static void *stream(void *arg)
{
	struct streamer *s = arg;

	s->ret = guest_stream_run(s->cpu, &s->what, &s->count);
	return NULL;
}

void streamer_start(struct test *t, struct streamer *s, struct guest_cpu *cpu,
		    const struct guest_stream *what)
{
	int ret;

	*s = (struct streamer){ .cpu = cpu, .what = *what };
	guest_stream_arm(cpu);
	/* What the stream before counted must not be taken for what this one does. */
	__atomic_store_n(&cpu->block->calls, 0, __ATOMIC_RELEASE);
	ret = pthread_create(&s->thread, NULL, stream, s);
	if (ret)
		t_error(t, "no thread for a vCPU: %s", strerror(ret));
}

void streamer_await(struct test *t, const struct streamer *s, uint64_t calls)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(LIVE_WAIT_MS);

	while (guest_stream_calls(s->cpu) < calls) {
		if (timebase_now() > end_tb)
			t_error(t, "a vCPU made %llu hypercalls in %d s; %llu were awaited",
				(unsigned long long)guest_stream_calls(s->cpu), LIVE_WAIT_MS / 1000,
				(unsigned long long)calls);
		usleep(1000);
	}
}

void streamer_join(struct streamer *s)
{
	pthread_join(s->thread, NULL);
}

struct guest_stream live_stream(const struct rig *rig, uint64_t first_page, uint64_t nr_pages)
{
	return (struct guest_stream){
		.nr = H_PUT_TCE,
		.args = { rig->liobn, rig_ioba(rig, first_page),
			  rig_gpa(rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE },
		.nr_args = 3,
		.step_arg = 1,
		.step = 1ull << rig->opts.table_page_shift,
		.period = nr_pages,
	};
}

void rig_live_open(struct test *t, struct rig *rig, const struct rig_opts *opts)
{
	struct guest_stream s;
	struct stream_count count;
	int ret;

	rig_open(rig, t_targets(t), opts, RIG_READY);
	s = live_stream(rig, 0, LIVE_PAGES);
	s.limit = LIVE_PAGES;
	guest_stream_arm(&rig->cpu[0]);
	ret = guest_stream_run(&rig->cpu[0], &s, &count);
	if (ret || count.successes != LIVE_PAGES)
		t_error(t, "the guest mapped %llu pages of %d: %s (see attach.once)",
			(unsigned long long)count.successes, LIVE_PAGES,
			ret ? strerror(-ret) : "the others were refused");
}

int group_held_try(const struct test *t)
{
	int fd = vfio_group_open_try(t_targets(t)[0].group);

	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}
