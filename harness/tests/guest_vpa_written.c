// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vpa_written
 * KVM writes to the areas that are registered for a vCPU, each time that it runs: it counts in its
 * virtual processor area, an odd number when the vCPU does not run, and adds to its dispatch trace
 * log, entry after entry and over again, up to its end and no further. Wherever in a page an area
 * lies, also if it ends with it. User space may set the areas as well, as it does when a guest
 * comes from another host: before the vCPU has run at all, a log or an SLB shadow only beside a
 * virtual processor area, which cannot go before them (EINVAL). What was set last is what is read
 * back and what is written to, also if it has been there before; nothing is any more when it is
 * given up.
 *
 * Source: PAPR, H_REGISTER_VPA, and of the VPA the virtual processor yield count;
 * arch/powerpc/include/uapi/asm/kvm.h, KVM_REG_PPC_VPA_ADDR: "Virtual processor areas";
 * arch/powerpc/kvm/book3s_hv.c:kvmppc_update_vpas(), kvmppc_set_one_reg_hv()
 */
#include "../kit/bare.h"

#define SLOT  7
#define GPA   (512ull << 20)
#define PAGES 4u

/* arch/powerpc/include/asm/lppaca.h, struct lppaca and struct dtl_entry */
#define VPA_COUNT      0x100u
#define DTL_ENTRY      48u
#define DTL_ENTRIES    8u
#define DTL_BYTES      (DTL_ENTRIES * DTL_ENTRY)
#define AREA_ALIGNMENT 128u

struct written {
	struct bare b;
	unsigned char *hva; /* PAGES pages */
};

/* KVM_REG_PPC_VPA_SLB and _DTL. */
struct area {
	uint64_t gpa, bytes;
};

static void open_it(struct test *t, struct written *w)
{
	uint64_t bytes = PAGES * getpagesize();

	bare_open(&w->b, bare_mode(), 1);
	w->hva = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (w->hva == MAP_FAILED)
		t_error(t, "no memory for areas");
	vm_set_user_memory_region(w->b.vm, SLOT, 0, GPA, bytes, w->hva);
}

static void close_it(struct written *w)
{
	bare_close(&w->b);
	munmap(w->hva, PAGES * getpagesize());
}

static void runs(struct written *w)
{
	guest_get_tce(&w->b.cpu[0], BARE_LIOBN, 0);
}

static uint32_t count_at(const struct written *w, uint64_t offset_bytes)
{
	return be32toh(*(volatile uint32_t *)(w->hva + offset_bytes + VPA_COUNT));
}

static void expect_counts(struct test *t, struct written *w, uint64_t offset_bytes, bool want,
			  const char *when)
{
	uint32_t before = count_at(w, offset_bytes), after;

	runs(w);
	after = count_at(w, offset_bytes);
	if (t_expect(t, (after != before) == want, "%s: KVM %s there", when,
		     want ? "does not count" : "counts") &&
	    want)
		t_expect(t, after % 2, "%s: the count is %u, and the vCPU does not run", when,
			 after);
}

static bool call(struct test *t, struct written *w, uint64_t flags, uint64_t gpa, const char *what)
{
	const uint64_t args[] = { flags, 0, gpa };
	struct hcall_result res;

	return t_expect_errno(t, guest_hcall_try(&w->b.cpu[0], H_REGISTER_VPA, args, 3, &res), 0,
			      "%s: a hypercall", what) &&
	       t_expect_h(t, res, H_SUCCESS, "%s: H_REGISTER_VPA", what);
}

static void at_place(struct test *t, struct written *w, uint64_t offset_bytes, uint16_t bytes)
{
	unsigned char *area = w->hva + offset_bytes;
	char what[64];

	snprintf(what, sizeof(what), "%u bytes at 0x%llx", bytes, (unsigned long long)offset_bytes);
	/* Its length, at its beginning. */
	area[4] = bytes >> 8;
	area[5] = bytes & 0xff;
	if (!call(t, w, VPA_REGISTER, GPA + offset_bytes, what))
		return;
	expect_counts(t, w, offset_bytes, true, what);
	if (call(t, w, VPA_DEREGISTER, 0, what))
		expect_counts(t, w, offset_bytes, false, "given up");
}

static void places(struct test *t)
{
	uint64_t page = getpagesize();
	struct written w;

	t_case(t, "at each place of a page");
	open_it(t, &w);
	at_place(t, &w, 0, VPA_BYTES);
	at_place(t, &w, AREA_ALIGNMENT, 1024);
	at_place(t, &w, page - 1024, VPA_BYTES);
	at_place(t, &w, page - 1024, 1024);
	at_place(t, &w, page - VPA_BYTES, VPA_BYTES);
	at_place(t, &w, page, VPA_BYTES);
	close_it(&w);
}

/* The log ends with the page before the last one. */
static void expect_log(struct test *t, struct written *w)
{
	const unsigned char *end = w->hva + (PAGES - 1) * getpagesize(), *log = end - DTL_BYTES;

	for (unsigned int i = 0; i < DTL_ENTRIES; i++)
		runs(w);
	for (unsigned int i = 0; i < DTL_ENTRIES; i++)
		t_expect(t, log[i * DTL_ENTRY], "entry %u of the log is not written to", i);
	for (unsigned int i = 0; i < DTL_ENTRY; i++)
		t_expect(t, !end[i], "byte %u behind the log is written to", i);
}

