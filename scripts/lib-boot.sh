# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/lab, after lib-qemu.sh: one boot, from the start of QEMU to what ended it, with
# the progress on standard error and the KTAP on standard output. Needs $out, $bin and the limits.
# variables are shared with the files that are sourced, or that source this one
# shellcheck disable=SC2034,SC2154

# --- time, without a fork -----------------------------------------------------------------------

now()	# sets now_s and now_ms, of this machine's uptime
{
	read -r now_ms now_s </proc/uptime
	now_s=${now_ms%.*}
	now_ms=$now_s${now_ms#*.}0
}

# --- progress -----------------------------------------------------------------------------------

clear_line()
{
	[ -z "$line_shown" ] || printf '\r\033[K' >&2
	line_shown=
}

# One line that moves on a terminal; otherwise a line every five seconds.
show()	# TEXT
{
	if [ -n "$terminal" ]; then
		[ "$1" != "$line_shown" ] || return 0
		printf '\r\033[K%.79s' "$1" >&2
		line_shown=$1
	elif [ "$now_s" -ge "$show_next_s" ]; then
		say "$1"
		show_next_s=$((now_s + 5))
	fi
}

# Reads the line of tcelife's own progress; whatever moves is a sign of life.
look()
{
	seen=
	[ ! -r "$out/progress" ] || IFS= read -r seen <"$out/progress" || :
	if [ -z "$seen" ] || [ "$seen" = "$progress_before" ]; then
		show "booting the emulated POWER9, $((now_s - boot_s)) s"
		[ "$now_s" = "$looked_s" ] || look_at_console
	else
		show "$seen"
		silence_s=$silent_s
		[ "$seen" = "$progress" ] || alive_s=$now_s
		progress=$seen
	fi
	looked_s=$now_s
}

# Before tcelife runs, the console growing is the sign of life.
look_at_console()
{
	console_bytes_now=$(wc -c <"$boot/console")
	[ "$console_bytes_now" = "$console_bytes" ] || alive_s=$now_s
	console_bytes=$console_bytes_now
}

# --- the KTAP on its way to standard output -----------------------------------------------------

# Copies what is new in the KTAP, by whole lines: a line that is not yet whole waits in $part.
relay()
{
	if [ -z "$relaying" ]; then
		[ -r "$out/ktap" ] || return 0
		exec 3<"$out/ktap"
		relaying=1
	fi
	while IFS= read -r line <&3; do
		clear_line
		printf '%s\n' "$part$line" 2>/dev/null || end_with 141 # nobody reads on
		[ -n "$first_seen" ] || relay_first "$part$line"
		part=
	done
	part=$part$line
}

# How long the user waited for the first result, for scripts that measure it.
relay_first()	# LINE
{
	case $1 in
	'ok '* | 'not ok '*)
		now
		first_seen=1
		poll_s=0.1
		echo $((now_ms - started_ms)) >"$out/first-result-ms"
		;;
	esac
}

# --- one boot -----------------------------------------------------------------------------------

boot_prepare()	# NUMBER; the arguments of tcelife follow
{
	boot=$out/boots/$1
	mkdir -p "$boot"
	: >"$boot/console" # it is looked at before QEMU has opened it, where there is much else to do
	printf '%s\n' "$@" >"$out/boots/arguments"
	progress_before=
	[ ! -r "$out/progress" ] || read -r progress_before <"$out/progress" || :
	progress=$progress_before
	console_bytes=0 looked_s=
	silence_s=$boot_silent_s
	[ "$silent_s" -le "$silence_s" ] || silence_s=$silent_s
	now
	boot_s=$now_s alive_s=$now_s show_next_s=$((now_s + 5))
}

# Boots once; what ended it is in $end and boots/<k>/end.
boot_once()
{
	boot_prepare "$@"
	# Each edu shares its bus, and so its IOMMU group, with a function that has no driver: VFIO then
	# does not reset the bus at each open and close of the device, which takes 5 s of waiting for
	# the root port each time (drivers/vfio/pci/vfio_pci_core.c:vfio_pci_dev_set_resettable()).
	edu=multifunction=on,dma_mask=0xffffffffffffffff # it makes 28 bits of an address unless told
	${steer:+steered "$out/steer"} qemu_start "$boot/console" "$boot/qemu" \
		-device "edu,bus=pcie.0,addr=0.0,$edu" -device pci-testdev,bus=pcie.0,addr=0.1 \
		-device "edu,bus=pcie.1,addr=0.0,$edu" -device pci-testdev,bus=pcie.1,addr=0.1 \
		-fsdev "local,id=bin,path=$(qemu_value "$bin"),security_model=none,readonly=on" \
		-device virtio-9p-pci,fsdev=bin,mount_tag=bin,bus=pcie.2 \
		-fsdev "local,id=out,path=$(qemu_value "$out"),security_model=none" \
		-device virtio-9p-pci,fsdev=out,mount_tag=out,bus=pcie.3
	end=
	while [ -z "$end" ]; do
		sleep "$poll_s"
		now
		relay
		look
		boot_ended
	done
	relay
	clear_line
	[ -s "$boot/qemu" ] || rm -f "$boot/qemu"
	printf '%s\n' "$end" >"$boot/end.new"
	mv "$boot/end.new" "$boot/end"
}

# tcelife's status is the last thing that is written inside: nothing is lost by not waiting for the
# machine to power itself off.
boot_ended()
{
	if [ -s "$boot/status" ]; then
		qemu_kill
		end=poweroff
	elif ! qemu_alive; then
		qemu_reap
		qemu_verdict
	elif [ $((now_s - boot_s)) -ge "$limit_s" ]; then
		ask_for_stacks
		qemu_kill
		end="limit $limit_s"
	elif [ $((now_s - alive_s)) -ge "$silence_s" ]; then
		ask_for_stacks
		qemu_kill
		end="silent $silence_s"
	fi
}

qemu_verdict()
{
	if [ "$qemu_status" -ne 0 ]; then
		end="qemu $qemu_status"
	elif grep -q 'Kernel panic' "$boot/console"; then
		end=panic
	elif grep -q -e 'tcelife-init: .*powering off' -e 'reboot: Power down' "$boot/console"; then
		end=poweroff
	else
		# reset, by the firmware or the hardware, without a word
		end="qemu 0"
	fi
}

# Before a machine that hangs is killed, its kernel says what it is stuck in: SysRq over the console
# (^O and a key) shows blocked tasks (w) and what each CPU does (l), with the names and stacks of
# tasks when even informational messages go to the console (8).
ask_for_stacks()
{
	[ "$progress" != "$progress_before" ] || return 0
	printf '\0178' >&7
	sleep 1
	printf '\017w' >&7
	sleep 2
	printf '\017l' >&7
	sleep 3
}
