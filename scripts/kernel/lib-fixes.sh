# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make: semantic patches, applied to a second work copy of the tree. What
# each one says of itself stands in the comment that it begins with:
#   // Files: PATH...     the files it changes, every one of them; A|B is the one of the two
#                         that the tree has; the line may be repeated
#   // Unless: REGEX      (grep -E) when one of these files has it, the tree is fixed already
#   // Spatch: OPTION...  more options for spatch (there are: --no-includes)
#   // Optional           that it does not fit a tree is no error
# variables are shared with the file that sources this one; the names of files in a kernel tree have
# no blanks
# shellcheck disable=SC2034,SC2086,SC2153,SC2154

fixes_folder=${FIXES_FOLDER:-$here/fixes}

fix_field()	# FIX FIELD
{
	awk -v field="$2:" '
	!/^\/\// { exit }
	$2 == field { sub(/^\/\/ *[A-Za-z]*: */, ""); print }' "$fixes_folder/$1.cocci"
}

fix_optional()	# FIX
{
	awk '!/^\/\// { exit } $2 ~ /^Optional:?$/ { found = 1 } END { exit !found }' \
		"$fixes_folder/$1.cocci"
}

fixes_all()
{
	for fix in "$fixes_folder"/*.cocci; do
		[ ! -e "$fix" ] || basename "$fix" .cocci
	done
}

# From FIXES= to $fixes, the names of what is to be applied, in order.
fixes_choose()
{
	fixes='' fixes_applied=''
	case $FIXES in
	'' | 0) return 0 ;;
	1) fixes=$(fixes_all) ;;
	*) fixes=$(fixes_named) || exit "$LAB_ERROR" ;;
	esac
	fixes=$(printf '%s\n' "$fixes" | sort -u)
	[ -n "$fixes" ] || die "FIXES=$FIXES: there is no semantic patch in $fixes_folder"
	for fix in $fixes; do
		[ -n "$(fix_field "$fix" Files)" ] ||
			die "$fixes_folder/$fix.cocci does not say which files it changes (// Files: PATH...)"
	done
}

fixes_named()
{
	all=$(fixes_all)
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

# Replaces $tree by a copy with the fixes. They are applied only if they or their files changed.
fixes_apply()
{
	[ -n "$fixes" ] || return 0
	pristine=$tree
	tree=$tree-fixed
	overlay=$tree.overlay
	fixes_key >"$work/key"
	cmp -s "$work/key" "$overlay/key" || fixes_make
	fixes_applied=$(cat "$overlay/applied")
	cat "$overlay/said" >&2
	(cd "$overlay/files" && find . -type f) | sed 's/^\./- /' >"$work/filter"
	tree_copy "$pristine" "$tree" "$work/filter"
	rsync -rlp --checksum "$overlay/files/" "$tree/" || die "cannot copy $overlay to $tree"
}

fixes_key()
{
	for fix in $fixes; do
		printf '%s ' "$fix"
		{
			cat "$fixes_folder/$fix.cocci" "$here/lib-fixes.sh"
			fix_files "$fix" | while read -r path; do
				cat "$pristine/$path" 2>/dev/null || :
			done
		} | cksum
	done
}

fixes_make()
{
	rm -rf "$overlay"
	mkdir -p "$overlay/files"
	: >"$overlay/said"
	applied='' unfit=''
	for fix in $fixes; do
		fix_make "$fix"
	done
	[ -z "$unfit" ] || {
		hint "what they change may be fixed already, or have another shape than they know" \
			"(in $fixes_folder); FIXES='NAME...' takes others"
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
	(cd "$work/fix" && spatch --very-quiet --no-show-diff --no-includes \
		$(fix_field "$1" Spatch) --in-place --sp-file "$fixes_folder/$1.cocci" $files) \
		>"$work/spatch" 2>&1 </dev/null || {
		sed 's/^/    /' "$work/spatch" >&2
		die "spatch failed on $fixes_folder/$1.cocci"
	}
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
