# SPDX-License-Identifier: GPL-2.0-only
# The kernel's first report in a test's kernel log (records of /dev/kmsg), as dmesg shows it, without
# registers and code: at most 40 lines.

BEGIN { most = 40 }

{
	if (!sub(/^[0-9]+,[0-9]+,[0-9]+,[^;]*;/, ""))
		next
	gsub(/\\x0a.*/, "")
}

!on && /cut here|^(WARNING|BUG|Oops|INFO|watchdog|rcu|refcount_t|Kernel panic|kernel tried)/ { on = 1 }
!on || /cut here|^(GPR|REGS|MSR|CFAR|Code|Modules linked|CR|XER|IRQMASK|LR:|NIP:|Hardware name)/ { next }
/^--- interrupt|end trace/ { exit }
{
	sub(/^(\[[0-9a-f]+\] )?\[[0-9a-f]+\] /, "  ")
	print
	if (++n == most)
		exit
}
