# SPDX-License-Identifier: GPL-2.0-only
# What is named in comments and strings is not used there. The port of the KVM selftests library is
# asked for by that library, which is not here.

# The function that a line at the left edge declares or defines, or nothing.
function function_of(line) {
	if (line !~ /^[a-z_]/ || line ~ /^(static|typedef|_Static)/)
		return ""
	sub(/^__attribute__\(\(.*\)\) /, "", line)
	return match(line, /[a-z_0-9]+\(/) ? substr(line, RSTART, RLENGTH - 1) : ""
}

FNR == 1 {
	header = FILENAME ~ /[.]h$/ && FILENAME !~ /^lib\/(unit|kvm_selftests)\//
	ported = FILENAME ~ /^lib\/kvm_selftests\//
	comment = 0
}

{
	gsub(/"([^"\\]|\\.)*"/, "\"\"")
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "")
	sub(/\/\/.*/, "")
}

comment { if (!sub(/^.*\*\//, "")) next; comment = 0 }
sub(/\/\*.*/, "") { comment = 1 }

{
	name = function_of($0)
	if (name != "" && header)
		offered[name] = FILENAME ":" FNR
	else if (name != "")
		defines[FILENAME, name] = 1
	if (/^[ \t]*#[ \t]*define[ \t]/ && !ported) {
		split($0, part, /[ \t(]+/)
		macro[part[2]] = FILENAME ":" FNR
	}
	n = split($0, word, /[^A-Za-z_0-9]+/)
	for (i = 1; i <= n; i++) {
		times[word[i]]++
		if (!header && !((FILENAME, word[i]) in seen)) {
			seen[FILENAME, word[i]] = 1
			files[word[i]] = files[word[i]] " " FILENAME
		}
	}
}

# True if a file names it that does not define it, or a header besides its declaration.
function is_asked_for(name,    i, n, file) {
	n = split(files[name], file, " ")
	for (i = 1; i <= n; i++)
		if (!((file[i], name) in defines))
			return 1
	return 0
}

END {
	if (!NR) {
		print "unused: no files to check"
		exit 1
	}
	for (name in offered)
		if (!is_asked_for(name)) {
			print "unused: " offered[name] ": no other file calls " name "()"
			bad++
		}
	for (name in macro)
		if (times[name] < 2) {
			print "unused: " macro[name] ": nobody uses " name
			bad++
		}
	exit bad > 0
}
