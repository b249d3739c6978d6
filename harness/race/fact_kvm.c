// SPDX-License-Identifier: GPL-2.0-only
/* What a VM has a part in: it, its slot, its tables, KVM's hold on the group. */
#include <errno.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "../../lib/be.h"
#include "fact_parts.h"

static void write_list(struct scene *s)
{
	be64 *list = rig_hva(&s->rig, scene_list_bytes(s));

	for (unsigned int i = 0; i < SCENE_LIST_TCES; i++)
		list[i] = be64_from(rig_gpa(&s->rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE);
}

static int make_vm(struct scene *s)
{
	int ret = rig_retake_try(&s->rig, RIG_VM);

	if (!ret)
		write_list(s);
	return ret;
}

static int undo_vm(struct scene *s)
{
	if (s->rig.vm) {
		/* With the fd gone nobody is asked to delete slots that may be gone themselves. */
		guest_vm_close_fd(s->rig.vm);
		guest_vm_free(s->rig.vm);
	}
	s->rig.vm = NULL;
	s->rig.dma_hva = NULL;
	return 0;
}

/* The library's slot of the same number is not told: it only knows the memory. */
static int set_slot(struct scene *s, uint64_t gpa, uint64_t bytes, uint32_t flags)
{
	struct kvm_userspace_memory_region region = {
		.slot = RIG_DMA_SLOT,
		.flags = flags,
		.guest_phys_addr = gpa,
		.memory_size = bytes,
		.userspace_addr = (uintptr_t)s->rig.dma_hva,
	};

	if (ioctl(s->rig.vm->fd, KVM_SET_USER_MEMORY_REGION, &region))
		return -errno;
	s->slot_gpa = bytes ? gpa : 0;
	return 0;
}

int scene_set_slot(struct scene *s, uint64_t gpa, uint64_t bytes)
{
	return set_slot(s, gpa, bytes, 0);
}

static int make_slot(struct scene *s)
{
	/* The VM was made with it; a slot that is as it should be is accepted as it is. */
	return scene_set_slot(s, RIG_DMA_GPA, s->rig.dma_bytes);
}

static int undo_slot(struct scene *s)
{
	if (!s->rig.vm || s->rig.vm->fd < 0)
		return 0;
	return unless(scene_set_slot(s, RIG_DMA_GPA, 0), -EINVAL);
}

#define LOG_WORDS 64u /* a bit for each page, of more than a race's memory has */

int scene_read_log(struct scene *s, uint64_t *pages)
{
	uint64_t bitmap[LOG_WORDS];
	struct kvm_dirty_log log = { .slot = RIG_DMA_SLOT, .dirty_bitmap = bitmap };

	if (ioctl(s->rig.vm->fd, KVM_GET_DIRTY_LOG, &log))
		return -errno;
	*pages = bitmap[0];
	return 0;
}

static int make_logged(struct scene *s)
{
	return set_slot(s, RIG_DMA_GPA, s->rig.dma_bytes, KVM_MEM_LOG_DIRTY_PAGES);
}

/* Wherever the slot is, or is not: afterwards it is where it belongs, without a log. */
static int undo_logged(struct scene *s)
{
	if (!s->rig.vm || s->rig.vm->fd < 0)
		return 0;
	return make_slot(s);
}

static int make_table(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_TABLE);
}

static int undo_table(struct scene *s)
{
	return close_fd(&s->rig.table_fd);
}

static int make_kvm_vfio(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_KVM_VFIO);
}

/* It may be gone by itself: closed to let go of a group whose own fd is closed. */
static int undo_kvm_vfio(struct scene *s)
{
	rig_undone(&s->rig, RIG_ADDED, 0);
	return close_fd(&s->rig.kvm_vfio_fd);
}

/*
 * KVM warns when it lets go of a group that was never tied to a table (known issue
 * kvm-vfio-never-attached-warns). Not what is raced for: one request that fails is enough for it.
 */
void scene_introduce_group(struct scene *s)
{
	kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], -1);
}

static int make_added(struct scene *s)
{
	int ret = rig_retake_try(&s->rig, RIG_ADDED);

	if (!ret)
		scene_introduce_group(s);
	return ret;
}

static int undo_added(struct scene *s)
{
	rig_undone(&s->rig, RIG_ADDED, 0);
	if (s->rig.kvm_vfio_fd < 0)
		return 0;
	if (s->rig.group_fd[0] >= 0)
		return unless(kvm_vfio_group_del_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0]),
			      -ENOENT);
	s->present &= ~BIT_OF(KVM_VFIO);
	return undo_kvm_vfio(s);
}

