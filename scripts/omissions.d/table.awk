# SPDX-License-Identifier: GPL-2.0-only
# What became of the omissions of each file; then those that were missed, and where tests came to an error.

FILENAME == ARGV[1] {
	if (!($1 in nr))
		file[++files] = $1
	nr[$1]++
	where[$1, $2] = $1 ":" $4 ":" $3
	text[$1, $2] = $5
	next
}

FILENAME == ARGV[2] {
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
	for (site in verdict) {
		split(site, part, SUBSEP)
		got[part[1], verdict[site] == "died" ? "caught" : verdict[site]]++
	}
	printf "%-20s %6s %8s %7s %7s %6s\n", "file", "all", "reached", "caught", "missed", "error"
	for (i = 1; i <= files; i++) {
		f = file[i]
		printf "%-20s %6d %8d %7d %7d %6d\n", f, nr[f], nr_reached[f], got[f, "caught"], got[f, "missed"], got[f, "error"]
		missed += got[f, "missed"]
	}
	sorter = "LC_ALL=C sort -t : -k 1,1 -k 2n"
	for (site in verdict)
		if (verdict[site] == "missed" || verdict[site] == "error")
			printf "%s: %s (%s, %d tests) %s\n", where[site], text[site], verdict[site], tests[site], by[site] | sorter
	close(sorter)
	exit !!missed
}
