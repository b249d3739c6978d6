# SPDX-License-Identifier: GPL-2.0-only
# tcelife: lifetime tests for KVM, VFIO and the POWER IOMMU. `make help` says what there is.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

O ?= build
V ?= 0
KVM_SELFTESTS ?=
# All else that make is given, on its command line or by the environment, goes on to the scripts by itself.
export O V
unexport CDPATH

ifneq ($(shell uname -m),ppc64le)
CROSS_COMPILE ?= powerpc64le-linux-gnu-
endif
CC := $(CROSS_COMPILE)gcc
CLANG ?= clang
TCELIFE_VERSION := $(shell git describe --always --dirty 2>/dev/null || cat VERSION 2>/dev/null || echo unknown)

ifeq ($(V),0)
Q := @
quiet = @printf '  %-7s %s\n' '$(1)' '$(2)';
else
Q :=
quiet =
endif

.PHONY: help all run explore minimise soak check bench list docs doctor kernel kernels dist clean \
	distclean binary setup

help:
	@sed 's/^#!.*//; s/^# \{0,1\}//' scripts/help.txt | tail -n +2

setup:
	@scripts/setup build

run: all
	@scripts/run

minimise: setup
	@$(inner) binary $(if $(REPLAY),steer)
	@scripts/minimise

.PHONY: coverage
coverage: setup
	@$(inner) binary
	@scripts/coverage

.PHONY: mutants
mutants: setup
	@$(inner) binary steer
	@scripts/mutants

.PHONY: omissions
omissions: setup
	@$(inner) binary
	@scripts/omissions

.PHONY: sequences
sequences: setup
	@$(inner) binary
	@scripts/sequences

soak: all
	@scripts/soak

.PHONY: matrix check-kernels steer
matrix: all
	@scripts/matrix

check-kernels: setup
	@$(inner) binary steer
	@scripts/check-kernels

kernels:
	@scripts/kernels

# It takes SRC, FLAVOUR, FIXES, MUTANT, NAME and CROSS_COMPILE from the environment.
kernel:
	@scripts/kernel/make

list:
	@scripts/names

docs:
	@scripts/lint/catalogue --write

doctor: all
	@scripts/doctor

clean distclean:
	@scripts/folder $@

# --- what needs packages and sources first -------------------------------------------------
# The outer make installs and fetches; the inner one, which is told where the kernel tree is, builds.

KVM_TREE ?=
ifeq ($(KVM_TREE),)

given := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),'$(subst ','\'',$(name))'))
ifneq ($(given),)
said := $(shell ./scripts/variables check $(given))
ifneq ($(.SHELLSTATUS),0)
$(error Nothing was done)
endif
endif

ifeq ($(KVM_SELFTESTS),)
find-tree = tree=$$(scripts/fetch source) && khdr=$$tree/usr
else
find-tree = tree=$$(realpath -m -- "$$KVM_SELFTESTS") && khdr=$(abspath $(O))/headers && \
	scripts/fetch headers "$$tree" "$$khdr" >/dev/null
endif
# As many jobs as there are CPUs, unless the user says how many.
jobs = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))
inner = scripts/folder claim && $(find-tree) && $(MAKE) --no-print-directory $(jobs) KVM_TREE="$$tree" KHDR="$$khdr"

all: setup
	@$(inner) binary

# Only the lab's machine can be steered.
explore: setup
	@$(inner) binary steer
	@EXPLORE=$(or $(GRAIN),blocks) PLATFORM=lab scripts/$(if $(WITHIN),explore,run)

check: setup
	@scripts/setup lab check
	@$(inner) check

dist bench unit lint steer: setup
	@$(inner) $@

else
include guest/Makefile.mk
include lib/kvm_selftests/Makefile.mk

WARNINGS := -Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes -Wshadow \
	-Wwrite-strings -Wundef -Wpointer-arith -Wvla -Wframe-larger-than=16384
