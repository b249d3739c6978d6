# SPDX-License-Identifier: GPL-2.0-only
# One line of scripts/kernel/mutants/caught from the result of a mutant that was caught; fails if it
# was not.

BEGIN { FS = "\t" }
$1 == "mutant" { name = $2 }
$1 == "kind" { kind = $2 }
$1 == "verdict" { verdict = $2 }
$1 == "ran" { scope = $2 ~ /suite/ ? "suite" : "named" }
$1 == "FAIL" && !seen[$2]++ { tests = tests (tests == "" ? "" : " ") $2 }

END {
	if (verdict != "caught")
		exit 1
	printf "%s\t%s\t%s\t%s\n", name, kind, scope == "" ? "named" : scope, tests
}
