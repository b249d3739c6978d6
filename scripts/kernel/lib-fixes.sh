# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make: semantic patches, applied to further work copies of the tree: the
# fixes that FIXES= names to one, and a mutant, a bug on purpose, on top of that to another. What
# each one says of itself stands in the comment that it begins with:
#   // Files: PATH...     the files it changes, every one of them; A|B is the one of the two
#                         that the tree has; the line may be repeated
#   // If: PATH REGEX      (grep -E) only trees are meant whose file PATH has it
#   // Unless: REGEX      (grep -E) when one of these files has it, the tree is fixed already
#   // Spatch: OPTION...  more options for spatch (there are: --no-includes)
#   // Include: FILE       a header beside the patch, which its files then begin with
#   // Optional           that it does not fit a tree is no error
# variables are shared with the file that sources this one; the names of files in a kernel tree have
# no blanks
# shellcheck disable=SC2034,SC2086,SC2153,SC2154

# They are read in other folders than this one.
absolute()	# PATH
{
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$PWD/$1" ;;
	esac
}

fixes_folder=$(absolute "${FIXES_FOLDER:-$here/fixes}")
mutants_folder=$(absolute "${MUTANTS_FOLDER:-$here/mutants}")

# A fix is called by its name, a mutant by mutant:NAME, what only the laboratory needs by lab:NAME,
# and what scripts/omissions needs by every:NAME.
fix_path()	# FIX
{
	case $1 in
	mutant:*) printf '%s\n' "$mutants_folder/${1#mutant:}.cocci" ;;
	lab:*) printf '%s\n' "$here/lab/${1#lab:}.cocci" ;;
	every:*) printf '%s\n' "$here/every/${1#every:}.cocci" ;;
	*) printf '%s\n' "$fixes_folder/$1.cocci" ;;
	esac
}

fix_field()	# FIX FIELD
{
	awk -v field="$2:" '
	!/^\/\// { exit }
	$2 == field { sub(/^\/\/ *[A-Za-z]*: */, ""); print }' "$(fix_path "$1")"
}

# Its header, or what is always empty.
fix_header()	# FIX
{
	header=$(fix_field "$1" Include)
	printf '%s\n' "${header:+$(dirname "$(fix_path "$1")")/}${header:-/dev/null}"
}

# Is it meant for this tree?
fix_meant()	# FIX
{
	condition=$(fix_field "$1" If)
	[ -z "$condition" ] ||
		grep -qE -e "${condition#* }" "$pristine/${condition%% *}" 2>/dev/null
}

fix_optional()	# FIX
{
	awk '!/^\/\// { exit } $2 ~ /^Optional:?$/ { found = 1 } END { exit !found }' \
		"$(fix_path "$1")"
}

patches_all()	# FOLDER
{
	for fix in "$1"/*.cocci; do
		[ ! -e "$fix" ] || basename "$fix" .cocci
	done
}

# From FIXES= to $fixes, the names of what is to be applied, in order.
fixes_choose()
{
	fixes='' fixes_applied=''
	case $FIXES in
	'' | 0) return 0 ;;
	1) fixes=$(patches_all "$fixes_folder") ;;
	*) fixes=$(fixes_named) || exit "$LAB_ERROR" ;;
	esac
	fixes=$(printf '%s\n' "$fixes" | sort -u)
	[ -n "$fixes" ] || die "FIXES=$FIXES: there is no semantic patch in $fixes_folder"
	for fix in $fixes; do
		fix_check_files "$fix"
	done
}

fix_check_files()	# FIX
{
	[ -n "$(fix_field "$1" Files)" ] ||
		die "$(fix_path "$1") does not say which files it changes (// Files: PATH...)"
}

fixes_named()
{
	all=$(patches_all "$fixes_folder")
	set -f
	for wanted in $FIXES; do
		named=
		for fix in $all; do
			# shellcheck disable=SC2254	# a glob
			case $fix in
			$wanted) named=1; printf '%s\n' "$fix" ;;
			esac
		done
		[ -n "$named" ] || {
			near=$(printf '%s\n' "$all" | near "$wanted")
			die "FIXES=$wanted names no semantic patch${near:+; did you mean $near?}" \
				"($fixes_folder has them)"
		}
	done
	set +f
}

# From MUTANT= to $mutant; `none` is the kernel that the mutants are compared with, `every` the one
# with every omission in it, asleep.
mutant_choose()
{
	mutant=$MUTANT
	case $mutant in
	'' | none | every) return 0 ;;
	*/*) die "MUTANT=$mutant: a name is needed, such as $(patches_all "$mutants_folder" | head -n 1)" ;;
	esac
	[ ! -f "$mutants_folder/$mutant.cocci" ] || { fix_check_files "mutant:$mutant"; return 0; }
	near=$(patches_all "$mutants_folder" | near "$mutant")
	die "MUTANT=$mutant is no mutant${near:+; did you mean $near?} ($mutants_folder has them)"
}

