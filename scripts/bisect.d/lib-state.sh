# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: what one step leaves for the next, in one file of lines with tabs between,
# KEY WHAT VALUE..., of which the last one counts. The key stands for everything that must be the same
# for a line to be worth anything: test, signature, flavour, schedule.
#   KEY signature TEXT          learnt at the bad end
#   KEY bad SHA MODEL           this commit shows it
#   KEY bad-test NAME           this test did
#   KEY tolerated TEST SIGNATURE    there at the good end as well
#   KEY rate RATE RISK OVERLAP TRIES-PER-SECOND MODEL
#                               more hits per overlapped try than RATE, but with RISK
#   KEY step SHA RISK TRIES     called good, with this risk to be wrong
#   KEY point POINT CODE        a schedule that failed, and the checksum of its function when it did so again
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

state_key()
{
	printf '%s\n' "$tests" "$asked_signature" "$flavour" "$fixes" "$replay" "$hit_rate" |
		cksum | cut -d' ' -f1
}

remember()	# WHAT VALUE...
{
	line=$key
	for field in "$@"; do
		line="$line	$field"
	done
	printf '%s\n' "$line" >>"$state" || die "$state: cannot be written; --state FILE names another"
}

# Prints the values of the last line of this kind, or nothing.
recall()	# WHAT
{
	[ -r "$state" ] || return 0
	awk -F '\t' -v key="$key" -v what="$1" '
		$1 == key && $2 == what { last = $0; sub(/^[^\t]*\t[^\t]*\t/, "", last) }
		END { if (last != "") print last }' "$state"
}

recall_all()	# WHAT: all of them, each once
{
	[ -r "$state" ] || return 0
	awk -F '\t' -v key="$key" -v what="$1" '
		$1 == key && $2 == what { sub(/^[^\t]*\t[^\t]*\t/, ""); if (!seen[$0]++) print }' "$state"
}

good_end_shows()
{
	recall_all tolerated | tr '\t' ' '
}

bad_end_tests()
{
	recall_all bad-test
}

# The two ends may be called otherwise: git bisect start --term-old= --term-new=
bisect_bad()
{
	git rev-parse -q --verify "refs/bisect/$(git bisect terms --term-bad 2>/dev/null || echo bad)"
}

bisect_good()	# FORMAT
{
	git for-each-ref --format="$1" \
		"refs/bisect/$(git bisect terms --term-good 2>/dev/null || echo good)-*"
}

# The risks of all commits that this bisection calls good, but for $1: each counts once.
risk_of_steps()	# SHA
{
	bisect_good '%(objectname)' >"$work/good"
	[ -r "$state" ] || { echo 0; return; }
	awk -F '\t' -v key="$key" -v but="$1" '
		FILENAME ~ /good$/ { good[$1]; next }
		$1 == key && $2 == "step" && $3 in good && $3 != but { risk[$3] = $4 }
		END { for (sha in risk) sum += risk[sha]; print sum + 0 }' "$work/good" "$state"
}

# How many more times the tree must be halved, this step included; outside of a bisection, once.
steps_left()
{
	bad_end=$(bisect_bad) || { echo 1; return; }
	# shellcheck disable=SC2046
	commits=$(git rev-list --count "$bad_end" $(bisect_good '^%(objectname)'))
	left=$(awk -v what=steps -v commits="$commits" -f "$rooms/odds.awk")
	[ "$left" -gt 0 ] || left=1
	printf '%s\n' "$left"
}
