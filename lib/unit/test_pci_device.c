// SPDX-License-Identifier: GPL-2.0-only
/* Taking a device and giving it back, on a made-up machine. */
#include "pci_machine.h"

static void says(const char *words)
{
	if (!strstr(why.text, words))
		CHECK_STR(why.text, words);
}

static void is_bound_to(const char *bdf, const char *driver)
{
	char target[256] = "";
	ssize_t n = readlink(at(SYS_DEVICES "%s/driver", bdf).text, target, sizeof(target) - 1);

	CHECK(n > 0);
	CHECK_STR(target, at(DRIVERS "%s", driver).text);
}

static void has_no_driver(const char *bdf)
{
	CHECK(!is_there(at(SYS_DEVICES "%s/driver", bdf)));
}

static void override_is(const char *bdf, const char *wanted)
{
	size_t bytes;
	char *text = unit_read(at(SYS_DEVICES "%s/driver_override", bdf).text, &bytes);

	CHECK_STR(text, wanted);
	free(text);
}

/* --- cases --------------------------------------------------------------------------------- */

static void take_and_give_back(void)
{
	uint16_t vendor = 0, device = 0;

	machine_on();
	CHECK_INT(pci_device_ids(&env, DISK, &vendor, &device), 0);
	CHECK_INT(vendor, 0x1b36);
	CHECK_INT(device, 0x0010);
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	CHECK_STR(heard,
		  "vfio-pci > " SYS_DEVICES DISK "/driver_override\n" DISK " > " SYS_DEVICES DISK
		  "/driver/unbind\n" DISK " > /sys/bus/pci/drivers_probe\n");
	is_bound_to(DISK, "vfio-pci");
	CHECK(is_there(state_of(DISK)));
	*heard = '\0';
	CHECK_INT(pci_device_give_back(&env, DISK, &why), 0);
	CHECK_STR(heard, DISK " > " SYS_DEVICES DISK "/driver/unbind\n"
			      " > " SYS_DEVICES DISK "/driver_override\n" DISK " > " DRIVERS
			      "nvme/bind\n");
	is_bound_to(DISK, "nvme");
	override_is(DISK, "(null)\n");
	CHECK(!is_there(state_of(DISK)));
	CHECK_INT(pci_device_give_back(&env, DISK, &why), -ENOENT);
	says("was not taken");
	machine_off();
}

static void override_comes_back(void)
{
	machine_on();
	put(at(SYS_DEVICES DISK "/driver_override"), "nvme\n");
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	override_is(DISK, "vfio-pci");
	CHECK_INT(pci_device_give_back(&env, DISK, &why), 0);
	override_is(DISK, "nvme");
	is_bound_to(DISK, "nvme");
	machine_off();
}

/* Its owner bound it: nothing of ours to put back. */
static void bound_before(void)
{
	machine_on();
	bind_driver(DISK, "vfio-pci");
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	CHECK_STR(heard, "");
	CHECK(!is_there(state_of(DISK)));
	machine_off();
}

/* A driver that is gone just now is not forgotten by the next run. */
static void not_given_back(void)
{
	machine_on();
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	unlink(at(DRIVERS "nvme/bind").text);
	CHECK_INT(pci_device_give_back(&env, DISK, &why), -ENOENT);
	says("cannot be given back to driver 'nvme'");
	CHECK(is_there(state_of(DISK)));
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	add_driver("nvme");
	CHECK_INT(pci_device_give_back(&env, DISK, &why), 0);
	is_bound_to(DISK, "nvme");
	override_is(DISK, "(null)\n");
	CHECK(!is_there(state_of(DISK)));
	machine_off();
}

static void failed_take_is_undone(int error, const char *words)
{
	CHECK_INT(pci_device_take(&env, DISK, &why), error);
	says(words);
	is_bound_to(DISK, "nvme");
	override_is(DISK, "(null)\n");
	CHECK(!is_there(state_of(DISK)));
	machine_off();
}

static void failed_takes(void)
{
	machine_on();
	vfio_refuses = DISK;
	failed_take_is_undone(-EOPNOTSUPP, "vfio-pci did not take");
	machine_on();
	unlink(at("/sys/bus/pci/drivers_probe").text);
	failed_take_is_undone(-ENOENT, "cannot be bound to vfio-pci: No such file");
}

