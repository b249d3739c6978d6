# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make: with KASAN and a compiler that has no names of its own for checked
# memcpy() (gcc before 13), 7.2 gives memmove() and memcpy() two names and a TOC pointer that is
# wrong, and dies before its first word. The tree stays as it is: two files of it are told better.
# variables are shared with the files that source this one
# shellcheck disable=SC2034,SC2154

# Sets what the assembler must be told for $tree, and nothing where the macro is sound.
kasan_ask()
{
	kasan_flags=''
	grep -q '_GLOBAL_TOC(fn);' "$tree/arch/powerpc/include/asm/kasan.h" 2>/dev/null || return 0
	kasan_flags="-include $here/kasan-toc.h"
}
