# SPDX-License-Identifier: GPL-2.0-only
# Static checks; each is a script of its own in scripts/lint, and `selftest` is their twin.
# GUEST_ELF, when it is set and built, is checked too (lint-guest).

LINT_CHECKS := layers unused spdx words texts shell format variables

.PHONY: lint lint-selftest lint-catalogue lint-guest $(LINT_CHECKS:%=lint-%)
lint: lint-selftest $(LINT_CHECKS:%=lint-%) lint-catalogue

$(LINT_CHECKS:%=lint-%): lint-%:
	$(Q)scripts/lint/$*

lint-selftest:
	$(Q)scripts/lint/selftest

lint-catalogue:
	$(Q)scripts/lint/catalogue --check

lint-guest: $(GUEST_ELF)
	$(Q)scripts/lint/guest-elf $(GUEST_ELF)