CFLAGS ?= -O2 -g
SAVED_SEQUENCES := $(O)/saved-sequences
TCELIFE_CFLAGS = -std=gnu11 $(CFLAGS) $(WARNINGS) -MMD -MP \
	-DTCELIFE_VERSION='"$(TCELIFE_VERSION)"' -DKNOWN_ISSUES='"harness/known-issues"' \
	-DSAVED_SEQUENCES='"$(SAVED_SEQUENCES)"' \
	-DGUEST_ELF='"$(GUEST_ELF)"' $(KVM_SELFTESTS_CFLAGS)

sources := $(wildcard lib/*.c lib/*.S harness/*.c harness/kit/*.c harness/kit/*.S lib/model/*.c harness/race/*.c harness/sequence/*.c harness/faults/*.c harness/tests/*.c)
objects := $(patsubst %,$(O)/%.o,$(basename $(sources)))

# What lib/calls*.c writes down.
comma := ,
CALLS_LDFLAGS := $(patsubst %,-Wl$(comma)--wrap=%,open close mmap munmap madvise spit \
	guest_vm_create guest_vm_free guest_cpu_close guest_hcall_try guest_enter_try guest_trap_try \
	guest_store_try guest_stream_run pread pwrite)

# Words that go into the binary are a file, which is new when they are others.
.PHONY: words-force
keep-words = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' >$@

$(O)/version: words-force
	$(call keep-words,$(TCELIFE_VERSION))
$(O)/harness/main.o: $(O)/version

# Another library is another layout of its structures.
$(objects): $(kvm-selftests-tree)

binary: $(O)/bin/tcelife

$(O)/bin/tcelife: $(objects) $(LIBKVM_SELFTESTS)
	@mkdir -p $(@D)
	$(call quiet,LINK,$@)$(CC) $(CFLAGS) -static -pthread $(KVM_SELFTESTS_LDFLAGS) $(CALLS_LDFLAGS) \
		-o $@ $(objects) $(LIBKVM_SELFTESTS)

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(call quiet,CC,$<)$(CC) $(TCELIFE_CFLAGS) -c -o $@ $<

$(O)/%.o: %.S
	@mkdir -p $(@D)
	$(call quiet,AS,$<)$(CC) $(TCELIFE_CFLAGS) -c -o $@ $<

$(O)/lib/guest_image.o: $(GUEST_ELF)
$(O)/harness/known_list.o: harness/known-issues
$(O)/harness/sequence/saved.o: $(SAVED_SEQUENCES)

# All files in one, each behind its name. One that was removed, or came with an old time, shows by the
# list of the names.
saved-files := $(sort $(wildcard harness/sequence/saved/*.seq))
$(O)/saved-sequences.names: words-force
	$(call keep-words,$(saved-files))
$(SAVED_SEQUENCES): $(saved-files) $(O)/saved-sequences.names
	@for file in $(saved-files); do printf '@ %s\n' "$$(basename $$file .seq)"; cat $$file; done >$@

-include $(objects:.o=.d)

check: binary steer
	@MAKE="$(MAKE)" KVM_TREE="$(KVM_TREE)" KHDR="$(KHDR)" scripts/check

bench: binary steer
	@scripts/bench

dist: binary
	@scripts/dist "$(O)" "$(TCELIFE_VERSION)"

include lib/steer/Makefile.mk
include lib/unit/Makefile.mk scripts/lint/Makefile.mk
unit: unit-kunit
lint: lint-guest lint-clang

# The other compiler, for what is compiled for POWER; it only looks.
CLANG_TARGET := powerpc64le-linux-gnu
lint-clang: $(patsubst %.c,$(O)/clang/%.ok,$(filter %.c,$(sources)))

$(O)/clang/%.ok: %.c
	@mkdir -p $(@D)
	$(call quiet,CLANG,$<)$(CLANG) --target=$(CLANG_TARGET) -fsyntax-only \
		$(filter-out -MMD,$(TCELIFE_CFLAGS)) -MMD -MF $(@:.ok=.d) -MT $@ $<
	@touch $@

-include $(patsubst %.c,$(O)/clang/%.d,$(filter %.c,$(sources)))

endif
