# SPDX-License-Identifier: GPL-2.0-only
# The set-up of recorded system calls (lib/calls.h) in words, a line each; `*`: made again before each try.

BEGIN { FS = "\t" }

/^#/ { next }

function fields(text,    at, inner) {
	at = index(text, "{ ")
	if (!at || text ~ /^load_guest/)
		return ""
	inner = substr(text, at)
	gsub(/&?\(struct [a-z0-9_]+\)|\(uintptr_t\)|\.argsz = sizeof\(struct [a-z0-9_]+\), /, "", inner)
	sub(/\)$/, "", inner)
	sub(/\.group = KVM_DEV_VFIO_GROUP, \.attr = [A-Z_]+, \.addr = /, "", inner)
	return " " inner
}

function take(mark) {
	order[++nr] = mark "\t" $3 "\t" $5 "\t" $6
	key[nr] = $3 SUBSEP $6
}

$1 == "repair" && !(($3, $6) in again) {
	again[$3, $6] = 1
	take("*")
}

$1 == "setup" { take(" ") }

END {
	for (round = 1; round <= 2; round++)
		for (i = 1; i <= nr; i++) {
			split(order[i], word, "\t")
			if (word[1] == " " && key[i] in again || (word[1] == "*") != (round == 2))
				continue
			print "    " word[1] " " (word[2] == "-" ? "" : word[2] ": ") word[3] fields(word[4])
		}
}
