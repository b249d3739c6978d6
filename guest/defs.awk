# SPDX-License-Identifier: GPL-2.0-only
# Turns the "#define NAME number" lines of guest/abi.h and guest/papr.h into assembler
# symbols, so that the guest is built by as and ld alone, without a C preprocessor.
/^#define[ \t]+[A-Z][A-Z0-9_]*[ \t]/ {
	name = $2
	sub(/^#define[ \t]+[^ \t]+[ \t]+/, "")
	sub(/ *\/\*.*$/, "")
	print ".set " name ", " $0
}