static void refused(const char *bdf, int error, const char *words)
{
	CHECK_INT(pci_device_take(&env, bdf, &why), error);
	says(words);
	CHECK_STR(heard, "");
	CHECK(!is_there(state_of(bdf)));
	machine_off();
}

static void refused_though_free(void)
{
	machine_on();
	refused(DISK, -EBUSY, "in use");
}

static void refused_devices(void)
{
	CHECK(unit_complains(refused_though_free));
	machine_on();
	refused("0009:00:00.0", -ENODEV, "there is no PCI device 0009:00:00.0");
	machine_on();
	refused(LONER, -ENOENT, "in no IOMMU group");
	machine_on();
	put(at(SYS_DEVICES DISK "/class"), "0x060400\n");
	refused(DISK, -EBUSY, "it is a bridge");
	machine_on();
	put(at(SYS_DEVICES DISK "/class"), "0x030000\n");
	refused(DISK, -EBUSY, "bound to nvme, whose users cannot be seen");
	machine_on();
	bind_driver(NIC, "nvme");
	refused(DISK, -EBUSY, NIC " is in the same IOMMU group and bound to nvme; name it, too");
	machine_on();
	CHECK(!rename(at(DRIVERS "vfio-pci").text, at("/elsewhere").text));
	refused(DISK, -ENODEV, "modprobe vfio-pci");
	machine_on();
	put(at("/run/tcelife"), "in the way of the folder");
	refused(DISK, -ENOTDIR, "cannot be written down");
}

static void refused_disks(void)
{
	machine_on();
	put(at("/proc/self/mountinfo"), "22 1 8:1 / /home rw - ext4 /dev/root rw\n");
	refused(DISK, -EBUSY, "a file system is mounted from sda1");
	machine_on();
	put(at("/proc/self/mountinfo"), "22 1 0:30 / /home rw - btrfs /dev/sda rw\n");
	refused(DISK, -EBUSY, "a file system is mounted from sda;");
	machine_on();
	put(at("/proc/swaps"), "Filename Type\n/dev/sda1 partition\n");
	refused(DISK, -EBUSY, "swaps to sda1");
	machine_on();
	put(at("/sys/devices/" DISK "/host0/block/sda/holders/dm-0"), "");
	refused(DISK, -EBUSY, "dm-0 stands on its disk sda");
}

/* Its members are in no list of the kernel's: a pool, or a virtual machine's disk. */
static void claimed_disks(void)
{
	machine_on();
	put(at("/dev/sda"), "zpool");
	refused(DISK, -EBUSY, "something has claimed its disk sda (");
	machine_on();
	put(at("/dev/sda1"), "zpool");
	refused(DISK, -EBUSY, "something has claimed its disk sda1 (");
	machine_on();
	unlink(at("/dev/sda1").text);
	refused(DISK, -EBUSY, "/dev/sda1 cannot be opened to see who uses it: No such file");
	machine_on();
	unlink(at("/sys/devices/" DISK "/host0/block/sda/dev").text);
	refused(DISK, -EBUSY, "block/sda/dev does not say which node it is");
}

/* The kernel writes the slash of a node's name as `!`. */
static void disk_in_a_folder(void)
{
	machine_on();
	put(at("/sys/devices/" DISK "/cciss0/block/cciss!c0d0/dev"), "104:0\n");
	add_disk("cciss/c0d0");
	CHECK_INT(pci_device_in_use(&env, DISK, &why), 0);
	put(at("/proc/swaps"), "Filename Type\n/dev/cciss/c0d0 partition\n");
	refused(DISK, -EBUSY, "swaps to cciss!c0d0");
}

