// SPDX-License-Identifier: GPL-2.0-only
/* How the structure with a request's arguments reaches the kernel, whatever is in it. */
#include "parts.h"

#define NONE NR_RULES

static const struct form {
	enum rule size; /* NONE: the request has no argsz */
	enum rule address;
	bool written; /* the kernel gives something back in it */
} forms[OP_NR_CODES] = {
	[OP_GET_INFO] = { RULE_GET_INFO_ARGSZ, RULE_GET_INFO_ADDRESS, true },
	[OP_REGISTER_MEMORY] = { RULE_REGISTER_ARGSZ, RULE_REGISTER_ADDRESS, false },
	[OP_UNREGISTER_MEMORY] = { RULE_UNREGISTER_ARGSZ, RULE_UNREGISTER_ADDRESS, false },
	[OP_MAP_DMA] = { RULE_MAP_ARGSZ, RULE_MAP_ADDRESS, false },
	[OP_UNMAP_DMA] = { RULE_UNMAP_ARGSZ, RULE_UNMAP_ADDRESS, false },
	[OP_CREATE_WINDOW] = { RULE_WINDOW_ARGSZ, RULE_WINDOW_ADDRESS, true },
	[OP_REMOVE_WINDOW] = { RULE_REMOVE_ARGSZ, RULE_REMOVE_ADDRESS, false },
	[OP_GET_STATUS] = { RULE_STATUS_ARGSZ, RULE_STATUS_ADDRESS, true },
	[OP_DEVICE_INFO] = { RULE_DEVICE_INFO_ARGSZ, RULE_DEVICE_INFO_ADDRESS, true },
	[OP_SET_SLOT] = { NONE, RULE_SLOT_ADDRESS, false },
	[OP_CREATE_TABLE] = { NONE, RULE_TABLE_ADDRESS, false },
	[OP_CREATE_TABLE32] = { NONE, RULE_TABLE_ADDRESS, false },
	[OP_GROUP_ADD] = { NONE, RULE_ADD_ADDRESS, false },
	[OP_GROUP_DEL] = { NONE, RULE_DEL_ADDRESS, false },
	[OP_SET_SPAPR_TCE] = { NONE, RULE_ATTACH_ADDRESS, false },
};

static bool is_about_size(enum op_passing how)
{
	return how == OP_EMPTY || how == OP_SHORT || how == OP_LONG;
}

bool passing_can(const struct op *op)
{
	enum op_passing how = op_passing(op);

	return how < OP_NR_PASSINGS && !(is_about_size(how) && forms[op->code].size == NONE);
}

bool passing_unread(const struct op *op)
{
	enum op_passing how = op_passing(op);

	return how == OP_EMPTY || how == OP_SHORT || how == OP_NULL || how == OP_CUT;
}

void refuse_passing(const struct op *op, struct model_answer *a)
{
	const struct form *form = &forms[op->code];
	enum op_passing how = op_passing(op);

	refuse(a, how == OP_EMPTY || (how == OP_SHORT && !planted(PLANT_PASSING)), form->size);
	refuse(a, how == OP_NULL || how == OP_CUT, form->address);
	refuse(a, how == OP_FROZEN && form->written, form->address);
}
