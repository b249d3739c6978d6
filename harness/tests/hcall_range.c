// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.range
 * The four hypercalls at the edges of tables that drive no hardware, so that they can lie where no
 * window is: in the middle of I/O addresses, at the end of them, and with pages of other sizes.
 * In front of the table, behind it, and between its entries there is H_PARAMETER for all four.
 *
 * Source: PAPR, H_GET_TCE, H_PUT_TCE, H_PUT_TCE_INDIRECT, H_STUFF_TCE: H_Parameter for an I/O
 * address outside of the window; Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint32_t page_shift;
	uint64_t offset, size; /* pages */
} tables[] = {
	{ "from 0", 12, 0, 100 },
	{ "in the middle", 12, 1ull << 47, 100 },
	{ "one entry", 12, 12345, 1 },
	{ "at the end of I/O addresses", 12, (1ull << 52) - 101, 100 },
	{ "64 KiB pages", 16, 1ull << 43, 100 },
	{ "16 MiB pages", 24, 77, 100 },
	{ "16 GiB pages at the end", 34, (1ull << 30) - 101, 100 },
};

static struct hcall_result call(struct rig *rig, uint64_t hcall, uint64_t ioba)
{
	switch (hcall) {
	case H_GET_TCE:
		return guest_get_tce(&rig->cpu[0], RIG_LIOBN, ioba);
	case H_PUT_TCE:
		return guest_put_tce(&rig->cpu[0], RIG_LIOBN, ioba, 0x5a5a000000000000);
	case H_STUFF_TCE:
		return guest_stuff_tce(&rig->cpu[0], RIG_LIOBN, ioba, 0xa5a5000000000000, 1);
	default:
		return guest_put_tce_indirect(&rig->cpu[0], RIG_LIOBN, ioba, tce_list_gpa(rig), 1);
	}
}

static const struct {
	const char *name;
	uint64_t nr;
} hcalls[] = {
	{ "H_GET_TCE", H_GET_TCE },
	{ "H_PUT_TCE", H_PUT_TCE },
	{ "H_STUFF_TCE", H_STUFF_TCE },
	{ "H_PUT_TCE_INDIRECT", H_PUT_TCE_INDIRECT },
};

static void all_four(struct test *t, struct rig *rig, uint64_t ioba, int64_t want,
		     const char *where)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(hcalls); i++)
		tce_expect(t, call(rig, hcalls[i].nr, ioba), want, "%s %s", hcalls[i].name, where);
}

static void edges(struct test *t, struct rig *rig, const struct dma_window *w)
{
	uint64_t page_bytes = dma_window_page_bytes(w);
	uint64_t last = dma_window_last(w) + 1 - page_bytes;

	all_four(t, rig, w->start_bytes, H_SUCCESS, "of the first entry");
	all_four(t, rig, last, H_SUCCESS, "of the last entry");
	all_four(t, rig, last + page_bytes, H_PARAMETER, "one past the last entry");
	all_four(t, rig, last + 1, H_PARAMETER, "a byte into the last entry");
	all_four(t, rig, last + page_bytes / 2, H_PARAMETER, "half a page into the last entry");
	all_four(t, rig, last + page_bytes - 1, H_PARAMETER, "of the last byte");
	if (!w->start_bytes)
		return;
	all_four(t, rig, w->start_bytes - page_bytes, H_PARAMETER, "one in front of the first");
	all_four(t, rig, w->start_bytes - 1, H_PARAMETER, "a byte in front of the first");
	all_four(t, rig, 0, H_PARAMETER, "of address 0");
}

static void run(struct test *t)
{
	struct rig rig;

	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	for (unsigned int i = 0; i < ARRAY_SIZE(tables); i++) {
		struct dma_window w = {
			.page_shift = tables[i].page_shift,
			.start_bytes = tables[i].offset << tables[i].page_shift,
			.size_bytes = tables[i].size << tables[i].page_shift,
		};
		int table_fd;

		t_case(t, "%s", tables[i].name);
		table_fd = kvm_tce_create(rig.vm->fd, RIG_LIOBN, &w, w.page_shift);
		edges(t, &rig, &w);
		close(table_fd);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(hcall_range, .name = "hcall.range", .run = run, .needs = NEEDS_KVM);
