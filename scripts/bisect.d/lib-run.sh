# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/bisect: one kernel of a commit is built, one run is made with it, and one answer is
# given: bad, good, skip or stop, in $answer, with $why.
# variables are shared with the file that sources this one
# shellcheck disable=SC2034,SC2154

answer_is()	# bad|good|skip|stop WHY...
{
	answer=$1
	shift
	why=$*
}

count_of()	# PATTERN FILE
{
	grep -c -e "$1" "$2" || :
}

# A build or a lab. It ends when this script is told to, or is killed, and does not keep our lock; what it
# starts ends with it by its own traps. Sets $status.
run_guarded()	# COMMAND...
{
	guard=
	! command -v setpriv >/dev/null || guard='setpriv --pdeathsig TERM --'
	status=0
	# shellcheck disable=SC2086 # words
	$guard "$@" </dev/null 8>&- &
	child=$!
	wait "$child" || status=$?
	child=
}

# --- the kernel ---------------------------------------------------------------------------------

# What scripts/kernel/make says of a tree that it cannot build.
tree_errors='lacks what is needed|does not fit this tree|is not a kernel tree|kernels are built from'

# Is it the tree that does not build? The compiler must have said so itself; a machine that is full, or
# ends the compiler, says nothing of a commit.
build_is_to_blame()
{
	! grep -qE 'No space left|Cannot allocate memory|out of memory|Killed|Bus error|Input/output error' \
		"$1" || return 1
	grep -qE "(: |^)(fatal )?error: |undefined reference|No rule to make target|Error [0-9]|$tree_errors" \
		"$1"
}

# Sets $vmlinux; false if there is an answer already.
build_kernel()	# TREE
{
	began_s=$(seconds_now)
	vmlinux=
	run_guarded env SRC="$1" NAME=bisect FLAVOUR="$flavour" FIXES="$fixes" MUTANT= TREE_ONLY= O="$O" \
		"$BISECT_MAKE" >"$work/vmlinux" 2>"$work/build"
	build_s=$(($(seconds_now) - began_s))
	if [ "$status" -eq 0 ]; then
		read -r vmlinux <"$work/vmlinux"
		model=$(kernel_model)
		return 0
	fi
	sed 's/^/    /' "$work/build" | tail -n 12 >&2
	if [ "$status" -lt 128 ] && build_is_to_blame "$work/build"; then
		answer_is skip "this commit does not build"
	else
		answer_is stop "the kernel cannot be built on this machine (status $status)"
	fi
	return 1
}

# What of a kernel's configuration changes how threads meet: a hit rate is worth nothing beyond it.
model_options='PREEMPT[A-Z_]*|HZ|SMP|NR_CPUS|PPC_[0-9]*K_PAGES|KASAN|KCSAN|PROVE_LOCKING'
model_options="$model_options|DEBUG_KMEMLEAK|PPC_RADIX_MMU|TREE_RCU|SLUB_DEBUG_ON|CC_OPTIMIZE[A-Z_]*"

kernel_model()
{
	config=$(dirname "$vmlinux")/config
	[ -r "$config" ] || { echo 0; return; }
	grep -E "^CONFIG_($model_options)=" \
		"$config" | LC_ALL=C sort | cksum | cut -d' ' -f1
}

# --- the run ------------------------------------------------------------------------------------

# One run in the lab. Leaves its results in $run, what they say in $work/shown, and sets $status.
lab_run()	# VMLINUX [VARIABLE=VALUE]...
{
	lab_kernel=$1
	shift
	run_number=$((run_number + 1))
	run=$results/$(printf %03d "$run_number")
	rm -rf "$run"
	mkdir -p "$run" || die "$run: cannot be made"
	began_s=$(seconds_now)
	# a race that runs free must not make the same tries again and again
	run_seed=$seed
	! is_free_race || run_seed=
	run_guarded env O="$O" OUT="$run" T="$tests" KERNEL="$lab_kernel" PLATFORM=lab STRICT=1 LETHAL=1 MODULES= DUR= \
		TRIES= SEED="$run_seed" AT= AMPLIFY= DEPTH= DEVICE= AREA= EXPLORE= REPLAY="$finding" WITHOUT= CALLS= LIMIT= "$@" \
		"$BISECT_RUN" >"$run.said" 2>&1
	run_s=$(($(seconds_now) - began_s))
	: >"$work/shown"
	[ ! -s "$run/ktap" ] || awk -f "$rooms/shown.awk" "$run/ktap" >"$work/shown"
}

