// SPDX-License-Identifier: GPL-2.0-only
#include "op.h"

#define NOTHING		  OP_NOTHING, OP_NOTHING, OP_NOTHING, OP_NOTHING, false
#define ON(kind)	  OP_##kind, OP_NOTHING, OP_NOTHING, OP_NOTHING, false
#define HELD(kind)	  OP_##kind, OP_NOTHING, OP_NOTHING, OP_NOTHING, true
#define NEW(kind)	  OP_NOTHING, OP_##kind, OP_NOTHING, OP_NOTHING, false
#define MAKES(kind, made) OP_##kind, OP_##made, OP_NOTHING, OP_NOTHING, false
#define TAKES(kind, fd)	  OP_##kind, OP_NOTHING, OP_##fd, OP_NOTHING, false
#define RANGE                      \
	{ "hva", ARG_HVA },        \
	{                          \
		"bytes", ARG_BYTES \
	}
#define REQUEST_FLAGS              \
	{                          \
		"flags", ARG_FLAGS \
	}
#define PASSING                     \
	{                           \
		"args", ARG_PASSING \
	}
#define ENTRY                    \
	{ "liobn", ARG_LIOBN },  \
	{                        \
		"ioba", ARG_IOVA \
	}

static const struct op_desc descs[OP_NR_CODES] = {
	[OP_OPEN_CONTAINER] = { "open_container", NEW(CONTAINER), { { 0 } } },
	[OP_API_VERSION] = { "api_version", ON(CONTAINER), { { 0 } } },
	[OP_CHECK_EXTENSION] = { "check_extension", ON(CONTAINER), { { "type", ARG_EXTENSION } } },
	[OP_SET_IOMMU] = { "set_iommu", ON(CONTAINER), { { "type", ARG_TYPE } } },
	[OP_GET_INFO] = { "get_info", ON(CONTAINER), { PASSING } },
	[OP_ENABLE] = { "enable", ON(CONTAINER), { { 0 } } },
	[OP_DISABLE] = { "disable", ON(CONTAINER), { { 0 } } },
	[OP_REGISTER_MEMORY] = { "register_memory",
				 ON(CONTAINER),
				 { RANGE, REQUEST_FLAGS, PASSING } },
	[OP_UNREGISTER_MEMORY] = { "unregister_memory",
				   ON(CONTAINER),
				   { RANGE, REQUEST_FLAGS, PASSING } },
	[OP_MAP_DMA] = { "map_dma",
			 ON(CONTAINER),
			 { { "iova", ARG_IOVA }, RANGE, { "flags", ARG_PERM }, PASSING } },
	[OP_UNMAP_DMA] = { "unmap_dma",
			   ON(CONTAINER),
			   { { "iova", ARG_IOVA },
			     { "bytes", ARG_BYTES },
			     REQUEST_FLAGS,
			     PASSING } },
	[OP_CREATE_WINDOW] = { "create_window",
			       ON(CONTAINER),
			       { { "shift", ARG_SHIFT },
				 { "bytes", ARG_WINDOW },
				 { "levels", ARG_LEVELS },
				 REQUEST_FLAGS,
				 PASSING } },
	[OP_REMOVE_WINDOW] = { "remove_window",
			       ON(CONTAINER),
			       { { "iova", ARG_IOVA }, REQUEST_FLAGS, PASSING } },
	[OP_EEH] = { "eeh", ON(CONTAINER), { { 0 } } },

	[OP_OPEN_GROUP] = { "open_group", NEW(GROUP), { { 0 } } },
	[OP_GET_STATUS] = { "get_status", ON(GROUP), { PASSING } },
	[OP_SET_CONTAINER] = { "set_container", TAKES(GROUP, CONTAINER), { { 0 } } },
	[OP_UNSET_CONTAINER] = { "unset_container", ON(GROUP), { { 0 } } },
	[OP_OPEN_DEVICE] = { "open_device", MAKES(GROUP, DEVICE), { { "name", ARG_WHOSE } } },
	[OP_DEVICE_INFO] = { "device_info", ON(DEVICE), { PASSING } },
	[OP_MMAP_DEVICE] = { "mmap_device", HELD(DEVICE), { { 0 } } },
	[OP_MUNMAP_DEVICE] = { "munmap_device", HELD(DEVICE), { { 0 } } },

	[OP_CREATE_VM] = { "create_vm", NEW(VM), { { "mode", ARG_MODE } } },
	[OP_SET_SLOT] = { "set_slot",
			  ON(VM),
			  { { "slot", ARG_SLOT },
			    { "gpa", ARG_GPA },
			    RANGE,
			    REQUEST_FLAGS,
			    PASSING } },
	[OP_CREATE_TABLE] = { "create_table",
			      MAKES(VM, TABLE),
			      { { "liobn", ARG_LIOBN },
				{ "shift", ARG_SHIFT },
				{ "offset", ARG_PAGES },
				{ "size", ARG_PAGES },
				REQUEST_FLAGS,
				PASSING } },
	[OP_CREATE_TABLE32] = { "create_table32",
				MAKES(VM, TABLE),
				{ { "liobn", ARG_LIOBN }, { "bytes", ARG_WINDOW }, PASSING } },
	[OP_ENABLE_HCALL] = { "enable_hcall",
			      ON(VM),
			      { { "hcall", ARG_HCALL }, { "on", ARG_BOOL } } },
	[OP_CREATE_KVM_VFIO] = { "create_kvm_vfio", MAKES(VM, KVM_VFIO), { { 0 } } },
	[OP_GROUP_ADD] = { "group_add", TAKES(KVM_VFIO, GROUP), { PASSING } },
	[OP_GROUP_DEL] = { "group_del", TAKES(KVM_VFIO, GROUP), { PASSING } },
	[OP_SET_SPAPR_TCE] = { "set_spapr_tce",
			       OP_KVM_VFIO,
			       OP_NOTHING,
			       OP_GROUP,
			       OP_TABLE,
			       false,
			       { PASSING } },
	[OP_SET_ATTR] = { "set_attr",
			  OP_KVM_VFIO,
			  OP_NOTHING,
			  OP_GROUP,
			  OP_TABLE,
			  false,
			  { { "group", ARG_ATTR }, { "attr", ARG_ATTR } } },
	[OP_HAS_ATTR] = { "has_attr",
			  ON(KVM_VFIO),
			  { { "group", ARG_ATTR }, { "attr", ARG_ATTR } } },
	[OP_MMAP_TABLE] = { "mmap_table", HELD(TABLE), { { 0 } } },
	[OP_MUNMAP_TABLE] = { "munmap_table", HELD(TABLE), { { 0 } } },

	[OP_H_PUT_TCE] = { "h_put_tce", HELD(VM), { ENTRY, { "tce", ARG_TCE } } },
	[OP_H_PUT_TCE_INDIRECT] = { "h_put_tce_indirect",
				    HELD(VM),
				    { ENTRY, { "list", ARG_GPA }, { "count", ARG_COUNT } } },
	[OP_H_STUFF_TCE] = { "h_stuff_tce",
			     HELD(VM),
			     { ENTRY, { "tce", ARG_TCE }, { "count", ARG_COUNT } } },
	[OP_H_GET_TCE] = { "h_get_tce", HELD(VM), { ENTRY } },
	[OP_LIST_SET] = { "list_set", HELD(VM), { { "index", ARG_INDEX }, { "tce", ARG_TCE } } },

	[OP_MMAP_MEMORY] = { "mmap_memory", NOTHING, { RANGE } },
	[OP_MMAP_HUGE] = { "mmap_huge", NOTHING, { RANGE } },
	[OP_MUNMAP_MEMORY] = { "munmap_memory", NOTHING, { RANGE } },
	/* Of any kind. */
	[OP_CLOSE] = { "close", ON(CONTAINER), { { 0 } } },
	[OP_FORK] = { "fork", NOTHING, { { "child", ARG_CHILD } } },
	[OP_EXIT] = { "exit", NOTHING, { { 0 } } },
	[OP_LIMIT_MEMLOCK] = { "limit_memlock", NOTHING, { { "bytes", ARG_LIMIT } } },
	[OP_LIMIT_NOFILE] = { "limit_nofile", NOTHING, { { "more", ARG_BOOL } } },

	[OP_DMA] = { "dma", HELD(DEVICE), { { "iova", ARG_IOVA }, { "write", ARG_BOOL } } },
};

