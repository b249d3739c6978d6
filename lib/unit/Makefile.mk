# SPDX-License-Identifier: GPL-2.0-only
# Tests of the pure parts, run on the build machine: with gcc, with clang, both with ASan and
# UBSan. Needs O; HOSTCC and CLANG name the compilers.

HOSTCC ?= gcc
CLANG ?= clang

UNIT_DIR := lib/unit
UNIT_PURE := $(wildcard lib/journal*.c lib/klog*.c lib/known*.c lib/pci_*.c lib/model/*.c) \
	lib/calls.c lib/cpus.c lib/firmware_parse.c lib/gcda.c lib/guest_abi.c lib/kmemleak.c lib/kmsg.c lib/ktap.c \
	lib/names.c lib/oracle_counts.c lib/oracle_klog.c lib/orders.c lib/points.c lib/race_sweep.c lib/reached.c lib/setting.c lib/slabs.c lib/slurp.c \
	$(wildcard lib/steer/*.c) lib/symbols.c lib/bench/planted.c
UNIT_SOURCES := $(UNIT_PURE) $(wildcard $(UNIT_DIR)/*.c)
UNIT_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all \
	-Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes -Wshadow -Wwrite-strings \
	-Wundef -Wpointer-arith -Wvla -Wframe-larger-than=16384 -pthread -DSTEER_API=1 -MMD -MP

UNIT_GCC_OBJECTS := $(patsubst %.c,$(O)/unit/gcc/%.o,$(UNIT_SOURCES))
UNIT_CLANG_OBJECTS := $(patsubst %.c,$(O)/unit/clang/%.o,$(UNIT_SOURCES))

# It neither writes into the kernel log of the build machine, nor always has memory.
$(O)/unit/gcc/lib/oracle_klog.o $(O)/unit/clang/lib/oracle_klog.o: \
	UNIT_CFLAGS += -DKMSG='"/dev/null"' -DCLEAR_WARN_ONCE='"/dev/null"' -Dklog_classify=unit_klog_classify

# Modules of the build machine have users of their own.
$(O)/unit/gcc/lib/oracle_counts.o $(O)/unit/clang/lib/oracle_counts.o: \
	UNIT_CFLAGS += -Daccess=unit_counts_access -Dslurp_number=unit_counts_number

# The log of the build machine is nobody's affair, and memory there is enough.
$(O)/unit/gcc/lib/kmsg.o $(O)/unit/clang/lib/kmsg.o: \
	UNIT_CFLAGS += -Dread=unit_kmsg_read -Drealloc=unit_kmsg_realloc

# Its machine may have more CPUs than the build machine has.
$(O)/unit/gcc/lib/cpus.o $(O)/unit/clang/lib/cpus.o: UNIT_CFLAGS += -Dsched_getaffinity=unit_sched_getaffinity

# What it puts back is of the folder in which it is tried.
$(O)/unit/gcc/lib/setting.o $(O)/unit/clang/lib/setting.o: UNIT_CFLAGS += -DSETTINGS='"settings"'

.PHONY: unit unit-gcc unit-clang unit-kunit
unit: unit-gcc unit-clang

unit-gcc: $(O)/unit/gcc/unit
	$(Q)$< $(UNIT_DIR)

unit-clang: $(O)/unit/clang/unit
	$(Q)$< $(UNIT_DIR)

# Our KTAP, as the kernel's own reader sees it. Needs KVM_TREE, a kernel tree, and python3.
unit-kunit: $(O)/unit/gcc/unit
	$(Q)UNIT_KTAP_SAMPLE=$(O)/unit/sample.ktap $< $(UNIT_DIR) ktap
	$(Q)scripts/lint/kunit $(KVM_TREE) $(O)/unit/sample.ktap

$(O)/unit/gcc/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(UNIT_CFLAGS) -c -o $@ $<

$(O)/unit/clang/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(UNIT_CFLAGS) -c -o $@ $<

$(O)/unit/gcc/unit: $(UNIT_GCC_OBJECTS)
	$(Q)$(HOSTCC) $(UNIT_CFLAGS) -o $@ $^

$(O)/unit/clang/unit: $(UNIT_CLANG_OBJECTS)
	$(Q)$(CLANG) $(UNIT_CFLAGS) -o $@ $^

include lib/bench/Makefile.mk

-include $(UNIT_GCC_OBJECTS:.o=.d) $(UNIT_CLANG_OBJECTS:.o=.d)
