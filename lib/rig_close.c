// SPDX-License-Identifier: GPL-2.0-only
/* Closing the rig, so that each lost reference shows as an errno. */
#include "must.h"
#include "rig_parts.h"

/* The first failure on the way. */
struct closing {
	char *what;
	size_t what_bytes;
	int ret;
};

static void note(struct closing *c, int ret, const char *what, const char *who)
{
	if (!ret || c->ret)
		return;
	c->ret = ret;
	if (c->what)
		snprintf(c->what, c->what_bytes, "%s%s%s", what, *who ? " of " : "", who);
}

static void close_one(struct closing *c, int *fd, const char *what, const char *who)
{
	if (*fd < 0)
		return;
	note(c, errno_or(close(*fd)), what, who);
	*fd = -1;
}

/* Only a LIOBN whose table nobody holds can be given to another. */
static void reuse_liobn(const struct rig *rig, struct closing *c)
{
	int fd;

	if (!rig->vm || rig->vm->fd < 0)
		return;
	fd = kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window, rig->window.page_shift);
	note(c, fd < 0 ? fd : 0, "KVM_CREATE_SPAPR_TCE_64 with the LIOBN once more", "");
	if (fd >= 0)
		close(fd);
}

/* KVM lets go of the groups it holds, by request where the group's fd is still there to name it. */
static void close_kvm_side(struct rig *rig, struct closing *c)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++)
		if (rig->added[n] && rig->group_fd[n] >= 0 && rig->kvm_vfio_fd >= 0)
			note(c, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[n]),
			     "KVM_DEV_VFIO_GROUP_DEL", rig->target[n]->bdf);
	close_one(c, &rig->kvm_vfio_fd, "close of the KVM-VFIO device", "");
	if (rig->table_fd >= 0) {
		close_one(c, &rig->table_fd, "close of the TCE table", "");
		reuse_liobn(rig, c);
	}
}

/* True while some group is in the container: it is what keeps windows and registered memory. */
static bool container_lives(const struct rig *rig)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++)
		if (rig->joined[n] && (rig->group_fd[n] >= 0 || rig->device_fd[n] >= 0))
			return rig->container_fd >= 0;
	return false;
}

static void close_dma(struct rig *rig)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++) {
		if (rig->device_fd[n] >= 0)
			dma_close(rig->dma[n]);
		else
			dma_forget(rig->dma[n]);
		rig->dma[n] = NULL;
	}
}

/* The window first: its TCEs count as uses of the memory. */
static void close_window(struct rig *rig, struct closing *c)
{
	if (rig->window_open)
		note(c, vfio_window_remove_try(rig->container_fd, rig->window.start_bytes),
		     "VFIO_IOMMU_SPAPR_TCE_REMOVE", "");
	if (rig->window_open && rig->opts.window.start_bytes)
		note(c, vfio_window_remove_try(rig->container_fd, 0), "VFIO_IOMMU_SPAPR_TCE_REMOVE",
		     "the default window");
}

static void close_memory(struct rig *rig, struct closing *c)
{
	if (!rig->memory_registered)
		return;
	if (rig_is_v2(rig))
		note(c, rig_unregister_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		     "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY", "the DMA memory");
	else
		note(c, vfio_v1_disable_try(rig->container_fd), "VFIO_IOMMU_DISABLE", "");
}

static void close_container_contents(struct rig *rig, struct closing *c)
{
	bool lives = container_lives(rig);

	if (lives) {
		close_window(rig, c);
		close_memory(rig, c);
	}
	note(c, rig_staging_close(rig, lives), "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY",
	     "the staging page");
	rig->window_open = rig->memory_registered = false;
}

static void close_vfio_side(struct rig *rig, struct closing *c)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++)
		close_one(c, &rig->device_fd[n], "close of the device", rig->target[n]->bdf);
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++) {
		if (rig->joined[n] && rig->group_fd[n] >= 0)
			note(c, vfio_unset_container_try(rig->group_fd[n]),
			     "VFIO_GROUP_UNSET_CONTAINER", rig->target[n]->bdf);
		close_one(c, &rig->group_fd[n], "close of the group", rig->target[n]->bdf);
	}
	close_one(c, &rig->container_fd, "close of the container", "");
}

static void close_vcpus(struct rig *rig)
{
	for (unsigned int i = 0; rig->vm && i < rig->opts.nr_vcpus; i++)
		guest_cpu_close(&rig->cpu[i]);
}

