# SPDX-License-Identifier: GPL-2.0-only
# What objdump says of a function, without what the linker decides: addresses, the offsets of branches
# and of data. What is left is the same as long as each instruction stays where it was.

BEGIN { FS = "\t" }

NF > 1 {
	sub(/^[^\t]*\t/, "")
	sub(/[0-9a-f]+ </, "<")
	gsub(/0x[0-9a-f]+/, "")
	gsub(/,-?[0-9]+/, ",N")
	print
}
