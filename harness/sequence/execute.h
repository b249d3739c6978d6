/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations of a sequence as calls into the real kernel. */
#ifndef TCELIFE_SEQUENCE_EXECUTE_H
#define TCELIFE_SEQUENCE_EXECUTE_H

#include "stage.h"

/* Said instead of an answer by a process that died in the call. */
#define EXECUTE_DIED (-4095)

/*
 * Make the call, as the process that it names: here, or in the child. @result is what came back;
 * EXECUTE_DIED in its ret if the child does not answer any more.
 */
void execute(struct stage *s, const struct op *op, struct op_result *result);

/* One operation: fills in what it has to say; ret is what it returns. */
typedef int64_t (*execute_call)(struct stage *s, const struct op *op, struct op_result *result);

/* Those of each area, by code; NULL for others. */
execute_call execute_vfio(enum op_code code);
execute_call execute_kvm(enum op_code code);
execute_call execute_guest(enum op_code code);
execute_call execute_process(enum op_code code);

/* End the children of this stage; whether they like it or not. */
void execute_end_children(struct stage *s);

#endif
