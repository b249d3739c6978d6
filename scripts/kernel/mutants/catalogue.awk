# SPDX-License-Identifier: GPL-2.0-only
# The mutants as a table in Markdown, from what each says of itself (the files on the command line)
# and from what caught it (-v caught=FILE).

function read_caught(    line, field) {
	while ((getline line <caught) > 0) {
		split(line, field, "\t")
		tests[field[1]] = tests[field[1]] " " field[4]
	}
}

function ticked(names,    n, i, name, out) {
	n = split(names, name, " ")
	for (i = 1; i <= n && i <= 4; i++)
		out = out (out == "" ? "" : " ") "`" name[i] "`"
	return out (n > 4 ? " ..." : "")
}

function flush_one() {
	if (mutant == "")
		return
	if (what == "")
		what = reason
	sub(/[.:] .*/, "", what)
	sub(/[.]$/, "", what)
	gsub(/\|/, "\\|", what)
	printf "| `%s` | %s | %s | %s | %s |\n", mutant, what, kind, file, ticked(tests[mutant])
}

BEGIN {
	read_caught()
	print "| mutant | what is wrong | kind | in | caught by |"
	print "|---|---|---|---|---|"
}

FNR == 1 {
	flush_one()
	mutant = FILENAME
	sub(/.*\//, "", mutant)
	sub(/[.]cocci$/, "", mutant)
	what = reason = kind = file = ""
	head = 1
}

!/^\/\// { head = 0 }
!head { next }
{ sub(/^\/\/ ?/, "") }
/^Files: / { sub(/^Files: /, ""); sub(/.*\//, ""); file = $0; next }
/^Kind: / { kind = $2; next }
/^(Reason|Undoes): / { sub(/^[A-Z][a-z]*: /, ""); reason = $0; next }
/^(SPDX-License-Identifier|Test|Needs|Spatch|Unless|Optional)/ { next }
$0 != "" { what = what (what == "" ? "" : " ") $0 }
END { flush_one() }
