# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Shared by the laboratory's scripts, which source it. Nothing here runs on its own except the
# assignments below.

LAB_ERROR=99	# exit status: we or the laboratory are wrong, never the kernel under test
# Arguments for a kernel: freed objects and pages are overwritten, and objects are counted exactly.
# shellcheck disable=SC2034
overwrite_freed='slub_debug=FZP page_poison=1'

unset CDPATH	# cd would go elsewhere, and say so

: "${CACHE:=${XDG_CACHE_HOME:-${HOME:?HOME is not set: set it, or CACHE=folder}/.cache}/tcelife}"
case $CACHE in
/*) ;;
*) CACHE=$PWD/$CACHE ;;
esac

script_name()	# NAME: how the script calls itself in what it says
{
	me=$1
}

say()
{
	printf '%s: %s\n' "$me" "$*" >&2
}

die()
{
	say "$*"
	exit "$LAB_ERROR"
}

# Dies unless each of these variables is 1, 0 or empty; 0 becomes empty: for the scripts both are no.
yes_or_no()	# NAME...
{
	for variable in "$@"; do
		eval "value=\$$variable"
		# shellcheck disable=SC2154
		case $value in
		'' | 1) ;;
		0) eval "$variable=" ;;
		*) die "$variable=$value: must be 1 or 0" ;;
		esac
	done
}

# The second line of an error: what to do about it.
hint()
{
	printf '%*s  %s\n' "${#me}" '' "$*" >&2
}

# A path becomes words of make, of compilers and of the kernel's build, which no quotes keep whole, or which
# take it for an option or a pattern.
path_check()	# NAME PATH: of the variable, and what it holds; dies
{
	case $2 in
	'' | -* | '~'* | */'~'* | *[[:space:][:cntrl:]]* | *[]\[\"\'\`\$\\\*\?%:\#\;\&\|\<\>\(\)!]*)
		die "$1='$2': must be a path with no blank, quote, colon or pattern in it, nor - or ~ before it" ;;
	esac
}

# A command that ends when this script is told to: otherwise sh would wait for it to end by itself, or
# leave it running. Its status is in $child_status. It takes the script's trap of EXIT.
run_child()	# COMMAND...
{
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	trap end_child EXIT
	"$@" &
	child=$! child_status=0
	# shellcheck disable=SC2034
	wait "$child" || child_status=$?
	trap - EXIT
}

end_child()
{
	kill "$child" 2>/dev/null || :
	wait "$child" || :
}

# name, suite, flavour of Debian's linux-image package, what it is
kernel_table()
{
	cat <<-'END'
	debian-6.1	bookworm	powerpc64le	Debian 12, 64K pages (no VFIO on POWER)
	debian-6.12	trixie	powerpc64le	Debian 13, 4K pages (the default)
	debian-6.12-64k	trixie	powerpc64le-64k	Debian 13, 64K pages
	debian-sid	sid	powerpc64le	newest in Debian unstable, 4K pages
	debian-sid-64k	sid	powerpc64le-64k	newest in Debian unstable, 64K pages
	END
}

kernel_field()	# NAME COLUMN
{
	kernel_table | awk -F '\t' -v name="$1" -v column="$2" '$1 == name { print $column }'
}

# Prints a time such as 30s, 10m or 2h in seconds.
duration_s()	# NAME TEXT: of the variable, and what it holds
{
	case $2 in
	*[!0-9]*[smh] | [smh] | *[!0-9smh]* | '') die "$1=$2: must be like 30s, 10m or 2h" ;;
	esac
	# 08 would be octal, and is none
	duration=${2%[smh]}
	duration=${duration#"${duration%%[!0]*}"}
	case $2 in
	*h) echo $((${duration:-0} * 3600)) ;;
	*m) echo $((${duration:-0} * 60)) ;;
	*) echo "${duration:-0}" ;;
	esac
}

# Prints the folder of the kernels that make kernel built, one folder <name>/ each.
kernels_built()
{
	printf '%s\n' "${O:-$here/../build}/kernel"
}

