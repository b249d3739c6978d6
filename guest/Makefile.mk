# SPDX-License-Identifier: GPL-2.0-only
# Builds $(O)/guest/guest.elf by as, ld and awk. Uses O, CROSS_COMPILE.

GUEST_ELF := $(O)/guest/guest.elf
guest-objs := $(O)/guest/entry.o $(O)/guest/hcalls.o

$(O)/guest/defs.inc: guest/defs.awk guest/abi.h guest/papr.h
	@mkdir -p $(@D)
	$(call quiet,AWK,$@)awk -f guest/defs.awk guest/abi.h guest/papr.h > $@

$(guest-objs): $(O)/guest/%.o: guest/%.S $(O)/guest/defs.inc
	$(call quiet,AS,$<)$(CROSS_COMPILE)as -a64 -mlittle -mpower8 --fatal-warnings \
		-I $(O)/guest -o $@ $<

$(GUEST_ELF): guest/guest.lds $(guest-objs)
	$(call quiet,LD,$@)$(CROSS_COMPILE)ld -m elf64lppc -n -static --fatal-warnings \
		--build-id=none -T guest/guest.lds -o $@ $(guest-objs)
