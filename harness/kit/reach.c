// SPDX-License-Identifier: GPL-2.0-only
#include "reach.h"

const char *reach_text(unsigned int reach)
{
	static const char *const text[] = { "does not reach it", "reads it", "writes it",
					    "reads and writes it" };

	return text[reach & REACH_BOTH];
}

void t_guest_map(struct test *t, struct rig *rig, struct place place, unsigned int allowed)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, place.page),
				 rig_gpa(rig, place.offset_bytes) | allowed),
		   H_SUCCESS, "H_PUT_TCE");
}

/*
 * The short way to a yes: the device fetches a pattern that was never used before, the memory is
 * overwritten, the device brings it back. Anything but a yes says nothing.
 */
static bool reaches_both(struct dma_device *dev, uint64_t iova, void *hva)
{
	uint64_t fetched = ++dev->nonce;

	dma_pattern_fill(hva, fetched, REACH_BYTES);
	if (dma_pull_try(dev, iova, REACH_BYTES))
		return false;
	dma_pattern_fill(hva, ++dev->nonce, REACH_BYTES);
	return !dma_push_try(dev, iova, REACH_BYTES) &&
	       dma_pattern_bytes(hva, fetched, REACH_BYTES) == REACH_BYTES;
}

bool reach_moves(struct rig *rig, struct place place)
{
	return reaches_both(rig_dma(rig, 0), rig_ioba(rig, place.page),
			    rig_hva(rig, place.offset_bytes));
}

/* One direction. Some bytes but not all is a failure of its own kind, and counts as reached. */
static unsigned int look(struct test *t, int ret, unsigned int direction)
{
	if (ret == -EILSEQ) {
		t_fail(t, "the device %s in part only", reach_text(direction));
		return direction;
	}
	if (ret < 0)
		t_error(t, "cannot tell whether the device %s: %s", reach_text(direction),
			strerror(-ret));
	return ret ? direction : REACH_NONE;
}

/* The long way, which trusts the device only after it was seen to work since. */
static unsigned int look_both(struct test *t, struct dma_device *dev, uint64_t iova, void *hva)
{
	return look(t, dma_can_read_try(dev, iova, hva, REACH_BYTES), REACH_READ) |
	       look(t, dma_can_write_try(dev, iova, hva, REACH_BYTES), REACH_WRITE);
}

/* @guess: what it probably is; a wrong one costs time. */
static unsigned int reach(struct test *t, struct rig *io, const struct rig *mem, struct place place,
			  unsigned int guess)
{
	struct dma_device *dev = rig_dma(io, 0);
	uint64_t iova = rig_ioba(io, place.page);
	void *hva = rig_hva(mem, place.offset_bytes);

	if (guess == REACH_BOTH) {
		if (reaches_both(dev, iova, hva))
			return REACH_BOTH;
		if (dma_recover_try(dev))
			t_error(t, "the device did not come back after a refused transfer");
	}
	return look_both(t, dev, iova, hva);
}

unsigned int t_reach(struct test *t, struct rig *io, const struct rig *mem, struct place place)
{
	return reach(t, io, mem, place, REACH_NONE);
}

bool t_expect_reach(struct test *t, struct rig *rig, struct place place, unsigned int want,
		    const char *when)
{
	unsigned int got = reach(t, rig, rig, place, want);

	return t_expect(t, got == want, "%s: the device %s; must be: %s", when, reach_text(got),
			reach_text(want));
}

void t_expect_written(struct test *t, struct rig *rig, struct place place, bool want,
		      const char *when)
{
	struct dma_device *dev = rig_dma(rig, 0);
	unsigned int got = look(t,
				dma_can_write_try(dev, rig_ioba(rig, place.page),
						  rig_hva(rig, place.offset_bytes), REACH_BYTES),
				REACH_WRITE);

	t_expect(t, (got != REACH_NONE) == want, "%s: the device %s", when, reach_text(got));
}

void t_must_reach(struct test *t, struct rig *rig, struct place place)
{
	unsigned int got = reach(t, rig, rig, place, REACH_BOTH);

	if (got != REACH_BOTH)
		t_error(t, "no data moves that could stop moving: the device %s (see dma.reach)",
			reach_text(got));
}

void t_container_takes_back(struct test *t, struct rig *rig, struct place place)
{
	t_diag(t, "after KVM let go and before the container unmaps it, the device %s",
	       reach_text(reach(t, rig, rig, place, REACH_BOTH)));
	t_expect_errno(t,
		       vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, place.page),
					  dma_window_page_bytes(&rig->window)),
		       0, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_reach(t, rig, place, REACH_NONE, "unmapped by the container");
}
