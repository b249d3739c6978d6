// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.readback
 * Some hundred calls of all kinds at random, good ones and such as must not be taken: after each,
 * the table reads as the last call that was taken left it, by H_GET_TCE and through its mapping in
 * user space. In the end all of it can be cleared and the memory is free.
 *
 * Source: PAPR, H_PUT_TCE, H_GET_TCE; Documentation/virt/kvm/api.rst, 4.62: what mmap(2) shows
 */
#include "../kit/tce.h"

#define ENTRIES 32u
#define CALLS	240u

struct model {
	struct rig *rig;
	struct prng *prng;
	const volatile uint64_t *map; /* of the table */
	uint64_t entry[ENTRIES];
};

static uint64_t any_page(struct model *m)
{
	return prng_below(m->prng, ENTRIES);
}

/* A TCE of the DMA memory with some access. */
static uint64_t any_tce(struct model *m)
{
	return tce_of(m->rig, prng_below(m->prng, 512) * 4096, 1 + prng_below(m->prng, 3));
}

static void put_good(struct test *t, struct model *m)
{
	uint64_t page = any_page(m), tce = prng_below(m->prng, 4) ? any_tce(m) : 0;

	t_expect_h(t, guest_put_tce(&m->rig->cpu[0], m->rig->liobn, rig_ioba(m->rig, page), tce),
		   H_SUCCESS, "H_PUT_TCE");
	m->entry[page] = tce;
}

static void put_bad(struct test *t, struct model *m)
{
	static const uint64_t bad[] = { 4, 2048, 64ull << 20, 1ull << 63, 0xff8 };
	uint64_t tce = any_tce(m) ^ bad[prng_below(m->prng, ARRAY_SIZE(bad))];

	t_expect_bounced(
		t,
		guest_put_tce(&m->rig->cpu[0], m->rig->liobn, rig_ioba(m->rig, any_page(m)), tce),
		"H_PUT_TCE of a bad TCE");
}

static void put_beside(struct test *t, struct model *m)
{
	uint64_t ioba = rig_ioba(m->rig, any_page(m)) + 1 + prng_below(m->prng, 4095);

	t_expect_h(t, guest_put_tce(&m->rig->cpu[0], m->rig->liobn, ioba, any_tce(m)), H_PARAMETER,
		   "H_PUT_TCE between pages");
}

/* A list of some TCEs; if not @good, one of them is bad. */
static void put_list(struct test *t, struct model *m, bool good)
{
	uint64_t page = any_page(m), nr = 1 + prng_below(m->prng, ENTRIES - page);
	uint64_t tce[ENTRIES];
	struct hcall_result got;

	for (uint64_t i = 0; i < nr; i++)
		tce[i] = any_tce(m);
	if (!good)
		tce[prng_below(m->prng, nr)] |= 8;
	for (uint64_t i = 0; i < nr; i++)
		tce_list_set(m->rig, i, 1, tce[i], 0);
	got = guest_put_tce_indirect(&m->rig->cpu[0], m->rig->liobn, rig_ioba(m->rig, page),
				     tce_list_gpa(m->rig), nr);
	tce_expect(t, got, good ? H_SUCCESS : GUEST_BOUNCED, "H_PUT_TCE_INDIRECT");
	if (good)
		memcpy(&m->entry[page], tce, nr * sizeof(tce[0]));
}

static void stuff(struct test *t, struct model *m, bool good)
{
	uint64_t page = any_page(m), nr = prng_below(m->prng, ENTRIES - page + 1);
	uint64_t value = good ? prng_next(m->prng) & ~3ull : any_tce(m);

	tce_expect(
		t,
		guest_stuff_tce(&m->rig->cpu[0], m->rig->liobn, rig_ioba(m->rig, page), value, nr),
		good ? H_SUCCESS : H_PARAMETER, "H_STUFF_TCE");
	for (uint64_t i = 0; good && i < nr; i++)
		m->entry[page + i] = value;
}

static void any_call(struct test *t, struct model *m)
{
	switch (prng_below(m->prng, 10)) {
	case 0 ... 3:
		put_good(t, m);
		break;
	case 4:
		put_bad(t, m);
		break;
	case 5:
		put_beside(t, m);
		break;
	case 6:
	case 7:
		put_list(t, m, prng_below(m->prng, 3));
		break;
	default:
		stuff(t, m, prng_below(m->prng, 3));
	}
}

/* The whole of it through the mapping, one entry by hypercall. */
static bool reads_as_model(struct test *t, struct model *m, unsigned int call)
{
	uint64_t page = any_page(m);

	for (unsigned int i = 0; i < ENTRIES; i++)
		if (!t_expect(t, m->map[i] == m->entry[i],
			      "after call %u entry %u is 0x%llx in the mapping, must be 0x%llx",
			      call, i, (unsigned long long)m->map[i],
			      (unsigned long long)m->entry[i]))
			return false;
	return tce_expect_entry(t, m->rig, m->rig->liobn, rig_ioba(m->rig, page), m->entry[page],
				"some entry");
}

static void run(struct test *t)
{
	struct rig rig;
	struct model m = { .rig = &rig, .prng = t_prng(t) };
	bool ok = true;

	t_case(t, "calls at random");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	tce_expect_driven(t, &rig, rig.liobn, rig_ioba(&rig, 0));
	m.map = mmap(NULL, getpagesize(), PROT_READ, MAP_SHARED, rig.table_fd, 0);
	if (m.map == MAP_FAILED)
		t_error(t, "mmap of the table: %s", strerror(errno));
	for (unsigned int i = 0; ok && i < CALLS; i++) {
		any_call(t, &m);
		ok = reads_as_model(t, &m, i);
	}

	t_case(t, "close");
	munmap((void *)m.map, getpagesize());
	tce_expect_clears(t, &rig, ENTRIES, "in the end");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_readback, .name = "hcall.readback", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