static void open_disks(void)
{
	machine_on();
	put(at("/proc/77/comm"), "qemu\n");
	link_to(at("/dev/sdb"), at("/proc/77/fd/3"));
	link_to(at("/dev/sda"), at("/proc/self/fd/3")); /* one that has a number, too */
	CHECK_INT(pci_device_in_use(&env, DISK, &why), 0);
	link_to(at("/dev/sda1"), at("/proc/77/fd/4"));
	refused(DISK, -EBUSY, "process 77 (qemu) has ");
	says("/dev/sda1 open; end it first");
	machine_on();
	link_to(at("/dev/sda"), at("/proc/78/fd/4"));
	refused(DISK, -EBUSY, "process 78 (?) has ");
	machine_on();
	put(at("/proc/78/fd/4"), "what the kernel does not let us see");
	refused(DISK, -EBUSY, "what process 78 has open cannot be seen: Invalid argument; run as");
}

/* A node that is no disk: of the controller, or a way round the disk's own. */
static void open_character_devices(void)
{
	machine_on();
	put(at("/proc/77/comm"), "smartd\n");
	put(at("/sys/devices/" DISK "/nvme/nvme0/dev"), "241:0\n");
	put(at("/sys/devices/" DISK "/host0/0:0:0:0/scsi_generic/sg4/dev"), "21:4\n");
	link_to(at("/dev/sg3"), at("/proc/77/fd/3"));
	CHECK_INT(pci_device_in_use(&env, DISK, &why), 0);
	link_to(at("/dev/sg4"), at("/proc/77/fd/4"));
	refused(DISK, -EBUSY, "process 77 (smartd) has ");
	says("/dev/sg4 open; end it first");
	machine_on();
	put(at("/sys/devices/" DISK "/nvme/nvme0/dev"), "241:0\n");
	link_to(at("/dev/nvme0"), at("/proc/77/fd/4"));
	refused(DISK, -EBUSY, "process 77 (?) has ");
	says("/dev/nvme0 open; end it first");
}

/* By another name, as in the /dev of a container: the number tells. */
static void open_by_number(void)
{
	machine_on();
	add_disk("elsewhere/disk");
	unlink(at("/dev/elsewhere/disk").text);
	if (mknod(at("/dev/elsewhere/disk").text, S_IFBLK | 0600, makedev(8, 1))) {
		printf("unit: pci-device.open-by-number: SKIP: may not make nodes here\n");
		machine_off();
		return;
	}
	link_to(at("/dev/elsewhere/disk"), at("/proc/77/fd/4"));
	refused(DISK, -EBUSY, "process 77 (?) has ");
	machine_on();
	add_disk("elsewhere/disk");
	unlink(at("/dev/elsewhere/disk").text);
	CHECK(!mknod(at("/dev/elsewhere/disk").text, S_IFBLK | 0600, makedev(8, 2)));
	link_to(at("/dev/elsewhere/disk"), at("/proc/77/fd/4"));
	CHECK_INT(pci_device_in_use(&env, DISK, &why), 0);
	machine_off();
}

static void refused_interfaces(void)
{
	machine_on();
	put(at("/sys/devices/" NIC "/net/tcelife-unit0/flags"), "0x1003\n");
	bind_driver(DISK, "vfio-pci");
	refused(NIC, -EBUSY, "interface tcelife-unit0 is up");
	machine_on();
	put(at("/sys/devices/" NIC "/net/tcelife-unit0/master"), "");
	bind_driver(DISK, "vfio-pci");
	refused(NIC, -EBUSY, "in a bridge or bond");
}

/* A card that works alone in its group, so that nothing else of it is in the way. */
static void bind_nic(void)
{
	machine_on();
	bind_driver(DISK, "vfio-pci");
	bind_driver(NIC, "nvme");
}

static void unseen_interfaces(void)
{
	bind_nic();
	CHECK_INT(pci_device_in_use(&env, NIC, &why), 0);
	put(at("/sys/devices/" NIC "/sriov_numvfs"), "0\n");
	CHECK_INT(pci_device_in_use(&env, NIC, &why), 0);
	put(at("/sys/devices/" NIC "/sriov_numvfs"), "4\n");
	refused(NIC, -EBUSY, "it has 4 virtual functions; echo 0 > ");
	bind_nic();
	put(at("/sys/devices/" NIC "/rdma.0/infiniband/mlx5_0/node_type"), "1: CA\n");
	refused(NIC, -EBUSY, "its RDMA device mlx5_0 may have users");
	bind_nic();
	CHECK(!rename(at("/sys/devices/" NIC "/net/tcelife-unit0").text, at("/moved").text));
	refused(NIC, -EBUSY, "bound to nvme, whose users cannot be seen: it has no interface in");
	bind_nic();
	CHECK(!rename(at("/sys/devices/" NIC "/net").text, at("/moved").text));
	refused(NIC, -EBUSY, "it has no interface in this network namespace; unbind it");
	bind_nic(); /* without a driver there is none anywhere */
	CHECK(!rename(at("/sys/devices/" NIC "/net").text, at("/moved").text));
	unlink(at(SYS_DEVICES NIC "/driver").text);
	CHECK_INT(pci_device_in_use(&env, NIC, &why), 0);
	machine_off();
}