const struct op_desc *op_desc(enum op_code code)
{
	return &descs[code];
}

unsigned int op_nr_args(enum op_code code)
{
	unsigned int n = 0;

	while (n < OP_ARGS && descs[code].arg[n].name)
		n++;
	return n;
}

enum op_passing op_passing(const struct op *op)
{
	for (unsigned int n = 0; n < op_nr_args(op->code); n++)
		if (descs[op->code].arg[n].class == ARG_PASSING)
			return op->arg[n] < OP_NR_PASSINGS ? op->arg[n] : OP_NR_PASSINGS;
	return OP_WHOLE;
}

unsigned int op_names(enum op_kind kind)
{
	static const uint8_t names[OP_NR_KINDS] = {
		[OP_CONTAINER] = OP_CONTAINERS,
		[OP_GROUP] = OP_GROUPS,
		[OP_DEVICE] = OP_DEVICES,
		[OP_VM] = OP_VMS,
		[OP_TABLE] = OP_TABLES,
		[OP_KVM_VFIO] = OP_KVM_VFIOS,
		[OP_PLAIN] = 1,
		[OP_BAD] = 1,
		[OP_CLOSED] = 1,
	};

	return kind < OP_NR_KINDS ? names[kind] : 0;
}

static bool ref_valid(struct op_ref ref, enum op_kind want, bool fixed)
{
	if (want == OP_NOTHING)
		return ref.kind == OP_NOTHING && !ref.n;
	if (ref.n >= op_names(ref.kind))
		return false;
	return !fixed || ref.kind == want;
}

bool op_valid(const struct op *op)
{
	const struct op_desc *d;

	if (op->code >= OP_NR_CODES || op->process >= OP_PROCESSES)
		return false;
	d = &descs[op->code];
	for (unsigned int n = op_nr_args(op->code); n < OP_ARGS; n++)
		if (op->arg[n])
			return false;
	return ref_valid(op->self, d->self, d->fixed) && ref_valid(op->made, d->made, true) &&
	       ref_valid(op->fd, d->fd, false) && ref_valid(op->fd2, d->fd2, false);
}
