// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.argsz
 * Who asks about a group, a device, a region or an interrupt says how much room the answer has
 * (argsz): less than the kernel would use today, if he was built when the structure was shorter.
 * Nothing behind that room is written. Room for less than the structure ever was is refused
 * (EINVAL), and nothing is written at all.
 *
 * Source: include/uapi/linux/vfio.h: "the caller's responsibility to indicate the size of the
 * structure passed by setting argsz appropriately"; VFIO_GROUP_GET_STATUS,
 * VFIO_DEVICE_GET_INFO, VFIO_DEVICE_GET_REGION_INFO, VFIO_DEVICE_GET_IRQ_INFO
 */
#include "../test.h"

struct question {
	const char *name;
	unsigned int request;
	uint32_t least; /* the room that an answer takes */
};

static const struct question of_group = { "VFIO_GROUP_GET_STATUS", VFIO_GROUP_GET_STATUS,
					  sizeof(struct vfio_group_status) };
static const struct question of_device[] = {
	{ "VFIO_DEVICE_GET_INFO", VFIO_DEVICE_GET_INFO,
	  offsetof(struct vfio_device_info, num_irqs) + sizeof(uint32_t) },
	{ "VFIO_DEVICE_GET_REGION_INFO", VFIO_DEVICE_GET_REGION_INFO,
	  sizeof(struct vfio_region_info) },
	{ "VFIO_DEVICE_GET_IRQ_INFO", VFIO_DEVICE_GET_IRQ_INFO, sizeof(struct vfio_irq_info) },
};

/* Longer than each structure. They all begin like this; the index is a question, if anything. */
struct room {
	uint32_t argsz, flags, index, rest[13];
};

static bool expect_kept_to(struct test *t, int fd, const struct question *q, uint32_t argsz)
{
	bool refused = argsz < q->least;
	size_t from = refused ? 0 : argsz;
	struct room before, after;
	int ret;

	memset(&before, 0xab, sizeof(before));
	before.argsz = argsz;
	before.index = 0;
	after = before;
	ret = ioctl(fd, q->request, &after) < 0 ? -errno : 0;
	return t_expect_errno(t, ret, refused ? -EINVAL : 0, "%s, argsz %u", q->name, argsz) &&
	       t_expect(
		       t,
		       !memcmp((char *)&before + from, (char *)&after + from, sizeof(after) - from),
		       "%s, argsz %u: what is behind it was written", q->name, argsz);
}

static void asked(struct test *t, int fd, const struct question *q)
{
	t_case(t, "%s", q->name);
	for (uint32_t argsz = 0; argsz <= sizeof(struct room); argsz++)
		if (!expect_kept_to(t, fd, q, argsz))
			return;
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	asked(t, rig.group_fd[0], &of_group);
	for (unsigned int i = 0; i < sizeof(of_device) / sizeof(of_device[0]); i++)
		asked(t, rig.device_fd[0], &of_device[i]);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_argsz, .name = "holding.argsz", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
