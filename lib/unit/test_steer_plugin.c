// SPDX-License-Identifier: GPL-2.0-only
/* The emulator's plugin, in an emulator that runs nothing: what it makes of what it is told. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../steer/qemu_api.h"
#include "../steer/record.h"
#include "../steer_abi.h"
#include "unit.h"

#define USER	0x10000000ull
#define KERNEL	0xc000000000100000ull
#define STACK	0xc000000004003e50ull /* the first frame */
#define HEAP	0xc000000003064f50ull
#define VCPU	0
#define ID	7
#define MOST	4
#define BLOCK_B 0x100

/* Power ISA words */
#define STDU_R1	 0xf821ff91 /* stdu r1,-112(r1) */
#define STD_R1	 0xf8010010 /* std r0,16(r1) */
#define LWARX	 0x7d001829
#define STWCX	 0x7cc0192d
#define ADDI	 0x38630001
#define STD_R1_B 16

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv);

struct qemu_plugin_insn {
	uint32_t word;
	uint64_t vaddr;
	qemu_plugin_vcpu_udata_cb_t on_exec;
	qemu_plugin_vcpu_mem_cb_t on_access;
	void *exec_udata, *access_udata;
};

struct qemu_plugin_tb {
	uint64_t vaddr;
	size_t nr;
	struct qemu_plugin_insn insn[MOST];
	qemu_plugin_vcpu_udata_cb_t on_exec;
	void *udata;
};

static qemu_plugin_vcpu_tb_trans_cb_t on_translation;
static qemu_plugin_vcpu_simple_cb_t on_idle, on_resume;
static const void *kept[256]; /* what translated code points to, and is never freed */
static unsigned int nr_kept;

/* --- the emulator ----------------------------------------------------------------------- */

void qemu_plugin_reset(qemu_plugin_id_t id, qemu_plugin_simple_cb_t cb)
{
	on_translation = NULL;
	cb(id);
}

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_tb_trans_cb_t cb)
{
	CHECK_INT(id, ID);
	on_translation = cb;
}

void qemu_plugin_register_vcpu_idle_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
	CHECK_INT(id, ID);
	on_idle = cb;
}

void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
	CHECK_INT(id, ID);
	on_resume = cb;
}

void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, qemu_plugin_vcpu_udata_cb_t cb,
					  enum qemu_plugin_cb_flags flags, void *udata)
{
	(void)flags;
	tb->on_exec = cb;
	tb->udata = udata;
}

void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
					    qemu_plugin_vcpu_udata_cb_t cb,
					    enum qemu_plugin_cb_flags flags, void *udata)
{
	(void)flags;
	insn->on_exec = cb;
	insn->exec_udata = udata;
}

void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, qemu_plugin_vcpu_mem_cb_t cb,
				      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw rw,
				      void *udata)
{
	(void)flags;
	(void)rw;
	insn->on_access = cb;
	insn->access_udata = udata;
	if (CHECK(nr_kept < sizeof(kept) / sizeof(kept[0])))
		kept[nr_kept++] = udata;
}

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb)
{
	return tb->nr;
}

uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb)
{
	return tb->vaddr;
}

struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t idx)
{
	return (struct qemu_plugin_insn *)&tb->insn[idx];
}

uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn)
{
	return insn->vaddr;
}

size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn)
{
	return sizeof(insn->word);
}

const void *insn_data_pointer(const struct qemu_plugin_insn *insn)
{
	return &insn->word;
}

static struct qemu_plugin_tb translated(uint64_t vaddr, const uint32_t *words, size_t nr)
{
	struct qemu_plugin_tb tb = { .vaddr = vaddr, .nr = nr };

	for (size_t i = 0; i < nr; i++)
		tb.insn[i] = (struct qemu_plugin_insn){ .word = words[i], .vaddr = vaddr + 4 * i };
	on_translation(ID, &tb);
	return tb;
}

static void begin_block(const struct qemu_plugin_tb *tb)
{
	if (tb->on_exec)
		tb->on_exec(VCPU, tb->udata);
}

static void access_memory(const struct qemu_plugin_insn *insn, uint64_t vaddr)
{
	if (CHECK(insn->on_access))
		insn->on_access(VCPU, 0, vaddr, insn->access_udata);
}

