# SPDX-License-Identifier: GPL-2.0-only
# The omissions of a file, from its source as every/omission.cocci left it, with tabs between: file, at
# (as tcelife_omission.h counts them), what is done, line, text. Needs -v file=NAME.

BEGIN {
	operators = split("LESS AT_MOST ADD SUB MUL DIV MOD AND SHL SHR ONCE", operator)
}

function site(which, what) {
	printf "%s\t%d\t%s\t%d\t%s\t%s\n", file, line * 16 + which, what, line, text, function_now
}

# of the kernel's style: the name and what it takes begin in a line that nothing else is before
/^[a-z].*\(/ && !/;[ \t]*$/ {
	function_now = $0
	sub(/\(.*/, "", function_now)
	sub(/.*[ *]/, "", function_now)
}

# A macro that goes on for lines has the number of its first, so has all that is in it.
function depth(text,    opened) {
	opened = gsub(/[(]/, "", text)
	return opened - gsub(/[)]/, "", text)
}

open > 0 {
	open += depth($0)
}

open <= 0 {
	line = NR
	open = match($0, /TCELIFE_.*/) ? depth(substr($0, RSTART)) : 0
}

/TCELIFE_/ {
	text = $0
	for (i = 1; i <= operators; i++)
		gsub("TCELIFE_" operator[i], tolower(operator[i]), text)
	gsub(/TCELIFE_[A-Z0-9_]*/, "", text)
	gsub(/^[ \t]+/, "", text)
	if (/TCELIFE_(OMIT|ERROR)\(/)
		site(0, "omit")
	if (/TCELIFE_IF\(/) {
		site(1, "never")
		site(2, "always")
	}
	if (/TCELIFE_ANY1\(/) {
		site(3, "first never")
		site(4, "second never")
	}
	if (/TCELIFE_ALL1\(/) {
		site(5, "first always")
		site(6, "second always")
	}
	if (/TCELIFE_(LESS|AT_MOST)\(/)
		site(7, "edge")
	if (/TCELIFE_(ADD|SUB|MUL|DIV|MOD|AND|SHL|SHR)\(/)
		site(8, "alone")
	if (/TCELIFE_ONCE\(/)
		site(9, "once")
}
