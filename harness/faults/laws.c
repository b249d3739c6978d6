// SPDX-License-Identifier: GPL-2.0-only
/* Of the operations that race: what is legal when memory fails them, beside ENOMEM. */
#include "faulty.h"

/* --- what takes away: nobody can be told that it did not work --- */

FAULT_LAW(group_close, .op = "group_close", .never_refuses = true);
FAULT_LAW(container_close, .op = "container_close", .never_refuses = true);
FAULT_LAW(device_close, .op = "device_close", .never_refuses = true);
FAULT_LAW(kvm_vfio_close, .op = "kvm_vfio_close", .never_refuses = true);
FAULT_LAW(kvm_vfio_close_last, .op = "kvm_vfio_close_last", .never_refuses = true);
FAULT_LAW(table_close, .op = "table_close", .never_refuses = true);
FAULT_LAW(tables_close, .op = "tables_close", .never_refuses = true);
FAULT_LAW(vm_close, .op = "vm_close", .never_refuses = true);
FAULT_LAW(vcpu_close, .op = "vcpu_close", .never_refuses = true);

/* --- hypercalls: the kernel may leave them to user space, which then does what they ask for --- */

#define CALL_LEGAL                                   \
	{                                            \
		ANSWER_BOUNCED, ANSWER_H(H_RESOURCE) \
	}

FAULT_LAW(h_put, .op = "h_put", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE);
FAULT_LAW(h_put_first, .op = "h_put_first", .legal = CALL_LEGAL);
FAULT_LAW(h_put_stay, .op = "h_put_stay", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE);
FAULT_LAW(h_put_large, .op = "h_put_large", .legal = CALL_LEGAL, .fresh = 1u << FACT_LARGE);
FAULT_LAW(h_put_level, .op = "h_put_level", .legal = CALL_LEGAL);
FAULT_LAW(h_put_indirect, .op = "h_put_indirect", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE);
FAULT_LAW(h_stuff, .op = "h_stuff", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE);
FAULT_LAW(h_get, .op = "h_get", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE);

/* The first run of a VM: the guest's memory is not mapped in its page table yet. */
FAULT_LAW(vcpu_run, .op = "vcpu_run", .fresh = 1u << FACT_VM);
FAULT_LAW(touch, .op = "touch", .fresh = 1u << FACT_VM);

/* --- others --- */

/* A second open is refused before and after memory is needed. */
FAULT_LAW(group_open, .op = "group_open", .legal = { -EBUSY });
