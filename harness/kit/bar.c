// SPDX-License-Identifier: GPL-2.0-only
#include "bar.h"

const volatile uint32_t *bar_map(struct test *t, const struct rig *rig)
{
	struct vfio_region_info info;
	void *at;

	if (vfio_region_info_try(rig->device_fd[0], VFIO_PCI_BAR0_REGION_INDEX, &info) ||
	    !(info.flags & VFIO_REGION_INFO_FLAG_MMAP)) {
		t_skip(t, "BAR 0 of this device cannot be mapped; use a device whose BAR 0 can");
		return NULL;
	}
	at = mmap(NULL, getpagesize(), PROT_READ, MAP_SHARED, rig->device_fd[0], info.offset);
	if (at == MAP_FAILED)
		t_error(t, "mmap of BAR 0: %s", strerror(errno));
	return at;
}

bool bar_can_be_off(struct test *t)
{
	if (!t_is_virtual_function(t))
		return true;
	t_skip(t, "the memory of a virtual function is always on; use another device");
	return false;
}

void bar_unmap(const volatile uint32_t *bar)
{
	munmap((void *)bar, getpagesize());
}
