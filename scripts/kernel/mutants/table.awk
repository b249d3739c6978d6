# SPDX-License-Identifier: GPL-2.0-only
# The table of mutants, from their results (the files on the command line, as scripts/mutants
# writes them), and under it the counts and the bars.

function flush_one() {
	if (name == "")
		return
	total[kind]++
	if (verdict == "caught")
		caught[kind]++
	else
		left = left " " name
	if (once != "")
		by = by (by == "" ? "" : " ") "(once:" once ")"
	printf "%-32s %-13s %-7s %-7s %5s %5s  %s\n", name, kind, verdict, phase, tries, seconds, by
	if (how != "")
		printf "%-32s   %s\n", "", substr(how, 1, 150)
	name = kind = verdict = phase = tries = seconds = by = how = once = ""
	more = nr_once = 0
}

function share(kind) {
	return sprintf("%d of %d %s", caught[kind], total[kind], kind)
}

BEGIN {
	FS = "\t"
	printf "%-32s %-13s %-7s %-7s %5s %5s  %s\n", "mutant", "kind", "result", "phase", "tries", \
		"s", "by"
}

FNR == 1 { flush_one() }
$1 == "mutant" { name = $2 }
$1 == "kind" { kind = $2 }
$1 == "verdict" { verdict = $2 }
$1 == "phase" { phase = $2 }
$1 == "seconds" { seconds = $2 }
$1 == "why" { how = $2 }
$1 == "FAIL" {
	if (how == "") {
		how = $3 ": " $5
		tries = $4
	}
	if (!((name, $2) in seen)) {
		seen[name, $2]
		if (more++ < 3)
			by = by (by == "" ? "" : " ") $2
		else if (more == 5)
			by = by " ..."
	}
}
# not a second time
$1 == "ONCE" && !((name, $2, "once") in seen) {
	seen[name, $2, "once"]
	if (nr_once++ < 3)
		once = once " " $2
	else if (nr_once == 4)
		once = once " ..."
}

END {
	flush_one()
	all = total["deterministic"] + total["race"]
	got = caught["deterministic"] + caught["race"]
	printf "caught: %s, %s; %d of %d in all\n", share("deterministic"), share("race"), got, all
	if (left != "")
		printf "not caught:%s\n", left
	exit left != ""
}
