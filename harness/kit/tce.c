// SPDX-License-Identifier: GPL-2.0-only
#include "tce.h"

#include <linux/capability.h>
#include <stdarg.h>
#include <sys/syscall.h>

void tce_rig_open(struct test *t, struct rig *rig, const struct rig_opts *opts,
		  uint64_t table_pages)
{
	uint64_t window_bytes;

	rig_open(rig, t_targets(t), opts, RIG_WINDOW);
	window_bytes = rig->window.size_bytes;
	rig->window.size_bytes = table_pages << rig->opts.table_page_shift;
	rig_advance(rig, RIG_TABLE);
	rig->window.size_bytes = window_bytes;
	rig_advance(rig, RIG_READY);
	tce_expect_driven(t, rig, rig->liobn, rig_ioba(rig, 0));
}

uint64_t tce_of(const struct rig *rig, uint64_t offset_bytes, uint64_t access)
{
	return rig_gpa(rig, offset_bytes) | access;
}

static uint64_t list_offset_bytes(const struct rig *rig)
{
	return rig->dma_bytes - TCE_LIST_ROOM_BYTES;
}

uint64_t tce_list_gpa(const struct rig *rig)
{
	return rig_gpa(rig, list_offset_bytes(rig));
}

void tce_list_set(struct rig *rig, unsigned int first, unsigned int nr, uint64_t tce,
		  uint64_t step_bytes)
{
	be64 *list = rig_hva(rig, list_offset_bytes(rig));

	for (unsigned int i = 0; i < nr; i++)
		list[first + i] = be64_from(tce + i * step_bytes);
}

bool tce_expect(struct test *t, struct hcall_result got, int64_t want, const char *fmt, ...)
{
	char what[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	return want == GUEST_BOUNCED ? t_expect_bounced(t, got, "%s", what) :
				       t_expect_h(t, got, want, "%s", what);
}

bool tce_expect_entry(struct test *t, struct rig *rig, uint64_t liobn, uint64_t ioba, uint64_t want,
		      const char *what)
{
	struct hcall_result got = guest_get_tce(&rig->cpu[0], liobn, ioba);

	return t_expect_h(t, got, H_SUCCESS, "H_GET_TCE, %s", what) &&
	       t_expect(t, got.out[0] == want, "%s: H_GET_TCE reads 0x%llx, must be 0x%llx", what,
			(unsigned long long)got.out[0], (unsigned long long)want);
}

#define UNREGISTERED_GPA (2ull << 20) /* in the guest's RAM, aligned for every table in use */

bool tce_expect_driven(struct test *t, struct rig *rig, uint64_t liobn, uint64_t ioba)
{
	return t_expect_bounced(
		t, guest_put_tce(&rig->cpu[0], liobn, ioba, UNREGISTERED_GPA | TCE_PCI_READ),
		"H_PUT_TCE of memory that is not registered");
}

bool tce_expect_locked(struct test *t, int64_t want_bytes, const char *what)
{
	int64_t got_bytes = vfio_locked_bytes();

	return t_expect(t, got_bytes == want_bytes,
			"%s: %lld KiB of memory are locked, must be %lld", what,
			(long long)got_bytes / 1024, (long long)want_bytes / 1024);
}

struct pinning {
	long long base_pages, want_pages, got_pages;
};

static bool is_pinned(void *arg)
{
	struct pinning *p = arg;

	p->got_pages = oracle_pinned_pages() - p->base_pages;
	return p->got_pages <= p->want_pages + ORACLE_PINS_OF_OTHERS;
}

bool tce_expect_pinned(struct test *t, long long base_pages, long long want_pages, const char *when)
{
	struct pinning p = { base_pages, want_pages, 0 };
	bool not_more;

	if (want_pages && want_pages <= 2 * ORACLE_PINS_OF_OTHERS)
		t_error(t, "%lld pages, pinned or not, are hard to tell from those of others",
			want_pages);
	oracle_settle_start(); /* memory is let go of behind a grace period */
	not_more = oracle_wait(is_pinned, &p);
	return t_expect(t, not_more && p.got_pages >= want_pages - ORACLE_PINS_OF_OTHERS,
			"%lld pages are pinned %s, must be %lld", p.got_pages, when, want_pages);
}

bool tce_expect_unmapped(struct test *t, struct rig *rig, const char *what)
{
	int64_t before_bytes = vfio_locked_bytes();
	int ret = vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes);

	rig_undone(rig, RIG_MEMORY, 0);
	if (!t_expect_errno(t, ret, 0, "%s: VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY", what))
		return false;
	if (!t_expect(t, vfio_locked_bytes() == before_bytes - (int64_t)rig->dma_bytes,
		      "%s: the memory stays locked after VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY: "
		      "it still counts as mapped",
		      what))
		return false;
	vfio_register_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
	rig->memory_registered = true;
	return true;
}

bool tce_expect_clears(struct test *t, struct rig *rig, uint64_t nr, const char *what)
{
	return tce_expect(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), 0, nr),
			  H_SUCCESS, "%s: H_STUFF_TCE of %llu entries", what,
			  (unsigned long long)nr) &&
	       tce_expect_unmapped(t, rig, what);
}

#define SMALL_SLOT 9
#define SMALL_GPA  (512ull << 20) /* aligned for every IOMMU page in use */

void tce_small_memory_open(struct tce_small_memory *m, struct rig *rig, uint64_t page_bytes,
			   uint64_t pages)
{
	m->gpa = SMALL_GPA;
	m->page_bytes = page_bytes;
	m->bytes = pages * page_bytes;
	m->room = mmap(NULL, m->bytes + page_bytes, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	TEST_ASSERT(m->room != MAP_FAILED, "mmap: %s", strerror(errno));
	m->hva = (char *)m->room + (-(uintptr_t)m->room & (page_bytes - 1));
	madvise(m->room, m->bytes + page_bytes, MADV_NOHUGEPAGE);
	vm_set_user_memory_region(rig->vm, SMALL_SLOT, 0, m->gpa, m->bytes, m->hva);
	vfio_register_memory(rig->container_fd, m->hva, m->bytes);
}

void tce_small_memory_close(struct test *t, struct tce_small_memory *m, struct rig *rig)
{
	t_expect_errno(t, vfio_unregister_memory_try(rig->container_fd, m->hva, m->bytes), 0,
		       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of memory with small pages");
	vm_set_user_memory_region(rig->vm, SMALL_SLOT, 0, m->gpa, 0, m->hva);
	munmap(m->room, m->bytes + m->page_bytes);
}

static int drop_ipc_lock(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	if (syscall(__NR_capget, &head, data))
		return -errno;
	data[CAP_TO_INDEX(CAP_IPC_LOCK)].effective &= ~CAP_TO_MASK(CAP_IPC_LOCK);
	return syscall(__NR_capset, &head, data) ? -errno : 0;
}

void tce_limit_locked(struct test *t, int64_t more_bytes)
{
	struct rlimit limit;
	int ret = drop_ipc_lock();

	if (ret || getrlimit(RLIMIT_MEMLOCK, &limit))
		t_error(t, "cannot give up CAP_IPC_LOCK: %s", strerror(ret ? -ret : errno));
	limit.rlim_cur = vfio_locked_bytes() + more_bytes;
	if (limit.rlim_max < limit.rlim_cur)
		limit.rlim_max = limit.rlim_cur;
	if (setrlimit(RLIMIT_MEMLOCK, &limit))
		t_error(t, "cannot set RLIMIT_MEMLOCK: %s", strerror(errno));
}
