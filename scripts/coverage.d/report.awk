# SPDX-License-Identifier: GPL-2.0-only
# From the records of read.awk, of all suites and boots, to what make coverage says. The suite `boot` is
# what the start of the machine reached: shown, never counted.
# Usage: awk -v suites='contracts races' -v unreachable=FILE -v out=FOLDER -v lines_bar=95
#            -v branches_bar=85 -f report.awk RECORDS...
# Writes FOLDER/table, FOLDER/not-reached and FOLDER/reached (one word a line and branch, for those who
# compare two runs). Exit status: 0 the bar is met, 1 it is not, 2 a reason is not well written.

BEGIN {
	FS = "\t"
	number_of_suites = split(suites, suite_name, " ")
	for (i = 1; i <= number_of_suites; i++)
		counts[suite_name[i]]
	reasons_read()
}

{
	id = $3 SUBSEP $4 SUBSEP ($1 == "B" ? $7 : "line")
	if (!(id in file_of))
		item_new(id)
	hits[id, $2] += $5
	if ($2 in counts)
		hits[id] += $5
}

END {
	if (wrong)
		exit 2
	for (i = 1; i <= items; i++)
		item_judge(item[i])
	table = out "/table"
	met = table_write("line", "lines", lines_bar)
	met = table_write("branch", "branches", branches_bar) && met
	list = out "/not-reached"
	list_write()
	without_effect()
	exit !met
}

# --- the reasons --------------------------------------------------------------------------------

