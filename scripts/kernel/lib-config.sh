# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make: the configuration, from the fragments to the final .config.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

# Prints option, value and mark, with tabs between, for the fragments; the last one that names an
# option decides.
fragments_read()	# VERSION FILE...
{
	fragments_for=$1
	shift
	awk -v OFS='\t' -v version="$fragments_for" '
	function number(v,    part) { split(v, part, "."); return part[1] * 1000 + part[2] }
	FNR == 1 { mark = "optional"; other = 0 }
	/^#! / {
		mark = substr($0, 4)
		other = 0
		if (match(mark, / before /)) {
			other = number(version) >= number(substr(mark, RSTART + 8))
			mark = substr(mark, 1, RSTART - 1)
		}
		next
	}
	!other && /^CONFIG_[A-Za-z0-9_]*=/ {
		option = substr($0, 1, index($0, "=") - 1)
		if (!(option in value))
			order[++n] = option
		value[option] = substr($0, index($0, "=") + 1)
		marked[option] = mark
	}
	END { for (i = 1; i <= n; i++) print order[i], value[order[i]], marked[order[i]] }' "$@"
}

# Prints the options of fragments_read() whose value in the .config $1 is another.
options_lost()
{
	awk -F '\t' '
	FILENAME != "-" {
		if (match($0, /^CONFIG_[A-Za-z0-9_]*=/))
			final[substr($0, 1, RLENGTH - 1)] = substr($0, RLENGTH + 1)
		next
	}
	($1 in final ? final[$1] : "n") != $2' "$1" -
}

# Does any Kconfig file of the tree know the option?
option_known()	# CONFIG_NAME
{
	find "$tree" -name 'Kconfig*' -exec \
		grep -qE "^[[:space:]]*(menu)?config[[:space:]]+${1#CONFIG_}[[:space:]]*\$" {} +
}

configure()
{
	set -- "$here/needed.config" "$here/plain.config"
	for part in $(printf %s "$FLAVOUR" | tr - ' '); do
		[ "$part" = plain ] || set -- "$@" "$here/$part.config"
	done
	fragments_read "$(tree_version "$tree")" "$@" >"$work/options"
	awk -F '\t' '{ print $1 "=" $2 }' "$work/options" >"$work/fragment"
	KCONFIG_ALLCONFIG=$work/fragment kernel_make allnoconfig >"$work/log" 2>&1 || {
		sed 's/^/    /' "$work/log" >&2
		die "make allnoconfig failed in $tree"
	}
	options_lost "$objects/.config" <"$work/options" >"$work/lost"
	configuration_judge <"$work/lost"
}

# Says which options were dropped, and dies if one is missing that is needed.
configuration_judge()
{
	dropped='' missing=''
	while IFS='	' read -r option value mark; do
		known=
		! option_known "$option" || known=1
		case $mark:$known in
		optional:1) dropped="$dropped $option=$value (its conditions are not met)" ;;
		optional:) dropped="$dropped $option" ;;
		'needed if known:') ;;
		*:1) missing="$missing, $option (the tree has it; its conditions are not met)" ;;
		*) missing="$missing, $option (the tree has no such option)" ;;
		esac
	done
	[ -z "$dropped" ] || say "not in this kernel, and left out:$dropped"
	[ -n "$missing" ] || return 0
	say "the final configuration lacks what is needed: ${missing#, }"
	hint "what a new kernel calls it, or asks for besides, goes into $here/*.config;" \
		"the configuration: $objects/.config"
	exit "$LAB_ERROR"
}
