# SPDX-License-Identifier: GPL-2.0-only
# What scripts/omissions.d/hook is to try: from done, sites and reach. Omissions that few tests come by
# are first, of their tests the fastest. Status 3: wanted names none.

BEGIN {
	nr_globs = globs_read(wanted, globs)
	nr_tests = globs_read(wanted_tests, tests)
}

# From shell globs to regular expressions; returns how many.
function globs_read(text, to,    i, n) {
	n = split(text, to, " ")
	for (i = 1; i <= n; i++) {
		gsub(/[.]/, "[.]", to[i])
		gsub(/[*]/, ".*", to[i])
	}
	return n
}

function matches(name, nr, of, and_what,    i) {
	for (i = 1; i <= nr; i++)
		if (name ~ "^" of[i] and_what)
			return 1
	return 0
}

FILENAME == ARGV[1] {
	verdict[$1, $2] = $3
	next
}

FILENAME == ARGV[2] {
	word = $3
	sub(/ .*/, "", word)
	if (!matches($1 ":" $4 ":" $3, nr_globs, globs, "(:|$)"))
		next
	named = 1
	if (again ? verdict[$1, $2] != again : ($1, $2) in verdict)
		next
	if (index(kinds, " " word " "))
		chosen[$1, $2] = $1 " " $2
	next
}

($1, $2) in chosen && matches($3, nr_tests, tests, "$") {
	n = ++count[$1, $2]
	test[$1, $2, n] = $3
	ms[$1, $2, n] = $4
}

function parts(site,    i, j, n, t, m, line, part, all) {
	n = count[site]
	for (i = 2; i <= n; i++) {
		t = test[site, i]
		m = ms[site, i]
		for (j = i - 1; j >= 1 && ms[site, j] > m; j--) {
			test[site, j + 1] = test[site, j]
			ms[site, j + 1] = ms[site, j]
		}
		test[site, j + 1] = t
		ms[site, j + 1] = m
	}
	for (i = 1; i <= n; i++) {
		if (i > 1 && all + ms[site, i] > tests_ms)
			break
		if (part && part + ms[site, i] > part_ms) {
			line = line " "
			part = 0
		}
		line = line (part ? "," : "") test[site, i]
		part += ms[site, i] + 1
		all += ms[site, i]
	}
	return line
}

END {
	sorter = "LC_ALL=C sort -k 1,1n -k 2,2 -k 3,3n | cut -d ' ' -f 2-"
	for (site in count)
		print count[site] " " chosen[site] " " parts(site) | sorter
	close(sorter)
	exit named ? 0 : 3
}
