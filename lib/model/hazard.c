// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where kernels are known to go wrong in silence: the answer is right, and what is lost shows much
 * later. A departure that is seen (not answered) is named after the first of these on its way.
 */
#include "parts.h"

static const char *const names[NR_HAZARDS] = {
	[HAZARD_STALE_TIE] = ".stale_tie",	 [HAZARD_LIST_NO_ACCESS] = ".list_no_access",
	[HAZARD_HALF_PAGE] = ".half_page",	 [HAZARD_V1_PUT] = ".v1_put",
	[HAZARD_SOME_WINDOWS] = ".some_windows", [HAZARD_LAST_USER] = ".last_user",
	[HAZARD_ONE_LEAVES] = ".one_leaves",	 [HAZARD_SHAKEN] = ".shaken",
};

void hazard(struct model *m, bool met, enum hazard which)
{
	if (met && !m->hazard)
		m->hazard = which + 1;
}

const char *model_hazard(const struct model *m)
{
	return m->hazard ? names[m->hazard - 1] : "";
}

/* KVM keeps its tie to a window that left its container, whatever it is told afterwards. */
void hazard_stale_ties(struct model *m, model_id w, uint8_t groups)
{
	for (unsigned int t = 0; t < MODEL_TABLES; t++)
		if (m->table[t].used && m->table[t].tie[w - 1] & groups)
			m->table[t].stale = true;
}
