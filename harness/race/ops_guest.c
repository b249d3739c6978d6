// SPDX-License-Identifier: GPL-2.0-only
/* What a vCPU does: a few hypercalls in a row, or one trip out of the guest and back. */
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "op.h"

#define STREAM_CALLS 4 /* an even number: they map and unmap in turn */

static int run_stream(struct scene *s, unsigned int side, const struct guest_stream *what)
{
	struct stream_count count;
	int ret = guest_stream_run(scene_cpu(s, side), what, &count);
	int64_t code = ret ? 0 : guest_stream_code(&count);

	if (code == GUEST_BOUNCED)
		return ANSWER_BOUNCED;
	return code ? ANSWER_H(code) : ret;
}

static uint64_t a_tce(const struct scene *s)
{
	return rig_gpa(&s->rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE;
}

/* Map a page and unmap it, in turn: the TCE grows by minus itself. */
static int run_h_put(struct scene *s, unsigned int side)
{
	struct guest_stream what = {
		.nr = H_PUT_TCE,
		.args = { s->rig.liobn, rig_ioba(&s->rig, 0), a_tce(s) },
		.nr_args = 3,
		.step_arg = 2,
		.step = -a_tce(s),
		.period = 2,
		.limit = STREAM_CALLS,
	};

	return run_stream(s, side, &what);
}

RACE_OP(h_put, .name = "h_put", .what = "H_PUT_TCE",
	.on = ON_TABLE | ON_MEMORY | ON_SLOT | ON_VCPU | ON_PART_ENTRY | ON_PART_LINKS |
	      ON_PART_COMES,
	.lack = { { FACT_TABLE, ANSWER_BOUNCED },
		  { FACT_SLOT, ANSWER_BOUNCED },
		  { FACT_SLOT, ANSWER_H(H_PARAMETER) }, /* gone since it was looked at */
		  { FACT_MEMORY, ANSWER_BOUNCED },
		  { FACT_VM, -EBADF } },
	.with_itself = true, .stream = true, .run = run_h_put);

/* Maps again and again what its list says; what is mapped at last goes with the window. */
static int run_h_put_indirect(struct scene *s, unsigned int side)
{
	struct guest_stream what = {
		.nr = H_PUT_TCE_INDIRECT,
		.args = { s->rig.liobn, rig_ioba(&s->rig, 0), rig_gpa(&s->rig, scene_list_bytes(s)),
			  SCENE_LIST_TCES },
		.nr_args = 4,
		.limit = STREAM_CALLS,
	};

	return run_stream(s, side, &what);
}

RACE_OP(h_put_indirect, .name = "h_put_indirect", .what = "H_PUT_TCE_INDIRECT",
	.on = ON_TABLE | ON_MEMORY | ON_SLOT | ON_VCPU | ON_PART_ENTRY | ON_PART_LINKS,
	.lack = { { FACT_TABLE, ANSWER_BOUNCED },
		  { FACT_SLOT, ANSWER_BOUNCED },
		  { FACT_SLOT, ANSWER_H(H_PARAMETER) },
		  { FACT_MEMORY, ANSWER_BOUNCED },
		  { FACT_VM, -EBADF } },
	.with_itself = true, .stream = true, .run = run_h_put_indirect);

static int run_h_stuff(struct scene *s, unsigned int side)
{
	struct guest_stream what = {
		.nr = H_STUFF_TCE,
		.args = { s->rig.liobn, rig_ioba(&s->rig, 0), 0, 32 },
		.nr_args = 4,
		.limit = STREAM_CALLS,
	};

	return run_stream(s, side, &what);
}

RACE_OP(h_stuff, .name = "h_stuff", .what = "H_STUFF_TCE",
	.on = ON_TABLE | ON_MEMORY | ON_VCPU | ON_PART_ENTRY | ON_PART_LINKS,
	.lack = { { FACT_TABLE, ANSWER_BOUNCED }, { FACT_VM, -EBADF } }, .with_itself = true,
	.stream = true, .run = run_h_stuff);

static int run_h_get(struct scene *s, unsigned int side)
{
	struct guest_stream what = {
		.nr = H_GET_TCE,
		.args = { s->rig.liobn, rig_ioba(&s->rig, 0) },
		.nr_args = 2,
		.limit = STREAM_CALLS,
	};

	return run_stream(s, side, &what);
}

RACE_OP(h_get, .name = "h_get", .what = "H_GET_TCE", .on = ON_TABLE | ON_VCPU,
	.lack = { { FACT_TABLE, ANSWER_BOUNCED }, { FACT_VM, -EBADF } }, .with_itself = true,
	.stream = true, .run = run_h_get);

/* A hypercall that KVM does not know: out of the guest and back. */
static int run_vcpu_run(struct scene *s, unsigned int side)
{
	struct hcall_result res;
	int ret = guest_hcall_try(scene_cpu(s, side), 0x7ffc, NULL, 0, &res);

	if (ret)
		return ret;
	return res.bounced ? 0 : ANSWER_H(res.ret);
}

RACE_OP(vcpu_run, .name = "vcpu_run", .what = "KVM_RUN, entry and exit", .on = ON_VCPU | ON_VM,
	.lack = { { FACT_VM, -EBADF } }, .runs_vcpu = true, .run = run_vcpu_run);

/* --- one vCPU for both --- */

static struct guest_cpu *shared_cpu(struct scene *s)
{
	return &s->rig.cpu[0];
}

static int run_vcpu_share(struct scene *s, unsigned int side)
{
	(void)side;
	return guest_enter_try(shared_cpu(s));
}

static const char *broken_vcpu_share(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	if (answer || guest_is_idle(shared_cpu(s)))
		return NULL;
	return "the guest has not gone on each time";
}

static void *run_to_the_end(void *arg)
{
	struct hcall_result res;

	return guest_hcall_try(shared_cpu(arg), GUEST_UCALL_NR, NULL, 0, &res) ? arg : NULL;
}

/*
 * Whoever comes first finds that another thread has run the vCPU, and one that is gone: nothing
 * else holds what KVM knows it by.
 */
static bool is_run_by_another(struct scene *s)
{
	pthread_t other;
	void *failed = s;

	if (!pthread_create(&other, NULL, run_to_the_end, s))
		pthread_join(other, &failed);
	return !failed;
}

static void after_vcpu_share(struct scene *s, unsigned int side, int answer)
{
	if (answer || (!side && !is_run_by_another(s)))
		scene_disturbed(s, 1u << FACT_VM);
}

/* Who comes second waits until the first has left: vcpu->mutex. */
RACE_OP(vcpu_share, .name = "vcpu_share", .what = "KVM_RUN of one vCPU by two threads",
	.needs = 1u << FACT_VM, .with_itself = true, .run = run_vcpu_share,
	.broken = broken_vcpu_share, .after = after_vcpu_share);

/* --- a page that is mapped and stays so --- */

#define STAY_PAGE 32u /* what the streams do not touch */

static int put(struct scene *s, unsigned int side, uint64_t liobn, uint64_t ioba, uint64_t tce)
{
	const uint64_t args[] = { liobn, ioba, tce };
	struct hcall_result res;
	int ret = guest_hcall_try(scene_cpu(s, side), H_PUT_TCE, args, 3, &res);

	if (ret)
		return ret;
	if (res.bounced)
		return ANSWER_BOUNCED;
	return res.ret ? ANSWER_H(res.ret) : 0;
}

static int put_stay(struct scene *s, unsigned int side, uint64_t tce)
{
	return put(s, side, s->rig.liobn, rig_ioba(&s->rig, STAY_PAGE), tce);
}

static int run_h_put_stay(struct scene *s, unsigned int side)
{
	return put_stay(s, side, a_tce(s));
}

/* As long as it is mapped its memory is there: KVM can unmap it by itself. */
static const char *broken_h_put_stay(struct scene *s, unsigned int side, int answer)
{
	if (answer || !put_stay(s, side, 0))
		return NULL;
	return "what it has mapped cannot be unmapped";
}

static uint64_t iova_h_put_stay(const struct scene *s)
{
	return rig_ioba(&s->rig, STAY_PAGE);
}

RACE_OP(h_put_stay, .name = "h_put_stay", .what = "H_PUT_TCE of a page that stays mapped",
	.on = ON_PART_STAY, .needs = 1u << FACT_ATTACHED,
	.lack = { { FACT_MEMORY, ANSWER_BOUNCED }, { FACT_WINDOW, ANSWER_BOUNCED } },
	.runs_vcpu = true, .run = run_h_put_stay, .broken = broken_h_put_stay,
	.iova = iova_h_put_stay);

/* --- one hypercall that sets many TCEs: what takes the window away meanwhile takes them all --- */

static int put_large(struct scene *s, unsigned int side, uint64_t tce)
{
	return put(s, side, SCENE_LARGE_LIOBN, scene_large_bytes(s), tce);
}

static int run_h_put_large(struct scene *s, unsigned int side)
{
	return put_large(s, side, a_tce(s));
}

static uint64_t iova_h_put_large(const struct scene *s)
{
	return scene_large_bytes(s);
}

static const char *broken_h_put_large(struct scene *s, unsigned int side, int answer)
{
	if (answer || !put_large(s, side, 0))
		return NULL;
	return "what it has mapped cannot be unmapped";
}

RACE_OP(h_put_large, .name = "h_put_large", .what = "H_PUT_TCE of a page that takes many TCEs",
	.on = ON_PART_STAY, .needs = 1u << FACT_LARGE,
	.lack = { { FACT_MEMORY, ANSWER_BOUNCED }, { FACT_WINDOW, ANSWER_BOUNCED } },
	.runs_vcpu = true, .run = run_h_put_large, .broken = broken_h_put_large,
	.iova = iova_h_put_large);

/* --- the first TCE of a level of the hardware's table: the host allocates it then --- */

static int run_h_put_level(struct scene *s, unsigned int side)
{
	int answer = 0;

	for (unsigned int i = 0; i < SCENE_LEVELS && !answer; i++)
		answer = put(s, side, s->rig.liobn, rig_ioba(&s->rig, side) + i * SCENE_LEVEL_BYTES,
			     a_tce(s));
	return answer;
}

RACE_OP(h_put_level, .name = "h_put_level", .what = "H_PUT_TCE, the first of each level",
	.on = ON_PART_LEVEL, .needs = 1u << FACT_ATTACHED, .changes = 1u << FACT_WINDOW,
	.with_itself = true, .only_v2 = true, .levels = true, .runs_vcpu = true,
	.run = run_h_put_level);

/* --- a page of the guest's memory --- */

static int run_touch(struct scene *s, unsigned int side)
{
	return guest_trap_try(scene_cpu(s, side), GUEST_TRAP_LOAD, RIG_DMA_GPA);
}

/* Where no memory slot is any more, what the guest does is left to user space. */
static bool reaches_what_is_gone(struct scene *s, unsigned int side)
{
	if (s->slot_gpa == RIG_DMA_GPA)
		return false;
	scene_disturbed(s, 1u << FACT_VM);
	return guest_trap_try(scene_cpu(s, side), GUEST_TRAP_LOAD, RIG_DMA_GPA) != -EIO;
}

static const char *broken_touch(struct scene *s, unsigned int side, int answer)
{
	if (answer)
		return NULL;
	if (scene_cpu(s, side)->block->out[0])
		return "it reads what nobody has written";
	return reaches_what_is_gone(s, side) ? "it is reached though its slot is gone" : NULL;
}

/* A vCPU that has left for something that is not there does not go on. */
static void after_touch(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	if (answer)
		scene_disturbed(s, 1u << FACT_VM);
}

RACE_OP(touch, .name = "touch", .what = "a load by the guest from a page that is not there",
	.on = ON_PART_PAGES, .needs = 1u << FACT_EMPTY, .without = 1u << FACT_MEMORY,
	.changes = 1u << FACT_EMPTY, .lack = { { FACT_SLOT, -EIO } }, .with_itself = true,
	.runs_vcpu = true, .radix = true, .run = run_touch, .broken = broken_touch,
	.after = after_touch);

/* --- a page whose slot has a log of who has written to it --- */

static uint64_t store_word(unsigned int side)
{
	return 0x570e570e00000000ull + side;
}

static uint64_t store_offset_bytes(unsigned int side)
{
	return side * sizeof(uint64_t);
}

static int run_store(struct scene *s, unsigned int side)
{
	return guest_store_try(scene_cpu(s, side), RIG_DMA_GPA + store_offset_bytes(side),
			       store_word(side));
}

/* It is in the log that is read now, or in the one that was read meanwhile. */
static bool is_logged(struct scene *s, unsigned int side)
{
	uint64_t pages;

	if (scene_read_log(s, &pages))
		return true; /* there is no log any more */
	s->logged[side] |= pages;
	for (unsigned int i = 0; i < SCENE_NR_SIDES; i++)
		pages |= s->logged[i];
	return pages & 1;
}

static const char *broken_store(struct scene *s, unsigned int side, int answer)
{
	volatile uint64_t *word = rig_hva(&s->rig, store_offset_bytes(side));

	if (answer)
		return NULL;
	if (*word != store_word(side))
		return "what it has stored is not there";
	if (!is_logged(s, side))
		return "the page is in no log";
	return reaches_what_is_gone(s, side) ? "it is reached though its slot is gone" : NULL;
}

/* The next try's log begins anew. The page stays: whoever stores then finds it there, and clean. */
static void after_store(struct scene *s, unsigned int side, int answer)
{
	uint64_t pages;

	after_touch(s, side, answer);
	scene_read_log(s, &pages);
	memset(s->logged, 0, sizeof(s->logged));
	memset(rig_hva(&s->rig, 0), 0, SCENE_NR_SIDES * sizeof(uint64_t));
}

RACE_OP(store, .name = "store", .what = "a store by the guest to a page with a log",
	.on = ON_PART_LOG, .needs = (1u << FACT_EMPTY) | (1u << FACT_LOGGED),
	.without = 1u << FACT_MEMORY, .lack = { { FACT_SLOT, -EIO } }, .with_itself = true,
	.runs_vcpu = true, .radix = true, .run = run_store, .broken = broken_store,
	.after = after_store);

/*
 * It is there, with a page of its own, and gone again: KVM is told, and takes it away from the
 * guest. Documentation/virt/kvm/locking.rst
 */
static int run_discard(struct scene *s, unsigned int side)
{
	void *page = rig_hva(&s->rig, 0);

	(void)side;
	if (madvise(page, getpagesize(), MADV_POPULATE_WRITE))
		return -errno;
	return madvise(page, getpagesize(), MADV_DONTNEED) ? -errno : 0;
}

RACE_OP(discard, .name = "discard",
	.what = "madvise of a page of the guest, that it is there and that it is not",
	.on = ON_PART_PAGES | ON_PART_HOST | ON_PART_ENDS, .needs = 1u << FACT_EMPTY,
	.without = 1u << FACT_MEMORY, .changes = 1u << FACT_EMPTY, .run = run_discard);

/* --- the first use of a page of a table: KVM allocates it then --- */

/* The last ones of the table's first page: who clears it from its start comes to them late. */
static uint64_t fresh_entry(const struct scene *s, unsigned int side)
{
	uint64_t entries = dma_window_pages(&s->rig.opts.window);
	uint64_t of_page = getpagesize() / sizeof(uint64_t);

	return (entries < of_page ? entries : of_page) - 1 - side;
}

static int run_h_put_first(struct scene *s, unsigned int side)
{
	return put(s, side, SCENE_FRESH_LIOBN,
		   dma_window_ioba(&s->rig.opts.window, fresh_entry(s, side)), a_tce(s));
}

/* User space sees TCEs in a mapping of the table: Documentation/virt/kvm/api.rst, 4.62. */
static const char *lost_h_put_first(struct scene *s, unsigned int side, int answer)
{
	const uint64_t *table = mmap(NULL, getpagesize(), PROT_READ, MAP_SHARED, s->fresh_fd, 0);
	bool there;

	if (table == MAP_FAILED)
		return "the table cannot be mapped";
	there = table[fresh_entry(s, side)] == a_tce(s);
	munmap((void *)table, getpagesize());
	return answer || there ? NULL : "the TCE is not in the table";
}

RACE_OP(h_put_first, .name = "h_put_first", .what = "H_PUT_TCE, the first of a table",
	.on = ON_PART_FRESH, .needs = 1u << FACT_FRESH, .changes = 1u << FACT_FRESH,
	.with_itself = true, .runs_vcpu = true, .run = run_h_put_first, .broken = lost_h_put_first);
