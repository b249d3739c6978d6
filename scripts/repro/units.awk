# SPDX-License-Identifier: GPL-2.0-only
# What can go from recorded system calls (lib/calls.h), which are on standard input. A unit is a call of
# the set-up, wherever it is made again; the third party is one, too. What needs a descriptor that
# nobody makes any more goes with it.
# -v show=units     each unit: number, what it is called, its text; separated by tabs
# -v drop='3 7'     the calls without these; exit status 3 if a side of the race would go, or what the
#                   program watches to know where one is held
# Memory that nobody uses, and what was undone twice in a row, goes in each case.

BEGIN { FS = "\t" }

/^#/ {
	line[++nr] = $0
	phase[nr] = "#"
	if (/^# operation c /)
		third = substr($0, 15)
	if ($0 == "# at again")
		watched = "table_fd"
	next
}

{
	line[++nr] = $0
	phase[nr] = $1
	target[nr] = $3
	kind[nr] = $4
	label[nr] = $5
	if ($2 < 0 && $4 == "make")
		label[nr] = $5 " that fails"
	if ($1 == "repair" && !(($3, $6) in unit))
		label[nr] = $5 " after each try"
	text[nr] = $6
	if ($1 != "setup" && $1 != "repair" || $4 == "mem" || $4 == "list")
		next
	if (!(($3, $6) in unit))
		unit[$3, $6] = ++units
	of[nr] = unit[$3, $6]
	first[of[nr]] = first[of[nr]] ? first[of[nr]] : nr
}

function is_side(i) {
	return phase[i] == "a" || phase[i] == "b"
}

function mentions(i, name) {
	gsub(/[][]/, "\\\\&", name)
	return (" " text[i] " ") ~ ("[^A-Za-z0-9_.]" name "[^A-Za-z0-9_]")
}

function is_made(name,    i) {
	for (i = 1; i <= nr; i++)
		if (!gone[i] && target[i] == name)
			return 1
	return 0
}

# What mentions names that nobody makes any more; vCPUs come with the VM. False if a side did.
function drop_orphans(    i, k, any, lost) {
	do {
		any = 0
		for (k in made) {
			if (k in lost || is_made(k))
				continue
			if (k == watched)
				return 0
			lost[k] = any = 1
			for (i = 1; i <= nr; i++) {
				if (gone[i] || phase[i] == "#" || !mentions(i, k) && \
				    !(k == "vm_fd" && (kind[i] == "hcall" || text[i] ~ /vcpu/)))
					continue
				if (is_side(i))
					return 0
				gone[i] = 1
			}
		}
	} while (any)
	return 1
}

function drop_idle(    i, k, used) {
	for (i = 1; i <= nr; i++) {
		if (text[i] == text[i - 1] && phase[i] == phase[i - 1] && \
		    (kind[i] == "undo" || kind[i] == "make" && target[i] == "-"))
			gone[i] = 1
		if (kind[i] != "mem")
			continue
		used = 0
		for (k = 1; k <= nr; k++)
			if (!gone[k] && phase[k] != "#" && mentions(k, target[i]))
				used = 1
		if (!used)
			gone[i] = 1
	}
}

END {
	if (show == "units") {
		for (i = 1; i <= units; i++)
			printf "%d\t%s\t%s\n", i, label[first[i]], text[first[i]]
		if (third != "")
			printf "%d\t%s\t%s\n", units + 1, third, "the third party"
		exit 0
	}
	for (i = 1; i <= nr; i++)
		if (target[i] != "" && target[i] != "-")
			made[target[i]] = 1
	n = split(drop, word, " ")
	for (i = 1; i <= n; i++)
		dropped[word[i]] = 1
	for (i = 1; i <= nr; i++)
		if (of[i] in dropped && of[i] != "" || \
		    (units + 1) in dropped && (phase[i] == "c" || line[i] ~ /^# operation c /))
			gone[i] = 1
	if (!drop_orphans())
		exit 3
	drop_idle()
	for (i = 1; i <= nr; i++)
		if (!gone[i])
			print line[i]
}
