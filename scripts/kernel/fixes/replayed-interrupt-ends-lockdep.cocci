// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/irq_64.c
// If: arch/powerpc/include/asm/interrupt.h irqentry_exit
//
// With the generic entry code, what replays an interrupt that came while interrupts were disabled
// tells its handler that they are enabled (regs.softe); irqentry_exit() then says so to lockdep, within
// the interrupt. lockdep reports that (lockdep_hardirqs_on_prepare()) and switches itself off: at the
// first timer interrupt of the boot. Nothing else looks at it: interrupts are disabled there.
//
// Say what is true.

@@
symbol regs;
@@
 __replay_soft_interrupts(...)
 {
 <...
-regs.softe = IRQS_ENABLED;
+regs.softe = IRQS_ALL_DISABLED;
 ...>
 }
