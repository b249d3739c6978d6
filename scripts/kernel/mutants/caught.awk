# SPDX-License-Identifier: GPL-2.0-only
# The lines of scripts/kernel/mutants/caught, one if the tests fit in it, from the result of a mutant
# that was caught; fails if it was not.

function flush_line() {
	printf "%s\t%s\t%s\t%s\n", name, kind, scope == "" ? "named" : scope, tests
	tests = ""
}

BEGIN { FS = "\t" }
$1 == "mutant" { name = $2 }
$1 == "kind" { kind = $2 }
$1 == "verdict" { verdict = $2 }
$1 == "ran" { scope = $2 ~ /suite/ ? "suite" : "named" }
$1 == "FAIL" && !seen[$2]++ { test[++nr] = $2 }

END {
	if (verdict != "caught")
		exit 1
	for (i = 1; i <= nr; i++) {
		if (tests != "" && length(tests) + length(test[i]) > 120)
			flush_line()
		tests = tests (tests == "" ? "" : " ") test[i]
	}
	flush_line()
}
