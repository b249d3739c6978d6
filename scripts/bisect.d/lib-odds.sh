# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: races that run free. How often one hits is measured where it is known to
# hit; how long it must be clean elsewhere follows from that and from the confidence that is asked for.
# Half of the risk goes to the measured rate being wrong, the other half is shared by the steps.
# The tries of one boot may be alike, all lucky or all in vain, so boots are counted as well: of those at
# the bad end so many hit within so many tries, and a step makes boots of that length until both its tries
# and its boots are enough. Its risk is the larger one.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

RATE_HITS=10	# runs with a hit that measure a rate: 8 boots a step then, with 6 they were 14;
RATE_RUNS=20	# in at most so many
RATE_DUR=60s	# each so long, unless it hits
RATE_LEAST=16	# tries, at least
SHORT_BOOTS=4	# of one step, which did not come by the tries that were meant
RATE_DRIFT=8	# so many times fewer meetings than at the bad end: that is another race

odds()	# WHAT VARIABLE=VALUE...
{
	what=$1
	shift
	for assignment in "$@"; do
		set -- "$@" -v "$assignment"
		shift
	done
	awk -v what="$what" "$@" -f "$rooms/odds.awk"
}

calculate()	# AWK-EXPRESSION
{
	awk "BEGIN { print ($1) }"
}

is_true()	# AWK-CONDITION
{
	awk "BEGIN { exit !($1) }"
}

# Tries and meetings of the run's race; of a machine that died, as many as can have been.
run_tries()	# sets run_tried, run_met and run_stopped
{
	race=$(awk -F '\t' '$1 == "race" { print $3, $4, $5; exit }' "$work/shown")
	# shellcheck disable=SC2086
	set -- $race
	run_tried=${1:-0} run_met=${2:-0} run_stopped=${3:--}
	[ -z "$race" ] || return 0
	[ -r "$run/journal" ] || return 0
	run_tried=$(awk '$1 == "tries" { to = $4 } END { print to + 0 }' "$run/journal")
	run_met=$run_tried run_stopped=$run_tried
}

# --- the rate ------------------------------------------------------------------------------------

# The kernel is one that shows it. Sets the answer: bad, with the rate remembered; or why not.
measure_rate()
{
	hits=0 runs=0 boots=0 boot_tries=0 met=0 tried=0 racing_s=0 tries='' pilot=1 seen=
	while [ "$hits" -lt "$RATE_HITS" ] && [ "$runs" -lt "$RATE_RUNS" ]; do
		if [ -n "$first_run" ]; then
			first_run='' # has been made, to learn what to look for
		elif [ -n "$tries" ]; then
			lab_run "$vmlinux" TRIES="$tries" LIMIT=3600
		else
			lab_run "$vmlinux" DUR="$RATE_DUR" LIMIT=3600
		fi
		runs=$((runs + 1))
		shown=
		! wanted_shown || shown=1
		[ -n "$shown" ] || run_is_evidence || [ "$answer" = skip ] || return 0
		count_run
		verb="no hit"
		[ -z "$shown" ] || verb=hit
		say "bad end, run $runs: $verb in $run_met overlapped tries of $run_tried"
		[ "$runs" -lt 4 ] || [ -n "$seen" ] || break
	done
	[ "$hits" -gt 0 ] || [ -z "$seen" ] || hits=1
	if [ "$hits" -eq 0 ]; then
		answer_is good "not seen in $met overlapped tries of $runs runs"
		return 0
	fi
	rate_from_runs
	answer_is bad "$hits hits in $met overlapped tries of $boots boots; more than $rate a try, and in more than" \
		"$boot_rate of the boots of $boot_tries tries, but with risk $rate_risk"
}

# A hit that stopped the race was its last try. One that is seen when all tries are made may have been
# any of them, or many: then runs are made shorter first, and count from the first on that is short
# enough to miss, or as short as can be.
count_run()
{
	run_tries
	[ "$run_met" -gt 0 ] || [ -z "$shown" ] || run_met=1
	[ -z "$shown" ] || cut -f2 "$work/wanted" >"$work/by"
	seen=$seen$shown
	if [ -n "$pilot" ] && [ -n "$shown" ] && [ "$run_stopped" = - ] &&
		[ "$run_tried" -gt "$RATE_LEAST" ]; then
		tries=$((run_tried / 8))
		[ "$tries" -ge "$RATE_LEAST" ] || tries=$RATE_LEAST
		boot_tries=$run_met
		return
	fi
	pilot='' boots=$((boots + 1))
	met=$((met + run_met)) tried=$((tried + run_tried)) racing_s=$((racing_s + run_s))
	if [ -n "$shown" ]; then
		[ "$hits" -gt 0 ] && [ "$boot_tries" -ge "$run_met" ] || boot_tries=$run_met
		hits=$((hits + 1))
	elif [ -n "$tries" ]; then
		tries=$((tries * 3))
	fi
}

