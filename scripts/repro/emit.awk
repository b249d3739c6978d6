# SPDX-License-Identifier: GPL-2.0-only
# System calls as lib/calls.h has them, on standard input, to a program in C that makes them again: what
# sets up, once; what each try takes away, is put back before it; two threads that race, or of which one is
# held in the kernel (userfaultfd) while the other one runs.
# -v frame=FILE    frame.c.in
# -v report=FILE   what the kernel said, line by line; none: -v report=
# -v tries=N       that it makes unless it is told otherwise
# -v how=TEXT      how it came to be: a line of its own in the comment
# -v judge=answers what the two answer is a sign of trouble, too: of those that are one system call

function give_up(text) {
	print "repro: " text >"/dev/stderr"
	failed = 1
	exit 1
}

# --- what was recorded -----------------------------------------------------------------------------

BEGIN {
	FS = "\t"
	errno_name[-2] = "ENOENT"
	errno_name[-9] = "EBADF"
	errno_name[-16] = "EBUSY"
	errno_name[-19] = "ENODEV"
	errno_name[-22] = "EINVAL"
}

/^# operation / {
	side = substr($0, 13, 1)
	what[side] = substr($0, 15)
	next
}

/^# legal / {
	side = substr($0, 9, 1)
	legal[side] = substr($0, 11)
	next
}

/^# where / {
	where = substr($0, 9)
	next
}

/^# / {
	split($0, word, " ")
	note[word[2]] = word[3]
	next
}

NF != 6 { give_up("line " NR " is no system call: " $0) }

