// SPDX-License-Identifier: GPL-2.0-only
#include "requirements.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "../lib/cpus.h"
#include "../lib/dma.h"
#include "../lib/fault.h"
#include "../lib/oracle.h"
#include "../lib/pci_device.h"
#include "../lib/slurp.h"
#include "environment.h"
#include "test.h"

#define PRESENT(ident)                                                                  \
	static bool ident(const struct vfio_target *targets __attribute__((unused)),    \
			  unsigned int nr_targets __attribute__((unused)), char *found, \
			  size_t found_bytes)

PRESENT(is_power)
{
	struct utsname uts;

	uname(&uts);
	snprintf(found, found_bytes, "%s", uts.machine);
	return !strcmp(uts.machine, "ppc64le");
}

/* arch/powerpc/platforms/powernv/opal.c:opal_sysfs_init() */
PRESENT(is_powernv)
{
	bool there = !access("/sys/firmware/opal", F_OK);

	snprintf(found, found_bytes, there ? "OPAL" : "no OPAL");
	return there;
}

PRESENT(has_grace_periods)
{
	bool there = oracle_rcu_settles();

	snprintf(found, found_bytes, there ? "waited for" : "no MEMBARRIER_CMD_GLOBAL");
	return there;
}

PRESENT(is_root)
{
	snprintf(found, found_bytes, "uid %d", (int)geteuid());
	return !geteuid();
}

static bool kvm_can(int fd, unsigned long capability)
{
	return fd >= 0 && ioctl(fd, KVM_CHECK_EXTENSION, capability) > 0;
}

/* Without kvm-hv, or with kvm-pr in its place, there is a KVM all the same. */
PRESENT(has_kvm)
{
	int fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	bool hv = kvm_can(fd, KVM_CAP_PPC_HTAB_FD), tce = kvm_can(fd, KVM_CAP_SPAPR_TCE_64);

	snprintf(found, found_bytes,
		 fd < 0 ? "/dev/kvm does not open" :
		 !hv	? "a KVM without kvm-hv" :
		 !tce	? "no KVM_CAP_SPAPR_TCE_64" :
			  "KVM_CAP_SPAPR_TCE_64");
	if (fd >= 0)
		close(fd);
	return hv && tce;
}

/*
 * A POWER8 gives a whole core to a guest, and refuses to run it (EBUSY) while other threads of the
 * core are online; since POWER9 each thread is by itself, KVM_CAP_PPC_SMT is 1:
 * arch/powerpc/kvm/book3s_hv.c:on_primary_thread(), threads_per_vcore()
 */
PRESENT(has_whole_cores)
{
	int fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int threads = fd < 0 ? 0 : ioctl(fd, KVM_CHECK_EXTENSION, KVM_CAP_PPC_SMT);
	char *online = slurp("/sys/devices/system/cpu/online");
	bool whole = threads <= 1 || !online || cpus_are_each(online, (unsigned int)threads);

	snprintf(found, found_bytes, threads <= 1 ? "each thread by itself" : "%d threads, %s",
		 threads, whole ? "one online" : "more than one online");
	free(online);
	if (fd >= 0)
		close(fd);
	return whole;
}

PRESENT(has_vfio)
{
	int fd = vfio_container_open_try();
	bool v2 = fd >= 0 && vfio_check_extension_try(fd, VFIO_SPAPR_TCE_v2_IOMMU) == 1;

	snprintf(found, found_bytes,
		 fd < 0 ? "/dev/vfio/vfio does not open" :
		 v2	? "VFIO_SPAPR_TCE_v2_IOMMU" :
			  "no VFIO_SPAPR_TCE_v2_IOMMU");
	if (fd >= 0)
		close(fd);
	return v2;
}

PRESENT(has_group)
{
	snprintf(found, found_bytes, "%u", nr_targets);
	if (nr_targets)
		snprintf(found, found_bytes, "%s, group %d", targets[0].bdf, targets[0].group);
	return nr_targets >= 1;
}

PRESENT(has_two_groups)
{
	snprintf(found, found_bytes, "%u", nr_targets);
	return nr_targets >= 2;
}

PRESENT(has_dma)
{
	struct pci_env env = { 0 };
	uint16_t vendor = 0, device = 0;

	if (nr_targets)
		pci_device_ids(&env, targets[0].bdf, &vendor, &device);
	snprintf(found, found_bytes, nr_targets ? "%04x:%04x" : "no device", vendor, device);
	return nr_targets && dma_supports(vendor, device);
}

PRESENT(has_two_cpus)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	snprintf(found, found_bytes, "%ld", cpus);
	return cpus >= 2;
}

