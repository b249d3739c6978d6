# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/lab, after lib.sh: the emulated machine, its kernel and its initramfs.
# Needs $qemu, $kernel, $modules, $append, $guard, and $work (a folder for temporary files).
# variables are shared with the files that are sourced, or that source this one
# shellcheck disable=SC2034,SC2154

qemu_check()
{
	command -v "$qemu" >/dev/null || {
		say "no $qemu here: the emulated POWER9 needs QEMU 7.2 or newer"
		hint "scripts/setup lab installs it (Debian package qemu-system-ppc);" \
			"TCELIFE_QEMU=file names another one"
		exit "$LAB_ERROR"
	}
	qemu_version=$("$qemu" --version 2>/dev/null </dev/null |
		sed -n '1s/.*version \([0-9][0-9.]*\).*/\1/p')
	case $qemu_version in
	[0-6].* | 7.[01].* | 7.[01] | '')
		say "$qemu is version '$qemu_version': 7.2 or newer is needed"
		hint "Debian 12 and newer ship one (scripts/setup lab);" \
			"TCELIFE_QEMU=file names another one"
		exit "$LAB_ERROR"
		;;
	esac
}

# The plugin for this QEMU, in place of its folder in $steer; one more CPU, for a third party.
steer_check()
{
	case $qemu_version in
	7.* | 8.[01].* | 8.[01]) steer_api=1 ;;
	8.* | 9.*) steer_api=2 ;;
	*) steer_api=4 ;;
	esac
	[ -f "$steer/steer-$steer_api.so" ] || die "no steer-$steer_api.so in $steer: make steer builds it"
	steer=$(cd "$steer" && pwd)/steer-$steer_api.so
	cpus=3
}

# Sets vmlinux, modules, label (how the kernel is named to people) and stamp (what identifies it).
kernel_resolve()
{
	kernel_check "$kernel" "$modules"
	if kernel_is_path "$kernel"; then
		vmlinux=$kernel
		label=$kernel
		# what make kernel says of it, when it was built by that
		kernel_about=$(dirname "$kernel")/label
		[ ! -r "$kernel_about" ] || label="$kernel ($(cat "$kernel_about"))"
		# names, sizes and times of the modules; only to see whether they changed
		# shellcheck disable=SC2012
		stamp=$(ls -lLnR "${modules:-/nonexistent}" 2>/dev/null | cksum)
		return
	fi
	kernel_folder=$(kernels_built)/$kernel
	if [ -e "$kernel_folder/vmlinux" ]; then
		vmlinux=$kernel_folder/vmlinux
		stamp=built # without modules, there is nothing of it in the initramfs
		label="$kernel ($(cat "$kernel_folder/label"))"
		return
	fi
	kernel_folder=$CACHE/kernels/$kernel
	[ -e "$kernel_folder/vmlinux" ] || "$here/fetch" kernel "$kernel" >/dev/null
	vmlinux=$kernel_folder/vmlinux
	modules=$kernel_folder/modules
	read -r stamp <"$kernel_folder/package"
	label="$kernel ($stamp)"
}

# --- the initramfs: busybox, the modules, /init -------------------------------------------------

# Leaves the path of the initramfs in $initrd; it is made anew only when something in it changed.
initramfs()	# INIT
{
	[ -x "$CACHE/busybox/busybox" ] || "$here/fetch" busybox >/dev/null
	initrd_key=$({
		cat "$1" "$here/lib.sh" "$CACHE/busybox/package"
		printf '%s\n' "$kernel" "$modules" "$stamp"
	} | cksum)
	initrd=$CACHE/initramfs/${initrd_key%% *}.cpio
	[ -e "$initrd" ] || initramfs_make "$1"
	touch "$initrd" 2>/dev/null || : # what is used stays
}

initramfs_make()
{
	root=$work/root
	mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/modules" \
		"$root/lab/bin" "$root/lab/out" "$CACHE/initramfs"
	cp "$CACHE/busybox/busybox" "$root/bin/busybox"
	for applet in dmesg insmod mount poweroff reboot sh sleep sync tr; do
		ln -s busybox "$root/bin/$applet"
	done
	cp "$1" "$root/init"
	chmod 755 "$root/init"
	for group in share vfio kvm; do
		: >"$root/modules/$group"
		# shellcheck disable=SC2046
		[ -z "$modules" ] || modules_collect "$modules" "$root/modules" \
			$(lab_modules "$group") >"$root/modules/$group"
	done
	(cd "$root" && find . | cpio -o -H newc -R 0:0 --quiet) >"$work/initrd" ||
		die "cannot make the initramfs (is cpio here? scripts/setup lab)"
	mv "$work/initrd" "$initrd.$$"
	mv "$initrd.$$" "$initrd"
	rm -r "$root"
	find "$CACHE/initramfs" -type f -mtime +30 -exec rm -f {} +
}

# --- the machine --------------------------------------------------------------------------------

# Starts QEMU with its console and its own complaints in these files; its pid is in $qemu_pid. It
# dies with this script whatever kills the script. Its input is a pipe that only ask_for_stacks()
# writes to.
qemu_start()	# CONSOLE ERRORS OPTION...
{
	qemu_console=$1 qemu_errors=$2
	shift 2
	$guard "$qemu" -M powernv9 -smp "$cpus" -m 2G -accel tcg,thread=multi -display none \
		-serial stdio -monitor none -nic none -no-reboot \
		-kernel "$vmlinux" -initrd "$initrd" \
		-append "$append_always $append ${LAB_APPEND:-}" \
		"$@" <&7 >"$qemu_console" 2>"$qemu_errors" 3<&- 7<&- 9>&- &
	qemu_pid=$!
}

# The same with the plugin, and the page that it shares with the machine: a file that outlives both,
# and says what was tried last.
steered()	# PAGE COMMAND...
{
	steer_page=$(qemu_value "$1")
	[ -e "$1" ] || dd if=/dev/null of="$1" bs=1024 seek=16384 2>/dev/null
	shift
	"$@" -plugin "$(qemu_value "$steer"),page=$steer_page" \
		-object "memory-backend-file,id=steer,size=16M,share=on,mem-path=$steer_page" \
		-device ivshmem-plain,memdev=steer,bus=pcie.4
}

qemu_alive()
{
	kill -0 "$qemu_pid" 2>/dev/null
}

# Leaves QEMU's status in $qemu_status.
qemu_reap()
{
	qemu_status=0
	wait "$qemu_pid" 2>/dev/null || qemu_status=$?
	qemu_pid=
}

qemu_kill()
{
	kill -KILL "$qemu_pid" 2>/dev/null || :
	qemu_reap
}

# QEMU reads a comma in a value as its end, and two as one.
qemu_value()
{
	printf %s "$1" | sed 's/,/,,/g'
}
