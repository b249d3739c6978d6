// SPDX-License-Identifier: GPL-2.0-only
#include "vfio.h"

#include <endian.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>

#include "must.h"
#include "slurp.h"

/* Where a region starts in the device's file: the kernel says, so ask. */
static int region_offset_try(int device_fd, unsigned int index, uint64_t *offset)
{
	struct vfio_region_info info;
	int ret = vfio_region_info_try(device_fd, index, &info);

	*offset = info.offset;
	return ret;
}

static bool is_from(const char *release, unsigned int major, unsigned int minor)
{
	unsigned int is_major = 0, is_minor = 0;

	sscanf(release, "%u.%u", &is_major, &is_minor);
	return is_major > major || (is_major == major && is_minor >= minor);
}

bool vfio_release_from(unsigned int major, unsigned int minor)
{
	struct utsname name;

	MUST(errno_or(uname(&name)));
	return is_from(name.release, major, minor);
}

int vfio_no_container_errno(void)
{
	return vfio_release_from(6, 2) ? -EBADFD : -EINVAL;
}

enum vfio_generation vfio_generation_of_release(const char *release)
{
	return is_from(release, 5, 19) ? VFIO_HOLDS_FILE : VFIO_HOLDS_CONTAINER;
}

enum vfio_generation vfio_generation(void)
{
	return vfio_release_from(5, 19) ? VFIO_HOLDS_FILE : VFIO_HOLDS_CONTAINER;
}

const char *vfio_generation_name(enum vfio_generation generation)
{
	return generation == VFIO_HOLDS_FILE ? "KVM holds the group's file (5.19 and later)" :
					       "KVM is a user of the container (before 5.19)";
}

int vfio_container_open_try(void)
{
	return errno_or(open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC));
}

int vfio_container_open(void)
{
	return MUST(vfio_container_open_try());
}

int vfio_api_version_try(int container_fd)
{
	return errno_or(ioctl(container_fd, VFIO_GET_API_VERSION));
}

int vfio_check_extension_try(int container_fd, unsigned int extension)
{
	return errno_or(ioctl(container_fd, VFIO_CHECK_EXTENSION, (unsigned long)extension));
}

int vfio_set_iommu_try(int container_fd, unsigned int type)
{
	return errno_or(ioctl(container_fd, VFIO_SET_IOMMU, (unsigned long)type));
}

void vfio_set_iommu(int container_fd, unsigned int type)
{
	MUST(vfio_set_iommu_try(container_fd, type));
}

int vfio_group_open_try(int group)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/vfio/%d", group);
	return errno_or(open(path, O_RDWR | O_CLOEXEC));
}

int vfio_group_open(int group)
{
	return MUST(vfio_group_open_try(group));
}

int vfio_group_flags_try(int group_fd)
{
	/* what the kernel does not answer must not look like an answer */
	struct vfio_group_status status = { .argsz = sizeof(status), .flags = INT_MAX };
	int ret = errno_or(ioctl(group_fd, VFIO_GROUP_GET_STATUS, &status));

	return ret ? ret : (int)status.flags;
}

int vfio_set_container_try(int group_fd, int container_fd)
{
	return errno_or(ioctl(group_fd, VFIO_GROUP_SET_CONTAINER, &container_fd));
}

void vfio_set_container(int group_fd, int container_fd)
{
	MUST(vfio_set_container_try(group_fd, container_fd));
}

int vfio_unset_container_try(int group_fd)
{
	return errno_or(ioctl(group_fd, VFIO_GROUP_UNSET_CONTAINER));
}

void vfio_unset_container(int group_fd)
{
	MUST(vfio_unset_container_try(group_fd));
}

int vfio_device_open_try(int group_fd, const char *bdf)
{
	return errno_or(ioctl(group_fd, VFIO_GROUP_GET_DEVICE_FD, bdf));
}

int vfio_device_open(int group_fd, const char *bdf)
{
	return MUST(vfio_device_open_try(group_fd, bdf));
}

int vfio_device_info_try(int device_fd, struct vfio_device_info *info)
{
	*info = (struct vfio_device_info){ .argsz = sizeof(*info) };
	return errno_or(ioctl(device_fd, VFIO_DEVICE_GET_INFO, info));
}

int vfio_region_info_try(int device_fd, unsigned int index, struct vfio_region_info *info)
{
	*info = (struct vfio_region_info){ .argsz = sizeof(*info), .index = index };
	return errno_or(ioctl(device_fd, VFIO_DEVICE_GET_REGION_INFO, info));
}

