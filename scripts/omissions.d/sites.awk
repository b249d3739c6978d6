# SPDX-License-Identifier: GPL-2.0-only
# The omissions of a file, from its source as every/omission.cocci left it, with tabs between: file, at
# (as tcelife_omission.h counts them), what is done, line, text. Needs -v file=NAME.

function site(which, what) {
	printf "%s\t%d\t%s\t%d\t%s\t%s\n", file, NR * 8 + which, what, NR, text, function_now
}

# of the kernel's style: the name and what it takes begin in a line that nothing else is before
/^[a-z].*\(/ && !/;[ \t]*$/ {
	function_now = $0
	sub(/\(.*/, "", function_now)
	sub(/.*[ *]/, "", function_now)
}

/TCELIFE_/ {
	text = $0
	gsub(/TCELIFE_[A-Z0-9]*/, "", text)
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
}
