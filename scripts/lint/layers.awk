# SPDX-License-Identifier: GPL-2.0-only
# Every file belongs to a room; a room includes headers of the rooms named here, and of no other.
# These stand before it, so that data flows one way. A file that fits no room is an error too: a
# new room needs a place in the house first.

function room(name, pattern, may,    i, n, below) {
	n = split(may, below, " ")
	for (i = 1; i <= n; i++)
		if (!(below[i] in room_may)) {
			print "layers: the room `" name "` stands on `" below[i] "`, which does not stand before it"
			bad++
		}
	rooms++
	room_name[rooms] = name
	room_pattern[rooms] = pattern
	room_may[name] = " " name " " may " "
}

BEGIN {
	# the ground floor: no KVM, no VFIO, compiled and tested on any machine
	room("pure", "^lib/(be|cpus|fault|firmware|gcda|journal|klog|kmemleak|kmsg|known|ktap|names|orders|points|prng|reached|setting|slabs|slurp|steer_abi|symbols|verdict|why)(_[a-z_]*)?[.]", "")
	# the other side of the wire
	room("wire", "^guest/", "")
	room("words", "^lib/guest_abi[.]", "pure wire")
	# mechanism
	room("base", "^lib/(must|timebase)[.]", "pure")
	room("kvm", "^lib/kvm_selftests/|^kvm-selftests/", "base")
	room("window", "^lib/dma_window[.]", "pure")
	room("pci", "^lib/pci_", "pure base")
	room("vfio", "^lib/vfio(_[a-z_]*)?[.]", "pure base window")
	room("table", "^lib/kvm_tce(_[a-z_]*)?[.]", "pure base window kvm")
	room("guest", "^lib/guest(_[a-z_]*)?[.]", "pure base wire words kvm")
	room("dma", "^lib/dma(_[a-z_]*)?[.]", "pure base window vfio")
	room("rig", "^lib/rig(_[a-z_]*)?[.]", "pure base window vfio table guest dma kvm")
	room("race", "^lib/race(_[a-z_]*)?[.]", "pure base")
	room("plugin", "^lib/steer/", "pure")
	room("steer", "^lib/steer[.]", "pure base")
	room("hold", "^lib/hold(_[a-z_]*)?[.]", "pure base")
	room("bench", "^lib/bench/", "pure base race")
	room("calls", "^lib/calls(_[a-z_]*)?[.]", "pure base wire guest kvm")
	room("oracle", "^lib/oracle(_[a-z_]*)?[.]", "pure base window vfio pci rig")
	room("model", "^lib/model/", "pure wire words")
	room("unit", "^lib/unit/", "pure words pci guest race bench plugin calls oracle model")
	# policy: what a test is, and what becomes of one that runs
	room("core", "^harness/(child|ear|fork|growth|holdings|interrupt|lethal|pace|record|settle|test|threads)[.]",
	     "pure base vfio rig oracle")
	# the tests that are made from a table of operations
	room("races", "^harness/race/",
	     "pure base wire kvm window vfio table guest dma pci rig race steer hold calls oracle core")
	room("faults", "^harness/faults/",
	     "pure base wire kvm window vfio table guest dma pci rig oracle core races")
	# tests that play random sequences beside the model
	room("sequences", "^harness/sequence/",
	     "pure base wire kvm window vfio table guest dma rig oracle model core")
	# what tests of one area share, those of the rooms above too
	room("kit", "^harness/kit/",
	     "pure base wire kvm window vfio table guest dma pci rig race steer hold oracle core races faults sequences")
	room("tests", "^harness/tests/", "core kit")
	room("run", "^harness/(alone|catalogue|doctor|environment|judge(_[a-z]+)?|known_list|main|options|outcome|requirements|run(_[a-z]+)?|session)[.]",
	     "pure base window vfio pci dma oracle race steer rig core races faults sequences")
}

function room_of(path,    i) {
	for (i = 1; i <= rooms; i++)
		if (path ~ room_pattern[i])
			return room_name[i]
	return ""
}

function complain(text) {
	print "layers: " FILENAME ":" FNR ": " text
	bad++
}

# dir/../x/y.h to x/y.h
function tidy(path) {
	while (path ~ /[^\/]+\/[.][.]\//)
		sub(/[^\/]+\/[.][.]\//, "", path)
	return path
}

# The header's path in the project, or a stand-in for one of the KVM selftests library.
function header_path(name,    dir, path, line) {
	dir = FILENAME
	sub(/[^\/]*$/, "", dir)
	path = tidy(dir name)
	if ((getline line < path) >= 0) {
		close(path)
		return path
	}
	return name == "test_util.h" ? "lib/must.h" : "kvm-selftests/" name
}

FNR == 1 {
	mine = room_of(FILENAME)
	headers = 0
	if (mine == "")
		complain("belongs to no room; give it one in scripts/lint/layers.awk")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	headers++
	theirs = room_of(header_path(part[2]))
	if (mine != "" && index(room_may[mine], " " theirs " ") == 0)
		complain("a file of the room `" mine "` may not include \"" part[2] "\" of `" theirs \
			 "`; allowed:" room_may[mine])
	if (mine == "tests" && headers == 2)
		complain("a test includes exactly one header")
}

/^[ \t]*#[ \t]*include[ \t]*<(linux|asm)\// && (mine == "pure" || mine == "race") {
	complain("a file of the room `" mine "` knows nothing of the kernel's headers")
}

/^[ \t]*#[ \t]*include[ \t]*</ && mine == "tests" {
	complain("a test includes exactly one header, of harness/")
}

END {
	if (!NR) {
		print "layers: no files to check"
		exit 1
	}
	exit bad > 0
}
