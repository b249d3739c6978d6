// SPDX-License-Identifier: GPL-2.0-only
#include "firmware.h"

#include <stdio.h>
#include <string.h>

static const char *const name[FIRMWARE_NR] = {
	[FIRMWARE_TCE_KILL] = " tce_kill: (",
	[FIRMWARE_MAP_WINDOW] = " map_window: (",
	[FIRMWARE_MAP_BYPASS] = " map_bypass: (",
};

/* "... tce_kill: (opal_pci_tce_kill+0x0/0x60) phb=0x0 pe=0x1 a=0x0 b=0x1000 c=0x0 d=0x1" */
static bool parse_line(struct firmware_call *call, const char *line)
{
	unsigned long long phb, pe, a, b, c, d, e = 0;
	const char *at = NULL;

	for (unsigned int i = 0; i < FIRMWARE_NR && !at; i++) {
		at = strstr(line, name[i]);
		call->what = i;
	}
	if (!at || !(at = strstr(at, " phb=")) ||
	    sscanf(at, " phb=%llx pe=%llx a=%llx b=%llx c=%llx d=%llx e=%llx", &phb, &pe, &a, &b,
		   &c, &d, &e) < (call->what == FIRMWARE_MAP_WINDOW ? 7 : 6))
		return false;
	call->phb = phb;
	call->pe = pe;
	call->arg[0] = a;
	call->arg[1] = b;
	call->arg[2] = c;
	call->arg[3] = d;
	call->arg[4] = e;
	return true;
}

void firmware_parse(struct firmware_calls *calls, const char *text)
{
	char line[256];
	size_t bytes;

	calls->nr = 0;
	for (; *text && calls->nr < FIRMWARE_MAX_CALLS; text += bytes, text += *text == '\n') {
		bytes = strcspn(text, "\n");
		snprintf(line, sizeof(line), "%.*s", (int)bytes, text);
		calls->nr += parse_line(&calls->call[calls->nr], line);
	}
}

/* Where the first byte is, from @start_bytes on, that this call does not make it forget. */
static uint64_t forgotten_to(const struct firmware_call *call, uint64_t start_bytes)
{
	uint64_t end_bytes = call->kill.start_bytes + call->kill.pages * call->kill.page_bytes;

	if (call->kill.kind != FIRMWARE_KILL_PAGES)
		return UINT64_MAX;
	if (start_bytes < call->kill.start_bytes || start_bytes >= end_bytes)
		return start_bytes;
	return end_bytes;
}

bool firmware_forgets(const struct firmware_calls *calls, uint64_t phb, uint64_t pe,
		      uint64_t start_bytes, uint64_t bytes)
{
	uint64_t at_bytes = start_bytes, before_bytes;

	do {
		before_bytes = at_bytes;
		for (unsigned int i = 0; i < calls->nr; i++)
			if (calls->call[i].what == FIRMWARE_TCE_KILL && calls->call[i].phb == phb &&
			    calls->call[i].pe == pe)
				at_bytes = forgotten_to(&calls->call[i], at_bytes);
	} while (at_bytes != before_bytes && at_bytes < start_bytes + bytes);
	return at_bytes >= start_bytes + bytes;
}
