# SPDX-License-Identifier: GPL-2.0-only
# Of the lines of shown.awk, those that show what is wanted. -v signature=GLOB, as in
# harness/known-issues, or `known ID` for all signatures that are there (-v issues=FILE), but for what
# stands behind those oracles that shown.awk names alone.
# -v ask=1: only says whether the signature can ever match, and if not, why (status 1).

function die(text)
{
	print text
	bad = 1
	exit 1
}

# A glob as a regular expression for all of a text.
function regex(glob,    i, c, out)
{
	for (i = 1; i <= length(glob); i++) {
		c = substr(glob, i, 1)
		if (c == "*")
			out = out ".*"
		else if (c == "?")
			out = out "."
		else if (c ~ /[A-Za-z0-9_ ,:;=@%&~<>"'\/-]/)
			out = out c
		else
			out = out "[" c "]"
	}
	# these are special in brackets
	gsub(/\[\^\]/, "\\^", out)
	gsub(/\[\\\]/, "\\\\", out)
	return "^" out "$"
}

function oracle_alone(text)
{
	return match(text, /^oracle (taint|group|locked|growth) /) ? substr(text, 1, RLENGTH - 1) : text
}

function known_signatures(id,    line, mine)
{
	while ((getline line <issues) > 0) {
		if (line ~ /^id: /)
			mine = substr(line, 5) == id
		else if (mine && line ~ /^signature: /)
			pattern[++nr] = regex(oracle_alone(substr(line, 12)))
	}
	close(issues)
	if (!nr)
		die("'" signature "': " issues " has no issue of this id")
}

function check(    kind, rest)
{
	kind = signature
	sub(/ .*/, "", kind)
	rest = substr(signature, length(kind) + 2)
	if (kind !~ /^(klog|case|oracle|stuck|known)$/)
		die("'" signature "' can never match: it must be klog FINGERPRINT, case NAME REASON, " \
		    "oracle NAME, stuck FUNCTION (with globs), or known ID" \
		    (signature ~ /^[A-Z_]+[-A-Za-z0-9]*:/ ? "; did you mean 'klog " signature "'?" : ""))
	if (rest == "")
		die("'" signature "' can never match: nothing stands behind " kind)
	if (kind == "klog" && rest !~ /\*/ && rest !~ /^[A-Z_]+[-A-Za-z0-9]*:[^ :]+:[^ ]+$/)
		die("'" signature "' can never match: a fingerprint is KIND:function:caller, such as " \
		    "WARNING:iommu_tce_table_put:kvm_vfio_release")
	if (kind == "oracle" && rest !~ \
	    /^(taint|modules|vms|pins|vmalloc|group|locked|growth)([ *]|$)/ && rest !~ /^[*?]/)
		die("'" signature "' can never match: there is taint, modules, vms, pins, vmalloc, " \
		    "group, locked, growth")
	if (oracle_alone(signature) != signature)
		die("'" signature "' can never match: what is lost differs each time; it must be '" \
		    oracle_alone(signature) "'")
}

BEGIN {
	FS = "\t"
	check()
	if (signature ~ /^known /)
		known_signatures(substr(signature, 7))
	else
		pattern[++nr] = regex(signature)
	if (ask)
		exit 0
}

$1 == "shows" {
	for (i = 1; i <= nr; i++)
		if ($4 ~ pattern[i]) {
			print
			next
		}
}

END { if (bad) exit 1 }
