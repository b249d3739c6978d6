/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The scene of a race: a rig whose parts are put back in place before every try.
 * A fact is one such part; a race says which facts it wants, which it wants
 * absent, and which it may have changed, and only what changed is made again.
 */
#ifndef TCELIFE_SCENE_H
#define TCELIFE_SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "../../lib/rig.h"

/* In an order in which they can be made. */
enum fact {
	FACT_VM,	/* the VM, its vCPUs and its memory */
	FACT_SLOT,	/* the DMA memory as a memory slot of the VM */
	FACT_BOUND,	/* the device has its driver, vfio-pci */
	FACT_CONTAINER, /* the container's fd */
	FACT_GROUP,	/* the group's fd */
	FACT_JOINED,	/* the group is in the container */
	FACT_IOMMU,	/* the container has its IOMMU type */
	FACT_DEVICE,	/* the device's fd */
	FACT_MEMORY,	/* the DMA memory is registered; v1: DMA is enabled */
	FACT_EXTRA,	/* another range of memory is registered */
	FACT_WINDOW,	/* the DMA window */
	FACT_TABLE,	/* the TCE table */
	FACT_KVM_VFIO,	/* the KVM-VFIO device */
	FACT_ADDED,	/* KVM holds the group */
	FACT_ATTACHED,	/* the table drives the group */
	FACT_MANY,	/* SCENE_MANY more tables that drive the group */
	FACT_MAPPED,	/* the host has mapped a page by MAP_DMA */
	FACT_ENTRY,	/* the host has mapped another one where the guest maps */
	FACT_FRESH,	/* a table that nobody has used, and that drives nothing */
	FACT_LARGE,	/* a table of pages as large as the DMA memory that drives the group */
	FACT_EMPTY,	/* the guest's map of a page that is not there */
	FACT_LAST,	/* the KVM-VFIO device's fd is the last that holds the VM */
	FACT_SECOND,	/* the second group's fd */
	FACT_FOLLOWED,	/* the second group is in the container as well */
	FACT_OWN,	/* the second group is in a container of its own */
	FACT_SHARED,	/* the DMA memory is registered there, too */
	FACT_BESIDE,	/* the second group is in the container, which has no type */
	FACT_OVERLAP,	/* part of the other range of memory is registered there */
	FACT_AFAR,	/* a page of the other range is mapped there */
	FACT_LOGGED,	/* the memory slot has a log of its dirty pages */
	NR_FACTS
};

#define SCENE_MANY	  64
#define SCENE_MANY_LIOBN  0x81000000u
#define SCENE_OTHER_LIOBN 0x82000000u
#define SCENE_FRESH_LIOBN 0x83000000u
#define SCENE_LARGE_LIOBN 0x84000000u
#define SCENE_NEW_VCPU	  5u	       /* and the next one, for the other side */
#define SCENE_OTHER_VCPU  7u	       /* of a VM that has three at most, numbered from 0 on */
#define SCENE_OTHER_GPA	  (2ull << 20) /* in the guest's RAM, and never registered */
#define SCENE_LIST_TCES	  8 /* in the list for H_PUT_TCE_INDIRECT: the DMA memory's last page */
#define SCENE_NR_SIDES	  3

/* A window of two levels, each larger than a page of 64 KiB; the guest has so many of the lower. */
#define SCENE_LEVELS_BYTES (1ull << 40)
#define SCENE_LEVEL_BYTES  (64ull << 20) /* of I/O addresses */
#define SCENE_LEVELS	   4