# Prints the names of all kernels, ours first.
kernel_names()
{
	for built in "$(kernels_built)"/*/vmlinux; do
		[ ! -e "$built" ] || basename "$(dirname "$built")"
	done
	kernel_table | awk -F '\t' '{ print $1 }'
}

# Prints the line of standard input, up to its first tab, that is nearest to $1, or nothing.
near()
{
	awk -F '\t' -v want="$1" '
	function min(a, b) { return a < b ? a : b }
	function distance(a, b,    i, j, d)
	{
		for (i = 0; i <= length(a); i++)
			d[i, 0] = i
		for (j = 0; j <= length(b); j++)
			d[0, j] = j
		for (i = 1; i <= length(a); i++)
			for (j = 1; j <= length(b); j++) {
				d[i, j] = min(d[i - 1, j], d[i, j - 1]) + 1
				d[i, j] = min(d[i, j], d[i - 1, j - 1] + \
					(substr(a, i, 1) != substr(b, j, 1)))
			}
		return d[length(a), length(b)]
	}
	# a whole part of the name counts as near: "6.12", "sid"
	{ d = index($1, want) ? 1 + (length($1) - length(want)) / 100 : distance(want, $1) }
	best == "" || d < least { best = $1; least = d }
	END { if (least <= 4) print best }'
}

# Prints those of the words in $1, names of tests or globs, that no line of $2 is named by, one a line.
unnamed()	# WANTED NAMES
{
	set -f
	for wanted in $1; do
		named=
		for name in $2; do
			# shellcheck disable=SC2254
			case $name in
			$wanted) named=1; break ;;
			esac
		done
		[ -n "$named" ] || printf '%s\n' "$wanted"
	done
	set +f
}

test_unknown()	# NAME NAMES: dies
{
	near=$(printf '%s\n' "$2" | near "$1")
	die "T=$1 names no test${near:+; did you mean $near?} (make list shows all)"
}

kernel_unknown()	# NAME: dies
{
	near=$(kernel_names | near "$1")
	say "unknown kernel '$1'${near:+; did you mean $near?}"
	hint "known: $(kernel_names | awk '{ printf "%s%s", sep, $1; sep = ", " }')"
	hint "or the path of a vmlinux or vmlinuz, with MODULES=folder when its drivers are modules;" \
		"make kernel builds one"
	exit "$LAB_ERROR"
}

# A kernel is named by path when it cannot be a name: it has a slash or is a file.
kernel_is_path()
{
	case $1 in
	*/*) return 0 ;;
	*) [ -f "$1" ] ;;
	esac
}

# How a kernel is called in a table: one given by path by its folder, .../linux-6.12-plain/vmlinux.
kernel_called()	# KERNEL
{
	case $1 in
	*/vmlinux* | */vmlinuz*) basename "$(dirname "$1")" ;;
	*) basename "$1" ;;
	esac
}

# Dies if KERNEL=$1 with MODULES=$2 (may be empty) cannot be used.
kernel_check()
{
	if kernel_is_path "$1"; then
		[ -f "$1" ] || die "no kernel $1: no such file"
		[ "$(head -c 4 "$1" | tail -c 3)" = ELF ] ||
			die "$1 is not a kernel for QEMU: an ELF vmlinux or vmlinuz is needed"
		[ -z "$2" ] || [ -d "$2" ] || die "no modules $2: no such folder"
		return 0
	fi
	[ -n "$(kernel_field "$1" 1)" ] || [ -f "$(kernels_built)/$1/vmlinux" ] ||
		kernel_unknown "$1"
	[ -z "$2" ] || die "MODULES=$2 goes with KERNEL=path; $1 brings its own modules"
}

# What the laboratory asks of a kernel; what these depend on is read from the modules themselves.
# Absent ones are not an error here: a home-built kernel has them built in, and older or newer
# kernels have them under another name or not at all.
# Three groups: the first gives the shared folder, the others may be loaded side by side.
lab_modules()	# GROUP
{
	case $1 in
	share) printf 'virtio_pci 9pnet_virtio 9p' ;;
	vfio) printf 'vfio_iommu_spapr_tce vfio_spapr_eeh vfio-pci' ;;
	kvm) printf 'kvm-hv' ;;
	esac
}

# Prints the file of module $2 (- and _ are the same) below folder $1, if it is there.
module_find()
{
	module_glob=$(printf %s "$2" | sed 's/[-_]/[-_]/g')
	find -L "$1" -type f \( -name "$module_glob.ko" -o -name "$module_glob.ko.[xgz]*" \) \
		2>/dev/null | sort | head -n 1
}

module_unpack()	# FILE TO
{
	case $1 in
	*.xz) xz -dc "$1" >"$2" ;;
	*.gz) gzip -dc "$1" >"$2" ;;
	*.zst) zstd -qdc "$1" >"$2" ;;
	*) cp "$1" "$2" ;;
	esac
}

module_depends()	# FILE: one name a line
{
	LC_ALL=C tr '\0' '\n' <"$1" | LC_ALL=C sed -n 's/^depends=//p' | tr ',' '\n'
}

# Puts the modules named $3... and all they depend on, unpacked, from the tree $1 into folder $2,
# and their names in the order of loading on stdout.
modules_collect()
{
	modules_from=$1 modules_to=$2
	shift 2
	for module in "$@"; do
		module_collect_one "$module"
	done
}

module_collect_one()
{
	[ ! -e "$modules_to/$1.ko" ] || return 0
	set -- "$1" "$(module_find "$modules_from" "$1")"
	[ -n "$2" ] || return 0
	module_unpack "$2" "$modules_to/$1.ko" || die "cannot unpack the module $2"
	for module_needed in $(module_depends "$modules_to/$1.ko"); do
		module_collect_one "$module_needed"
	done
	printf '%s\n' "$1"
}
