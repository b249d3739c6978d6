// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.attributes
 * What the KVM-VFIO device answers to attributes it has and has not, to requests to read them,
 * and to addresses it cannot read: ENXIO, EPERM, EFAULT. Nothing of it may change what is
 * attached.
 *
 * Source: Documentation/virt/kvm/api.rst 4.80, 4.81 (ENXIO, EPERM);
 * Documentation/virt/kvm/devices/vfio.rst
 * Known: powerpc-masked-user-address
 */
#include "../kit/attached.h"

static const struct {
	const char *name;
	uint32_t group;
	uint64_t attr;
	int has;
} attributes[] = {
	{ "GROUP_ADD", KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_ADD, 0 },
	{ "GROUP_DEL", KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_DEL, 0 },
	{ "SET_SPAPR_TCE", KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE, 0 },
	{ "attribute 0", KVM_DEV_VFIO_GROUP, 0, -ENXIO },
	{ "attribute 1000", KVM_DEV_VFIO_GROUP, 1000, -ENXIO },
	{ "attribute beyond 32 bits", KVM_DEV_VFIO_GROUP, 1ull << 32 | KVM_DEV_VFIO_GROUP_ADD,
	  -ENXIO },
	{ "attribute of all bits", KVM_DEV_VFIO_GROUP, UINT64_MAX, -ENXIO },
	{ "group 0", 0, KVM_DEV_VFIO_GROUP_ADD, -ENXIO },
	{ "group 1000", 1000, KVM_DEV_VFIO_GROUP_ADD, -ENXIO },
	{ "group of all bits", UINT32_MAX, KVM_DEV_VFIO_GROUP_ADD, -ENXIO },
};

static void try_attribute(struct test *t, const struct rig *rig, size_t n)
{
	struct kvm_device_attr get = { .group = attributes[n].group, .attr = attributes[n].attr };
	struct kvm_vfio_spapr_tce param = { .groupfd = rig->group_fd[0], .tablefd = rig->table_fd };

	t_case(t, "%s", attributes[n].name);
	t_expect_errno(
		t, kvm_vfio_has_attr_try(rig->kvm_vfio_fd, attributes[n].group, attributes[n].attr),
		attributes[n].has, "KVM_HAS_DEVICE_ATTR");
	t_expect_errno(t, ioctl(rig->kvm_vfio_fd, KVM_GET_DEVICE_ATTR, &get) < 0 ? -errno : 0,
		       -EPERM, "KVM_GET_DEVICE_ATTR");
	if (attributes[n].has)
		t_expect_errno(t,
			       kvm_vfio_set_attr_try(rig->kvm_vfio_fd, attributes[n].group,
						     attributes[n].attr, &param),
			       attributes[n].has, "KVM_SET_DEVICE_ATTR");
}

/* @addr cannot be read: neither the attributes' values nor a struct kvm_device_attr. */
static void try_address(struct test *t, const struct rig *rig, const char *name, void *addr)
{
	const uint64_t last = KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE;

	t_case(t, "%s", name);
	for (uint64_t attr = KVM_DEV_VFIO_GROUP_ADD; attr <= last; attr++)
		t_expect_errno(
			t, kvm_vfio_set_attr_try(rig->kvm_vfio_fd, KVM_DEV_VFIO_GROUP, attr, addr),
			-EFAULT, "KVM_SET_DEVICE_ATTR %d", (int)attr);
	t_expect_errno(t, ioctl(rig->kvm_vfio_fd, KVM_SET_DEVICE_ATTR, addr) < 0 ? -errno : 0,
		       -EFAULT, "KVM_SET_DEVICE_ATTR itself there");
	t_expect_errno(t, ioctl(rig->kvm_vfio_fd, KVM_HAS_DEVICE_ATTR, addr) < 0 ? -errno : 0,
		       -EFAULT, "KVM_HAS_DEVICE_ATTR itself there");
}

static void try_addresses(struct test *t, const struct rig *rig)
{
	size_t page_bytes = getpagesize();
	char *pages = mmap(NULL, 2 * page_bytes, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED || mprotect(pages + page_bytes, page_bytes, PROT_NONE))
		t_error(t, "cannot make a page that cannot be read: %s", strerror(errno));
	memset(pages, 0xff, page_bytes);
	try_address(t, rig, "address 0", NULL);
	try_address(t, rig, "address in the kernel", (void *)0xc000000000000000ul);
	try_address(t, rig, "unreadable page", pages + page_bytes);
	try_address(t, rig, "two bytes before an unreadable page", pages + page_bytes - 2);
	munmap(pages, 2 * page_bytes);
	try_address(t, rig, "unmapped page", pages);
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	for (size_t n = 0; n < ARRAY_SIZE(attributes); n++)
		try_attribute(t, &rig, n);
	try_addresses(t, &rig);

	t_case(t, "unknown request");
	t_expect_errno(t, ioctl(rig.kvm_vfio_fd, KVM_CREATE_VM, 0) < 0 ? -errno : 0, -ENOTTY,
		       "KVM_CREATE_VM of the KVM-VFIO device");

	t_case(t, "still attached");
	t_expect_attached(t, &rig);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_attributes, .name = "attach.attributes", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
