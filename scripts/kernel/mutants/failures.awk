# SPDX-License-Identifier: GPL-2.0-only
# What went wrong in a run, from its ktap, with tabs between: FAIL or ERROR, test, case, tries, reason.
# An error says nothing about the kernel, nor does a selfcheck that fails. A test that ended without
# the result of a case (with the machine, say) has the case `end`.

function escape(text) {
	gsub(/[\t\001]/, " ", text)
	return text
}

# of "not ok 3 a name # reason"
function name_of(line) {
	sub(/^ *not ok [0-9]+ /, "", line)
	sub(/ # .*/, "", line)
	return line
}

function reason_of(line) {
	return sub(/^[^#]* # /, "", line) ? escape(line) : ""
}

/^  # .*[0-9]+ tries/ {
	tries = $0
	sub(/ tries.*/, "", tries)
	sub(/.*[^0-9]/, "", tries)
}

/^  not ok / {
	cases++
	name[cases] = name_of($0)
	reason[cases] = reason_of($0)
}

/^(not )?ok / {
	if (/^not ok /) {
		kind = / # ERROR/ || name_of($0) ~ /^selfcheck[.]/ ? "ERROR" : "FAIL"
		if (!cases) {
			cases = 1
			name[1] = "end"
			reason[1] = reason_of($0)
		}
		for (i = 1; i <= cases; i++)
			printf "%s\t%s\t%s\t%s\t%s\n", (reason[i] ~ /^ERROR/ ? "ERROR" : kind), \
				name_of($0), escape(name[i]), tries, reason[i]
	}
	cases = 0
	tries = ""
}