function reasons_read(    text) {
	while ((getline text <unreachable) > 0) {
		reason_line++
		if (text !~ /^(#|$)/)
			reason_read(text)
	}
	close(unreachable)
}

# `cannot WORD why`, `not-yet WORD why`, `file PATH`, or `WORD function: source text` of that file.
function reason_read(text,    word, rest, colon) {
	word = rest = text
	sub(/ .*/, "", word)
	sub(/^[^ ]* */, "", rest)
	if (word == "file")
		reason_file = rest
	else if (word == "cannot" || word == "not-yet")
		reason_new(word, rest)
	else if (!(word in meaning))
		reason_wrong("no reason is called " word)
	else if (!(colon = index(rest, ": ")) || reason_file == "")
		reason_wrong("must be: WORD function: source text, below a line: file PATH")
	else
		excuse_new(reason_file SUBSEP substr(rest, 1, colon - 1), substr(rest, colon + 2), word)
}

function reason_new(kind, text,    word) {
	word = text
	sub(/ .*/, "", word)
	sub(/^[^ ]* */, "", text)
	meaning[word] = text
	if (kind == "not-yet")
		counted[word]
}

function reason_wrong(text) {
	print unreachable ":" reason_line ": " text >"/dev/stderr"
	wrong++
}

function excuse_new(place, text, word) {
	excuses++
	excuse_at[place] = excuse_at[place] " " excuses
	gsub(/[ \t]+/, " ", text)
	excuse_text[excuses] = text
	excuse_word[excuses] = word
	excuse_line[excuses] = reason_line
}

# A reason is tied to the function and the text, because lines move from kernel to kernel. Those for any
# function are for branches of lines that are reached: others may be without a test.
function excused(id,    file, found) {
	file = file_of[id]
	found = excused_at(id, file SUBSEP function_of[id])
	if (found == "" && kind_of[id] == "branch" && hits[file, line_of[id], "line"]) {
		found = excused_at(id, file SUBSEP "*")
		if (found == "")
			found = excused_at(id, "*" SUBSEP "*")
	}
	return found
}

function excused_at(id, place,    n, which, i) {
	n = split(excuse_at[place], which, " ")
	for (i = 1; i <= n; i++)
		if (alike(excuse_text[which[i]], text_of[file_of[id], line_of[id]])) {
			excuse_used[which[i]]
			return excuse_word[which[i]]
		}
	return ""
}

# `...` stands for anything; `*` alone, too.
function alike(wanted, text,    at, part) {
	if (wanted == "*")
		return 1
	at = index(wanted, "...")
	if (!at)
		return wanted == text
	part = substr(wanted, 1, at - 1)
	if (substr(text, 1, length(part)) != part)
		return 0
	return found_in(substr(wanted, at + 3), substr(text, length(part) + 1))
}

# The same for what follows a `...`.
function found_in(wanted, text,    at, part) {
	if (wanted == "")
		return 1
	at = index(wanted, "...")
	if (!at)
		return substr(text, length(text) - length(wanted) + 1) == wanted
	part = substr(wanted, 1, at - 1)
	if (!index(text, part))
		return 0
	return found_in(substr(wanted, at + 3), substr(text, index(text, part) + length(part)))
}

# --- lines and branches -------------------------------------------------------------------------

function item_new(id) {
	item[++items] = id
	file_of[id] = $3
	line_of[id] = $4
	function_of[id] = $6
	kind_of[id] = $1 == "B" ? "branch" : "line"
	hits[id] = 0
	if ($1 == "L")
		text_of[$3, $4] = $7
	else
		what_of[id] = "branch " $7
	if (!($3 in files_seen)) {
		files_seen[$3]
		file_name[++files] = $3
	}
}

function item_judge(id,    i, suite, of) {
	of = kind_of[id] SUBSEP file_of[id]
	reason_of[id] = hits[id] ? "" : excused(id)
	if (reason_of[id] != "" && !(reason_of[id] in counted))
		return
	add(of, "", 1)
	if (hits[id])
		add(of, "together", 1)
	for (i = 1; i <= number_of_suites; i++) {
		suite = suite_name[i]
		if (hits[id, suite])
			add(of, suite, 1)
	}
}

function add(of, what, n,    kind) {
	kind = substr(of, 1, index(of, SUBSEP) - 1)
	sum[of, what] += n
	sum[kind, "all", what] += n
}

# --- the table ----------------------------------------------------------------------------------

function table_write(kind, title, bar,    i, part, met) {
	table_row(title, "reachable")
	for (i = 1; i <= number_of_suites; i++)
		printf "%18s", suite_name[i] >table
	printf "%18s\n", "together" >table
	for (i = 1; i <= files; i++)
		table_file(kind, file_name[i])
	table_file(kind, "all")
	part = percent(sum[kind, "all", "together"], sum[kind, "all", ""])
	met = part >= bar
	printf "%s reached: %.1f %%; the bar is %s %%: %s\n\n", title, part, bar, \
		met ? "met" : "NOT MET" >table
	return met
}

function table_row(name, reachable) {
	printf "%-46s%10s", name, reachable >table
}

function table_file(kind, name,    i) {
	table_row(name, sum[kind, name, ""] + 0)
	for (i = 1; i <= number_of_suites; i++)
		table_cell(sum[kind, name, suite_name[i]], sum[kind, name, ""])
	table_cell(sum[kind, name, "together"], sum[kind, name, ""])
	printf "\n" >table
}

function table_cell(n, of) {
	printf "%9d %6.1f %%", n, percent(n, of) >table
}

# Rounded down: 100.0 is all of it.
function percent(n, of) {
	return of ? int(1000 * n / of) / 10 : 100
}

# --- what was not reached -----------------------------------------------------------------------

function list_write(    i, id) {
	printf "" >list
	printf "" >(out "/reached")
	for (i = 1; i <= items; i++) {
		id = item[i]
		if (hits[id])
			printf "%s:%s:%s\n", file_of[id], line_of[id], \
				kind_of[id] == "line" ? "line" : what_of[id] >(out "/reached")
		else
			list_item(id)
	}
	print "not reached, lines and branches:" >table
	for (i = 1; i <= reasons_met; i++)
		printf "%6d  %s\n", met_count[met_word[i]], met_word[i] >table
}

function list_item(id,    word, reason) {
	word = reason_of[id]
	reason = word == "" ? "NO REASON" : word ": " meaning[word]
	if (word != "" && !(word in counted))
		reason = reason " (not counted)"
	if (!(reason in met_count))
		met_word[++reasons_met] = reason
	met_count[reason]++
	printf "%s:%s\t%s\t%s\t%s\t%s%s\n", file_of[id], line_of[id], function_of[id], \
		text_of[file_of[id], line_of[id]], \
		kind_of[id] == "line" ? "line" : what_of[id], \
		reason, hits[id, "boot"] ? " (reached while the machine started)" : "" >list
}

# Reasons for what was reached, or is not in this kernel, are not wrong: they are said.
function without_effect(    i) {
	for (i = 1; i <= excuses; i++)
		if (!(i in excuse_used))
			printf "%s:%d: all of this is reached, or not in this kernel\n", \
				unreachable, excuse_line[i] >(out "/reasons-without-effect")
}