static void unseen_storage(void)
{
	machine_on();
	CHECK(!rename(at("/sys/devices/" DISK "/host0").text, at("/moved").text));
	refused(DISK, -EBUSY, "bound to nvme, whose users cannot be seen: there is no disk of it");
	machine_on();
	CHECK(!rename(at("/sys/devices/" DISK "/host0").text, at("/moved").text));
	unlink(at(SYS_DEVICES DISK "/driver").text);
	CHECK_INT(pci_device_in_use(&env, DISK, &why), 0);
	machine_off();
	machine_on();
	put(at("/sys/devices/" DISK "/host0/0:0:1:0/scsi_tape/st0/dev"), "9:0\n");
	refused(DISK, -EBUSY, "its tape drive st0 may have users");
}

/* A test device that nobody drives, of a class that says nothing. */
static void nobody_drives_it(void)
{
	machine_on();
	put(at(SYS_DEVICES DISK "/class"), "0x00ff00\n");
	CHECK(!rename(at("/sys/devices/" DISK "/host0").text, at("/moved").text));
	unlink(at(SYS_DEVICES DISK "/driver").text);
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	machine_off();
}

/*
 * A terminal of exclusive use answers like an open VFIO group, though not to root: @look is called
 * as somebody else.
 */
static void with_group_open(void (*look)(void))
{
	int terminal = posix_openpt(O_RDWR | O_NOCTTY), end = -1;

	if (terminal >= 0 && !grantpt(terminal) && !unlockpt(terminal))
		end = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	if (end >= 0 && !fchmod(end, 0666) && !ioctl(end, TIOCEXCL)) {
		struct place node = at("/dev/vfio/3"), target;

		snprintf(target.text, sizeof(target.text), "%s", ptsname(terminal));
		link_to(target, node);
		CHECK(geteuid() || !seteuid(65534));
		look();
		CHECK(getuid() || !seteuid(0));
		unlink(node.text);
	} else {
		printf("unit: pci-device: SKIP: no terminals here (/dev/pts)\n");
	}
	close(end);
	close(terminal);
}

static void is_in_use(void)
{
	CHECK_INT(pci_device_in_use(&env, DISK, &why), -EBUSY);
	says("a program has ");
}

static void group_is_open(void)
{
	machine_on();
	with_group_open(is_in_use);
	machine_off();
}

/* The same machine, on which the disk is named, or also the card; the card has a driver, too. */
static struct pci_env named(unsigned int nr)
{
	static const char both[][NAMES_PCI_BYTES] = { DISK, NIC };
	struct pci_env with = env;

	with.named = both;
	with.nr_named = nr;
	return with;
}

static void two_functions(void)
{
	machine_on();
	add_driver("tg3");
	bind_driver(NIC, "tg3");
}

/* As before anything was taken. */
static void both_as_before(void)
{
	is_bound_to(DISK, "nvme");
	is_bound_to(NIC, "tg3");
	override_is(DISK, "(null)\n");
	override_is(NIC, "(null)\n");
	CHECK(!is_there(state_of(DISK)));
	CHECK(!is_there(state_of(NIC)));
}

static void taken_together(void)
{
	struct pci_env both = named(2);
	int group[2] = { 0 };

	two_functions();
	CHECK_INT(pci_device_in_use(&both, NIC, &why), 0);
	CHECK_INT(pci_devices_take(&both, group, &why), 0);
	CHECK_INT(group[0], 3);
	CHECK_INT(group[1], 3);
	is_bound_to(DISK, "vfio-pci");
	has_no_driver(NIC);
	override_is(NIC, "vfio-pci");
	CHECK_INT(pci_devices_give_back_all(&env, &why), 2);
	both_as_before();
	machine_off();
}