# Prints the files of a fix as this tree has them; if one is missing, the choice, and fails.
fix_files()	# FIX
{
	for choice in $(fix_field "$1" Files); do
		file=
		for path in $(printf %s "$choice" | tr '|' ' '); do
			[ ! -f "$pristine/$path" ] || { file=$path; break; }
		done
		printf '%s\n' "${file:-$choice}"
		[ -n "$file" ] || return 1
	done
}

# Replaces $tree by a copy with the fixes, and then by one with the mutant. That one, and the kernel
# that mutants are compared with, also get what the machine lacks: a mutant may be about huge pages.
fixes_apply()
{
	unpatched=$tree
	[ -z "$fixes" ] || {
		patches_apply "$unpatched-fixed" "$fixes"
		fixes_applied=$applied
	}
	[ -n "$mutant" ] || return 0
	case $mutant in
	none) bug='' ;;
	every) bug=every:omission ;;
	*) bug=mutant:$mutant ;;
	esac
	patches_apply "$unpatched-mutant" "$(patches_all "$here/lab" | sed 's/^/lab:/') $bug"
}

# Replaces $tree by the copy TREE with the patches. They are applied only if they or their files
# changed.
patches_apply()	# TREE PATCHES
{
	pristine=$tree
	tree=$1
	overlay=$tree.overlay
	patches=$2
	patches_key >"$work/key"
	cmp -s "$work/key" "$overlay/key" || patches_make
	applied=$(cat "$overlay/applied")
	cat "$overlay/said" >&2
	tree_patched
}

overlay_files()
{
	[ ! -d "$overlay/files" ] || (cd "$overlay/files" && find . -type f)
}

# Brings $tree to what $pristine is with $overlay. What came from a tarball need not be looked at
# again: only what this overlay changes, and what the last one changed.
tree_patched()
{
	came_from=$(cat "$pristine.from" 2>/dev/null) || :
	last=$(head -n 1 "$tree.patched" 2>/dev/null) || :
	{ tail -n +2 "$tree.patched" 2>/dev/null || :; overlay_files; } | sort -u >"$work/again"
	rm -f "$tree.patched" "$tree.from"
	if [ "$source_kind" = tarball ] && [ -n "$came_from" ] && [ "$last" = "$came_from" ]; then
		{
			rsync -rlp --checksum --ignore-missing-args --files-from="$work/again" \
				"$pristine/" "$work/again.tree/" &&
				rsync -rlp --checksum "$overlay/files/" "$work/again.tree/" &&
				rsync -rlp --checksum "$work/again.tree/" "$tree/"
		} || die "cannot copy $overlay to $tree"
		# a header that only the last overlay had
		while read -r path; do
			[ -e "$work/again.tree/$path" ] || rm -f "$tree/$path"
		done <"$work/again"
		rm -rf "$work/again.tree"
	else
		overlay_files | sed 's/^\./- /' >"$work/filter"
		tree_copy "$pristine" "$tree" "$work/filter"
		rsync -rlp --checksum "$overlay/files/" "$tree/" || die "cannot copy $overlay to $tree"
	fi
	{ printf '%s\n' "$came_from"; overlay_files; } >"$tree.patched"
	[ -z "$came_from" ] || printf '%s, with %s\n' "$came_from" "$(cksum <"$work/key")" >"$tree.from"
}

