// SPDX-License-Identifier: GPL-2.0-only
#include "../firmware.h"
#include "unit.h"

#define WHO "         tcelife-123     [001] d....    12.345678: "

static struct firmware_calls calls;

static void a_trace(void)
{
	firmware_parse(
		&calls,
		"# tracer: nop\n#\n" WHO "tce_kill: (opal_pci_tce_kill+0x0/0x60) phb=0x2 pe=0x1"
		" a=0x0 b=0x1000 c=0x800000000004000 d=0x2\n" WHO
		"map_window: (opal_pci_map_pe_dma_window+0x0/0x60) phb=0x0 pe=0x3 a=0x6 b=0x1"
		" c=0x12340000 d=0x8000 e=0x10000\n" WHO
		"map_window: (opal_pci_map_pe_dma_window+0x0/0x60) phb=0x0 pe=0x3 a=0x6 b=0x1"
		" c=0x12340000 d=0x8000\n" WHO
		"map_bypass: (opal_pci_map_pe_dma_window_real+0x0/0x60) phb=0x0 pe=0x3 a=0x7"
		" b=0x7 c=0x800000000000000 d=0x0\n" WHO "tce_kill: (cut off) phb=0x2");
	CHECK_INT(calls.nr, 3);
	CHECK_INT(calls.call[0].what, FIRMWARE_TCE_KILL);
	CHECK_INT(calls.call[0].phb, 2);
	CHECK_INT(calls.call[0].pe, 1);
	CHECK_INT(calls.call[0].kill.page_bytes, 4096);
	CHECK_INT(calls.call[0].kill.pages, 2);
	CHECK_INT(calls.call[1].what, FIRMWARE_MAP_WINDOW);
	CHECK_INT(calls.call[1].map.window, 6);
	CHECK_INT(calls.call[1].map.bytes, 0x8000);
	CHECK_INT(calls.call[1].map.page_bytes, 65536);
	CHECK_INT(calls.call[2].what, FIRMWARE_MAP_BYPASS);
	CHECK_INT(calls.call[2].map.bytes, 0);
	firmware_parse(&calls, "");
	CHECK_INT(calls.nr, 0);
}

#define KILL(pe, kind, start, pages)                                                   \
	WHO "tce_kill: (f+0x0/0x60) phb=0x0 pe=" #pe " a=" #kind " b=0x1000 c=" #start \
	    " d=" #pages "\n"

static bool forgets(const char *text, uint64_t start_bytes, uint64_t bytes)
{
	firmware_parse(&calls, text);
	return firmware_forgets(&calls, 0, 1, start_bytes, bytes);
}

static void what_is_forgotten(void)
{
	CHECK(forgets(KILL(0x1, 0x0, 0x4000, 0x2), 0x4000, 0x2000));
	CHECK(!forgets(KILL(0x1, 0x0, 0x4000, 0x2), 0x4000, 0x3000));
	CHECK(!forgets(KILL(0x1, 0x0, 0x5000, 0x2), 0x4000, 0x2000));
	CHECK(!forgets(KILL(0x2, 0x0, 0x4000, 0x2), 0x4000, 0x2000));
	CHECK(!forgets("", 0x4000, 0x1000));
	CHECK(forgets(KILL(0x1, 0x1, 0x0, 0x0), 0x4000, 0x2000));
	CHECK(forgets(KILL(0x1, 0x0, 0x5000, 0x1) KILL(0x1, 0x0, 0x4000, 0x1), 0x4000, 0x2000));
	CHECK(!forgets(KILL(0x1, 0x0, 0x6000, 0x1) KILL(0x1, 0x0, 0x4000, 0x1), 0x4000, 0x3000));
}

static const struct unit_case cases[] = {
	{ "a_trace", a_trace },
	{ "what_is_forgotten", what_is_forgotten },
	{ NULL, NULL },
};

const struct unit_suite suite_firmware = { "firmware", cases };
