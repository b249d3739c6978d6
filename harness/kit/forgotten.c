// SPDX-License-Identifier: GPL-2.0-only
#include "forgotten.h"

static struct firmware_calls heard;

bool t_listen(struct test *t)
{
	int ret = firmware_listen_try();

	if (ret == -EOPNOTSUPP)
		t_skip(t, "a PHB3 is told by its registers, which nobody can listen to");
	else if (ret == -ENOENT)
		t_skip(t, "no probes on what the firmware is told; CONFIG_KPROBE_EVENTS=y has "
			  "them, where lockdown= does not forbid it");
	else if (ret)
		t_error(t, "cannot listen to what the firmware is told: %s", strerror(-ret));
	return !ret;
}

void t_unheard(void)
{
	firmware_heard(&heard);
}

static bool is_first_of_its_pe(unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (heard.call[i].phb == heard.call[n].phb && heard.call[i].pe == heard.call[n].pe)
			return false;
	return true;
}

bool t_expect_forgotten(struct test *t, const struct rig *rig, uint64_t first_page, uint64_t pages,
			const char *when)
{
	uint64_t start_bytes = rig_ioba(rig, first_page);
	uint64_t bytes = pages << rig->window.page_shift;
	unsigned int told = 0;

	firmware_heard(&heard);
	for (unsigned int i = 0; i < heard.nr; i++)
		told += is_first_of_its_pe(i) &&
			firmware_forgets(&heard, heard.call[i].phb, heard.call[i].pe, start_bytes,
					 bytes);
	return t_expect(
		t, told == rig->opts.nr_groups,
		"%s: the hardware of %u groups was made to forget the TCEs, must be %u (%u calls)",
		when, told, rig->opts.nr_groups, heard.nr);
}

/* What was heard behind number @n. */
static const struct firmware_calls *heard_after(unsigned int n)
{
	static struct firmware_calls rest;

	rest.nr = heard.nr - n - 1;
	memcpy(rest.call, &heard.call[n + 1], rest.nr * sizeof(rest.call[0]));
	return &rest;
}

/*
 * Behind each word of where a PE's table is, the hardware was made to forget all TCEs of the
 * window. What is forgotten before may come back.
 */
static void expect_forgotten_then(struct test *t, const struct rig *rig, const char *when)
{
	uint64_t bytes = dma_window_pages(&rig->window) << rig->window.page_shift;

	for (unsigned int i = 0; i < heard.nr; i++) {
		const struct firmware_call *said = &heard.call[i];

		if (said->what != FIRMWARE_MAP_WINDOW)
			continue;
		t_expect(t,
			 firmware_forgets(heard_after(i), said->phb, said->pe, rig_ioba(rig, 0),
					  bytes),
			 "%s: the hardware of PE %llu is not made to forget TCEs afterwards", when,
			 (unsigned long long)said->pe);
	}
}

/* arch/powerpc/platforms/powernv/pci-ioda.c: a PE has the windows 2 * its number, and the next. */
const struct firmware_call *t_last_said(enum firmware_what what, unsigned int n)
{
	const struct firmware_call *said = NULL;

	for (unsigned int i = 0; i < heard.nr; i++)
		if (heard.call[i].what == what &&
		    heard.call[i].map.window == 2 * heard.call[i].pe + n)
			said = &heard.call[i];
	return said;
}

void t_expect_window(struct test *t, const struct rig *rig, bool there)
{
	const struct firmware_call *said =
		t_last_said(FIRMWARE_MAP_WINDOW, rig->opts.window.start_bytes ? 1 : 0);
	uint64_t bytes = there ? dma_window_pages(&rig->window) * sizeof(uint64_t) : 0;

	if (!t_expect(t, said, "nothing was said of the window"))
		return;
	t_expect(t, said->map.bytes == bytes, "a table of %llu bytes, must be %llu",
		 (unsigned long long)said->map.bytes, (unsigned long long)bytes);
	t_expect(t, said->map.levels == there, "%llu levels", (unsigned long long)said->map.levels);
	t_expect(t, !there || said->map.page_bytes == dma_window_page_bytes(&rig->window),
		 "pages of %llu bytes, must be of %llu", (unsigned long long)said->map.page_bytes,
		 (unsigned long long)dma_window_page_bytes(&rig->window));
}

void t_window_goes(struct test *t, struct rig *rig)
{
	uint64_t all = dma_window_pages(&rig->window);

	t_unheard();
	vfio_window_remove(rig->container_fd, rig->window.start_bytes);
	rig_undone(rig, RIG_WINDOW, 0);
	t_expect_forgotten(t, rig, 0, all, "removed");
	expect_forgotten_then(t, rig, "removed");
	t_expect_window(t, rig, false);
}

void t_window_comes(struct test *t, struct rig *rig)
{
	t_unheard();
	vfio_window_create(rig->container_fd, &rig->window);
	rig->window_open = true;
	t_expect_forgotten(t, rig, 0, dma_window_pages(&rig->window), "created");
	expect_forgotten_then(t, rig, "created");
	t_expect_window(t, rig, true);
}

uint64_t forgotten_table_pages(void)
{
	return (uint64_t)getpagesize() / sizeof(uint64_t);
}