static void pass_mark(uint32_t mark)
{
	struct qemu_plugin_tb tb = translated(USER, &mark, 1);

	if (CHECK(tb.insn[0].on_exec))
		tb.insn[0].on_exec(VCPU, tb.insn[0].exec_udata);
}

/* --- the machine ------------------------------------------------------------------------ */

/* The plugin keeps its page as long as the process lives. */
static struct steer_page *page_of_plugin(void)
{
	static const struct qemu_info info = { .target_name = "ppc64",
					       .version = { 1, 1 },
					       .system_emulation = true };
	static struct steer_page *page;
	char argument[64], *argv[] = { argument };
	int fd;

	if (page)
		return page;
	fd = memfd_create("steer", MFD_CLOEXEC);
	if (!CHECK(fd >= 0) || !CHECK(!ftruncate(fd, STEER_FILE_BYTES)))
		return NULL;
	snprintf(argument, sizeof(argument), "page=/proc/self/fd/%d", fd);
	CHECK_INT(qemu_plugin_install(ID, &info, 1, argv), 0);
	page = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	CHECK_INT(page->magic, STEER_MAGIC);
	page->wanted = 1;
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->armed, 1);
	return page;
}

static struct steer_page *begin(const struct steer_plan *plan)
{
	struct steer_page *page = page_of_plugin();

	page->plan = *plan;
	page->trace_nr = 0;
	memset(page->seen, 0, sizeof(page->seen));
	pass_mark(STEER_MARK_BEGIN_0);
	return page;
}

static void pass_frame(void)
{
	static const uint32_t frame[] = { STDU_R1, ADDI };
	struct qemu_plugin_tb tb = translated(KERNEL, frame, 2);

	begin_block(&tb);
	access_memory(&tb.insn[0], STACK);
}

static void pass_atomic(void)
{
	static const uint32_t atomic[] = { LWARX, STWCX };
	struct qemu_plugin_tb tb = translated(KERNEL + BLOCK_B, atomic, 2);

	CHECK(!tb.insn[0].on_access && !tb.insn[1].on_access);
	begin_block(&tb);
}

static uint64_t near_of(const uint64_t *path, uint64_t nr)
{
	return steer_near(path, nr, nr);
}

/* --- cases ------------------------------------------------------------------------------ */

static void counts(void)
{
	static const uint32_t store[] = { STD_R1 };
	struct steer_page *page = begin(&(struct steer_plan){ .record = 1 });
	struct qemu_plugin_tb tb;

	pass_frame();
	tb = translated(KERNEL + 8, store, 1);
	begin_block(&tb);
	access_memory(&tb.insn[0], STACK + STD_R1_B);
	pass_atomic();
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->seen[0].state, STEER_ENDED);
	CHECK_INT(page->seen[0].points, 3);
	CHECK_INT(page->trace_nr, 3);
	CHECK_INT(page->trace[2].vaddr, KERNEL + BLOCK_B);
	CHECK_INT(page->trace[2].number, 2);
	CHECK_INT(page->trace[2].nth, 1);
	CHECK(page->trace[2].near == near_of((uint64_t[]){ KERNEL, KERNEL + 8 }, 2));
}

/* Of 100 rounds the first four, two more, and in the end the last: again, anew. */
static void rounds(void)
{
	static const uint32_t want[] = { 1, 2, 3, 4, 16, 64, 100 };
	struct steer_page *page;

	for (int again = 0; again < 2; again++) {
		page = begin(&(struct steer_plan){ .record = 1 });
		pass_frame();
		for (int i = 0; i < 100; i++)
			pass_atomic();
		CHECK_INT(page->trace_nr, 1 + 6);
		pass_mark(STEER_MARK_END_0);
		CHECK_INT(page->trace_nr, 1 + 7);
		for (int i = 0; i < 7; i++) {
			CHECK_INT(page->trace[1 + i].nth, want[i]);
			CHECK_INT(page->trace[1 + i].number, want[i]);
			CHECK_INT(page->trace[1 + i].kind,
				  i < 6 ? STEER_PASSED : STEER_PASSED_LAST);
		}
	}
	CHECK_INT(page->seen[0].points, 101);
}