/* One that has VFIO's driver already would keep the group as well. */
static void bound_together_before(void)
{
	struct pci_env both = named(2), one = named(1);
	int group[2] = { 0 };

	two_functions();
	bind_driver(DISK, "vfio-pci");
	bind_driver(NIC, "vfio-pci");
	CHECK_INT(pci_devices_take(&one, group, &why), -EBUSY);
	says(NIC " is in the same IOMMU group and bound to vfio-pci; name it, too");
	CHECK_STR(heard, "");
	CHECK_INT(pci_devices_take(&both, group, &why), 0);
	is_bound_to(DISK, "vfio-pci");
	has_no_driver(NIC);
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	is_bound_to(DISK, "vfio-pci");
	is_bound_to(NIC, "vfio-pci");
	override_is(NIC, "(null)\n");
	machine_off();
}

static void not_together(struct pci_env which, int error, const char *words)
{
	int group[2];

	CHECK_INT(pci_devices_take(&which, group, &why), error);
	says(words);
	both_as_before();
	machine_off();
}

static void all_or_nothing(void)
{
	two_functions();
	not_together(named(1), -EBUSY, "; name it, too, if nobody needs it (DEVICE='" DISK " " NIC);
	CHECK_STR(heard, "");
	two_functions();
	put(at("/sys/devices/" NIC "/net/tcelife-unit0/flags"), "0x1003\n");
	not_together(named(2), -EBUSY, NIC " is in use: network interface tcelife-unit0 is up");
	CHECK_STR(heard, "");
	two_functions();
	vfio_refuses = DISK;
	not_together(named(2), -EOPNOTSUPP, "vfio-pci did not take PCI device " DISK);
	two_functions();
	unlink(at(DRIVERS "tg3/unbind").text);
	not_together(named(2), -ENOENT, "the driver of PCI device " NIC " cannot be taken away");
	CHECK(strstr(heard, DISK " > /sys/bus/pci/drivers_probe\n"));
}

/* A run that takes the disk, or also the card, and hangs, until it is killed. */
static pid_t run_that_hangs(unsigned int nr)
{
	struct pci_env devices = named(nr);
	int done[2], group[2];
	char byte = 0;
	pid_t child;

	CHECK(!pipe(done));
	child = fork();
	if (!child) {
		byte = !pci_devices_take(&devices, group, NULL);
		if (write(done[1], &byte, 1) == 1)
			pause();
		_exit(0);
	}
	close(done[1]);
	CHECK_INT(read(done[0], &byte, 1), 1);
	CHECK_INT(byte, 1);
	close(done[0]);
	return child;
}

static void kill_run(pid_t child)
{
	kill(child, SIGKILL);
	CHECK_INT(waitpid(child, NULL, 0), child);
}

static void killed_run(void)
{
	pid_t child;

	machine_on();
	child = run_that_hangs(1);
	CHECK_INT(pci_devices_give_back_all(&env, &why), 0); /* it lives: hands off */
	is_bound_to(DISK, "vfio-pci");
	CHECK(is_there(state_of(DISK)));
	kill_run(child);
	put(state_of("." LONER), "driver nv"); /* killed while it wrote this one */
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	is_bound_to(DISK, "nvme");
	CHECK(!is_there(state_of(DISK)));
	machine_off();
}

static void killed_run_of_two(void)
{
	two_functions();
	kill_run(run_that_hangs(2));
	has_no_driver(NIC);
	CHECK_INT(pci_devices_give_back_all(&env, &why), 2);
	both_as_before();
	machine_off();
}

static void is_not_given_back(void)
{
	CHECK_INT(pci_devices_give_back_all(&env, &why), -EBUSY);
	says("a program has ");
}

/* What a killed run has left bound to vfio-pci somebody else has taken into a machine of his. */
static void in_other_hands(void)
{
	machine_on();
	kill_run(run_that_hangs(1));
	*heard = '\0';
	with_group_open(is_not_given_back);
	CHECK_STR(heard, "");
	is_bound_to(DISK, "vfio-pci");
	CHECK(is_there(state_of(DISK)));
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	is_bound_to(DISK, "nvme");
	machine_off();
}