{
	nr++
	phase[nr] = $1
	result[nr] = $2
	target[nr] = $3
	kind[nr] = $4
	label[nr] = $5
	text[nr] = $6
	if ($1 == "repair")
		remade[$3, $6] = 1
	if ($4 != "list")
		calls[$1]++
	if ($6 ~ /^(_exit|kill)\(/)
		ends = 1
}

# --- how C is laid out -------------------------------------------------------------------------------

# `text`, which begins at column `at` of a line indented by `tabs`, broken where it has braces.
function lay_out(string, tabs, at,    open, depth, i, c, inner, rest, out, indent) {
	open = index(string, "{ ")
	if (at + length(string) <= 98 || !open)
		return string
	depth = 0
	for (i = open; i <= length(string); i++) {
		c = substr(string, i, 1)
		if (c == "{")
			depth++
		else if (c == "}" && --depth == 0)
			break
	}
	inner = substr(string, open + 2, i - open - 3)
	rest = substr(string, i)
	indent = ""
	for (c = 0; c < tabs; c++)
		indent = indent "\t"
	out = substr(string, 1, open) "\n"
	while (inner != "") {
		i = field_end(inner)
		out = out indent "\t" lay_out(substr(inner, 1, i), tabs + 1, 8 * tabs + 8) ",\n"
		inner = substr(inner, i + 3)
	}
	return out indent rest
}

# The length of the first field of an initialiser.
function field_end(string,    i, c, depth) {
	for (i = 1; i <= length(string); i++) {
		c = substr(string, i, 1)
		if (c == "{" || c == "(")
			depth++
		else if (c == "}" || c == ")")
			depth--
		else if (c == "," && !depth)
			return i - 1
	}
	return length(string)
}

function statement(string, comment,    head) {
	head = index(string, "{ ")
	if (head > 91)
		sub(/, &[(]struct/, ",\n\t\t\\&(struct", string)
	print "\t" lay_out(string ";", 1, 8) (comment == "" ? "" : " /* " comment " */")
}

function part(name,    line, on, any, word) {
	while ((getline line <frame) > 0) {
		if (line ~ /^@[?]/) {
			word = line
			sub(/ .*/, "", word)
			if (!(substr(word, 3) in is_so))
				continue
			line = substr(line, length(word) + 2)
		}
		if (held)
			gsub(/overlapped/, "held", line)
		if (line ~ /^@[^ ?]/) {
			on = line == "@" name
			any = any || on
		} else if (on && line !~ /^@/) {
			print line
		}
	}
	close(frame)
	if (!any)
		give_up(frame " has no part " name)
}

function uses(pattern) {
	return all ~ pattern
}

# --- the functions that are written out ----------------------------------------------------------------

# One call of set_up() or remake(): `undo` may find nothing, and what failed when it was recorded may fail.
function call(i,    string) {
	string = text[i]
	if (string == "")
		return
	if (target[i] != "-" && kind[i] == "mem")
		statement(target[i] " = " string)
	else if (kind[i] == "hcall") {
		statement(string)
		statement("run_guest(" vcpu_of(i) ")")
	} else if (kind[i] == "undo" || kind[i] == "list")
		statement(string)
	else if (result[i] < 0)
		statement(string, "says " (result[i] in errno_name ? errno_name[result[i]] : \
					   "errno " -result[i]))
	else
		statement((target[i] == "-" ? "" : target[i] " = ") "must(" string ", \"" label[i] "\")")
}

# What stands in the memory that holds, which each try puts there.
function is_content(i) {
	return kind[i] == "list" && text[i] ~ /will_be\(/
}

function is_once(i) {
	return kind[i] == "mem" || kind[i] == "list" || !((target[i], text[i]) in remade)
}

function set_up(    i, later) {
	print "\n/* Once in each process. */\nstatic void set_up(void)\n{"
	for (i = 1; i <= nr; i++)
		if (phase[i] == "setup" && kind[i] != "list" && is_once(i))
			call(i)
	for (i = 1; i <= nr; i++)
		if (kind[i] == "list" && !(text[i] in later) && !is_content(i)) {
			later[text[i]] = 1
			call(i)
		}
	print "}"
}

function remake(    i, any) {
	print "\n/* Before each try: what the one before it has used up. */\nstatic void remake(void)\n{"
	for (i = 1; i <= nr; i++)
		if (phase[i] == "repair" && kind[i] != "mem" && kind[i] != "list" && \
		    !(text[i] == text[i - 1] && phase[i] == phase[i - 1])) {
			call(i)
			call_for_twin(i)
		}
	for (i = 1; i <= nr; i++)
		if (is_content(i) && phase[i] == "a")
			statement(text[i])
	for (i = 1; i <= nr; i++)
		if (kind[i] == "hcall" && (phase[i] == "a" || phase[i] == "b"))
			statement(text[i])
	print "}"
}

function vcpu_of(i,    n) {
	n = text[i]
	sub(/^load_guest\(/, "", n)
	sub(/,.*/, "", n)
	return n
}

function side_function(side,    i, string) {
	printf "\n/* CPU %s: %s */\nstatic void side_%s(void)\n{\n", side == "a" ? "0" : side == "b" ? "1" : "any", \
		what[side], side
	for (i = 1; i <= nr; i++) {
		if (phase[i] != side || kind[i] == "list" && !(side == "b" && is_content(i)))
			continue
		string = text[i]
		if (kind[i] == "hcall") {
			if (side == "c")
				statement(string)
			string = "run_guest(" vcpu_of(i) ")"
		}
		string = (target[i] == "-" ? "" : target[i] " = ") string
		statement(judged(side) ? "answer[" number(side) "] = answer_of(" string ")" : string)
	}
	print "}"
}

function number(side) {
	return side == "a" ? 0 : 1
}

# Only who makes one call has one answer.
function judged(side) {
	return judge != "" && side in legal && calls[side] == 1
}

function judge_side(side, other,    n, word, i) {
	if (!judged(side))
		return
	print "\tswitch (answer[" number(side) "]) {\n\tcase 0:"
	n = split(legal[side], word, " ")
	for (i = 1; i <= n; i++)
		print "\tcase -" word[i] ":"
	print "\t\tbreak;\n\tdefault:"
	print "\t\treturn wrong(\"" what[side] "\"\n\t\t\t     \" beside " what[other] "\", answer[" \
		number(side) "]);"
	print "\t}"
}

# What is wrong with what they said, if anything is: in the words of the test.
function judge_answers() {
	part("answers-judged")
	judge_side("a", "b")
	judge_side("b", "a")
	if (note["succeeds"] == "one" && judged("a") && judged("b"))
		print "\tif (!answer[0] && !answer[1])\n\t\treturn \"" what["a"] "\"\n\t\t       \" beside " \
			(what["b"] == what["a"] ? "itself" : what["b"]) ": both succeeded\";"
	print "\treturn NULL;\n}"
	part("answers-alone")
}

# A descriptor that both sides may get, and one of them got when it was recorded: B's has a name of its own.
function split_twins(    i, from_a) {
	for (i = 1; i <= nr; i++)
		if (phase[i] == "a" && kind[i] == "make" && target[i] != "-")
			from_a[target[i]] = 1
	for (i = 1; i <= nr; i++)
		if (phase[i] == "b" && kind[i] == "make" && target[i] in from_a) {
			twin[target[i]] = target[i] "_b"
			target[i] = target[i] "_b"
		}
}

# What takes away what A got takes away what B got.
function call_for_twin(i,    name, kept) {
	kept = text[i]
	for (name in twin)
		if (kind[i] == "undo" && sub("&" name "[)]", "\\&" twin[name] ")", text[i]))
			call(i)
	text[i] = kept
}

# Only the vCPUs that somebody uses, numbered from 0.
function renumber_vcpus(    i, n, new, old, word) {
	nr_vcpus = 0
	for (i = 1; i <= nr; i++) {
		n = ""
		if (kind[i] == "hcall")
			n = vcpu_of(i)
		else if (match(text[i], /vcpu_fd\[[0-9]+\]/))
			n = substr(text[i], RSTART + 8, RLENGTH - 9)
		if (n == "")
			continue
		if (!(n in new))
			new[n] = nr_vcpus++
		sub("load_guest\\(" n ",", "load_guest(" new[n] ",", text[i])
		sub("vcpu_fd\\[" n "\\]", "vcpu_fd[" new[n] "]", text[i])
	}
}

# A line of declarations, broken before it is too long.
function declare(type, list,    n, word, i, out) {
	n = split(list, word, ", ")
	out = "static " type
	for (i = 1; i <= n; i++) {
		if (length(out) + length(word[i]) > 96) {
			print out ";"
			out = "static " type
		}
		out = out (out == "static " type ? " " : ", ") word[i]
	}
	print out ";"
}

function variables(    i, seen, name, fds, pointers) {
	for (i = 1; i <= nr; i++) {
		name = target[i]
		if (name == "-" || name in seen)
			continue
		seen[name] = 1
		if (name == "held")
			continue # the frame has it
		if (kind[i] == "mem")
			pointers = pointers (pointers == "" ? "*" : ", *") name
		else
			fds = fds (fds == "" ? "" : ", ") name " = -1"
	}
	print ""
	if (fds != "")
		declare("int", fds)
	if (pointers != "")
		declare("void", pointers)
	if (nr_vcpus)
		print "static int vcpu_fd[NR_VCPUS] = { [0 ... NR_VCPUS - 1] = -1 };"
}

function how_they_race() {
	print " *\n * Two threads on a CPU each do one of these each, at the same time, over and over. From"
	print " * try to try the second starts a little earlier or later after the first, so that they meet in"
	print " * every way they can; before each try what the last one used up is made again."
}

function how_one_is_held(    at) {
	at = index(where, ": ")
	print " *\n * The first one is held in the kernel where it " substr(where, 1, at)
	print " *	" substr(where, at + 2)
	print " * What it touches there lies in a page that is missing, and userfaultfd(2) makes it wait for that."
	print " * Meanwhile the second one runs from its beginning to its end, a grace period passes, and what was"
	print " * freed is given to others; then the page is there, and the first one goes on. No luck is needed."
	print " * Before each try what the last one used up is made again."
}

function what_to_look_for(    line, any) {
	while ((getline line <report) > 0) {
		if (!any++)
			print " *\n * What to look for in dmesg:"
		gsub(/\*\//, "* /", line)
		print " *	" line
	}
	close(report)
}

function comment() {
	print "// SPDX-License-Identifier: GPL-2.0-only\n/*"
	print " * " what["a"] " beside " what["b"] ("c" in what ? ", and " what["c"] " all the time" : "")
	if (held)
		how_one_is_held()
	else
		how_they_race()
	print " *\n * Build, on ppc64le with Linux headers:"
	print " *	gcc -O2 -Wall -Wextra -pthread -o repro repro.c"
	print " * or elsewhere, with the cross compiler:"
	print " *	powerpc64le-linux-gnu-gcc -O2 -Wall -Wextra -pthread -static -o repro repro.c"
	if ("two" in is_so) {
		print " * Run as root on PowerNV with KVM-HV and two CPUs or more, and two PCI devices that nobody needs,"
		print " * bound to vfio-pci and each of them alone in its IOMMU group:"
		print " *	./repro 0000:01:00.0 0001:01:00.0 [TRIES]"
	} else {
		print " * Run as root on PowerNV with KVM-HV and two CPUs or more, and a PCI device that nobody needs,"
		print " * bound to vfio-pci and alone in its IOMMU group:"
		print " *	./repro 0000:01:00.0 [TRIES]"
	}
	print " * It stops after " tries " tries, or at the first sign of trouble: the kernel is tainted, a thread"
	print " * does not come back, something cannot be made again" (held ? ", what was freed is written to" : \
		"judged" in is_so ? ", an answer that neither may give" : "") "."
	print " * Exit status: 0 nothing seen, 1 a sign, 2 no set-up."
	what_to_look_for()
	print " * Seen on Linux " note["release"] (how == "" ? "" : "; " how) "."
	print " */"
}

function race() {
	part("race")
	if ("c" in what)
		part("third")
	part("race-process")
	if ("c" in what)
		part("race-third")
	part("race-end")
}

function hold() {
	part("held")
	part("held-" note["at"])
	part("held-process")
}

END {
	if (failed)
		exit 1
	if (!("a" in what) || !("b" in what))
		give_up("it says nothing of two operations")
	held = "at" in note
	is_so[held ? "held" : "race"] = 1
	if (held)
		is_so[note["at"]] = 1
	renumber_vcpus()
	split_twins()
	for (i = 1; i <= nr; i++) {
		if (phase[i] !~ /^(setup|repair)$/)
			sub(/^close_fd\(&/, "close(", text[i])
		if (text[i] == "free_vcpus()" && !nr_vcpus)
			text[i] = ""
		gsub(/\.flip = 0x0, /, "", text[i])
		all = all " " text[i] "\n"
	}
	if (uses("GUEST_LOAD|GUEST_STORE"))
		is_so["touch"] = 1
	is_so[uses("group_path2") ? "two" : "one"] = 1
	if (!held && (judged("a") || judged("b")))
		is_so["judged"] = 1
	comment()
	print "#define _GNU_SOURCE"
	if (uses("fill_list"))
		part("endian")
	part("includes")
	print "\n#define TRIES		  " tries
	print "#define TRIES_PER_PROCESS " (ends ? 1 : held ? 8 : 250)
	print "#define ENDS_PROCESS	  " (ends ? 1 : 0)
	print "#define STUCK_MS	  20000"
	if (nr_vcpus)
		print "#define NR_VCPUS	  " nr_vcpus
	variables()
	part("state")
	if (uses("close_fd|free_vcpus"))
		part("close")
	if (uses("new_memory") || nr_vcpus)
		part("memory")
	if (uses("write_file"))
		part("write")
	if (uses("create_device"))
		part("device")
	if (uses("create_vm"))
		part("another-vm")
	if (uses("fill_list"))
		part("list")
	if (nr_vcpus) {
		part("guest")
		if (uses("H_PUT_TCE_INDIRECT|H_STUFF_TCE"))
			part("enable")
		part("guest-vm")
		if (uses("H_PUT_TCE_INDIRECT|H_STUFF_TCE"))
			part("enable-them")
		part("guest-vm-end")
		if (uses("free_vcpus"))
			part("free-vcpus")
		part("guest-run")
	} else if (uses("make_vm")) {
		part("vm")
	}
	if (held)
		part("held-memory")
	if (uses("will_be"))
		part("held-content")
	set_up()
	remake()
	if ("judged" in is_so)
		part("answers")
	side_function("a")
	side_function("b")
	if ("c" in what)
		side_function("c")
	if ("judged" in is_so)
		judge_answers()
	if (held)
		hold()
	else
		race()
	part("watch")
}