# That the longest of the boots with a hit sets the length of a boot costs no confidence: among n times to
# a hit, the share of all boots that are as quick as the k-th is distributed as k hits in n bound it.
rate_from_runs()
{
	[ "$boots" -gt 0 ] || boots=1
	rate_risk=$(calculate "(1 - $confidence) / 2")
	rate=$(odds bound hits="$hits" tries="$met" risk="$rate_risk")
	boot_rate=$(odds bound hits="$hits" tries="$boots" risk="$rate_risk")
	overlap=$(calculate "$met / ($tried > 0 ? $tried : 1)")
	speed=$(calculate "$tried / ($racing_s > 0 ? $racing_s : 1)")
	remember rate "$rate" "$rate_risk" "$overlap" "$speed" "$model" "$boot_rate" "$boot_tries"
}

# Sets rate, rate_risk, overlap, speed, rate_model, boot_rate and boot_tries; false if none is known. Of a
# rate that is given nobody knows how it varies from boot to boot: then one boot is as good as many.
recall_rate()
{
	if [ -n "$hit_rate" ]; then
		rate=$hit_rate rate_risk=0 overlap=0.1 speed=100 rate_model=$model boot_rate=1 boot_tries=1
		return 0
	fi
	# shellcheck disable=SC2046
	set -- $(recall rate)
	[ $# -eq 7 ] || return 1
	rate=$1 rate_risk=$2 overlap=$3 speed=$4 rate_model=$5 boot_rate=$6 boot_tries=$7
}

# --- a step --------------------------------------------------------------------------------------

# The risk that this step may have to be wrong: its share of what is left.
step_risk()	# SPENT: by the steps before
{
	calculate "(1 - $confidence - $rate_risk - $1) / $(steps_left)"
}

# Sets the answer for a kernel of which nothing is known.
race_until_sure()
{
	recall_rate || die "the state does not say how often it hits: $state"
	[ "$model" = "$rate_model" ] || {
		answer_is skip "configured otherwise than the kernel whose hit rate was measured"
		return 0
	}
	spent=$(risk_of_steps "$commit")
	risk_asked=$(step_risk "$spent")
	is_true "$risk_asked > 0" || {
		answer_is stop "no answer is left that --confidence $confidence allows: the rate may be wrong with risk" \
			"$rate_risk, the steps with $spent"
		return 0
	}
	needed=$(odds needed rate="$rate" risk="$risk_asked")
	boots_needed=$(odds needed rate="$boot_rate" risk="$risk_asked")
	clean=0 clean_tried=0 clean_boots=0 boots=0 short=0
	while [ "$short" -lt "$SHORT_BOOTS" ] && ! clean_enough; do
		boots=$((boots + 1))
		race_boot || return 0
	done
	race_answer
}

clean_enough()
{
	[ "$clean" -ge "$needed" ] && [ "$clean_boots" -ge "$boots_needed" ]
}

# How many overlapped tries the next boot is to make: its share, and as many as a hit took at the bad end.
boot_share()
{
	left=$((boots_needed - clean_boots))
	[ "$left" -gt 0 ] || left=1
	share=$(((needed - clean + left - 1) / left))
	[ "$share" -ge "$boot_tries" ] || share=$boot_tries
	printf '%s\n' "$share"
}

# Some of the tries that are needed. False if there is an answer.
race_boot()
{
	share=$(boot_share)
	more=$(calculate "int(($share + 3 * sqrt($share)) / $overlap * 1.2) + 16")
	limit_s=$(calculate "int($more / ($speed > 1 ? $speed : 1) * 3) + 1800")
	say "boot $boots, $clean_boots of $boots_needed were clean: $more tries, for $share overlapped ones"
	lab_run "$vmlinux" TRIES="$more" LIMIT="$limit_s"
	if wanted_shown; then
		answer_is bad "$(first_wanted)"
		return 1
	fi
	run_is_evidence || return 1
	run_tries
	clean=$((clean + run_met)) clean_tried=$((clean_tried + run_tried))
	[ "$run_met" -lt "$boot_tries" ] || clean_boots=$((clean_boots + 1))
	[ "$run_met" -ge "$share" ] || short=$((short + 1))
	[ "$run_met" -eq 0 ] || overlap=$(calculate "$run_met / $run_tried")
	[ "$run_met" -gt 0 ] || overlap=$(calculate "$overlap / 2")
}

race_answer()
{
	# shellcheck disable=SC2046
	set -- $(recall rate)
	if ! clean_enough; then
		answer_is skip "too few overlaps: $clean of $clean_tried tries in $boots boots, $needed are needed," \
			"and $boots_needed boots with $boot_tries"
	elif [ $# -eq 7 ] && is_true "$clean / $clean_tried < $3 / $RATE_DRIFT"; then
		answer_is skip "too few overlaps: $clean of $clean_tried tries; where the hit rate was measured" \
			"it was $3 of them"
	else
		race_is_good
	fi
}

race_is_good()
{
	by_tries=$(odds risk rate="$rate" tries="$clean")
	by_boots=$(odds risk rate="$boot_rate" tries="$clean_boots")
	risk=$by_tries
	! is_true "$by_boots > $by_tries" || risk=$by_boots
	of_boots=$(odds rest risk="$by_boots")
	[ -z "$hit_rate" ] || of_boots=unknown
	answer_is good "0 hits in $clean overlapped tries, confidence $(odds rest risk="$by_tries")," \
		"of $clean_boots boots, confidence $of_boots"
}
