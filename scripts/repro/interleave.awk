# SPDX-License-Identifier: GPL-2.0-only
# The interleaving of a race in two columns: what CPU 0 does on the left, CPU 1 on the right. The schedule
# is on standard input, a line each time that the running function changes, in order of time:
#     <0|1> <function>+0x<offset>[ [module]]
#     # held <0|1> at <function>+0x<offset>
#     # released <0|1>
# -v a=TEXT -v b=TEXT   the two operations
# -v most=N   a longer way of one CPU in a row is shown without what tells nothing (30)
# -v left=TEXT -v right=TEXT   what stands there without a schedule: the system calls
# -v where=TEXT   without a schedule: the one on the left is held there while the other runs

BEGIN {
	width = 50
	if (!most)
		most = 30
	row("CPU 0", "CPU 1")
	row(a, b)
	row(dashes(length(a)), dashes(length(b)))
	side = -1
}

function dashes(n) {
	return substr("--------------------------------------------------------", 1, n < 5 ? 5 : n)
}

# Cut at the last blank that fits, or anywhere.
function piece(text,    at) {
	if (length(text) <= width)
		return length(text)
	for (at = width; at > width / 2; at--)
		if (substr(text, at, 1) == " ")
			return at
	return width
}

function row(on_left, on_right,    l, r) {
	do {
		l = piece(on_left)
		r = piece(on_right)
		line = sprintf("%-" width "s | %s", substr(on_left, 1, l), substr(on_right, 1, r))
		sub(/[ ]+$/, "", line)
		print line
		on_left = l < length(on_left) ? "  " substr(on_left, l + 1) : ""
		on_right = r < length(on_right) ? "  " substr(on_right, r + 1) : ""
	} while (on_left != "" || on_right != "")
}

function say(cpu, text) {
	row(cpu == 0 ? text : "", cpu == 0 ? "" : text)
}

# In a long way the rest is left out: what is in no module and has nothing to do with all this.
function tells(text) {
	return text ~ /[]]$|kvm|vfio|tce|iommu|fput|sys_|refcount|kref|_rcu|mutex_lock/
}

# What one CPU did in a row.
function flush(    i, out, name, shown) {
	for (i = 1; i <= n + 1; i++) {
		name = did[i]
		sub(/[+].*/, "", name)
		if (i <= n && n > most && (!tells(did[i]) || name == shown)) {
			out++
			continue
		}
		if (out > 3)
			say(side, "  ... " out " more ...")
		out = 0
		shown = name
		if (i <= n)
			say(side, "  " did[i])
	}
	n = 0
}

function complain() {
	print "interleave: line " NR " of the schedule: " $0 >"/dev/stderr"
	bad = 1
	exit 1
}

$1 == "#" && $2 == "held" {
	flush()
	say($3, "== is held here, before")
	say($3, "   " $5 ($6 == "" ? "" : " " $6))
	held = 1
	next
}

$1 == "#" && $2 == "released" {
	flush()
	say($3, "== goes on")
	next
}

$1 == "#" || NF == 0 { next }

$1 !~ /^[01]$/ || NF < 2 { complain() }

{
	any = 1
	if ($1 != side)
		flush()
	side = $1
	name = $2
	sub(/[+]0x[0-9a-f]*$/, "", name)
	if (n && name == last)
		next
	last = name
	did[++n] = $2 ($3 == "" ? "" : " " $3)
}

function hold(    at, place) {
	at = index(where, ": ")
	place = substr(where, at + 2)
	say(0, "  " left)
	say(0, "== is held here, where it " substr(where, 1, at - 1) ", in")
	say(0, "   " substr(place, 1, index(place, ":")))
	say(0, "   " substr(place, index(place, ":") + 1))
	say(1, "  " right)
	say(1, "== has come to its end, or waits for CPU 0;")
	say(1, "   a grace period passes, and what was freed is given to others")
	say(0, "== goes on")
}

END {
	if (bad)
		exit 1
	flush()
	if (!any && where != "")
		hold()
	else if (!any)
		row("  " left, "  " right)
}
