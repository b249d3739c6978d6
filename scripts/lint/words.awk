# SPDX-License-Identifier: GPL-2.0-only

function complain(text) {
	print "words: " FILENAME ":" FNR ": " text
	bad++
}

# Columns of a line, a tab going to the next multiple of eight. Bytes of a UTF-8 sequence after
# its first have no width.
function columns(line,    i, n, c) {
	if (line !~ /\t/ && length(line) <= 100)
		return length(line)
	n = 0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\t")
			n += 8 - n % 8
		else if (c !~ /[\200-\277]/)
			n++
	}
	return n
}

BEGIN {
	# written in pieces, so that this file does not hold them
	hosts = "deb[.]debian|ftp[.]debian|security[.]debian|snapshot[.]debian|archive[.]ubuntu" \
		"|ports[.]ubuntu|docker[.]io|ghcr[.]io|quay[.]io|pypi[.]org|crates[.]io" \
		"|proxy[.]golang|registry[.]npm"
	places = "(^|[^A-Za-z0-9_.$}*-])/(home|root|work|Users|mnt)/[a-z]"
	code = 0
}

FNR == 1 {
	code = FILENAME ~ /[.][chS]$/
	limit = code ? 100 : 200 # scripts hold tables and texts for people
	wide = FILENAME ~ /[.]md$/
	own = FILENAME ~ /scripts\/lint\/(words[.]awk|selftest)$/
}

/[ \t]$/ && !(wide && /[^ ]  $/) { complain("blanks at the end of the line") }
/\r/ { complain("carriage return") }
!wide && columns($0) > limit { complain(columns($0) " columns; " limit " is the limit") }
code && /^        / { complain("blanks where a tab belongs") }
own { next }
$0 ~ hosts { complain("name of a package host; the machine's own configuration knows it") }
$0 ~ places { complain("path of one machine; use a variable") }
length(node) > 3 && node != "localhost" && node != "debian" && index($0, node) {
	complain("name of this machine")
}

END { exit bad > 0 }
