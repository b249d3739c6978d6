# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: a race whose failing schedule is known. Where that schedule shows the
# failure, one run has decided. Where it does not, the point may be another one than it was: its
# function was compiled from other source. Then, and only then, all points are visited.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

REPLAY_TRIES=4
REPLAY_LIMIT=1800	# seconds, with the boot

# The code of the functions that a schedule names, without addresses and the offsets of branches.
point_code()	# POINT
{
	symbols=$(dirname "$vmlinux")/obj/vmlinux
	[ -r "$symbols" ] || { echo unknown; return; }
	for function in $(printf '%s\n' "$1" | tr '/' '\n' | sed 's/^[01]@//; s/[+#].*//'); do
		"${CROSS_COMPILE}objdump" -d --no-show-raw-insn --disassemble="$function" "$symbols" |
			awk -f "$rooms/code.awk"
	done | cksum | awk '{ print $2 ? $1 : "unknown" }'
}

# Was one of the schedules that are known to fail held here, and is its code what it was there?
held_as_there()	# POINT; sets held, its times of how many
{
	held=$(awk -F '\t' '$1 == "held" && $3 > 0 { print $3, "of", $4; exit }' "$work/shown")
	[ -n "$held" ] || return 1
	recall_all point >"$work/points"
	awk -F '\t' -v point="$1" -v code="$(point_code "$1")" '
		$1 == point && $2 == code && code != "unknown" { same = 1 } END { exit !same }' "$work/points"
}

replay_points()
{
	{
		[ "$replay" = any ] || printf '%s\n' "$replay"
		recall_all point | cut -f1
	} | awk '!seen[$0]++'
}

# The point of a failure that exploration found.
explored_point()
{
	sed -n "s/.* REPLAY='\([^']*\)'.*/\1/p" "$run/ktap" | head -n 1
}

# Sets the answer.
replay_or_explore()
{
	known_code='' held_in_part=
	replay_points >"$work/replay"
	exec 4<"$work/replay"
	while read -r point <&4; do
		lab_run "$vmlinux" EXPLORE="$grain" REPLAY="$point" TRIES="$REPLAY_TRIES" LIMIT="$REPLAY_LIMIT"
		if wanted_shown; then
			remember point "$point" "$(point_code "$point")"
			answer_is bad "$(first_wanted), held at $point"
			exec 4<&-
			return
		fi
		! held_as_there "$point" || point_is_known
	done
	exec 4<&-
	if [ -n "$held_in_part" ]; then
		! run_is_evidence || answer_is skip "held only $held_in_part"
	elif [ -n "$known_code" ]; then
		! run_is_evidence || answer_is good "held $REPLAY_TRIES times at $known_code, in the same code, and no sign of it"
	else
		explore_all
	fi
}

# All of its tries must have been held: with some of them the schedule was another.
point_is_known()
{
	known_code=$point
	[ "$held" = "$REPLAY_TRIES of $REPLAY_TRIES" ] || held_in_part="$held times at $point, in the same code"
}

# What exploration found, for the steps to come as well: they try it first. It decides that one is good only
# after it has failed once when it was repeated.
explored_bad()
{
	point=$(explored_point)
	[ -z "$point" ] || remember point "$point" found
	answer_is bad "$(first_wanted)${point:+, held at $point}"
}

explore_all()
{
	[ ! -s "$work/replay" ] || say "no sign of it at$(sed 's/^/ /' "$work/replay" | tr -d '\n'), whose code is another here, or not known"
	say "all points are visited"
	lab_run "$vmlinux" EXPLORE="$grain" LIMIT=3600
	if wanted_shown; then
		explored_bad
	elif run_is_evidence; then
		explored_answer
	fi
}

# Both sides must have been held at nearly all of their points.
explored_answer()
{
	points=$(awk -F '\t' '$1 == "points" { sides++; seen += $3; of += $4; if ($3 < 0.9 * $4) few = 1 }
		END { if (sides >= 2 && !few) print seen " of " of }' "$work/shown")
	if [ -n "$points" ]; then
		answer_is good "no sign of it at $points points, of both sides"
	else
		answer_is skip "not all points could be visited: $(awk -F '\t' '$1 == "points" { printf " %s of %s", $3, $4 }' "$work/shown")"
	fi
}