PRESENT(has_debugfs)
{
	int ret = spit_possible("/sys/kernel/debug/clear_warn_once");

	snprintf(found, found_bytes,
		 !ret	       ? "mounted" :
		 ret == -EPERM ? "locked down" :
				 "not mounted");
	return !ret;
}

PRESENT(has_kasan)
{
	char *text = slurp("/proc/kallsyms");
	bool there = text && strstr(text, " kasan_report\n");

	snprintf(found, found_bytes, there ? "on" : "off");
	free(text);
	return there;
}

PRESENT(has_lockdep)
{
	snprintf(found, found_bytes, "%s", environment_lockdep());
	return !strcmp(found, "yes");
}

PRESENT(has_fault_injection)
{
	return fault_available(found, found_bytes);
}

PRESENT(has_radix)
{
	const char *why;
	bool there = guest_mode_supported(GUEST_RADIX, &why);

	snprintf(found, found_bytes, "%s", there ? "a radix host" : "a hash host");
	return there;
}

const struct requirement requirements[] = {
	{ "ppc64le", NEEDS_KVM | NEEDS_GROUP, "the code under test is POWER's",
	  "PLATFORM=lab make run", is_power },
	{ "PowerNV", NEEDS_KVM | NEEDS_GROUP,
	  "in a logical partition the hypervisor has the tables, by rules of its own",
	  "a machine whose firmware is OPAL, without PowerVM; PLATFORM=lab make run", is_powernv },
	{ "root", NEEDS_KVM | NEEDS_GROUP, "devices are bound and kernel state is read as root",
	  "run as root", is_root },
	{ "grace periods", NEEDS_KVM | NEEDS_GROUP,
	  "what is let go of is gone when RCU has seen each CPU",
	  "boot without nohz_full=", has_grace_periods },
	{ "KVM-HV", NEEDS_KVM, "the VM and its TCE tables", "modprobe kvm-hv", has_kvm },
	{ "whole cores", NEEDS_KVM, "a POWER8 runs a guest only on a core with one thread online",
	  "ppc64_cpu --smt=off", has_whole_cores },
	{ "VFIO", NEEDS_GROUP | NEEDS_TWO_GROUPS, "containers, groups, the TCE back-end",
	  "modprobe vfio-pci vfio_iommu_spapr_tce", has_vfio },
	{ "a device", NEEDS_GROUP, "a group to attach to the VM",
	  "DEVICE=<PCI address> of a device that nobody uses", has_group },
	{ "a second group", NEEDS_TWO_GROUPS, "telling one group's hardware table from another's",
	  "DEVICE='<PCI address> <PCI address>', in two IOMMU groups", has_two_groups },
	{ "a DMA engine", NEEDS_DMA,
	  "DMA is the witness of what the hardware table says; some tests do without, and see less",
	  "use a device that lib/dma*.c knows (QEMU's edu)", has_dma },
	{ "radix guests", NEEDS_RADIX, "a hash guest reaches the first part of its memory only",
	  "a POWER9 or newer, booted without disable_radix", has_radix },
	{ "two CPUs", 0, "races need two threads at once", "more CPUs", has_two_cpus },
	{ "debugfs", 0, "WARN_ONCE is re-armed before each test, live VMs are counted",
	  "mount -t debugfs none /sys/kernel/debug; if locked down, boot without lockdown=",
	  has_debugfs },
	{ "KASAN", 0, "sees uses after free that otherwise pass unseen",
	  "a kernel with CONFIG_KASAN", has_kasan },
	{ "lockdep", 0, "sees wrong lock order that did not yet bite",
	  "a kernel with CONFIG_PROVE_LOCKING", has_lockdep },
	{ "fault injection", NEEDS_FAULT_INJECTION, "error paths run when an allocation fails",
	  "make kernel FLAVOUR=debug, and KERNEL= with the name it prints", has_fault_injection },
};

const unsigned int nr_requirements = sizeof(requirements) / sizeof(requirements[0]);

bool requirements_met(unsigned int needs, const struct vfio_target *targets,
		      unsigned int nr_targets, char *reason, size_t reason_bytes)
{
	char found[128];

	for (unsigned int i = 0; i < nr_requirements; i++) {
		const struct requirement *q = &requirements[i];

		if (!(q->needs & needs) || q->present(targets, nr_targets, found, sizeof(found)))
			continue;
		snprintf(reason, reason_bytes, "needs %s (found: %s): %s", q->name, found,
			 q->remedy);
		return false;
	}
	return true;
}
