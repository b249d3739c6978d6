// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU's TCG that holds a CPU of the emulated POWER machine at a chosen point of what
 * the kernel does there, while another goes on: -plugin steer.so,page=FILE. Until a test asks for
 * it, it looks at code as it is translated and does nothing else.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "flow.h"
#include "insn.h"
#include "qemu_api.h"
#include "sides.h"

#ifndef STEER_API
#error "STEER_API: the version of QEMU's plugin interface to ask for"
#endif

#define CACHE_LINE_BYTES 64

QEMU_EXPORT int qemu_plugin_version = STEER_API;

QEMU_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
				    char **argv);

/*
 * What a call-back is told of a block: its address, and in the bits that are zero in the address
 * of an instruction, what it is. No memory of its own: it would be another cache line each time.
 */
#define BLOCK_RETURNS 1u /* ends in an rfid */
#define BLOCK_QUIET   2u
#define BLOCK_FLAGS   3u

/* The one access of a block that tells where the stack is; lives as long as QEMU. */
struct stack_use {
	uint64_t block;
	int64_t sp_offset_bytes;
};

static struct steer_page *page;
static qemu_plugin_id_t plugin_id;
static int api;	       /* what this QEMU speaks */
static uint32_t armed; /* what is instrumented is what page->wanted was then */
static atomic_bool rearming;
static atomic_int byte_order; /* 0: not known; 1: as here; -1: swapped */

/* The block that has yet to tell where the stack is, or 0; written all the time, by this vCPU. */
static struct {
	_Alignas(CACHE_LINE_BYTES) uint64_t block;
} on_vcpu[STEER_MAX_VCPUS];

static void install(qemu_plugin_id_t id);

/* --- instruction words ------------------------------------------------------------------ */

static uint32_t raw_word(const struct qemu_plugin_insn *insn)
{
	uint32_t word = 0;

	if (api >= QEMU_API_COPIES)
		insn_data_copy(insn, &word, sizeof(word));
	else
		memcpy(&word, insn_data_pointer(insn), sizeof(word));
	return word;
}

/* QEMU's versions differ in whose byte order they show; the first marker tells. */
static uint32_t word_of(const struct qemu_plugin_insn *insn)
{
	uint32_t word;

	if (qemu_plugin_insn_size(insn) != sizeof(word))
		return 0;
	word = raw_word(insn);
	return atomic_load(&byte_order) < 0 ? __builtin_bswap32(word) : word;
}

static bool is_mark(uint32_t word)
{
	return word == STEER_MARK_BEGIN_0 || word == STEER_MARK_END_0 ||
	       word == STEER_MARK_BEGIN_1 || word == STEER_MARK_END_1 || word == STEER_MARK_AWAIT;
}

static void learn_byte_order(const struct qemu_plugin_insn *insn)
{
	if (atomic_load(&byte_order) || qemu_plugin_insn_size(insn) != sizeof(uint32_t))
		return;
	if (is_mark(raw_word(insn)))
		atomic_store(&byte_order, 1);
	else if (is_mark(__builtin_bswap32(raw_word(insn))))
		atomic_store(&byte_order, -1);
}

/* --- what runs with the machine --------------------------------------------------------- */

/* A test wants to be steered, or steered otherwise: all code is translated anew. */
static void rearm(void)
{
	bool expected = false;

	if (page->wanted != armed && atomic_compare_exchange_strong(&rearming, &expected, true))
		qemu_plugin_reset(plugin_id, install);
}

static void on_mark(unsigned int vcpu, void *udata)
{
	uint32_t mark = (uint32_t)(uintptr_t)udata;

	rearm();
	switch (mark) {
	case STEER_MARK_BEGIN_0:
	case STEER_MARK_BEGIN_1:
		prctl(PR_SET_TIMERSLACK, 1); /* this thread may have to wait for short times */
		side_begins(mark == STEER_MARK_BEGIN_1, vcpu);
		break;
	case STEER_MARK_AWAIT:
		await_gun();
		break;
	default:
		side_ends(mark == STEER_MARK_END_1);
	}
}

static void on_block(unsigned int vcpu, void *udata)
{
	uint64_t block = (uintptr_t)udata;

	if (vcpu < STEER_MAX_VCPUS)
		on_vcpu[vcpu].block = block;
	vcpu_block(vcpu, block & ~(uint64_t)BLOCK_FLAGS, block & BLOCK_RETURNS,
		   block & BLOCK_QUIET);
}

static void on_store(unsigned int vcpu, void *udata)
{
	vcpu_point(vcpu, (uint64_t)(uintptr_t)udata);
}

/*
 * QEMU before 8.0 may make the last call of one block once more for an atomic of a later one, with
 * that one's address.
 */
static void on_stack(unsigned int vcpu, uint32_t info, uint64_t vaddr, void *udata)
{
	const struct stack_use *use = udata;

	(void)info;
	if (vcpu >= STEER_MAX_VCPUS || on_vcpu[vcpu].block != use->block)
		return;
	on_vcpu[vcpu].block = 0;
	vcpu_sp(vcpu, vaddr - (uint64_t)use->sp_offset_bytes);
}

static void on_idle(qemu_plugin_id_t id, unsigned int vcpu)
{
	(void)id;
	vcpu_idle(vcpu, true);
}

