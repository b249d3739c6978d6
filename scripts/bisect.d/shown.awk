# SPDX-License-Identifier: GPL-2.0-only
# What a run's KTAP says, a line each with tabs between, for scripts/bisect:
#   test NAME pass|known|skip|fail|timeout|error REASON
#   shows NAME new|known SIGNATURE   a failure as harness/known-issues writes it; a report in a replay
#                                    of a race that ended the machine is one, too
#   race NAME TRIES OVERLAPPED STOPPED   STOPPED: after which try by a kernel report, or -
#   died NAME                        the machine went down, or a thread never left the kernel
#   held NAME TIMES OF               a replayed schedule
#   points NAME VISITED OF           of one side of an explored pair
#   lab - REASON                     the laboratory has filled the test's place

BEGIN { OFS = "\t" }

function unescape(text)
{
	gsub(/\\#/, "#", text)
	return text
}

# Cuts ` (known: id)` off and says whether it was there.
function known_mark(text)
{
	if (match(text, / \((follows from )?known: [-a-z0-9]+\)$/)) {
		bare = substr(text, 1, RSTART - 1)
		return "known"
	}
	bare = text
	return "new"
}

function shows(mark, signature)
{
	if (!((name, signature) in seen))
		print "shows", name, mark, signature
	seen[name, signature] = 1
}

# A fingerprint of the kernel's log, in brackets.
function show_report(text, mark)
{
	if (match(text, /\[[A-Z_]+[-A-Za-z0-9]*:[^] ]*\]/))
		shows(mark, "klog " substr(text, RSTART + 1, RLENGTH - 2))
}

# `REST` behind `not ok N ` or `ok N `: sets label, word and reason.
function split_result(rest,    at)
{
	label = rest
	word = reason = ""
	at = index(rest, " # ")
	if (!at)
		return
	label = substr(rest, 1, at - 1)
	reason = unescape(substr(rest, at + 3))
	if (match(reason, /^(SKIP|XFAIL|ERROR|TIMEOUT)( |$)/)) {
		word = substr(reason, 1, RLENGTH)
		sub(/ $/, "", word)
		reason = substr(reason, RLENGTH + 1)
	}
}

function place_of(text)
{
	sub(/.*, in /, "", text)
	sub(/[^A-Za-z0-9_.].*/, "", text)
	return text
}

# A case of a test that is not as it should be.
function failed_case(    mark)
{
	mark = known_mark(reason)
	if (label == "oracles")
		return
	if (label == "end" && bare ~ /^(unkillable|the machine went down|no end within)/) {
		died = 1
		show_report(bare, mark)
		if (bare ~ /, in [A-Za-z0-9_]+/)
			shows(mark, "stuck " place_of(bare))
		return
	}
	shows(mark, "case " label " " bare)
}

# What an oracle says: `# name: what: numbers`.
function oracle_line(text,    oracle, mark)
{
	oracle = text
	sub(/:.*/, "", oracle)
	sub(/^[a-z]+: /, "", text)
	mark = known_mark(text)
	if (oracle == "klog")
		show_report(text, mark)
	else if (oracle ~ /^(modules|vms|pins|vmalloc)$/) # how much has grown is not the same each time
		shows(mark, "oracle " oracle " " substr(bare, 1, index(bare, ":") - 1))
	else
		shows(mark, "oracle " oracle)
}

function top_result(failed)
{
	name = label
	if (word == "ERROR" && reason ~ /^lab: /)
		print "lab", "-", reason
	if (died)
		print "died", name
	if (word == "" || word == "XFAIL")
		word = failed ? "fail" : word == "XFAIL" ? "known" : "pass"
	print "test", name, tolower(word), reason
	died = 0
	name = ""
}

/^  # Subtest: / { name = substr($0, 14); next }

/^  # [0-9]+ tries in [0-9]+ ms: overlapped / {
	tries = $2
	overlapped = $8
	sub(/,$/, "", overlapped)
	print "race", name, tries, overlapped, stopped == "" ? "-" : stopped
	stopped = ""
	next
}

/^  # stopped after try [0-9]+: / { stopped = $5; sub(/:$/, "", stopped); next }
/^  # held [0-9]+ times of / { print "held", name, $3, $6 + 0; next }
/^  # [0-9]+ of [0-9]+ points visited / { print "points", name, $2, $4; next }
/^  # (klog|taint|modules|vms|pins|vmalloc|group|locked|growth): / {
	oracle_line(unescape(substr($0, 5)))
	next
}

/^  (not )?ok [0-9]+ / {
	failed = $1 == "not"
	rest = $0
	sub(/^ *(not )?ok [0-9]+ /, "", rest)
	split_result(rest)
	if ((failed || word == "XFAIL") && word != "ERROR" && word != "SKIP")
		failed_case()
	next
}

/^(not )?ok [0-9]+ / {
	failed = $1 == "not"
	rest = $0
	sub(/^(not )?ok [0-9]+ /, "", rest)
	split_result(rest)
	top_result(failed)
}
