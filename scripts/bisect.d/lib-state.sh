# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: what one step leaves for the next, in one file of lines with tabs between,
# KEY WHAT VALUE..., of which the last one counts. The key stands for everything that must be the same
# for a line to be worth anything: test, signature, confidence, flavour, the kernel's arguments, schedule,
# and the two ends of the history.
#   QUESTION ends GOOD..BAD     the last history that was asked about, without which QUESTION is the key
#   KEY signature TEXT          learnt at the bad end
#   KEY bad SHA MODEL           this commit shows it
#   KEY seed SEED               of the run that showed it
#   KEY bad-test NAME           this test did
#   KEY tolerated TEST SIGNATURE    there at the good end as well
#   KEY rate RATE RISK OVERLAP TRIES-PER-SECOND MODEL BOOT-RATE BOOT-TRIES
#                               more hits per overlapped try than RATE, but with RISK; and in more than
#                               BOOT-RATE of the boots that make BOOT-TRIES of them
#   KEY step SHA RISK TRIES     called good, with this risk to be wrong
#   KEY point POINT CODE        a schedule that failed, and the checksum of its function when it did so again
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

checksum()	# TEXT...
{
	printf '%s\n' "$@" | cksum | cut -d' ' -f1
}

# Sets the key. Outside of a bisection it is that of the history that was asked about last.
set_key()
{
	key=$(checksum "$tests" "$asked_signature" "$flavour" "$fixes" "$replay" "$hit_rate" "$confidence" \
		"$grain" "${LAB_APPEND-default}" "$finding" \
		"$([ ! -f "$finding" ] || cat "$finding")")
	known_ends=$(recall ends)
	ends=$(ends_asked)
	: "${ends:=$known_ends}"
	[ "$ends" = "$known_ends" ] || remember ends "$ends"
	key=$key.$(checksum "$ends")
}

# GOOD..BAD, as they were when the bisection began: what another bisection has learnt is no help.
ends_asked()
{
	if [ -n "$check_bad" ]; then
		printf '%s..%s\n' "$check_good" "$check_bad"
		return
	fi
	git bisect log 2>/dev/null | awk -v good="$(good_term)" -v bad="$(bad_term)" '
		$1 == "#" && $2 == good ":" && !first_good { first_good = $3 }
		$1 == "#" && $2 == bad ":" && !first_bad { first_bad = $3 }
		END { if (first_good && first_bad) print first_good ".." first_bad }' | tr -d '[]'
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
good_term()
{
	git bisect terms --term-good 2>/dev/null || echo good
}

bad_term()
{
	git bisect terms --term-bad 2>/dev/null || echo bad
}

bisect_bad()
{
	git rev-parse -q --verify "refs/bisect/$(bad_term)"
}

bisect_good()	# FORMAT
{
	git for-each-ref --format="$1" \
		"refs/bisect/$(good_term)-*"
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

# How many more times the tree must be halved, this step included, and once more: histories that are no
# line take longer, and for --check the good end is a step. Outside of a bisection, once.
steps_left()
{
	if [ -n "$check_bad" ]; then
		set -- "$check_bad" "^$check_good"
	else
		bad_end=$(bisect_bad) || { echo 1; return; }
		# shellcheck disable=SC2046
		set -- "$bad_end" $(bisect_good '^%(objectname)')
	fi
	commits=$(git rev-list --count "$@")
	echo $(($(odds steps commits="$commits") + 1))
}