static int make_attached(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_ATTACHED);
}

static int make_one_of_many(struct scene *s, unsigned int i)
{
	int fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_MANY_LIOBN + i, &s->rig.window,
				    s->rig.opts.table_page_shift);

	s->many_fd[i] = fd;
	if (fd < 0)
		return fd;
	return kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], fd);
}

static int make_many(struct scene *s)
{
	int ret = 0;

	for (unsigned int i = 0; !ret && i < SCENE_MANY; i++)
		ret = make_one_of_many(s, i);
	return ret;
}

static int undo_many(struct scene *s)
{
	int ret = 0;

	for (unsigned int i = 0; i < SCENE_MANY; i++) {
		int one = close_fd(&s->many_fd[i]);

		ret = ret ? ret : one;
	}
	return ret;
}

static int make_fresh(struct scene *s)
{
	s->fresh_fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_FRESH_LIOBN, &s->rig.opts.window,
					 s->rig.opts.table_page_shift);
	return s->fresh_fd < 0 ? s->fresh_fd : 0;
}

static int undo_fresh(struct scene *s)
{
	return close_fd(&s->fresh_fd);
}

static int make_large(struct scene *s)
{
	int fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_LARGE_LIOBN, &s->rig.window,
				    __builtin_ctzll(scene_large_bytes(s)));

	s->large_fd = fd;
	if (fd < 0)
		return fd;
	return kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], fd);
}

static int undo_large(struct scene *s)
{
	return close_fd(&s->large_fd);
}

/* Of the DMA memory's first page, which nobody has written. */
static int make_empty(struct scene *s)
{
	struct kvm_vm *vm = s->rig.vm;

	if (!vm->arch.real_mode &&
	    !sparsebit_is_set(vm->vpages_mapped, RIG_DMA_GPA >> vm->page_shift))
		virt_map(vm, RIG_DMA_GPA, RIG_DMA_GPA, 1);
	return madvise(s->rig.dma_hva, getpagesize(), MADV_DONTNEED) ? -errno : 0;
}

static int undo_empty(struct scene *s)
{
	(void)s;
	return 0;
}

int scene_close_vm_fds(struct scene *s)
{
	int vm_fd = s->rig.vm->fd;

	rig_close_fd(&s->rig, RIG_FD_TABLE);
	rig_close_fd(&s->rig, RIG_FD_VCPU);
	rig_close_fd(&s->rig, RIG_FD_VM);
	return vm_fd;
}

static int make_last(struct scene *s)
{
	scene_close_vm_fds(s);
	return 0;
}

/* A VM without fds is good for nothing else: it is made again after each try. */
static int undo_last(struct scene *s)
{
	(void)s;
	return 0;
}

const struct fact_how how_of_kvm[NR_FACTS] = {
	[FACT_VM] = { "the VM", 0, make_vm, undo_vm },
	[FACT_SLOT] = { "the memory slot", BIT_OF(VM), make_slot, undo_slot },
	/* The window: a table keeps what was attached to it when the window went. */
	[FACT_TABLE] = { "the TCE table", BIT_OF(VM) | BIT_OF(WINDOW), make_table, undo_table },
	[FACT_KVM_VFIO] = { "the KVM-VFIO device", BIT_OF(VM), make_kvm_vfio, undo_kvm_vfio },
	[FACT_ADDED] = { "KVM's hold on the group", BIT_OF(KVM_VFIO) | BIT_OF(GROUP), make_added,
			 undo_added },
	/* Only GROUP_DEL takes it away. */
	[FACT_ATTACHED] = { "the tie of group and table", BIT_OF(ADDED) | BIT_OF(TABLE),
			    make_attached, undo_added },
	[FACT_MANY] = { "many tables tied to the group", BIT_OF(ADDED) | BIT_OF(WINDOW), make_many,
			undo_many },
	[FACT_FRESH] = { "a table that nobody has used", BIT_OF(VM), make_fresh, undo_fresh },
	[FACT_LARGE] = { "a table of large pages tied to the group", BIT_OF(ADDED) | BIT_OF(WINDOW),
			 make_large, undo_large },
	[FACT_EMPTY] = { "a page of the guest that is not there", BIT_OF(SLOT), make_empty,
			 undo_empty },
	[FACT_LOGGED] = { "the log of the memory slot's dirty pages", BIT_OF(SLOT), make_logged,
			  undo_logged },
	[FACT_LAST] = { "the last fd of the VM", BIT_OF(KVM_VFIO), make_last, undo_last },
};
