/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel tells the firmware of a PHB: where a PE's tables are, and which TCEs the hardware
 * is to forget that it keeps in a cache. Memory does not show it, and an emulated machine has no
 * such cache. Heard by probes on the calls; Documentation/trace/kprobetrace.rst,
 * arch/powerpc/platforms/powernv/opal-call.c
 */
#ifndef TCELIFE_FIRMWARE_H
#define TCELIFE_FIRMWARE_H

#include <stdbool.h>
#include <stdint.h>

enum firmware_what {
	FIRMWARE_TCE_KILL,   /* skiboot: doc/opal-api/opal-pci-tce-kill-126.rst */
	FIRMWARE_MAP_WINDOW, /* opal-pci-map-pe-dma-window-44.rst */
	FIRMWARE_MAP_BYPASS, /* opal-pci-map-pe-dma-window-real-45.rst */
	FIRMWARE_NR
};

/* arch/powerpc/include/asm/opal-api.h: OPAL_PCI_TCE_KILL_* */
#define FIRMWARE_KILL_PAGES 0

struct firmware_call {
	enum firmware_what what;
	uint64_t phb, pe;
	union {
		struct {
			uint64_t kind, page_bytes, start_bytes, pages;
		} kill;
		struct {
			uint64_t window, levels, table, bytes; /* bytes 0: there is none */
			uint64_t page_bytes;		       /* of a window */
		} map;
		uint64_t arg[5];
	};
};

#define FIRMWARE_MAX_CALLS 256u

struct firmware_calls {
	unsigned int nr;
	struct firmware_call call[FIRMWARE_MAX_CALLS];
};

/*
 * Hear the calls that this thread makes from now on. 0; -EOPNOTSUPP: a PHB3's cache is told by its
 * registers; -ENOENT: this kernel has no such probes, or no such functions. One at a time.
 */
int firmware_listen_try(void);

/* Those since the last time; more than there is room for are not seen. */
void firmware_heard(struct firmware_calls *calls);

/* Take the probes away, those of a killed process too, and tracefs if it was not there before. */
void firmware_stop(void);

/* True if tracefs is mounted because one that listens has needed it. */
bool firmware_mounted(void);

/* The same from the text of a trace. */
void firmware_parse(struct firmware_calls *calls, const char *text);

/* True if @calls make PE @pe of @phb forget all of @bytes from @start_bytes. */
bool firmware_forgets(const struct firmware_calls *calls, uint64_t phb, uint64_t pe,
		      uint64_t start_bytes, uint64_t bytes);

#endif
