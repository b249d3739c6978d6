# SPDX-License-Identifier: GPL-2.0-only
# The simulated comparison of aims, for `make bench`; runs on the build machine.

BENCH_SOURCES := $(wildcard lib/bench/*.c) lib/race_sweep.c

bench: $(O)/bench/aim

$(O)/bench/aim: $(BENCH_SOURCES) $(wildcard lib/bench/*.h) lib/race_sweep.h lib/prng.h
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) -std=gnu11 -O2 -Wall -Wextra -Werror -Wshadow -o $@ $(BENCH_SOURCES) -lm