static void on_resume(qemu_plugin_id_t id, unsigned int vcpu)
{
	(void)id;
	vcpu_idle(vcpu, false);
}

/* --- translation ------------------------------------------------------------------------ */

static void watch_marks(struct qemu_plugin_tb *tb)
{
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint32_t word;

		learn_byte_order(insn);
		word = word_of(insn);
		if (is_mark(word))
			qemu_plugin_register_vcpu_insn_exec_cb(
				insn, on_mark, QEMU_PLUGIN_CB_NO_REGS, (void *)(uintptr_t)word);
	}
}

/* The new frame, or else the last use of the stack: what GPR 1 is when the block ends. */
static struct qemu_plugin_insn *find_stack_use(struct qemu_plugin_tb *tb, int64_t *sp_offset_bytes)
{
	struct qemu_plugin_insn *last = NULL;
	int64_t offset_bytes;

	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint32_t word = word_of(insn);

		if (!insn_uses_stack(word, &offset_bytes))
			continue;
		last = insn;
		*sp_offset_bytes = offset_bytes;
		if (insn_is_new_frame(word))
			break;
	}
	return last;
}

static void watch_stack(struct qemu_plugin_tb *tb, uint64_t block)
{
	int64_t sp_offset_bytes;
	struct qemu_plugin_insn *insn = find_stack_use(tb, &sp_offset_bytes);
	struct stack_use *use;

	if (!insn)
		return;
	use = malloc(sizeof(*use));
	if (!use)
		abort();
	*use = (struct stack_use){ block, sp_offset_bytes };
	qemu_plugin_register_vcpu_mem_cb(insn, on_stack, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW,
					 use);
}

static void watch_stores(struct qemu_plugin_tb *tb)
{
	for (size_t i = 1; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

		if (insn_is_shared_store(word_of(insn)))
			qemu_plugin_register_vcpu_insn_exec_cb(
				insn, on_store, QEMU_PLUGIN_CB_NO_REGS,
				(void *)(uintptr_t)qemu_plugin_insn_vaddr(insn));
	}
}

static bool is_quiet(struct qemu_plugin_tb *tb)
{
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++)
		if (!insn_is_quiet(word_of(qemu_plugin_tb_get_insn(tb, i))))
			return false;
	return true;
}

static uint64_t watch_block(struct qemu_plugin_tb *tb)
{
	size_t nr = qemu_plugin_tb_n_insns(tb);
	uint64_t block = qemu_plugin_tb_vaddr(tb);

	if (insn_is_rfid(word_of(qemu_plugin_tb_get_insn(tb, nr - 1))))
		block |= BLOCK_RETURNS;
	if (page->plan.grain == STEER_BLOCKS && is_quiet(tb))
		block |= BLOCK_QUIET;
	qemu_plugin_register_vcpu_tb_exec_cb(tb, on_block, QEMU_PLUGIN_CB_NO_REGS,
					     (void *)(uintptr_t)block);
	return block;
}

static bool is_planned(uint64_t vaddr)
{
	return vaddr >= page->plan.low_vaddr && vaddr < page->plan.high_vaddr;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	uint64_t vaddr = qemu_plugin_tb_vaddr(tb), block;

	(void)id;
	if (vaddr < STEER_KERNEL)
		watch_marks(tb);
	if (!armed || (!flow_concerns(vaddr) && !is_planned(vaddr)))
		return;
	block = watch_block(tb);
	if (vaddr >= STEER_KERNEL)
		watch_stack(tb, block);
	if (page->plan.grain == STEER_STORES)
		watch_stores(tb);
}

/* --- begin ------------------------------------------------------------------------------ */

static void install(qemu_plugin_id_t id)
{
	armed = page->wanted;
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	if (armed) {
		qemu_plugin_register_vcpu_idle_cb(id, on_idle);
		qemu_plugin_register_vcpu_resume_cb(id, on_resume);
	}
	__atomic_store_n(&page->armed, armed, __ATOMIC_RELEASE);
	atomic_store(&rearming, false);
}

static int complain(const char *what, const char *value)
{
	fprintf(stderr, "steer: %s: %s\n", what, value);
	return 1;
}

static struct steer_page *map_page(const char *file)
{
	int fd = open(file, O_RDWR | O_CLOEXEC);
	void *p = MAP_FAILED;

	if (fd >= 0) {
		p = mmap(NULL, sizeof(struct steer_page), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			 0);
		close(fd);
	}
	return p == MAP_FAILED ? NULL : p;
}

QEMU_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
				    char **argv)
{
	if (strcmp(info->target_name, "ppc64") || !info->system_emulation)
		return complain("for a ppc64 machine, not for", info->target_name);
	if (argc != 1 || strncmp(argv[0], "page=", 5))
		return complain("needs one argument, page=FILE, and got", argc ? argv[0] : "none");
	page = map_page(argv[0] + 5);
	if (!page)
		return complain("cannot map", argv[0] + 5);
	plugin_id = id;
	api = info->version.cur;
	page->version = STEER_ABI_VERSION;
	page->wanted = page->armed = 0;
	sides_init(page);
	install(id);
	__atomic_store_n(&page->magic, STEER_MAGIC, __ATOMIC_RELEASE);
	return 0;
}