struct scene {
	struct rig rig;
	uint32_t present; /* facts in place, as far as is known */
	uint32_t unknown; /* facts that may or may not be in place */
	uint32_t wanted;  /* facts that scene_prepare() puts in place; it takes away all others */
	enum fact failed; /* by which scene_prepare() failed */
	int other_fd[SCENE_NR_SIDES];	      /* that operations open */
	unsigned int vcpu_of[SCENE_NR_SIDES]; /* which vCPU a side runs, if it runs one */
	int many_fd[SCENE_MANY];
	int fresh_fd, large_fd;
	const struct vfio_target *second;	 /* the second group's device */
	int second_group_fd, own_container_fd;	 /* of the second group */
	bool shared_for_sure, overlaps_for_sure; /* an operation has been told so */
	void *extra_hva; /* memory that belongs to no slot, for FACT_EXTRA and MAP_DMA */
	uint64_t extra_bytes;
	/* Of a second window that an operation created. */
	uint64_t other_start_bytes[SCENE_NR_SIDES];
	int group_flags[SCENE_NR_SIDES]; /* VFIO_GROUP_FLAGS_* that an operation was told */
	uint64_t slot_gpa; /* where the DMA memory's slot was put last; 0: it was taken away */
	uint64_t logged[SCENE_NR_SIDES]; /* pages of a log that was read, bit 0 first */
	bool driver_leaves; /* an operation takes it away: that waits for every open device */
};

static inline uint32_t fact_bit(enum fact fact)
{
	return 1u << fact;
}

/* All that need one of @facts, directly or not, and @facts themselves. */
uint32_t facts_needing(uint32_t facts);

/* "the TCE table" */
const char *fact_name(enum fact fact);

/* All that is about the second group. */
uint32_t facts_of_second(void);

/* What every race has in place unless it says otherwise. */
uint32_t facts_usual(void);

/* A scene with nothing in place yet; of @targets the second is for facts_of_second(). */
void scene_init(struct scene *s, const struct vfio_target *targets, const struct rig_opts *opts,
		uint32_t wanted);

/* Put everything in place. 0, or -errno with s->failed. */
int scene_prepare(struct scene *s);

/* The operations of a try may have changed @facts. */
void scene_disturbed(struct scene *s, uint32_t facts);

/*
 * The DMA memory's slot of @bytes at @gpa (0 bytes: none). 0 or -errno: -EINVAL: it is not there
 * to be taken away; virt/kvm/kvm_main.c:__kvm_set_memory_region()
 */
int scene_set_slot(struct scene *s, uint64_t gpa, uint64_t bytes);

/*
 * The first 64 pages of the log of that slot, since it was read last: they are in *@pages, bit 0
 * first. 0 or -errno: -ENOENT: it has none, or is not there;
 * arch/powerpc/kvm/book3s_hv.c:kvm_vm_ioctl_get_dirty_log_hv()
 */
int scene_read_log(struct scene *s, uint64_t *pages);

/* Only the KVM-VFIO device's fd holds the VM now. Which fd it had. */
int scene_close_vm_fds(struct scene *s);

/* Let KVM see which IOMMU group it is that it has been given, and no more. */
void scene_introduce_group(struct scene *s);

/* The vCPU that @side runs. */
static inline struct guest_cpu *scene_cpu(struct scene *s, unsigned int side)
{
	return &s->rig.cpu[s->vcpu_of[side]];
}

/* The size of FACT_LARGE's pages. */
static inline uint64_t scene_large_bytes(const struct scene *s)
{
	return s->rig.dma_bytes;
}

/* Where that list is in the DMA memory. */
static inline uint64_t scene_list_bytes(const struct scene *s)
{
	return s->rig.dma_bytes - s->rig.vm->page_size;
}

/*
 * Give the device to vfio-pci, if it is without a driver. 0 or -errno of that;
 * drivers/base/bus.c:bind_store()
 */
int scene_bind_driver(const char *bdf);

/*
 * Can @group be opened again? Asked until it can, for @limit_ms at most: all is closed when a
 * process can be reaped, and who holds the group then holds it for ever. 0 or -errno of the last
 * open; drivers/vfio/group.c:vfio_group_fops_open()
 */
int scene_group_reopens(int group, unsigned int limit_ms);

/* Where FACT_MAPPED maps its page. */
uint64_t scene_mapped_iova(const struct scene *s);
/* Where FACT_ENTRY does: the entry that the guest's hypercalls set. */
uint64_t scene_entry_iova(const struct scene *s);

/*
 * Take everything away; each step must succeed or say that there was nothing. 0, or the
 * first -errno with s->failed.
 */
int scene_close(struct scene *s);

#endif
