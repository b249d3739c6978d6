/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fixture: everything that a TCE hypercall needs in order to reach the
 * hardware, opened in the one legal order, closed in reverse or one by one.
 */
#ifndef TCELIFE_RIG_H
#define TCELIFE_RIG_H

#include "dma.h"
#include "guest.h"
#include "kvm_tce.h"
#include "vfio.h"

/* The legal order: each step needs the ones before it. */
enum rig_step {
	RIG_NOTHING,
	RIG_VM,	       /* KVM VM with vCPUs, guest loaded, DMA memory as a slot */
	RIG_CONTAINER, /* /dev/vfio/vfio */
	RIG_GROUP,     /* /dev/vfio/<n> */
	RIG_JOINED,    /* VFIO_GROUP_SET_CONTAINER */
	RIG_IOMMU,     /* VFIO_SET_IOMMU */
	RIG_DEVICE,    /* VFIO_GROUP_GET_DEVICE_FD */
	RIG_MEMORY,    /* v2: REGISTER_MEMORY of the DMA memory; v1: VFIO_IOMMU_ENABLE */
	RIG_WINDOW,    /* v2: the default window removed, ours created; v1: the default one */
	RIG_TABLE,     /* KVM_CREATE_SPAPR_TCE_64 */
	RIG_KVM_VFIO,  /* KVM_CREATE_DEVICE(KVM_DEV_TYPE_VFIO) */
	RIG_ADDED,     /* KVM_DEV_VFIO_GROUP_ADD */
	RIG_ATTACHED,  /* KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE */
	RIG_READY = RIG_ATTACHED,
};

/* The seven kinds of fd whose closing order is under test. */
enum rig_fd {
	RIG_FD_DEVICE,
	RIG_FD_GROUP,
	RIG_FD_CONTAINER,
	RIG_FD_TABLE,
	RIG_FD_KVM_VFIO,
	RIG_FD_VCPU,
	RIG_FD_VM,
	RIG_NR_FDS
};

/* Zero means the default given behind each member. */
struct rig_opts {
	enum guest_mode mode;	 /* GUEST_RADIX */
	unsigned int nr_vcpus;	 /* 1 */
	unsigned int iommu_type; /* VFIO_SPAPR_TCE_v2_IOMMU */
	unsigned int nr_groups;	 /* 1; 2 puts both devices into the one container */
	/*
	 * page_shift 12, 1 level, RIG_WINDOW_BYTES at 0. With any start but 0 the default
	 * window stays at 0 and ours is where the kernel puts a second one.
	 */
	struct dma_window window;
	uint64_t table_page_shift; /* that of the window; may be larger */
	uint64_t dma_bytes;	   /* RIG_DMA_BYTES */
	uint64_t dma_align_bytes;  /* host page size; hugetlb if it or the IOMMU page is larger */
	uint32_t liobn;		   /* RIG_LIOBN */
};

#define RIG_MAX_GROUPS	 2
#define RIG_MAX_VCPUS	 4
#define RIG_LIOBN	 0x80000001u
#define RIG_WINDOW_BYTES (16ull << 20)
#define RIG_DMA_BYTES	 (4ull << 20)
#define RIG_DMA_GPA	 (256ull << 20) /* where the DMA memory stands in the guest */
#define RIG_DMA_SLOT	 1

struct rig {
	struct rig_opts opts; /* defaults filled in */
	const struct vfio_target *target[RIG_MAX_GROUPS];
	enum rig_step step; /* how far it is open */

	struct kvm_vm *vm;
	struct guest_cpu cpu[RIG_MAX_VCPUS];
	int container_fd, table_fd, kvm_vfio_fd; /* -1: not open */
	int group_fd[RIG_MAX_GROUPS], device_fd[RIG_MAX_GROUPS];
	bool joined[RIG_MAX_GROUPS];   /* in the container */
	bool added[RIG_MAX_GROUPS];    /* held by KVM */
	bool attached[RIG_MAX_GROUPS]; /* driven by the table */