static void trace_log(struct test *t)
{
	uint64_t offset_bytes = (PAGES - 1) * getpagesize() - DTL_BYTES;
	struct written w;

	t_case(t, "a dispatch trace log");
	open_it(t, &w);
	w.hva[4] = VPA_BYTES >> 8;
	w.hva[5] = VPA_BYTES & 0xff;
	w.hva[offset_bytes + 6] = DTL_BYTES >> 8;
	w.hva[offset_bytes + 7] = DTL_BYTES & 0xff;
	if (call(t, &w, VPA_REGISTER, GPA, "the area beside it") &&
	    call(t, &w, VPA_REGISTER_DTL, GPA + offset_bytes, "the log"))
		expect_log(t, &w);
	call(t, &w, VPA_DEREGISTER_DTL, 0, "the log given up");
	close_it(&w);
}

static int set(struct written *w, uint64_t id, uint64_t gpa, uint64_t bytes)
{
	struct area area = { gpa, bytes };
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)&area };

	return __vcpu_ioctl(w->b.cpu[0].vcpu, KVM_SET_ONE_REG, &reg) ? -errno : 0;
}

static void expect_set(struct test *t, struct written *w, uint64_t id, uint64_t gpa, uint64_t bytes)
{
	struct area area = { .bytes = bytes }; /* which the area itself does not have */
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)&area };

	if (!t_expect_errno(t, __vcpu_ioctl(w->b.cpu[0].vcpu, KVM_GET_ONE_REG, &reg) ? -errno : 0,
			    0, "KVM_GET_ONE_REG"))
		return;
	t_expect(t, area.gpa == gpa && area.bytes == bytes,
		 "%llu bytes at 0x%llx are read back, must be %llu at 0x%llx",
		 (unsigned long long)area.bytes, (unsigned long long)area.gpa,
		 (unsigned long long)bytes, (unsigned long long)gpa);
}

/* The area begins the first page, the shadow the second one; the log is as above. */
static void before_first_run(struct test *t, struct written *w)
{
	uint64_t log = GPA + (PAGES - 1) * getpagesize() - DTL_BYTES, shadow = GPA + getpagesize();

	t_case(t, "set before the first run");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_SLB, shadow, VPA_BYTES), -EINVAL,
		       "a shadow alone");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_DTL, log, DTL_BYTES), -EINVAL, "a log alone");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, GPA + AREA_ALIGNMENT / 2, 0), -EINVAL,
		       "an area that is not aligned");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, GPA, 0), 0, "an area");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_SLB, shadow, VPA_BYTES), 0, "a shadow");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_DTL, log, DTL_ENTRY - 1), -EINVAL,
		       "a log too short for an entry");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_DTL, log, DTL_BYTES), 0, "a log");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, 0, 0), -EINVAL, "no area beside them");
	expect_set(t, w, KVM_REG_PPC_VPA_ADDR, GPA, 0);
	expect_set(t, w, KVM_REG_PPC_VPA_SLB, shadow, VPA_BYTES);
	expect_set(t, w, KVM_REG_PPC_VPA_DTL, log, DTL_BYTES);
	expect_counts(t, w, 0, true, "set");
	expect_log(t, w);
}

static void move_to(struct test *t, struct written *w, uint64_t offset_bytes)
{
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, GPA + offset_bytes, 0), 0,
		       "the area at 0x%llx", (unsigned long long)offset_bytes);
	expect_set(t, w, KVM_REG_PPC_VPA_ADDR, GPA + offset_bytes, 0);
}

static void moved(struct test *t, struct written *w)
{
	uint64_t other = 2048;

	t_case(t, "moved, and back before the vCPU runs");
	move_to(t, w, other);
	move_to(t, w, 0);
	expect_counts(t, w, 0, true, "back");
	expect_counts(t, w, other, false, "where it was to be meanwhile");

	t_case(t, "moved");
	move_to(t, w, other);
	expect_counts(t, w, other, true, "moved");
	expect_counts(t, w, 0, false, "where it was");
	move_to(t, w, 0);
	expect_counts(t, w, 0, true, "moved back");
}

static void given_up(struct test *t, struct written *w)
{
	t_case(t, "given up");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_SLB, 0, 0), 0, "no shadow");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, 0, 0), -EINVAL, "no area beside a log");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_DTL, 0, 0), 0, "no log");
	t_expect_errno(t, set(w, KVM_REG_PPC_VPA_ADDR, 0, 0), 0, "no area");
	expect_set(t, w, KVM_REG_PPC_VPA_ADDR, 0, 0);
	expect_counts(t, w, 0, false, "given up");
}

static void run(struct test *t)
{
	struct written w;

	places(t);
	trace_log(t);
	open_it(t, &w);
	before_first_run(t, &w);
	moved(t, &w);
	given_up(t, &w);
	close_it(&w);
}

TCELIFE_TEST(guest_vpa_written, .name = "guest.vpa_written", .run = run, .needs = NEEDS_KVM);
