# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: the two ends, which must be what they are said to be before anything
# between them is judged. They are checked out beside the tree, whose own files stay as they are.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

commit_named()	# NAME
{
	git rev-parse -q --verify "$1^{commit}" || die "'$1' is no commit of $tree"
}

# Sets $vmlinux, or the answer.
build_commit()	# SHA
{
	worktree=$O/bisect/tree
	git worktree remove --force "$worktree" >/dev/null 2>&1 || rm -rf "$worktree"
	git worktree add --force --quiet --detach "$worktree" "$1" >"$work/build" 2>&1 || {
		sed 's/^/    /' "$work/build" >&2
		die "$1 cannot be checked out at $worktree"
	}
	built=0
	build_kernel "$worktree" || built=1
	git worktree remove --force "$worktree" >/dev/null 2>&1 || :
	worktree=
	return "$built"
}

# The first failure of the bad end that is new; a kernel report that is no warning goes first. Numbers
# differ from run to run.
learn_signature()
{
	[ -z "$signature" ] || return 0
	signature=$(awk -F '\t' '
		$1 != "shows" || $3 != "new" { next }
		{ rank = $4 ~ /^oracle (growth|taint|locked)/ ? 5 : $4 ~ /^oracle/ ? 3 : 4 }
		$4 ~ /^(klog|stuck)/ { rank = $4 ~ /WARNING/ ? 2 : 1 }
		!best || rank < best { best = rank; text = $4 }
		END { print text }' "$work/shown" | sed 's/[][*?\\]/?/g; /^klog/!s/[0-9][0-9]*/*/g')
	[ -n "$signature" ] || return 0
	remember signature "$signature"
	say "the failure that is looked for: $signature (--signature TEXT chooses another)"
}

# Of the kernel that was built from the bad end. Sets the answer.
judge_bad_end()	# SHA
{
	answer=
	[ -n "$signature" ] || learn_at_bad_end
	if [ -z "$answer" ] && is_free_race && [ -n "$hit_rate" ]; then
		answer_is bad "taken for granted, with the hit rate"
	elif [ -z "$answer" ] && is_free_race; then
		measure_rate
	elif [ -z "$answer" ]; then
		judge_kernel
	fi
	[ "$answer" = bad ] || return 0
	[ ! -r "$run/seed" ] || is_free_race || {
		read -r seed <"$run/seed"
		remember seed "$seed"
	}
	[ ! -s "$work/wanted" ] || cut -f2 "$work/wanted" >"$work/by"
	[ ! -s "$work/by" ] || LC_ALL=C sort -u "$work/by" | while read -r name; do
		remember bad-test "$name"
	done
	remember bad "$1" "$model"
}

# Sets the signature; and the answer, where this one run was enough.
learn_at_bad_end()
{
	if is_free_race; then
		lab_run "$vmlinux" DUR="$RATE_DUR"
	elif [ "$replay" = any ]; then
		lab_run "$vmlinux" EXPLORE="$grain" LIMIT=3600
	else
		lab_run "$vmlinux" ${replay:+EXPLORE="$grain" REPLAY="$replay" TRIES="$REPLAY_TRIES" LIMIT="$REPLAY_LIMIT"}
	fi
	learn_signature
	! is_free_race || first_run=1
	if [ -z "$signature" ]; then
		! run_is_evidence || answer_is good "nothing new fails there ($run)"
	elif [ "$replay" = any ] && wanted_shown; then
		explored_bad
	elif [ -z "$replay" ] && ! is_race && wanted_shown; then
		answer_is bad "$(first_wanted)"
	fi
}

# What shows it at the bad end is enough to run.
narrow_tests()
{
	! is_race || return 0
	some=$(bad_end_tests | head -n 3 | tr '\n' ' ')
	[ -z "$some" ] || tests=${some% }
}

# What a step needs to know of the bad end; it is looked at if nobody has done so in this bisection, nor
# --check with its ends.
know_bad_end()
{
	if [ -n "$(recall bad)" ]; then
		[ -n "$signature" ] || signature=$(recall signature)
		seed=$(recall seed)
		! is_free_race || recall_rate || die "$state does not say how often it hits"
		return 0
	fi
	[ -z "$hit_rate" ] || [ -z "$signature" ] || return 0
	bad_end=$(bisect_bad) || {
		know_without_bad_end
		return 0
	}
	say "looking at the bad end first, $(git describe --always "$bad_end")"
	build_commit "$bad_end" || die "the bad end cannot be judged: $why"
	judge_bad_end "$bad_end"
	[ "$answer" = bad ] ||
		die "the bad end is not bad, so there is nothing to look for: $answer: $why"
	say "the bad end: $why"
}

# One commit by itself: a test that needs no luck, and a failure that has a name.
know_without_bad_end()
{
	if is_free_race; then
		say "nothing is known of the hit rate of $tests"
		die "scripts/bisect --check GOOD BAD measures it, or --hit-rate P says it"
	elif [ -z "$signature" ]; then
		say "which failure is it?"
		die "--signature TEXT says it, or scripts/bisect --check GOOD BAD finds out"
	fi
}

# --- --check --------------------------------------------------------------------------------------

check_ends()
{
	git merge-base --is-ancestor "$check_good" "$check_bad" ||
		die "--check GOOD BAD: $(git describe --always "$check_good") is no ancestor of $(git describe --always "$check_bad")"
	commits=$(git rev-list --count "$check_good..$check_bad")
	[ "$commits" -gt 0 ] || die "--check GOOD BAD: both are the same commit"
	build_commit "$check_bad" || check_failed bad
	judge_bad_end "$check_bad"
	[ "$answer" = bad ] || check_failed bad
	printf 'bad end: %s\n' "$why"
	build_commit "$check_good" || check_failed good
	commit=$check_good
	check_good_end
	[ "$answer" = good ] || check_failed good
	printf 'good end: %s\n' "$why"
	say_expected
	verdict=0
	exit
}

# What fails at the good end as well is not what is looked for, and no other failure either.
check_good_end()
{
	! is_free_race || recall_rate
	lab_s_before=$(seconds_now)
	judge_kernel
	if [ "$answer" = skip ] && [ -n "$(other_failure)" ] && ! wanted_shown; then
		awk -F '\t' '$1 == "shows" && $3 == "new" { print $2 "\t" $4 }' "$work/shown" >"$work/also"
		[ -s "$work/also" ] || return 0
		while IFS='	' read -r name text; do
			remember tolerated "$name" "$text"
		done <"$work/also"
		say "fails at the good end as well, and is not counted: $(cut -f2 "$work/also" | head -n 1)"
		judge_kernel
	fi
	lab_s=$(($(seconds_now) - lab_s_before))
	[ "$answer" != good ] || remember step "$commit" "${risk:-0}" "${clean:-0}"
}

check_failed()	# END
{
	printf '%s end: %s: %s\n' "$1" "$answer" "$why"
	case $answer in
	stop) verdict=$STOP ;;
	*)
		say "the $1 end is not what it is said to be"
		verdict=1
		;;
	esac
	exit
}

say_expected()
{
	steps=$(odds steps commits="$commits")
	step_min=$(((build_s + lab_s + 59) / 60))
	printf 'expect: %s commits, %s steps, about %s min each (the build %s s or more, the lab %s s): %s min or more\n' \
		"$commits" "$steps" "$step_min" "$build_s" "$lab_s" "$((steps * step_min))"
	is_free_race && [ -z "$hit_rate" ] && recall_rate || return 0
	risk_asked=$(step_risk "${risk:-0}")
	printf 'expect: a good commit takes %s overlapped tries, %s of them a second, in %s boots of %s or more each\n' \
		"$(odds needed rate="$rate" risk="$risk_asked")" "$(calculate "int($speed * $overlap * 10) / 10")" \
		"$(odds needed rate="$boot_rate" risk="$risk_asked")" "$boot_tries"
}
