# SPDX-License-Identifier: GPL-2.0-only
# A source of the kernel with what each suite counted beside its lines, and below them what was not
# reached. Usage: awk -v suites='boot contracts' -v file=PATH -f annotate.awk RECORDS NOT-REACHED SOURCE

BEGIN {
	FS = "\t"
	number_of_suites = split(suites, suite_name, " ")
	for (i = 1; i <= number_of_suites; i++)
		printf "%11s", suite_name[i]
	print "   line"
}

FNR == 1 { input++ }

input == 1 && $3 == file && $1 == "L" {
	has_code[$4]
	count[$4, $2] += $5
}

input == 2 && index($1, file ":") == 1 {
	line = substr($1, length(file) + 2)
	missing[line] = missing[line] sprintf("%" 11 * number_of_suites + 8 "s> %s: %s\n", "", $4, $5)
}

input == 3 {
	for (i = 1; i <= number_of_suites; i++)
		printf "%11s", cell(suite_name[i])
	printf "%7d  %s\n%s", FNR, $0, missing[FNR]
}

function cell(suite) {
	if (!(FNR in has_code))
		return ""
	return count[FNR, suite] ? count[FNR, suite] : "-"
}