static void close_vm(struct rig *rig)
{
	close_vcpus(rig);
	if (rig->vm)
		guest_vm_free(rig->vm);
	rig->vm = NULL;
	rig->dma_hva = NULL;
}

/* Only a group whose file nobody holds opens again. */
static void reopen_groups(const struct rig *rig, struct closing *c)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++) {
		int fd = vfio_group_open_try(rig->target[n]->group);

		note(c, fd < 0 ? fd : 0, "a second open of the group", rig->target[n]->bdf);
		if (fd >= 0)
			close(fd);
	}
}

int rig_close_try(struct rig *rig, char *what, size_t what_bytes)
{
	struct closing c = { .what = what, .what_bytes = what_bytes };
	bool had_group = rig->group_fd[0] >= 0 || rig->step >= RIG_GROUP;

	close_kvm_side(rig, &c);
	close_dma(rig);
	close_container_contents(rig, &c);
	close_vfio_side(rig, &c);
	close_vm(rig);
	if (had_group)
		reopen_groups(rig, &c);
	rig->step = RIG_NOTHING;
	return c.ret;
}

void rig_close(struct rig *rig)
{
	char what[128] = "";
	int ret = rig_close_try(rig, what, sizeof(what));

	errno = 0;
	TEST_ASSERT(!ret, "closing the rig: %s: %s", what, strerror(-ret));
}

static void left_container(struct rig *rig, unsigned int n)
{
	bool lives = false;

	rig->joined[n] = false;
	for (unsigned int i = 0; i < rig->opts.nr_groups; i++)
		lives = lives || rig->joined[i];
	if (!lives)
		rig->window_open = rig->memory_registered = false;
}

void rig_undone(struct rig *rig, enum rig_step step, unsigned int n)
{
	switch (step) {
	case RIG_JOINED:
		left_container(rig, n);
		break;
	case RIG_MEMORY:
		rig->memory_registered = false;
		break;
	case RIG_WINDOW:
		rig->window_open = false;
		break;
	case RIG_ADDED:
		rig->added[n] = rig->attached[n] = false;
		break;
	default:
		TEST_FAIL("the rig knows by an fd, or not at all, whether it has: %s",
			  rig_step_name(step));
	}
}

static void close_all(int *fds, unsigned int nr)
{
	struct closing c = { 0 };

	for (unsigned int n = 0; n < nr; n++)
		close_one(&c, &fds[n], "close", "");
	MUST(c.ret);
}

static void close_devices(struct rig *rig)
{
	for (unsigned int n = 0; n < rig->opts.nr_groups; n++) {
		dma_forget(rig->dma[n]);
		rig->dma[n] = NULL;
	}
	close_all(rig->device_fd, RIG_MAX_GROUPS);
}

/* The number of the fd may soon name another file: no DMA engine may stage through it. */
static void forget_container(struct rig *rig)
{
	rig->staging.container_fd = -1;
	for (unsigned int n = 0; n < RIG_MAX_GROUPS; n++)
		if (rig->dma[n])
			rig->dma[n]->staging.container_fd = -1;
}

void rig_close_fd(struct rig *rig, enum rig_fd which)
{
	switch (which) {
	case RIG_FD_DEVICE:
		close_devices(rig);
		break;
	case RIG_FD_GROUP:
		close_all(rig->group_fd, RIG_MAX_GROUPS);
		break;
	case RIG_FD_CONTAINER:
		forget_container(rig);
		close_all(&rig->container_fd, 1);
		break;
	case RIG_FD_TABLE:
		close_all(&rig->table_fd, 1);
		break;
	case RIG_FD_KVM_VFIO:
		close_all(&rig->kvm_vfio_fd, 1);
		break;
	case RIG_FD_VCPU:
		close_vcpus(rig);
		break;
	case RIG_FD_VM:
		if (rig->vm)
			guest_vm_close_fd(rig->vm);
		break;
	case RIG_NR_FDS:
		TEST_FAIL("there are %d kinds of fd", RIG_NR_FDS);
	}
}

const char *rig_fd_name(enum rig_fd which)
{
	static const char *const name[RIG_NR_FDS] = {
		[RIG_FD_DEVICE] = "device",
		[RIG_FD_GROUP] = "group",
		[RIG_FD_CONTAINER] = "container",
		[RIG_FD_TABLE] = "table",
		[RIG_FD_KVM_VFIO] = "kvm-vfio",
		[RIG_FD_VCPU] = "vcpu",
		[RIG_FD_VM] = "vm",
	};

	return name[which];
}
