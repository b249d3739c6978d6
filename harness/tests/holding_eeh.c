// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.eeh
 * Requests to the error handling of the hardware behind a container: what is not well formed is
 * refused (EINVAL, EFAULT), the state of a device in order is 0, switching on, thawing and
 * configuring it again change nothing, and neither does a reset that is asserted and taken back. A
 * container without groups has nobody to ask: 0.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 4) VFIO_EEH_PE_OP;
 * include/uapi/linux/vfio.h: struct vfio_eeh_pe_op
 */
#include "../kit/eeh.h"

#define OP_BYTES 12u /* argsz, flags, op: what each operation needs */

static int ask(const struct rig *rig, const void *arg)
{
	int ret = ioctl(rig->container_fd, VFIO_EEH_PE_OP, arg);

	return ret < 0 ? -errno : ret;
}

static void malformed(struct test *t, const struct rig *rig)
{
	struct vfio_eeh_pe_op op = { .argsz = OP_BYTES - 1, .op = VFIO_EEH_PE_GET_STATE };

	t_case(t, "not well formed");
	t_expect_errno(t, ask(rig, &op), -EINVAL, "argsz a byte short");
	op = (struct vfio_eeh_pe_op){ .argsz = OP_BYTES, .flags = 1, .op = VFIO_EEH_PE_GET_STATE };
	t_expect_errno(t, ask(rig, &op), -EINVAL, "a flag");
	t_expect_errno(t, ask(rig, NULL), -EFAULT, "address 0");
	t_expect_errno(t, vfio_eeh_try(rig->container_fd, 1000), -EINVAL, "an unknown operation");
	op = (struct vfio_eeh_pe_op){ .argsz = OP_BYTES, .op = VFIO_EEH_PE_GET_STATE };
	t_expect_errno(t, ask(rig, &op), VFIO_EEH_PE_STATE_NORMAL, "argsz that is just enough");
}

/* By the kernel's common part (EINVAL), or by its part for this kind of machine (ERANGE). */
static void t_refused(struct test *t, int ret, const char *what)
{
	t_expect(t, ret == -EINVAL || ret == -ERANGE, "%s that nobody knows: %s", what,
		 ret < 0 ? strerror(-ret) : "success");
}

static void injection_refused(struct test *t, const struct rig *rig)
{
	struct vfio_eeh_pe_op op = { .argsz = OP_BYTES, .op = VFIO_EEH_PE_INJECT_ERR };
	char *page = mmap(NULL, 2 * getpagesize(), PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	t_case(t, "an error that cannot be injected");
	t_expect_errno(t, ask(rig, &op), -EINVAL, "argsz without the error");
	op.argsz = sizeof(op);
	op.err.func = 1000;
	t_refused(t, ask(rig, &op), "a function");
	op.err.func = 0;
	op.err.type = 1000;
	t_refused(t, ask(rig, &op), "a type of error");
	mprotect(page + getpagesize(), getpagesize(), PROT_NONE);
	memcpy(page + getpagesize() - OP_BYTES, &op, OP_BYTES);
	t_expect_errno(t, ask(rig, page + getpagesize() - OP_BYTES), -EFAULT,
		       "an error that cannot be read");
	munmap(page, 2 * getpagesize());
}

static void in_order(struct test *t, const struct rig *rig, const char *when)
{
	int state = vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_GET_STATE);

	t_expect(t, state == VFIO_EEH_PE_STATE_NORMAL, "state %d %s, must be 0", state, when);
}

static void harmless(struct test *t, const struct rig *rig)
{
	static const struct {
		const char *name;
		uint32_t op;
	} ops[] = {
		{ "enable", VFIO_EEH_PE_ENABLE },
		{ "let I/O through", VFIO_EEH_PE_UNFREEZE_IO },
		{ "let DMA through", VFIO_EEH_PE_UNFREEZE_DMA },
		{ "configure", VFIO_EEH_PE_CONFIGURE },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(ops); i++) {
		t_case(t, "%s", ops[i].name);
		t_expect_errno(t, vfio_eeh_try(rig->container_fd, ops[i].op), 0, "VFIO_EEH_PE_OP");
		in_order(t, rig, "then");
	}
}

static void resets(struct test *t, const struct rig *rig)
{
	static const uint32_t kinds[] = { VFIO_EEH_PE_RESET_HOT, VFIO_EEH_PE_RESET_FUNDAMENTAL };

	for (unsigned int i = 0; i < ARRAY_SIZE(kinds); i++) {
		t_case(t, "%s reset", i ? "fundamental" : "hot");
		t_expect_errno(t, vfio_eeh_try(rig->container_fd, kinds[i]), 0, "the reset");
		t_expect_errno(t, vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_RESET_DEACTIVATE), 0,
			       "its end");
		t_expect_errno(t, vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_CONFIGURE), 0,
			       "configuring");
		in_order(t, rig, "afterwards");
	}
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	t_setup_case(t, "is there");
	if (eeh_possible(t)) {
		malformed(t, &rig);
		injection_refused(t, &rig);
		harmless(t, &rig);
		resets(t, &rig);
		t_case(t, "disable");
		t_expect_errno(t, vfio_eeh_try(rig.container_fd, VFIO_EEH_PE_DISABLE), 0, "PE_OP");
		in_order(t, &rig, "then");
	}
	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_eeh, .name = "holding.eeh", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .data = "not to be repeated");
