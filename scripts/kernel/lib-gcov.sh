# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/kernel/make and scripts/coverage: which files have counters, and how.
# variables are shared with the files that source this one
# shellcheck disable=SC2034,SC2154

gcov_files()
{
	sed '/^#/d' "$here/gcov.files"
}

# Sets what the kernel's make must be told with FLAVOUR=gcov, and nothing without. The tree stays as it
# is: kbuild asks GCOV_PROFILE as often as it compiles, and is told yes for our files only. They are
# found by their ends, because virt/kvm/vfio.c is compiled as arch/powerpc/kvm/../../../virt/kvm/vfio.o.
# The counters are atomic, because CPUs race; functions stay apart until they are counted, because a
# line that is inlined three times would have three times as many branches.
gcov_ask()
{
	gcov_profile='' gcov_flags=''
	case -$FLAVOUR- in
	*-gcov-*) ;;
	*) return 0 ;;
	esac
	gcov_objects=$(gcov_files | sed 's/^/%\//; s/[.]c$/.o/' | tr '\n' ' ')
	gcov_profile="\$(if \$(filter $gcov_objects,/\$@),y,n)"
	gcov_flags='-fprofile-arcs -ftest-coverage -fno-tree-loop-im -fprofile-update=atomic'
	gcov_flags="$gcov_flags -fno-early-inlining"
}
