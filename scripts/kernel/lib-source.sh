# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make: from SRC= to the work copy of the tree, which is what is built.
# The work copy is changed only where the content differs, and what is changed gets the time of now,
# so that make compiles again what it must and no more, whatever the times in SRC= say.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

OLDEST=6.1

# Sets SRC (absolute), source_kind (tree or tarball) and base, which the result is called by.
source_check()
{
	source_kind=tarball
	if [ -z "$SRC" ]; then
		SRC=$("$scripts/fetch" tarball)
	elif [ -d "$SRC" ]; then
		source_kind=tree
		SRC=$(cd "$SRC" && pwd)
		tree_check "$SRC"
	elif [ -f "$SRC" ]; then
		SRC=$(cd "$(dirname "$SRC")" && pwd)/$(basename "$SRC")
	else
		die "SRC=$SRC: no such folder or file; name a kernel tree, or a tarball of one"
	fi
	base=${NAME:-$(basename "$SRC" | sed 's/\.tar\..*$//; s/^linux-source-/linux-/')}
	base=$(printf %s "$base" | tr -c 'A-Za-z0-9._+-' _)
	case $base in
	'' | . | ..) die "NAME=$base: a folder is called after it, and replaced" ;;
	esac
	[ -z "$(kernel_field "$base-$FLAVOUR" 1)" ] || die "NAME=$base: this name is taken"
	origin=$(basename "$SRC")
	[ ! -e "$SRC/.git" ] || origin=$(GIT_OPTIONAL_LOCKS=0 git -C "$SRC" describe --always --dirty \
		2>/dev/null) || origin=$(basename "$SRC")
}

tree_version()	# TREE
{
	awk '$2 == "=" && !($1 in value) { value[$1] = $3 }
		END { print value["VERSION"] "." value["PATCHLEVEL"] }' "$1/Makefile"
}

# Dies if this is no kernel tree, or too old a one.
tree_check()	# TREE
{
	for part in Makefile Kconfig arch/powerpc/kvm virt/kvm; do
		[ -e "$1/$part" ] || die "SRC=$SRC is not a kernel tree: it has no $part"
	done
	version=$(tree_version "$1")
	awk -v is="$version" -v oldest="$OLDEST" 'BEGIN {
		split(is, a, "."); split(oldest, b, ".")
		exit a[1] * 1000 + a[2] < b[1] * 1000 + b[2] }' ||
		die "SRC=$SRC is Linux $version: the lab's kernels are built from $OLDEST or later"
}

# What the work copy was made from last stands beside it; nothing stands there while it is made.
source_copy()
{
	tree=$kernels/src/$base
	# shellcheck disable=SC2012	# the path, and of a tarball the size and the time
	stamp=$(ls -dLn --time-style=full-iso "$SRC")
	[ "$source_kind" = tarball ] || stamp=$SRC
	before=$(cat "$tree.from" 2>/dev/null) || :
	[ "$source_kind:$before" != "tarball:$stamp" ] || return 0
	case $before in
	'' | *"$SRC") ;;
	*)
		say "$tree is a copy of another tree, and becomes one of $SRC"
		hint "NAME=WORD keeps both: $before"
		;;
	esac
	rm -f "$tree.from"
	"${source_kind}_copy" "$SRC" "$tree" "$here/tree.filter" --delete-excluded --prune-empty-dirs
	printf '%s\n' "$stamp" >"$tree.from"
}

tree_copy()	# FROM TO FILTER [OPTION...]
{
	from=$1 to=$2 filter=$3
	shift 3
	[ -e "$to" ] || say "copying the tree to $to"
	rsync -rlp --checksum --delete "$@" --filter="merge $filter" "$from/" "$to/" ||
		die "cannot copy $from to $to"
}

tarball_copy()	# as tree_copy
{
	say "unpacking $1"
	mkdir "$work/tree"
	tar -x -f "$1" -C "$work/tree" --strip-components=1 --exclude='*/Documentation/*.*' \
		--exclude='*/drivers/gpu/*.[ch]' --exclude='*/sound/*.[ch]' </dev/null ||
		die "SRC=$1 cannot be unpacked: a tarball of a kernel tree is needed"
	tree_check "$work/tree"
	shift
	tree_copy "$work/tree" "$@"
	rm -rf "$work/tree"
}
