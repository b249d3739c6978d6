# SPDX-License-Identifier: GPL-2.0-only
# One line for each test: its name, a tab, its section in Markdown with newlines as \001.

# What each test has caught of the kernels with a bug on purpose: scripts/mutants writes it down. Only of
# a mutant that was shown to the whole suite it is known that no other test catches it.
function read_caught(    line, field, test, n, i, of, only, nr, names, name) {
	while (caught != "" && (getline line <caught) > 0) {
		if (line ~ /^#/)
			continue
		split(line, field, "\t")
		name = field[1]
		n = split(field[4], test, " ")
		for (i = 1; i <= n; i++)
			mutants[test[i]] = mutants[test[i]] " " name
		if (!(name in of))
			names[++nr] = name
		of[name] += n
		only[name] = field[3] == "suite" ? test[1] : ""
	}
	for (i = 1; i <= nr; i++)
		if (of[names[i]] == 1 && only[names[i]] != "")
			alone[only[names[i]]] = alone[only[names[i]]] " " names[i]
}

# A field of a section, folded at 100 columns.
function folded(text,    word, n, i, line, out) {
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line) + length(word[i]) > 98) {
			out = out line "\001"
			line = " "
		}
		line = line (line == "" ? "" : " ") word[i]
	}
	return out line
}

function mutants_field(name,    text) {
	if (!(name in mutants))
		return ""
	text = "- Mutants caught:" mutants[name]
	if (name in alone)
		text = text "; by this test alone:" alone[name]
	return folded(text)
}

function complain(file, text) {
	print "catalogue: " file ": " text
	bad++
}

function finish() {
	if (file == "")
		return
	if (name == "")
		complain(file, "its first comment does not begin with `test: <dotted.name>`")
	else if (name in file_of)
		complain(file, "the name " name " is taken by " file_of[name])
	else if (body == "")
		complain(file, "says nothing about what it does")
	else if (registered != "" && registered != name)
		complain(file, "is registered as " registered ", but its comment says " name)
	file_of[name] = file
	section[name] = "### " name "\001\001" body (fields == "" ? "" : "\001" fields)
}

FNR == 1 {
	finish()
	file = FILENAME
	name = body = fields = registered = last = ""
	state = "before"
}

state == "before" && /^\/\*/ { state = "inside"; next }
state == "before" && FNR > 1 && !/^$/ { state = "after" }
state == "inside" && /\*\// { state = "after"; next }

state == "inside" {
	sub(/^ \* ?/, "")
	if (name == "" && !sub(/^test: */, "")) {
		state = "after"
	} else if (name == "") {
		name = $0
	} else if (/^(Source|Fixed-by|Known): /) {
		colon = index($0, ": ")
		fields = fields "- " substr($0, 1, colon) " " substr($0, colon + 2) "\001"
		last = "field"
	} else if (last == "field" && /[^ \t]/) { # goes on until an empty line
		sub(/^[ \t]*/, "  ")
		fields = fields $0 "\001"
	} else if (body != "" || $0 != "") {
		body = body $0 "\001"
		last = "body"
	}
	next
}

/^TCELIFE_TEST\(/ { state = "registration" }

state == "registration" && registered == "" && match($0, /\.name = "[^"]*"/) {
	registered = substr($0, RSTART + 9, RLENGTH - 10)
}

END {
	finish()
	read_caught()
	if (bad)
		exit 1
	for (name in section) {
		text = section[name]
		gsub(/\001\001\001+/, "\001\001", text)
		sub(/\001+$/, "", text)
		more = mutants_field(name)
		if (more != "")
			text = text (text ~ /\001- (Source|Fixed-by|Known): / ? "" : "\001") "\001" more
		print name "\t" text "\001"
	}
}