/* More places than there is room for: it says so, and goes on. */
static void too_many_places(void)
{
	struct steer_page *page = page_of_plugin();

	page->trace_nr = 0;
	record_begin(0);
	for (unsigned int i = 0; i < 65536; i++)
		record_pass(0, &(struct steer_pass){ .vaddr = KERNEL + 4 * i, .number = i });
	record_end(0);
	CHECK(page->trace_nr > STEER_MAX_TRACE);
	page->trace_nr = 0;
	record_begin(0);
	record_pass(0, &(struct steer_pass){ .vaddr = KERNEL });
	record_end(0);
	CHECK_INT(page->trace_nr, 1);
}

/* QEMU 7.2 calls for an atomic what the block before it had registered for its own last access. */
static void stray_access(void)
{
	static const uint32_t frame[] = { STDU_R1, ADDI };
	struct steer_page *page = begin(&(struct steer_plan){ .record = 1 });
	struct qemu_plugin_tb tb = translated(KERNEL, frame, 2);

	begin_block(&tb);
	access_memory(&tb.insn[0], STACK);
	pass_atomic();
	access_memory(&tb.insn[0], HEAP);
	pass_atomic();
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->seen[0].points, 3);
}

/* On another stack there is another task, and nothing of it counts. */
static void another_stack(void)
{
	static const uint32_t frame[] = { STDU_R1, ADDI };
	struct steer_page *page = begin(&(struct steer_plan){ .record = 1 });
	struct qemu_plugin_tb tb = translated(KERNEL, frame, 2);

	pass_frame();
	begin_block(&tb);
	access_memory(&tb.insn[0], STACK + (1 << 20));
	pass_atomic();
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->seen[0].points, 2);
}

/* Held once and released, and no other one is to be held: the rest of the way is not counted. */
static void let_go(void)
{
	struct steer_plan plan = { .hold[0] = { .vaddr = KERNEL + BLOCK_B, .nth = 2 } };
	struct steer_page *page = begin(&plan);

	pass_frame();
	pass_atomic();
	pass_atomic();
	CHECK_INT(page->seen[0].release, STEER_NOBODY_CAME);
	CHECK(!steer_is_met(&page->seen[0]));
	pass_atomic();
	pass_atomic();
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->seen[0].state, STEER_ENDED);
	CHECK_INT(page->seen[0].points, 3);
}

/* To be held, and it did not come there: until its end it is looked at. */
static void not_let_go(void)
{
	struct steer_plan plan = { .hold[0] = { .vaddr = KERNEL + BLOCK_B, .nth = 9 } };
	struct steer_page *page = begin(&plan);

	pass_frame();
	for (int i = 0; i < 4; i++)
		pass_atomic();
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->seen[0].release, STEER_NOT_HELD);
	CHECK_INT(page->seen[0].points, 5);
}

/* Who waits for it sees how far it has come before it slept. */
static void sleeps(void)
{
	struct steer_page *page = begin(&(struct steer_plan){ .record = 1 });

	pass_frame();
	pass_atomic();
	CHECK(!page->seen[0].idle);
	on_idle(ID, VCPU);
	CHECK(page->seen[0].idle);
	CHECK_INT(page->seen[0].points, 2);
	on_resume(ID, VCPU);
	CHECK(!page->seen[0].idle);
	pass_mark(STEER_MARK_END_0);
}

/* Whoever waits for the gun goes on in any case, so that its CPU takes interrupts. */
static void awaits_gun(void)
{
	struct steer_page *page = begin(&(struct steer_plan){ .record = 1 });

	page->round++;
	pass_mark(STEER_MARK_AWAIT);
	CHECK(page->gun != page->round);
	pass_mark(STEER_MARK_END_0);
	CHECK_INT(page->gun, page->round);
	pass_mark(STEER_MARK_AWAIT);
}

static const struct unit_case cases[] = {
	{ "counts", counts },
	{ "rounds", rounds },
	{ "too_many_places", too_many_places },
	{ "stray_access", stray_access },
	{ "another_stack", another_stack },
	{ "let_go", let_go },
	{ "not_let_go", not_let_go },
	{ "sleeps", sleeps },
	{ "awaits_gun", awaits_gun },
	{ NULL, NULL },
};

const struct unit_suite suite_steer_plugin = { "steer_plugin", cases };