/* He has given it a driver that it did not have before. */
static void bound_by_others(void)
{
	machine_on();
	kill_run(run_that_hangs(1));
	add_driver("other");
	bind_driver(DISK, "other");
	*heard = '\0';
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	CHECK_STR(heard, "");
	is_bound_to(DISK, "other");
	CHECK(!is_there(state_of(DISK)));
	machine_off();
}

/* Its number lives on in another process. */
static void number_used_again(void)
{
	char text[128];
	pid_t child;

	machine_on();
	child = run_that_hangs(1);
	snprintf(text, sizeof(text), "driver nvme\noverride -\npid %d\nstart 1\n", child);
	put(state_of(DISK), text);
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	is_bound_to(DISK, "nvme");
	kill_run(child);
	machine_off();
}

/* One that cannot be read is told, kept, and keeps nobody else waiting. */
static void torn_state(void)
{
	machine_on();
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	put(state_of(NIC), "driver nvme\noverr");
	CHECK_INT(pci_devices_give_back_all(&env, &why), -EBADMSG);
	says(NIC " cannot be read; bind PCI device " NIC " by hand");
	is_bound_to(DISK, "nvme");
	CHECK(!is_there(state_of(DISK)));
	CHECK(is_there(state_of(NIC)));
	machine_off();
}

/* A test that took the driver away did not live to give it back. */
static void driver_lost(void)
{
	machine_on();
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	*heard = '\0';
	CHECK_INT(pci_device_keep(&env, DISK, &why), 0);
	CHECK_STR(heard, "");
	CHECK(!unlink(at(SYS_DEVICES DISK "/driver").text));
	CHECK_INT(pci_device_keep(&env, DISK, &why), 0);
	is_bound_to(DISK, "vfio-pci");
	CHECK(!unlink(at(SYS_DEVICES DISK "/driver").text));
	CHECK(!unlink(at(DRIVERS "vfio-pci/bind").text));
	CHECK_INT(pci_device_keep(&env, DISK, &why), -ENOENT);
	says(DISK " has lost its driver and cannot be bound to vfio-pci again: No such file");
	machine_off();
}

/* Pulled out meanwhile. */
static void gone_device(void)
{
	machine_on();
	CHECK_INT(pci_device_take(&env, DISK, &why), 3);
	*heard = '\0';
	CHECK(!unlink(at(SYS_DEVICES DISK).text));
	CHECK_INT(pci_devices_give_back_all(&env, &why), 1);
	CHECK_STR(heard, "");
	CHECK_INT(pci_devices_give_back_all(&env, &why), 0);
	machine_off();
}

static const struct unit_case cases[] = {
	{ "take-and-give-back", take_and_give_back },
	{ "override-comes-back", override_comes_back },
	{ "bound-before", bound_before },
	{ "not-given-back", not_given_back },
	{ "failed-takes", failed_takes },
	{ "refused-devices", refused_devices },
	{ "refused-disks", refused_disks },
	{ "claimed-disks", claimed_disks },
	{ "disk-in-a-folder", disk_in_a_folder },
	{ "open-disks", open_disks },
	{ "open-character-devices", open_character_devices },
	{ "open-by-number", open_by_number },
	{ "refused-interfaces", refused_interfaces },
	{ "unseen-interfaces", unseen_interfaces },
	{ "unseen-storage", unseen_storage },
	{ "nobody-drives-it", nobody_drives_it },
	{ "group-is-open", group_is_open },
	{ "taken-together", taken_together },
	{ "bound-together-before", bound_together_before },
	{ "all-or-nothing", all_or_nothing },
	{ "killed-run", killed_run },
	{ "killed-run-of-two", killed_run_of_two },
	{ "in-other-hands", in_other_hands },
	{ "bound-by-others", bound_by_others },
	{ "number-used-again", number_used_again },
	{ "torn-state", torn_state },
	{ "driver-lost", driver_lost },
	{ "gone-device", gone_device },
	{ NULL, NULL },
};

const struct unit_suite suite_pci_device = { "pci-device", cases };
