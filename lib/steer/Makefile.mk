# SPDX-License-Identifier: GPL-2.0-only
# The emulator's plugin, for the machine that emulates: one source, one file for each version of
# QEMU's plugin interface; scripts/lab knows which QEMU takes which. Needs O and HOSTCC.

HOSTCC ?= gcc

STEER_APIS := 1 2 4
STEER_PLUGINS := $(patsubst %,$(O)/steer/steer-%.so,$(STEER_APIS))
STEER_SOURCES := $(wildcard lib/steer/*.c)
STEER_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -fPIC -fvisibility=hidden -pthread -Wall -Wextra -Werror \
	-Wstrict-prototypes -Wmissing-prototypes -Wshadow -Wwrite-strings -Wundef -Wpointer-arith -Wvla

.PHONY: steer
steer: $(STEER_PLUGINS)

$(O)/steer/steer-%.so: $(STEER_SOURCES) $(wildcard lib/steer/*.h) lib/steer_abi.h
	@mkdir -p $(@D)
	$(call quiet,STEER,$@)$(HOSTCC) $(STEER_CFLAGS) -DSTEER_API=$* -shared -o $@ $(STEER_SOURCES)
