# SPDX-License-Identifier: GPL-2.0-only
# What is made of the tables in harness/race: of the operations, RACE_OP(...) in ops_*.c, of the places
# where they are held, RACE_GRIP(...) in grips_*.c, and of the facts in fact_*.c; and in harness/faults: of
# the operations there, FAULT_OP(...). PLANTED_OP(...) has a name, and is in no list. By -v show=
#   tests   the names of the tests race.A.B, held.A.B and faults.A, as pair.c, held.c and faulty.c make them
#   suspects  of the races those that no lock keeps apart, without a third party
#   table   all of them as tables in Markdown
#   names   `op` or `grip`, a tab, the name, a tab, the flags that are set

function complain(text) {
	print "operations: " FILENAME ": " text >"/dev/stderr"
	bad++
}

# The text behind `.field = ` up to the end of its value; "" if there is none.
function field(text, name,    at, value) {
	at = index(text, "." name " = ")
	if (!at)
		return ""
	value = substr(text, at + length(name) + 4)
	if (value ~ /^"/) {
		value = substr(value, 2)
		return substr(value, 1, index(value, "\"") - 1)
	}
	sub(/[,}].*/, "", value)
	sub(/\).*/, "", value)
	return value
}

# The facts in the value of `.field = `, as " FACT_A FACT_B ".
function facts(text, name,    at, value, set) {
	at = index(text, "." name " = ")
	if (!at)
		return " "
	value = substr(text, at + length(name) + 4)
	sub(/,.*/, "", value)
	set = " "
	while (match(value, /FACT_[A-Z_0-9]+/)) {
		set = set substr(value, RSTART, RLENGTH) " "
		value = substr(value, RSTART + RLENGTH)
	}
	return set
}

# Do two sets have a word in common?
function meet(a, b,    word, n, i) {
	n = split(a, word, " ")
	for (i = 1; i <= n; i++)
		if (index(b, " " word[i] " "))
			return 1
	return 0
}

function without(a, b,    word, n, i, rest) {
	n = split(a, word, " ")
	rest = " "
	for (i = 1; i <= n; i++)
		if (!index(b, " " word[i] " "))
			rest = rest word[i] " "
	return rest
}

# scene.c:facts_needing(), but the facts do not come in order: until there are no more.
function needing(set,    i, more) {
	do {
		more = 0
		for (i = 1; i <= nr_facts; i++)
			if (!index(set, " " fact[i] " ") && meet(fact_needs[i], set)) {
				set = set fact[i] " "
				more = 1
			}
	} while (more)
	return set
}

# A set of words `A | B` as " A B ".
function set(text) {
	gsub(/[|][|]|[|]/, " ", text)
	gsub(/[ \t]+/, " ", text)
	return " " text " "
}

function take(text,    name) {
	name = field(text, "name")
	if (name == "" || field(text, "what") == "" ||
		(field(text, "on") == "" && field(text, "with_itself") != "true")) {
		complain("an operation without .name, .what, or .on and .with_itself: " substr(text, 1, 60))
		return
	}
	if (name in what)
		complain("two operations are called " name)
	what[name] = field(text, "what")
	on[name] = set(field(text, "on"))
	under[name] = set(field(text, "under"))
	flags[name] = ""
	for (i = 1; i <= nr_flags; i++)
		if (field(text, flag_name[i]) ~ /true/)
			flags[name] = flags[name] " " flag_name[i]
	needs[name] = facts(text, "needs")
	absent[name] = facts(text, "without")
	blocked_by[name] = facts(text, "blocked_by")
	changes[name] = facts(text, "changes")
	if (text ~ /^RACE_OP/)
		op[++nr_ops] = name
	if (text ~ /^FAULT_OP/)
		fault_op[++nr_fault_ops] = name
}

