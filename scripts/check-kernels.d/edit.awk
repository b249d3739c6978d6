# SPDX-License-Identifier: GPL-2.0-only
# A harmless change of a C file: -v kind= one of
#   comment   a line before the function `anchor`: -v text=
#   print     a message before its first return: -v text=
#   rename    within it, the word `from`, to `to`
# and status 1 if that changes nothing.

function begins(line)
{
	return line ~ /^[a-z_]/ && line !~ /;[ \t]*$/ && index(line, anchor "(")
}

function renamed(line,    at, before, after, out)
{
	while ((at = index(line, from)) > 0) {
		before = at > 1 ? substr(line, at - 1, 1) : " "
		after = substr(line, at + length(from), 1)
		out = out substr(line, 1, at - 1)
		# a member keeps its name
		if (before before after !~ /[A-Za-z0-9_.>]/) {
			out = out to
			done = 1
		} else {
			out = out from
		}
		line = substr(line, at + length(from))
	}
	return out line
}

!inside && !over && begins($0) {
	inside = 1
	if (kind == "comment") {
		print "/* " text " */"
		done = 1
	}
}

inside && kind == "print" && !done && /^\treturn/ {
	print "\tpr_info_once(\"" text "\\n\");"
	done = 1
}

inside && kind == "rename" { $0 = renamed($0) }

{ print }

inside && /^}/ { inside = 0; over = 1 }

END { exit !done }