patches_key()
{
	for fix in $patches; do
		printf '%s ' "$fix"
		fix_meant "$fix" || printf 'not meant '
		{
			cat "$(fix_path "$fix")" "$(fix_header "$fix")" "$here/lib-fixes.sh"
			fix_files "$fix" | while read -r path; do
				cat "$pristine/$path" 2>/dev/null || :
			done
		} | cksum
	done
}

patches_make()
{
	rm -rf "$overlay"
	mkdir -p "$overlay/files"
	: >"$overlay/said"
	applied='' unfit=''
	for fix in $patches; do
		fix_make "$fix"
	done
	[ -z "$unfit" ] || {
		hint "what they change may be fixed already, or have another shape than they know" \
			"(in $(dirname "$(fix_path "${unfit##* }")")); FIXES='NAME...' takes others"
		exit "$LAB_ERROR"
	}
	printf '%s\n' "${applied# }" >"$overlay/applied"
	cp "$work/key" "$overlay/key"
}

# A patch that changes nothing is worth a word in every build, not only in the first.
fix_note()
{
	say "$*" 2>>"$overlay/said"
}

fix_unfit()	# FIX WHY
{
	! fix_optional "$1" || { fix_note "fix $1 is left out: $2"; return 0; }
	say "fix $1 does not fit this tree: $2"
	unfit="$unfit $1"
}

fix_make()	# FIX
{
	fix_meant "$1" || return 0
	files=$(fix_files "$1") || {
		fix_unfit "$1" "it has no $(printf '%s\n' "$files" | tail -n 1)"
		return
	}
	rm -rf "$work/fix"
	for path in $files; do
		mkdir -p "$work/fix/$(dirname "$path")"
		[ -e "$overlay/files/$path" ] || cp "$pristine/$path" "$work/fix/$path"
		[ ! -e "$overlay/files/$path" ] || cp "$overlay/files/$path" "$work/fix/$path"
	done
	unless=$(fix_field "$1" Unless)
	if [ -n "$unless" ] && (cd "$pristine" && grep -qE -e "$unless" $files); then
		fix_note "fix $1 is left out: this tree has it"
		return
	fi
	fix_spatch "$1"
	fix_keep "$1"
}

fix_spatch()	# FIX
{
	# shellcheck disable=SC2046
	(cd "$work/fix" && spatch --very-quiet --no-show-diff --no-includes --disable-iso ptr_to_array \
		$(fix_field "$1" Spatch) --in-place --sp-file "$(fix_path "$1")" $files) \
		>"$work/spatch" 2>&1 </dev/null || {
		sed 's/^/    /' "$work/spatch" >&2
		die "spatch failed on $(fix_path "$1")"
	}
	header=$(fix_field "$1" Include)
	[ -n "$header" ] || return 0
	for path in $files; do
		sed -i "1i #include <linux/$header>" "$work/fix/$path"
	done
	mkdir -p "$overlay/files/include/linux"
	cp "$(fix_header "$1")" "$overlay/files/include/linux/$header"
}

# All its files must have changed: half a fix is none.
fix_keep()	# FIX
{
	for path in $files; do
		before=$pristine/$path
		[ ! -e "$overlay/files/$path" ] || before=$overlay/files/$path
		! cmp -s "$before" "$work/fix/$path" || {
			fix_unfit "$1" "it matches nothing in $path"
			return
		}
	done
	cp -R "$work/fix/." "$overlay/files/"
	applied="$applied $1"
}
