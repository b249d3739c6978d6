# SPDX-License-Identifier: GPL-2.0-only
# One table of many runs' KTAP: tests down, kernels across. Operands are column=N FILE for each run, with
# -v names='KERNEL KERNEL ...'; with -v all=1 also the tests that are the same everywhere.
# What differs from the kernel to its left is marked: ! worse, + better, * otherwise.

BEGIN {
	nr_kernels = split(names, kernel, " ")
	worse["ok"] = 0; worse["skip"] = 0; worse["known"] = 1; worse["TIME"] = 2; worse["FAIL"] = 2
}

# The top-level results alone; what they contain is indented.
/^(not )?ok [0-9]+ / {
	failed = $1 == "not"
	name = $(failed ? 4 : 3)
	if (!(name in row)) {
		row[name] = ++nr_rows
		test[nr_rows] = name
	}
	cell[row[name], column] = state($0, failed)
}

function state(line, failed)
{
	if (line ~ / # SKIP/)
		return "skip"
	if (line ~ / # XFAIL/)
		return "known"
	if (line ~ / # TIMEOUT/)
		return "TIME"
	if (line ~ / # ERROR/)
		return "ERROR"
	return failed ? "FAIL" : "ok"
}

function get(r, c)
{
	return (r, c) in cell ? cell[r, c] : "-"
}

# Says nothing against a kernel, or for it.
function is_silent(s)
{
	return s == "skip" || s == "-" || s == "ERROR"
}

function mark(r, c,    here, left)
{
	if (c == 1)
		return ""
	here = get(r, c)
	left = get(r, c - 1)
	if (here == left)
		return ""
	if (is_silent(here) || is_silent(left))
		return "*"
	if (worse[here] == worse[left])
		return "*"
	return worse[here] > worse[left] ? "!" : "+"
}

function differs(r,    c)
{
	for (c = 2; c <= nr_kernels; c++)
		if (get(r, c) != get(r, 1))
			return 1
	return 0
}

function tally(r,    c, m)
{
	any_differs = differs(r)
	nr_differ += any_differs
	for (c = 1; c <= nr_kernels; c++) {
		count[c, get(r, c)]++
		m = mark(r, c)
		if (m == "!")
			nr_worse++
		if (m == "+")
			nr_better++
	}
}

function print_head(    c, line)
{
	line = sprintf("%-" width "s", "test")
	for (c = 1; c <= nr_kernels; c++)
		line = line sprintf("  %-" column_width(c) "s", kernel[c])
	sub(/ +$/, "", line)
	print line
}

function column_width(c)
{
	return length(kernel[c]) > 7 ? length(kernel[c]) : 7
}

function print_counts(    c, line, i, n, what)
{
	n = split("ok known skip FAIL TIME ERROR -", what, " ")
	for (c = 1; c <= nr_kernels; c++) {
		line = ""
		for (i = 1; i <= n; i++)
			if (count[c, what[i]])
				line = line sprintf("%s%d %s", line == "" ? "" : ", ", count[c, what[i]], what[i])
		printf "# %s: %s\n", kernel[c], line == "" ? "no results" : line
	}
}

# Rows in the order of their names, so that two tables can be compared.
function sort_rows(    i, j, name)
{
	for (i = 2; i <= nr_rows; i++) {
		name = test[i]
		for (j = i - 1; j >= 1 && test[j] > name; j--)
			test[j + 1] = test[j]
		test[j + 1] = name
	}
	for (i = 1; i <= nr_rows; i++)
		order[i] = row[test[i]]
}

END {
	width = 4
	sort_rows()
	for (i = 1; i <= nr_rows; i++)
		tally(order[i])
	for (i = 1; i <= nr_rows; i++)
		if ((all || differs(order[i])) && length(test[i]) > width)
			width = length(test[i])
	if (all ? nr_rows : nr_differ) {
		print_head()
		for (i = 1; i <= nr_rows; i++)
			if (all || differs(order[i]))
				print_row(test[i])
		print "# ok passed; known: fails as an issue that is known; skip: cannot be judged there; -: not run"
		print "# beside the kernel to its left: ! worse, + better, * other"
	}
	print_counts()
	printf "# %d tests, %d differ: %d worse, %d better from one kernel to the next%s\n", nr_rows, nr_differ, \
		nr_worse, nr_better, all || nr_differ == nr_rows ? "" : " (ALL=1 shows the others)"
}

function print_row(name,    c, line, r)
{
	r = row[name]
	line = sprintf("%-" width "s", name)
	for (c = 1; c <= nr_kernels; c++)
		line = line sprintf("  %-" column_width(c) "s", mark(r, c) get(r, c))
	sub(/ +$/, "", line)
	print line
}
