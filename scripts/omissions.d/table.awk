# SPDX-License-Identifier: GPL-2.0-only
# What became of the omissions of each file, from no-bug, sites, reach and done; then those that were
# missed, and where tests came to an error or to nothing that is clear. One of which the machine died,
# twice, is counted apart: it may have been the laboratory. Status 1: some were missed that are a bug, for all we know, or
# came to an error; 2: no-bug cannot be read.

FILENAME == ARGV[1] {
	if (/^#/ || /^$/)
		next
	if (NF < 4) {
		printf "no-bug:%d: must be: FILE, FUNCTION, WHAT, TEXT, a tab between\n", FNR | "cat >&2"
		broken = 2
		exit
	}
	reasons++
	reason_file[reasons] = $1
	reason_function[reasons] = $2
	reason_what[reasons] = $3
	reason_text[reasons] = $4
	next
}

FILENAME == ARGV[2] {
	if (!($1 in nr))
		file[++files] = $1
	nr[$1]++
	where[$1, $2] = $1 ":" $4 ":" $3
	text[$1, $2] = $5
	for (i = 1; i <= reasons; i++)
		if ($1 == reason_file[i] && $6 == reason_function[i] && $3 == reason_what[i] && index($5, reason_text[i]))
			no_bug[$1, $2]
	where[$1, $2] = where[$1, $2] ":" $6
	next
}

FILENAME == ARGV[3] {
	if (!(($1, $2) in reached)) {
		reached[$1, $2]
		nr_reached[$1]++
	}
	tests[$1, $2]++
	next
}

{
	verdict[$1, $2] = $3
	by[$1, $2] = $4 (($5 == "") ? "" : ": " $5)
}

END {
	if (broken)
		exit broken
	for (site in verdict) {
		split(site, part, SUBSEP)
		if (verdict[site] == "missed" && site in no_bug)
			verdict[site] = "no bug"
		got[part[1], verdict[site] == "unclear" ? "error" : verdict[site]]++
	}
	printf "%-20s %6s %8s %7s %6s %7s %7s %6s\n", "file", "all", "reached", "caught", "died", "no bug", \
		"missed", "error"
	for (i = 1; i <= files; i++) {
		f = file[i]
		printf "%-20s %6d %8d %7d %6d %7d %7d %6d\n", f, nr[f], nr_reached[f], got[f, "caught"], \
			got[f, "died"], got[f, "no bug"], got[f, "missed"], got[f, "error"]
		uncaught += got[f, "missed"] + got[f, "error"]
	}
	sorter = "LC_ALL=C sort -t : -k 1,1 -k 2n"
	for (site in verdict)
		if (verdict[site] ~ /^(missed|error|unclear)$/)
			printf "%s: %s (%s, %d tests) %s\n", where[site], text[site], verdict[site], tests[site], by[site] | sorter
	close(sorter)
	exit !!uncaught
}
