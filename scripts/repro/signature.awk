# SPDX-License-Identifier: GPL-2.0-only
# How the kernel failed, from a run's KTAP, and what a program of scripts/minimise has said, a line each as
# harness/known-issues writes it: `klog <fingerprint>`, `stuck <function>`, `case * <what was written to>`;
# if nothing else says it, `oracle <name>`, and `case * <what one said beside the other>`.

function add(text) {
	if (!(text in seen)) {
		seen[text] = ++nr
		list[nr] = text
	}
}

/^[ ]*# (klog|stuck)|^[ ]*not ok|^[ ]*ok .*# XFAIL/ {
	if (match($0, /\[[A-Z_]+[-a-z]*:[^] ]*\]/)) {
		add("klog " substr($0, RSTART + 1, RLENGTH - 2))
		strong = 1
	}
	if (match($0, /in the kernel, in [A-Za-z0-9_]+/)) {
		add("stuck " substr($0, RSTART + 18, RLENGTH - 18))
		strong = 1
	}
}

# The test says so, or the program.
/a page that was freed and given to others was written to/ {
	add("case * a page that was freed and given to others was written to: *")
	strong = 1
}

# An answer that none of the two may give: the test says so, or the program.
/^[ ]+not ok .* # .* beside .*: .* \(try [0-9]+, offset / || /^after .* overlapped\): .* beside .*: / {
	sub(/^[ ]+not ok .* # |^after .* overlapped\): /, "")
	sub(/ \(try .*|; see dmesg$/, "")
	weak["case * " $0 " *"] = 1
}

/^[ ]*# (pins|vmalloc):/ {
	sub(/:$/, "", $2)
	weak["oracle " $2] = 1
}

END {
	if (!strong)
		for (name in weak)
			add(name)
	for (k = 1; k <= 2; k++)
		for (i = 1; i <= nr; i++)
			if ((list[i] ~ /^klog/) == (k == 1))
				print list[i]
}
