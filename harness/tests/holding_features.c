// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.features
 * A device can be asked which features it has, and whether each can be got, set, or both: what it
 * says it can not is refused when it is tried, and so is to get and set at once. Of a feature that
 * there is not, all is refused (ENOTTY). To ask changes nothing: a device that is asked whether it
 * may sleep, or may no longer, is allowed to sleep afterwards if it was before.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_DEVICE_FEATURE: "Probing a feature will return success if
 * the feature is supported and all of the optionally indicated GET/SET methods are supported";
 * include/linux/vfio.h:vfio_check_feature()
 */
#include "../test.h"

#define GET   VFIO_DEVICE_FEATURE_GET
#define SET   VFIO_DEVICE_FEATURE_SET
#define PROBE VFIO_DEVICE_FEATURE_PROBE

#define NO_FEATURE VFIO_DEVICE_FEATURE_MASK /* the last number that there is */
#define NR_ASKED   32 /* more than there are, some of which only other kernels know */

/* What features are for, if a device has them. */
static const uint32_t way[NR_ASKED] = {
	[VFIO_DEVICE_FEATURE_PCI_VF_TOKEN] = SET,
	[VFIO_DEVICE_FEATURE_MIGRATION] = GET,
	[VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE] = GET | SET,
	[VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY] = SET,
	[VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP] = SET,
	[VFIO_DEVICE_FEATURE_LOW_POWER_EXIT] = SET,
	[VFIO_DEVICE_FEATURE_DMA_LOGGING_START] = SET,
	[VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP] = SET,
	[VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT] = GET,
};

/* Without data, of which a probe needs none, and what is refused neither. */
static int feature_try(int device_fd, uint32_t flags)
{
	struct vfio_device_feature feature = { .argsz = sizeof(feature), .flags = flags };

	return ioctl(device_fd, VFIO_DEVICE_FEATURE, &feature) ? -errno : 0;
}

static bool has(int device_fd, uint32_t flags)
{
	return !feature_try(device_fd, PROBE | flags);
}

static void asked(struct test *t, int device_fd, uint32_t which)
{
	bool any = has(device_fd, which);
	bool get = has(device_fd, which | GET), set = has(device_fd, which | SET);

	if (any)
		t_diag(t, "it has feature %u:%s%s", which, get ? " get" : "", set ? " set" : "");
	if (any && way[which])
		t_expect(t, get == !!(way[which] & GET) && set == !!(way[which] & SET),
			 "feature %u: can%s be got, can%s be set", which, get ? "" : "not",
			 set ? "" : "not");
	t_expect(t, any || (!get && !set), "it has no feature %u, which can be got or set", which);
	t_expect(t, has(device_fd, which | GET | SET) == (get && set),
		 "feature %u: both is not what each is", which);

	t_expect_errno(t, feature_try(device_fd, which | GET | SET), -EINVAL,
		       "VFIO_DEVICE_FEATURE, to get and set %u", which);
	t_expect(t, feature_try(device_fd, which), "feature %u, neither got nor set: success",
		 which);
	t_expect(t, get || feature_try(device_fd, which | GET),
		 "feature %u, which cannot be got, was", which);
	t_expect(t, set || feature_try(device_fd, which | SET),
		 "feature %u, which cannot be set, was", which);
}

static void unknown(struct test *t, int device_fd)
{
	static const uint32_t how[] = {
		PROBE, PROBE | GET, PROBE | SET, PROBE | GET | SET, GET, SET
	};

	for (unsigned int i = 0; i < sizeof(how) / sizeof(how[0]); i++)
		t_expect_errno(t, feature_try(device_fd, NO_FEATURE | how[i]), -ENOTTY,
			       "VFIO_DEVICE_FEATURE, flags 0x%x", NO_FEATURE | how[i]);
}

static void asked_about_sleep(struct test *t, int device_fd)
{
	for (uint32_t which = VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY;
	     which <= VFIO_DEVICE_FEATURE_LOW_POWER_EXIT; which++) {
		t_expect_errno(t, feature_try(device_fd, PROBE | which), 0, "a probe of %u", which);
		t_expect_errno(t, feature_try(device_fd, PROBE | SET | which), 0,
			       "a probe of %u, to set it", which);
	}
}

/* To let it sleep is refused if it may already, which shows what a probe did. */
static void sleep_untouched(struct test *t, int device_fd)
{
	t_case(t, "asked while it may not sleep");
	if (vfio_low_power_exit_try(device_fd) == -ENOTTY) {
		t_skip(t, "the kernel does not let a user do that; since 6.1 it does");
		return;
	}
	asked_about_sleep(t, device_fd);
	t_expect_errno(t, vfio_low_power_enter_try(device_fd), 0,
		       "VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY");

	t_case(t, "asked while it may");
	asked_about_sleep(t, device_fd);
	t_expect_errno(t, vfio_low_power_enter_try(device_fd), -EINVAL,
		       "VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY of one that may sleep");
	t_expect_errno(t, vfio_low_power_exit_try(device_fd), 0,
		       "VFIO_DEVICE_FEATURE_LOW_POWER_EXIT");
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	sleep_untouched(t, rig.device_fd[0]);

	t_case(t, "what it has");
	for (uint32_t which = 0; which < NR_ASKED; which++)
		asked(t, rig.device_fd[0], which);

	t_case(t, "what there is not");
	unknown(t, rig.device_fd[0]);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_features, .name = "holding.features", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