int vfio_interrupt_event_try(int device_fd, unsigned int index, int event_fd)
{
	union {
		struct vfio_irq_set set;
		char room[sizeof(struct vfio_irq_set) + sizeof(event_fd)];
	} irq = { .set = { .argsz = sizeof(irq.room),
			   .flags = VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER,
			   .index = index,
			   .count = 1 } };

	memcpy(irq.set.data, &event_fd, sizeof(event_fd));
	return errno_or(ioctl(device_fd, VFIO_DEVICE_SET_IRQS, &irq));
}

int vfio_interrupts_simulate_try(int device_fd, unsigned int index, uint32_t start, uint32_t count)
{
	struct vfio_irq_set set = { .argsz = sizeof(set),
				    .flags = VFIO_IRQ_SET_DATA_NONE | VFIO_IRQ_SET_ACTION_TRIGGER,
				    .index = index,
				    .start = start,
				    .count = count };

	return errno_or(ioctl(device_fd, VFIO_DEVICE_SET_IRQS, &set));
}

int vfio_interrupt_simulate_try(int device_fd, unsigned int index)
{
	return vfio_interrupts_simulate_try(device_fd, index, 0, 1);
}

int vfio_interrupts_try(int device_fd, unsigned int index)
{
	struct vfio_irq_info info = { .argsz = sizeof(info), .index = index };
	int ret = errno_or(ioctl(device_fd, VFIO_DEVICE_GET_IRQ_INFO, &info));

	return ret < 0 ? ret : (int)info.count;
}

int vfio_request_event_try(int device_fd, int event_fd)
{
	return vfio_interrupt_event_try(device_fd, VFIO_PCI_REQ_IRQ_INDEX, event_fd);
}

static int feature_set_try(int device_fd, uint32_t which)
{
	struct vfio_device_feature feature = {
		.argsz = sizeof(feature),
		.flags = VFIO_DEVICE_FEATURE_SET | which,
	};

	return errno_or(ioctl(device_fd, VFIO_DEVICE_FEATURE, &feature));
}

int vfio_low_power_enter_try(int device_fd)
{
	return feature_set_try(device_fd, VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY);
}

int vfio_low_power_exit_try(int device_fd)
{
	return feature_set_try(device_fd, VFIO_DEVICE_FEATURE_LOW_POWER_EXIT);
}

int vfio_device_reset_try(int device_fd)
{
	return errno_or(ioctl(device_fd, VFIO_DEVICE_RESET));
}

static int moved_all(ssize_t moved, size_t bytes)
{
	if (moved < 0)
		return -errno;
	return (size_t)moved == bytes ? 0 : -EIO;
}

int vfio_region_read_try(int device_fd, unsigned int index, uint64_t offset_bytes, void *buf,
			 size_t bytes)
{
	uint64_t region;
	int ret = region_offset_try(device_fd, index, &region);

	return ret ? ret : moved_all(pread(device_fd, buf, bytes, region + offset_bytes), bytes);
}

int vfio_region_write_try(int device_fd, unsigned int index, uint64_t offset_bytes, const void *buf,
			  size_t bytes)
{
	uint64_t region;
	int ret = region_offset_try(device_fd, index, &region);

	return ret ? ret : moved_all(pwrite(device_fd, buf, bytes, region + offset_bytes), bytes);
}

int64_t vfio_locked_bytes(void)
{
	long long kib = slurp_field("/proc/self/status", "VmLck", -1);

	errno = 0;
	TEST_ASSERT(kib >= 0, "/proc/self/status does not say how much memory is locked (VmLck)");
	return kib * 1024;
}

int vfio_config_read16_try(int device_fd, unsigned int offset_bytes, uint16_t *value)
{
	uint16_t le = 0;
	int ret = vfio_region_read_try(device_fd, VFIO_PCI_CONFIG_REGION_INDEX, offset_bytes, &le,
				       sizeof(le));

	*value = le16toh(le);
	return ret;
}

int vfio_command_try(int device_fd, uint16_t bits, bool on)
{
	uint16_t command;
	int ret = vfio_config_read16_try(device_fd, PCI_COMMAND, &command);

	if (ret)
		return ret;
	command = htole16(on ? command | bits : command & ~bits);
	return vfio_region_write_try(device_fd, VFIO_PCI_CONFIG_REGION_INDEX, PCI_COMMAND, &command,
				     sizeof(command));
}