wanted_shown()	# true if the run shows the signature that is looked for
{
	awk -v signature="$signature" -v issues="$known_issues" -f "$rooms/wanted.awk" \
		"$work/shown" >"$work/wanted"
	[ -s "$work/wanted" ]
}

# The first failure that is neither wanted, nor known, nor there at the good end as well.
other_failure()
{
	good_end_shows >"$work/tolerated"
	awk -F '\t' '
		FILENAME != "-" { tolerated[$0]; next }
		$1 == "shows" && $3 == "new" && !(($2 " " $4) in tolerated) { print $2 ": " $4; exit }
		$1 == "died" { print $2 ": the machine, or a thread in the kernel, did not survive"; exit }
		$1 == "test" && $3 == "timeout" { print $2 ": " $4; exit }' \
		"$work/tolerated" - <"$work/shown"
}

reason_of()	# VERDICT: of the first test that has it
{
	awk -F '\t' -v verdict="$1" '$1 == "test" && $3 == verdict { print $2 ": " $4; exit }' "$work/shown"
}

# The run could not be judged, and perhaps it is the lab that is broken: a kernel that is known to work
# tells. Sets the answer.
control()	# WHAT-HAPPENED
{
	what_happened=$*
	failed_run=$run
	say "$what_happened; does the lab work with $control_kernel?"
	lab_run "$control_kernel" TRIES=64
	if [ "$status" -ge 128 ]; then
		answer_is stop "interrupted"
	elif [ "$status" -eq "$LAB_ERROR" ] || ! grep -q '^test' "$work/shown" ||
		grep -q '^lab' "$work/shown"; then
		tail -n 8 "$run.said" | sed 's/^/    /' >&2
		answer_is stop "the lab is broken: it fails with $control_kernel as well (see $run)"
	else
		answer_is skip "$what_happened (the lab works with $control_kernel; see $failed_run)"
	fi
	run=$failed_run
}

# What a run that does not show the signature is worth. False if there is an answer: it is no evidence.
run_is_evidence()
{
	if [ "$status" -ge 128 ]; then
		answer_is stop "interrupted"
	elif grep -q 'names no test' "$run.said"; then
		answer_is stop "$(sed -n 's/^run: //p' "$run.said" | head -n 1)"
	elif ! grep -q '^test' "$work/shown"; then
		control "the run ended with status $status and no result"
	elif grep -q '^lab' "$work/shown"; then
		control "the kernel did not get as far as the tests"
	elif [ -n "$(reason_of error)" ]; then
		control "$(reason_of error)"
	elif [ "$status" -ne 0 ] && [ "$status" -ne 1 ] && [ "$status" -ne 4 ]; then
		control "the run ended with status $status"
	elif [ -n "$(other_failure)" ]; then
		answer_is skip "another failure: $(other_failure)"
	else
		return 0
	fi
	return 1
}

# A test that does not need luck: one run decides, with the seed that showed the failure at the bad end.
run_once()	# sets the answer
{
	lab_run "$vmlinux"
	if wanted_shown; then
		answer_is bad "$(first_wanted)"
	elif ! run_is_evidence; then
		:
	elif [ -n "$(missing_test)" ]; then
		answer_is skip "$(missing_test)"
	else
		answer_is good "judged${seed:+ with SEED=$seed, as at the bad end}, and no sign of it"
	fi
}

first_wanted()
{
	awk -F '\t' '{ print $2 ": " $4; exit }' "$work/wanted"
}

# A test that could not judge this kernel and shows the failure at the bad end, or is the only one.
missing_test()
{
	bad_end_tests >"$work/needed"
	awk -F '\t' '
		FILENAME != "-" { needed[$1]; any = 1; next }
		$1 == "test" { judged += $3 != "skip" }
		$1 == "test" && $3 == "skip" && $2 in needed { print $2 ": " $4; said = 1; exit }
		END { if (!said && !judged) print "no test could judge this kernel" }' \
		"$work/needed" - <"$work/shown"
}
