# SPDX-License-Identifier: GPL-2.0-only
# A sequence (lib/model/op.h, on standard input) to a program in C that makes the same calls, and shows
# each with its answer. A comment `# fingerprint: RULE: WANTED got ANSWER` tells what is wrong with the
# last one; others are passed on.
# -v frame=FILE    sequence.c.in

function give_up(text) {
	print "repro: " text >"/dev/stderr"
	failed = 1
	exit 1
}

# --- what there is in the sequence ---------------------------------------------------------------

FNR == 1 && $0 != "tcelife sequence 1" { give_up("this is no sequence: " $0) }
FNR == 1 { next }

/^# *fingerprint:? / {
	sub(/^# *fingerprint:? /, "")
	wrong = $0
	next
}

/^#/ {
	sub(/^# */, "")
	remark[++remarks] = $0
	next
}

{ sub(/#.*/, "") }
NF == 0 { next }

{
	nr++
	line[nr] = $0
	process[nr] = 0
	first = 1
	if ($1 ~ /^\[p[0-2]\]$/) {
		process[nr] = substr($1, 3, 1)
		first = 2
	}
	name[nr] = $first
	self[nr] = ""
	for (i = first + 1; i <= NF; i++) {
		at = index($i, "=")
		if (!at) {
			self[nr] = $i
			continue
		}
		value[nr, substr($i, 1, at - 1)] = substr($i, at + 1)
	}
	used[name[nr]] = 1
	if (value[nr, "args"] != "")
		is_passed_oddly[name[nr]] = oddly = 1
	note_names(nr)
	if (name[nr] == "fork")
		forks = 1
}

function note_name(ref) {
	if (ref ~ /^[a-z][0-9]$/)
		is_named[ref] = 1
	if (ref == "null")
		is_named["null_fd"] = 1
	if (ref == "closed")
		is_closed = 1
}

function note_names(i) {
	note_name(self[i])
	note_name(value[i, "new"])
	note_name(value[i, "fd"])
	note_name(value[i, "fd2"])
	if (name[i] ~ /^m(un)?map_(device|table)$/)
		is_mapped[self[i]] = 1
}

# --- C ---------------------------------------------------------------------------------------------

function part(want,    text, on, any) {
	while ((getline text <frame) > 0) {
		if (text ~ /^@[^ ]/) {
			split(text, word, " ")
			on = word[1] == "@" want
			any = any || on
		} else if (on && text !~ /^@/) {
			if (want in is_passed_oddly)
				gsub(/ioctl\(fd, /, "ioctl_as(fd, ", text)
			print text
		}
	}
	close(frame)
	if (!any)
		give_up("nobody knows the operation " want)
}

# What is passed to the function of each operation, from its line in the frame.
function read_arguments(    text, n, i) {
	while ((getline text <frame) > 0) {
		if (text !~ /^@[^ ]/)
			continue
		n = split(text, word, " ")
		known[++parts] = substr(word[1], 2)
		arguments[known[parts]] = ""
		for (i = 2; i <= n; i++)
			arguments[known[parts]] = arguments[known[parts]] " " word[i]
	}
	close(frame)
}

# The C expression of an fd.
function fd_of(ref) {
	if (ref == "null")
		return "null_fd"
	if (ref == "bad")
		return "-1"
	if (ref == "closed")
		return "CLOSED_FD"
	return ref ~ /^v/ ? ref ".fd" : ref
}

function number_of(i, key,    text) {
	text = value[i, key]
	if (text == "")
		return "0"
	if (text == "v1")
		return "VFIO_SPAPR_TCE_IOMMU"
	if (text == "v2")
		return "VFIO_SPAPR_TCE_v2_IOMMU"
	if (text == "radix" || text == "hash")
		return text == "hash"
	if (text == "r")
		return "VFIO_DMA_MAP_FLAG_READ"
	if (text == "w")
		return "VFIO_DMA_MAP_FLAG_WRITE"
	if (text == "rw")
		return "VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE"
	return length(text) > 10 ? text "ull" : text
}

function with_numbers(i, list,    n, k) {
	n = split(arguments[name[i]], word, " ")
	for (k = 1; k <= n; k++)
		list = list (list == "" ? "" : ", ") number_of(i, word[k])
	return name[i] "(" list ")"
}

# Which device a group is that of: the only one, whatever it was called, or one of two.
function device_of(group) {
	return two_devices && group == "g1" ? 1 : 0
}

# The C expression of a device's name.
function device_name(i,    n) {
	n = device_of(self[i])
	if (value[i, "name"] == "")
		return "bdf[" n "]"
	if (value[i, "name"] == "others" && two_devices)
		return "bdf[" 1 - n "]"
	return value[i, "name"] == "empty" ? "\"\"" : "\"ffff:ff:1f.7\""
}

# The C expression of an operation.
function call(i,    text) {
	text = value[i, "args"]
	text = text == "null" ? "NOWHERE" : toupper(text)
	if (text == "")
		return oddly && name[i] in is_passed_oddly ? "(how = WHOLE, " plain_call(i) ")" : plain_call(i)
	return "(how = " text ", " plain_call(i) ")"
}

function plain_call(i,    made, on) {
	on = self[i]
	made = value[i, "new"]
	if (name[i] ~ /^h_|^list_set$/)
		return with_numbers(i, "&" on)
	if (name[i] == "create_vm")
		return with_numbers(i, "&" made)
	if (name[i] == "open_group")
		return made " = open_group(" device_of(made) ")"
	if (name[i] == "open_device")
		return made " = open_device(" fd_of(on) ", " device_name(i) ")"
	if (name[i] == "mmap_device" || name[i] == "mmap_table")
		return name[i] "(" on ", &" on "_map)"
	if (name[i] == "munmap_device" || name[i] == "munmap_table")
		return name[i] "(&" on "_map)"
	if (name[i] == "close" && on ~ /^v/)
		return "close_vm(&" on ")"
	if (name[i] == "close")
		return on ~ /^[cgdtkn]/ && on != "closed" ? "close_fd(&" fd_of(on) ")" : "errno_or(close(" fd_of(on) "))"
	if (value[i, "fd"] != "")
		return with_numbers(i, fd_of(on) ", " fd_of(value[i, "fd"]) \
			(value[i, "fd2"] == "" ? "" : ", " fd_of(value[i, "fd2"])))
	return (made == "" ? "" : made " = ") with_numbers(i, on == "" ? "" : fd_of(on))
}

# A string in C, in pieces if it is long.
function quoted(text, indent,    at, out) {
	while (length(text) > 76 && (at = last_blank(substr(text, 1, 76)))) {
		out = out "\"" substr(text, 1, at) "\"\n" indent
		text = substr(text, at + 1)
	}
	return out "\"" text "\""
}

function last_blank(text,    i) {
	for (i = length(text); i > 1; i--)
		if (substr(text, i, 1) == " ")
			return i
	return 0
}

function broken(text, indent,    at, out) {
	while (length(indent) + length(text) > 86 && (at = last_blank(substr(text, 1, 80)))) {
		out = out substr(text, 1, at - 1) "\n" indent
		text = substr(text, at + 1)
	}
	return out text
}

function print_step(i, tabs,    indent) {
	indent = tabs "     "
	print tabs "step(" quoted(line[i], indent) ","
	print indent broken(call(i), indent "        ") ");"
}

# A process that is not there makes no calls.
function print_steps(    i, alive) {
	print "\nstatic void steps(void)\n{"
	if ("null_fd" in is_named)
		print "\tnull_fd = must(open(\"/dev/null\", O_RDWR | O_CLOEXEC), \"/dev/null\");"
	alive[0] = 1
	for (i = 1; i <= nr; i++) {
		if (!alive[process[i]])
			continue
		if (name[i] == "dma") {
			print "\t/* " line[i] ": no device is told to here */"
		} else if (name[i] == "fork") {
			alive[value[i, "child"] + 0] = alive[child_of(i)] = 1
			print "\tif (mine(0))\n\t\tfork_process(" child_of(i) ");"
		} else if (name[i] == "exit") {
			alive[process[i]] = 0
			print "\tif (mine(0))\n\t\tend_process(" process[i] ");"
		} else if (forks) {
			print "\tif (mine(" process[i] ")) {"
			print_step(i, "\t\t")
			print "\t\tdone();\n\t}"
		} else {
			print_step(i, "\t")
		}
	}
	if (forks)
		print "\tall_done();"
	print "}"
}

function child_of(i) {
	return substr(value[i, "child"], length(value[i, "child"]))
}

function declare(type, pattern, suffix, init,    ref, list, i, sorted, n) {
	n = split("c0 c1 c2 g0 g1 d0 d1 d2 d3 v0 v1 t0 t1 t2 t3 t4 t5 k0 k1", sorted, " ")
	for (i = 1; i <= n; i++) {
		ref = sorted[i]
		if (ref ~ pattern && (suffix == "" ? ref in is_named : ref in is_mapped))
			list = list (list == "" ? "" : ", ") (suffix == "" ? "" : "*") ref suffix init
	}
	if (list != "")
		print "static " type " " list ";"
}

function variables() {
	print ""
	declare("int", "^[cgdtk]", "", " = -1")
	declare("struct vm", "^v", "", " = { .fd = -1, .vcpu_fd = -1 }")
	declare("void", "^[dt]", "_map", "")
	if ("null_fd" in is_named)
		print "static int null_fd = -1;"
	if (is_closed)
		print "#define CLOSED_FD 79"
}

# "RULE: WANTED got ANSWER"
function answer_got(    text) {
	text = wrong
	return sub(/.* got /, "", text) && wrong !~ /^seen[.]/ ? text : ""
}

function comment(    i) {
	print "// SPDX-License-Identifier: GPL-2.0-only\n/*"
	print " * " (wrong == "" ? "A sequence of calls." : wrong)
	for (i = 1; i <= remarks; i++)
		print " * " (remark[i] == "" ? "" : remark[i])
	print " *\n * Build, on ppc64le with Linux headers:"
	print " *	gcc -O2 -Wall -Wextra -o repro repro.c"
	print " * or elsewhere, with the cross compiler:"
	print " *	powerpc64le-linux-gnu-gcc -O2 -Wall -Wextra -static -o repro repro.c"
	print " * Run as root on PowerNV with KVM-HV, and PCI devices that nobody needs, bound to vfio-pci and"
	print " * alone in their IOMMU groups:"
	print " *	./repro 0000:01:00.0" (two_devices ? " 0001:01:00.0" : "")
	print " * Each step is printed with what it has answered. Exit status: 0 the kernel is right, 1 it is"
	print " * wrong as it was before, 2 no set-up."
	print " */"
}

END {
	if (failed)
		exit 1
	if (!nr)
		give_up("a sequence without operations")
	read_arguments()
	two_devices = "g0" in is_named && "g1" in is_named
	for (i = 1; i <= nr; i++)
		if (!(name[i] in arguments) && name[i] !~ /^(fork|exit|dma)$/)
			give_up("nobody knows the operation " name[i])
	comment()
	part("head")
	common_parts()
	part("answers")
	for (i = 1; i <= parts; i++)
		if (known[i] in used && known[i] != "create_vm" && \
		    (known[i] != "close" || closes("^([cgdtk][0-9]|null)$")))
			part(known[i])
	if (forks)
		part("turns")
	part("prepare")
	variables()
	print_steps()
	print "\n#define NR_DEVICES " (two_devices ? 2 : 1)
	print "#define WRONG	   \"" answer_got() "\" /* what the last step must not answer */"
	print "#define WHAT	   " quoted(wrong == "" ? "see dmesg" : wrong, "\t\t   ")
	part("run")
}

# The parts that others need.
function common_parts(    ref, vm) {
	for (ref in is_named)
		if (ref ~ /^v/)
			vm = 1
	if (vm)
		part("create_vm")
	if (vm && closes("^v"))
		part("vm-close")
	if (oddly)
		part("passing")
	if ("h_put_tce" in used || "h_put_tce_indirect" in used || "h_stuff_tce" in used || "h_get_tce" in used)
		part("hcall")
}

function closes(pattern,    i) {
	for (i = 1; i <= nr; i++)
		if (name[i] == "close" && self[i] ~ pattern)
			return 1
	return 0
}