	struct dma_window window; /* as the kernel granted it */
	uint32_t liobn;
	void *dma_hva; /* the DMA memory: host address, guest address RIG_DMA_GPA */
	uint64_t dma_bytes;
	bool memory_registered, window_open;
	struct dma_device *dma[RIG_MAX_GROUPS]; /* opened by rig_dma() on first use */
	struct dma_staging staging;		/* theirs; made with the first */
};

/* Open everything up to and with @upto. Asserts (setup code). */
void rig_open(struct rig *rig, const struct vfio_target *targets, const struct rig_opts *opts,
	      enum rig_step upto);

/*
 * Take one more step, or several. rig_step_try(): 0, or -errno of the first of the step's system
 * calls that was refused, but for RIG_VM, which asserts. What the caller has made by hand, and put
 * into @rig (a group's fd or flag, the KVM-VFIO device's fd), is not made again. rig_advance()
 * asserts.
 */
int rig_step_try(struct rig *rig);
void rig_advance(struct rig *rig, enum rig_step upto);

/*
 * Take @step once more, with what it needs in place: as rig_step_try(). -EEXIST, and nothing was
 * asked of the kernel: for all that @rig knows it was not undone. Of RIG_IOMMU and v1's RIG_WINDOW
 * it knows nothing, and asks. For those who open and close parts of a rig over and over.
 */
int rig_retake_try(struct rig *rig, enum rig_step step);

/*
 * The caller has undone @step by a call of his own, or seen it undone: RIG_JOINED of group @n (the
 * last one takes window and registered memory with it), RIG_MEMORY, RIG_WINDOW, or RIG_ADDED of
 * group @n (and RIG_ATTACHED with it). What has an fd is undone with that: put -1 in its place.
 */
void rig_undone(struct rig *rig, enum rig_step step, unsigned int n);

/*
 * True if the memory that @opts ask for can be had: large IOMMU pages need hugetlb
 * pages of at least their size. Else @why says what is missing and how to get it.
 */
bool rig_memory_available(const struct rig_opts *opts, char *why, size_t why_bytes);

/*
 * Close all that is open, in an order that makes each lost reference visible as
 * an errno: KVM lets go of the groups and the tables; the window goes and with it
 * every TCE; the memory is unregistered, and no longer locked; devices close; the
 * groups leave the container (-EBUSY: somebody still uses it); groups, container,
 * vCPUs and VM close; each group can be opened again (-EBUSY: its file is still
 * held). Works whatever rig_close_fd() closed before. Goes on after a failure, so
 * that all is freed; the first failure is what it returns, and @what names the
 * step. rig_close() asserts that there is none.
 */
int rig_close_try(struct rig *rig, char *what, size_t what_bytes);
void rig_close(struct rig *rig);

/* Close one kind of fd (all fds of that kind) by close(2) alone; no-op if not open. */
void rig_close_fd(struct rig *rig, enum rig_fd which);
const char *rig_fd_name(enum rig_fd which);
const char *rig_step_name(enum rig_step step);

/*
 * The I/O address of IOMMU page @page of the window; the guest and the host
 * address of the byte at @offset_bytes of the DMA memory.
 */
uint64_t rig_ioba(const struct rig *rig, uint64_t page);
uint64_t rig_gpa(const struct rig *rig, uint64_t offset_bytes);
void *rig_hva(const struct rig *rig, uint64_t offset_bytes);

/*
 * The DMA engine of group @n's device, opened and quiesced on first use; asserts.
 * The rig owns it, and closes it before the device's fd. Its staging page is the
 * last IOMMU page of the window that the device can reach: leave it alone.
 */
struct dma_device *rig_dma(struct rig *rig, unsigned int n);

/*
 * Give up the staging page, if there is one; rig_close() does so. @registered: the container is
 * still there to say so. 0 or -errno as VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY.
 */
int rig_staging_close(struct rig *rig, bool registered);

#endif
