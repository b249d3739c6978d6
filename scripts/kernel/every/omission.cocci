// SPDX-License-Identifier: GPL-2.0-only
// One kernel with every omission in it, each asleep until it is named at run time (its header): a
// statement that is left out, an error that is forgotten, a condition that never or always holds, or
// of whose parts one does; a comparison that is off by one, an operator whose second operand is
// forgotten (no mask, no shift, no offset), a loop that ends after its first round.
// Locks are left alone: what they keep apart only a race would show, and one that is not given back
// stops everything. scripts/omissions tries them one by one.
// Include: tcelife_omission.h
// Files: arch/powerpc/kvm/book3s_64_vio.c virt/kvm/vfio.c drivers/vfio/vfio_iommu_spapr_tce.c
// Files: drivers/vfio/container.c drivers/vfio/group.c arch/powerpc/mm/book3s64/iommu_api.c
// Files: arch/powerpc/kernel/iommu.c arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Files: drivers/vfio/vfio_main.c virt/kvm/kvm_main.c arch/powerpc/kvm/book3s_hv.c
// Spatch: --max-width 1000
@less@
expression a, b;
@@
(
- a < b
+ TCELIFE_LESS(a, b)
|
- a <= b
+ TCELIFE_AT_MOST(a, b)
)

// One operator within another of the same rule is a conflict: such a pair has a rule before it.
@shift@
expression a, b;
@@
(
- a << b
+ TCELIFE_SHL(a, b)
|
- a >> b
+ TCELIFE_SHR(a, b)
)

@times@
idexpression a;
expression b;
@@
- a * b
+ TCELIFE_MUL(a, b)

@part@
expression a;
idexpression b;
@@
(
- a / b
+ TCELIFE_DIV(a, b)
|
- a % b
+ TCELIFE_MOD(a, b)
)

@sum_of_sum@
local idexpression a;
expression b != 8, c, d; // see sum
@@
(
- a + b + c
+ TCELIFE_ADD(a, b) + c
|
- a + b - c
+ TCELIFE_ADD(a, b) - c
|
- a - b + c
+ TCELIFE_SUB(a, b) + c
|
- a - b - c
+ TCELIFE_SUB(a, b) - c
|
- d + (b + c)
+ d + (TCELIFE_ADD(b, c))
|
- d + (b - c)
+ d + (TCELIFE_SUB(b, c))
|
- d - (b + c)
+ d - (TCELIFE_ADD(b, c))
|
- d - (b - c)
+ d - (TCELIFE_SUB(b, c))
)

@sum@
expression a != {8, MAX_SMT_THREADS}, b != {ITOA_MAX_LEN, MAX_SMT_THREADS}; // sizes of arrays
@@
(
- a + b
+ TCELIFE_ADD(a, b)
|
- a - b
+ TCELIFE_SUB(a, b)
)

// which is a cast, in a macro
@no_difference@
symbol uint64_t;
@@
- TCELIFE_SUB((uint64_t), 1)
+ ((uint64_t)-1)

@mask_of_mask@
local idexpression a;
expression b, c, d;
@@
(
- a & b & c
+ TCELIFE_AND(a, b) & c
|
- d & (b & c)
+ d & (TCELIFE_AND(b, c))
)

@mask@
expression a, b;
@@
- a & b
+ TCELIFE_AND(a, b)

@round exists@
expression e1, e2, e3;
@@
 for (e1; e2; e3) {
 ... when any
+ TCELIFE_ONCE();
 }

@element_of_list exists@
iterator I;
expression list es;
@@
 I(es) {
 ... when any
+ TCELIFE_ONCE();
 }

@call@
identifier f !~ "^__iommu_free$|^TCELIFE|lock|LOCK|^(up|down)_|^WARN|printk|^mb$|^debugfs|^BUG|^pr_|^dev_|^might_|^trace_|^smp_|^va_|barrier|sched|for_each|^DEFINE|^DECLARE|^EXPORT|^MODULE";
expression list es;
@@
- f(es);
+ TCELIFE_OMIT(f(es));

@call_by_pointer@
expression p;
identifier f;
expression list es;
@@
(
- p->f(es);
+ TCELIFE_OMIT(p->f(es));
|
- p.f(es);
+ TCELIFE_OMIT(p.f(es));
)

@member@
expression p, v;
identifier f;
assignment operator op;
@@
(
- p->f op v;
+ TCELIFE_OMIT(p->f op v);
|
- p.f op v;
+ TCELIFE_OMIT(p.f op v);
)

@element@
expression p, i, v;
assignment operator op;
@@
- p[i] op v;
+ TCELIFE_OMIT(p[i] op v);

@target@
expression p, v;
assignment operator op;
@@
- *p op v;
+ TCELIFE_OMIT(*p op v);

@counter@
expression p;
@@
(
- p++;
+ TCELIFE_OMIT(p++);
|
- ++p;
+ TCELIFE_OMIT(++p);
|
- p--;
+ TCELIFE_OMIT(p--);
|
- --p;
+ TCELIFE_OMIT(--p);
)

@errno@
identifier r;
constant E;
@@
- r = -E;
+ r = TCELIFE_ERROR(-E);

@condition@
expression e, e1, e2;
statement s;
@@
 if (
(
- e1 || e2
+ TCELIFE_IF(TCELIFE_ANY1(e1) || TCELIFE_ANY2(e2))
|
- e1 && e2
+ TCELIFE_IF(TCELIFE_ALL1(e1) && TCELIFE_ALL2(e2))
|
- e
+ TCELIFE_IF(e)
)
 ) s