# A text in several pieces: "a " MACRO "b".
function joined(text, name,    at, piece, said) {
	at = index(text, "." name " = ")
	text = at ? substr(text, at + length(name) + 4) : ""
	while (text ~ /^[ \t]*["A-Z]/) {
		sub(/^[ \t]*/, "", text)
		if (text ~ /^"/) {
			text = substr(text, 2)
			said = said substr(text, 1, index(text, "\"") - 1)
			text = substr(text, index(text, "\"") + 1)
		} else {
			match(text, /^[A-Z_]+/)
			piece = substr(text, 1, RLENGTH)
			said = said (piece in macro ? macro[piece] : piece)
			text = substr(text, RLENGTH + 1)
		}
	}
	return said
}

function take_grip(text,    name) {
	name = field(text, "name")
	if (name == "" || joined(text, "where") == "") {
		complain("a grip without .name or .where: " substr(text, 1, 60))
		return
	}
	grip_op[name] = field(text, "op_name")
	if (grip_op[name] == "") {
		grip_op[name] = field(text, "op")
		sub(/^&op_/, "", grip_op[name])
	}
	where[name] = joined(text, "where")
	grip_on[name] = set(field(text, "on"))
	grip_needs[name] = facts(text, "needs")
	grip_flags[name] = (index(text, ".opts = ") ? " opts" : "") \
		(field(text, "only_v2") ~ /true/ ? " only_v2" : "") \
		(field(text, "alone") ~ /true/ ? " alone" : "") \
		(field(text, "how") ~ /HOLD_PUNCH/ ? " punched" : "")
	grip[++nr_grips] = name
}

function take_fact(text) {
	fact[++nr_facts] = substr(text, 2, index(text, "]") - 2)
	sub(/^[^"]*"[^"]*",/, "", text)
	sub(/,.*/, "", text)
	gsub(/BIT_OF[(]/, "FACT_", text)
	gsub(/[)]/, " ", text)
	fact_needs[nr_facts] = facts(".needs = " text, "needs")
}

function has(name, flag) {
	return index(flags[name] " ", " " flag " ") > 0
}

# Does the one work on everything, and the other on more than parts?
function meets_all(a, b) {
	return on[a] ~ / ON_ALL / && on[b] ~ / ON_[^P]| ON_P[^A]/
}

# Do both work on one object?
function share(a, b) {
	return meets_all(a, b) || meets_all(b, a) || meet(on[a], on[b])
}

function same_container(a, b) {
	return !((has(a, "only_v1") && has(b, "only_v2")) || (has(a, "only_v2") && has(b, "only_v1")))
}

function is_pair(a, b) {
	if (a == b)
		return has(a, "with_itself")
	if (has(a, "ends_process") && has(b, "ends_process"))
		return 0
	return share(a, b) && same_container(a, b)
}

# pair.c:triple_makes_sense()
function is_triple(a, b,    what) {
	what = without(without(on[third], " ON_VCPU "), " ON_PART_COMES ") "ON_GROUP "
	return meet(on[a], what) && meet(on[b], what) && !has(a, "stream") && !has(b, "stream") && \
	       !has(a, "ends_process") && !has(b, "ends_process")
}

function grip_has(g, flag) {
	return index(grip_flags[g] " ", " " flag " ") > 0
}

# held.c:makes_sense()
function is_held(g, b,    a, gone) {
	a = grip_op[g]
	if ((grip_has(g, "only_v2") && has(b, "only_v1")) || (has(a, "only_v1") && has(b, "stream")))
		return 0
	if (has(b, "ends_process") || !same_container(a, b) || (grip_has(g, "opts") && has(b, "stream")))
		return 0
	gone = absent[b] without(blocked_by[b], changes[a])
	if (meet(grip_needs[g], needing(gone)))
		return 0
	if (meet(needs[a] needs[b], needing(gone absent[a] without(blocked_by[a], changes[b]))))
		return 0
	return meet(grip_on[g], on[b]) || (grip_on[g] ~ /[A-Z]/ && on[b] ~ / ON_ALL /) || is_pair(a, b)
}

# pair.c:pair_kept_apart_by()
function print_suspects(    a, b) {
	for (a = 1; a <= nr_ops; a++)
		for (b = a; b <= nr_ops; b++)
			if (is_pair(op[a], op[b]) && !meet(under[op[a]], under[op[b]]) && \
			    !has(op[a], "ends_process") && !has(op[b], "ends_process"))
				print "race." op[a] "." op[b]
}

function print_held(    g, b) {
	for (g = 1; g <= nr_grips; g++) {
		if (grip_has(grip[g], "alone"))
			print "held." grip[g]
		for (b = 1; b <= nr_ops && !grip_has(grip[g], "alone"); b++)
			if (is_held(grip[g], op[b]))
				print "held." grip[g] "." op[b]
	}
}

# By the bytes of the names, as strcmp() does.
function sort_ops(    i, j, name) {
	for (i = 2; i <= nr_ops; i++) {
		name = op[i]
		for (j = i - 1; j >= 1 && op[j] > name; j--)
			op[j + 1] = op[j]
		op[j + 1] = name
	}
}

function print_pairs(    a, b) {
	for (a = 1; a <= nr_ops; a++)
		for (b = a; b <= nr_ops; b++) {
			if (!is_pair(op[a], op[b]))
				continue
			print "race." op[a] "." op[b]
			if (is_triple(op[a], op[b]))
				print "race." op[a] "." op[b] "+" third
		}
}

function print_faults(    i) {
	for (i = 1; i <= nr_ops; i++)
		print "faults." op[i]
	for (i = 1; i <= nr_fault_ops; i++)
		print "faults." fault_op[i]
}

# " ON_KVM_VFIO ON_GROUP " as "kvm vfio, group"
function words(text, prefix,    word, n, i, said) {
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		sub("^" prefix "(PART_)?", "", word[i])
		gsub(/_/, " ", word[i])
		said = said (said == "" ? "" : ", ") tolower(word[i])
	}
	return said
}

function print_table(    i, name) {
	print "| name | what | works on | under the lock of |"
	print "|---|---|---|---|"
	for (i = 1; i <= nr_ops; i++) {
		name = op[i]
		print "| `" name "` | " what[name] (has(name, "stream") ? " (a stream of them)" : "") \
			" | " words(on[name], "ON_") " | " words(under[name], "UNDER_") " |"
	}
}

function print_fault_ops(    i, name) {
	print ""
	print "| only while memory fails | what | works on |"
	print "|---|---|---|"
	for (i = 1; i <= nr_fault_ops; i++) {
		name = fault_op[i]
		print "| `" name "` | " what[name] " | " words(on[name], "ON_") " |"
	}
}

function print_grips(    i, name, said) {
	print ""
	print "| grip | operation | where it stands still |"
	print "|---|---|---|"
	for (i = 1; i <= nr_grips; i++) {
		name = grip[i]
		said = what[grip_op[name]]
		print "| `" name "` | " said " | " where[name] " |"
	}
}

BEGIN {
	nr_flags = split("with_itself only_v1 only_v2 stream ends_process", flag_name, " ")
	third = "h_put" # pair.c:THIRD_STREAM
}

/^(RACE|FAULT|PLANTED)_(OP|GRIP)\(/ || /^static const struct op op_[a-z_0-9]+ = [{]/ { entry = ""; inside = 1 }
/^\t\[FACT_[A-Z_0-9]+\] = [{]/ { entry = ""; inside = 1 }
/^#define [A-Z_]+ "/ { value = $0; sub(/^[^"]*"/, "", value); sub(/".*/, "", value); macro[$2] = value }

inside {
	sub(/^[ \t]+/, "")
	entry = entry (entry == "" ? "" : " ") $0
	if (entry ~ /^RACE_GRIP/ && entry ~ /\);$/)
		take_grip(entry)
	else if (entry ~ /^\[FACT_/ && entry ~ /},$/)
		take_fact(entry)
	else if (entry ~ /^PLANTED_OP/ && entry ~ /\);$/)
		planted[++nr_planted] = field(entry, "name")
	else if (entry ~ /^(RACE|FAULT|PLANTED)_OP/ ? entry ~ /\);$/ : entry ~ /^static/ && entry ~ /};$/)
		take(entry)
	else
		next
	inside = 0
}

END {
	if (!bad && !nr_ops)
		complain("no operation there")
	if (bad)
		exit 1
	sort_ops()
	if (show == "tests") {
		print_pairs()
		print_held()
		print_faults()
	} else if (show == "suspects") {
		print_suspects()
	} else if (show == "table") {
		print_table()
		if (nr_grips)
			print_grips()
		if (nr_fault_ops)
			print_fault_ops()
	} else {
		for (i = 1; i <= nr_ops; i++)
			print "op\t" op[i] "\t" flags[op[i]]
		for (i = 1; i <= nr_planted; i++)
			print "op\t" planted[i] "\t"
		for (i = 1; i <= nr_grips; i++)
			print "grip\t" grip[i] "\t" grip_flags[grip[i]]
	}
}
