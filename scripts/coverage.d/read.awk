# SPDX-License-Identifier: GPL-2.0-only
# From what gcov -t -b -c prints to one record a line and a branch of one of its sources, with tabs:
#   L suite file line count function text      B suite file line count function index
# gcov says nothing of lines that the compiler made no code for, nor does this.
# -v suite= -v file= (as in the kernel's tree; the source that ends so is meant)

BEGIN { OFS = "\t" }

/^ +-: +0:Source:/ {
	source = $0
	sub(/^ +-: +0:Source:/, "", source)
	at = length(source) - length(file)
	ours = substr(source, at + 1) == file && (at == 0 || substr(source, at, 1) == "/")
	in_function = "-"
	next
}

!ours { next }

# The compiler's copies of a function (name.part.0, name.isra.0) are that function.
/^function / {
	in_function = $2
	sub(/[.].*/, "", in_function)
	next
}

/^branch +[0-9]+ / {
	print "B", suite, file, line, $3 == "taken" ? $4 : 0, in_function, $2
	next
}

match($0, /^ *[0-9#=-]+[*]?: *[0-9]+:/) {
	split(substr($0, 1, RLENGTH), part, ":")
	text = substr($0, RLENGTH + 1)
	gsub(/[ \t]+/, " ", text)
	sub(/^ /, "", text)
	count = part[1]
	gsub(/[ *]/, "", count)
	line = part[2] + 0
	if (line && count != "-")
		print "L", suite, file, line, count ~ /^[0-9]+$/ ? count : 0, in_function, text
}
