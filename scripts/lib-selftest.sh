# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the self tests of the laboratory's scripts share, which source it: how they count. A failure is
# shown with the end of $heard, the file of what was said by what is tried.

passed=0 failed=0

selftest_name()	# NAME FILE: how it calls itself, and $heard
{
	me=$1-selftest heard=$2
}

count()	# WHAT STATUS
{
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "$me: $1"
	[ ! -e "$heard" ] || tail -n 20 "$heard" | sed 's/^/    /'
}

ok()	# WHAT COMMAND...
{
	tried=$1 came_to=0
	shift
	"$@" >"$heard" 2>&1 || came_to=$?
	count "$tried" "$came_to"
}

# The last line, and the exit status.
counted()
{
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
