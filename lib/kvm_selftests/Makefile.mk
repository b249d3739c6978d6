# SPDX-License-Identifier: GPL-2.0-only
# The KVM selftests library, its own files unmodified from a kernel tree, with our ppc64 port:
# $(O)/libkvm_selftests.a, and KVM_SELFTESTS_CFLAGS for whoever includes its headers.
# Uses O, CC, CROSS_COMPILE, CFLAGS, WARNINGS (for our files only), KVM_TREE (kernel tree), KHDR
# (INSTALL_HDR_PATH of its headers_install). Whoever links it adds KVM_SELFTESTS_LDFLAGS.

LIBKVM_SELFTESTS := $(O)/libkvm_selftests.a
kvm-selftests-dir := $(KVM_TREE)/tools/testing/selftests/kvm

ifeq ($(wildcard $(kvm-selftests-dir)/include/kvm_util_types.h),)
$(error $(KVM_TREE): no KVM selftests library there that the ppc64 port knows, which is made for \
	those of Linux 6.12 and newer; unset KVM_SELFTESTS, or name such a kernel tree with it)
endif

# What the library has of the newer words: looked up, as no version number says it for trees in
# between. What it lacks, include/kvm_compat.h makes from the older ones.
kvm-selftests-have = $(if $(shell grep -sw '$(2)' $(kvm-selftests-dir)/include/$(3)), \
	-DKVM_SELFTESTS_HAVE_$(1))
kvm-selftests-haves := $(strip \
	$(call kvm-selftests-have,GVA,gva_t,kvm_util_types.h) \
	$(call kvm-selftests-have,VM_ALLOC,vm_alloc,kvm_util.h) \
	$(call kvm-selftests-have,MMU,kvm_mmu,kvm_util.h) \
	$(call kvm-selftests-have,STATS,kvm_binary_stats,kvm_util.h))

# tools/include has to come before the UAPI headers, which it wraps; all as system headers:
# the warnings are not ours. QUIET: no random seed on standard output.
KVM_SELFTESTS_CFLAGS := -D_GNU_SOURCE -D__SANE_USERSPACE_TYPES__ -DCONFIG_64BIT -DQUIET \
	$(kvm-selftests-haves) -Ilib/kvm_selftests/include \
	-isystem $(kvm-selftests-dir)/include \
	-isystem $(KVM_TREE)/tools/include \
	-isystem $(KVM_TREE)/tools/arch/powerpc/include \
	-isystem $(KHDR)/include \
	-isystem $(KVM_TREE)/tools/testing/selftests

# For kernels older than the library wants them: old_kernels.c.
KVM_SELFTESTS_LDFLAGS := -Wl,--wrap=ioctl

# As the library's own Makefile has it; -w: its warnings are for its maintainers.
kvm-selftests-cflags := -std=gnu11 -w -fno-strict-aliasing -fno-stack-protector \
	-fno-builtin-memcmp -fno-builtin-memcpy -fno-builtin-memset -fno-builtin-strnlen

kvm-selftests-objs := $(patsubst %,$(O)/kvm_selftests/lib/%.o,assert elf guest_modes guest_sprintf \
	io kvm_util rbtree sparsebit test_util ucall_common)
kvm-selftests-port-objs := $(patsubst %,$(O)/kvm_selftests/%.o,processor ucall old_kernels)

# Another tree makes everything again, and so do other headers in it, which -MMD leaves out as the
# system's; what the last build saw is kept here.
kvm-selftests-tree := $(O)/kvm_selftests/tree
kvm-selftests-headers = $(shell find $(KHDR)/include $(kvm-selftests-dir)/include $(KVM_TREE)/tools/include \
	$(KVM_TREE)/tools/arch/powerpc/include $(kvm-selftests-dir)/../*.h -type f -printf '%p %s %T@\n' | \
	LC_ALL=C sort | cksum)
.PHONY: kvm-selftests-force
$(kvm-selftests-tree): kvm-selftests-force
	$(call keep-words,$(KVM_TREE) $(kvm-selftests-headers))

$(kvm-selftests-objs): $(O)/kvm_selftests/lib/%.o: $(kvm-selftests-dir)/lib/%.c \
		$(kvm-selftests-tree)
	@mkdir -p $(@D)
	$(call quiet,CC,selftests/kvm/lib/$*.c)$(CC) $(CFLAGS) $(kvm-selftests-cflags) \
		$(KVM_SELFTESTS_CFLAGS) -MMD -MP -c -o $@ $<

# Its stubs have parameters that not every architecture uses, its ioctl wrappers sizeof(void).
$(kvm-selftests-port-objs): $(O)/kvm_selftests/%.o: lib/kvm_selftests/%.c \
		$(kvm-selftests-tree)
	@mkdir -p $(@D)
	$(call quiet,CC,$<)$(CC) -std=gnu11 $(CFLAGS) $(WARNINGS) \
		-Wno-unused-parameter -Wno-pointer-arith $(KVM_SELFTESTS_CFLAGS) -MMD -MP -c -o $@ $<

$(LIBKVM_SELFTESTS): $(kvm-selftests-objs) $(kvm-selftests-port-objs)
	@rm -f $@
	$(call quiet,AR,$@)$(CROSS_COMPILE)ar rcs $@ $^

-include $(kvm-selftests-objs:.o=.d) $(kvm-selftests-port-objs:.o=.d)
