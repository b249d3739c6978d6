// SPDX-License-Identifier: GPL-2.0-only
#include "dma_probe.h"

#include <sys/mman.h>

#define PROBE_BYTES 64

/* --- a place to stage ------------------------------------------------------------------- */

/* The container's fd in this process; -1: it has none, or may not use it. */
static int container_fd_of(const struct model *m, const struct op *op, model_id container)
{
	for (uint8_t n = 0; n < OP_CONTAINERS; n++) {
		struct op_ref ref = { .kind = OP_CONTAINER, .n = n };

		if (model_object(m, op->process, ref) == container)
			return stage_fd(ref);
	}
	return -1;
}

static bool is_usable(const struct model *m, const struct op *op, model_id id)
{
	const struct model_container *c = &m->container[id - 1];

	if (!c->type || c->default_pending || (c->mm && c->mm != m->process[op->process].mm))
		return false;
	return c->enabled; /* else registering the page would enable it */
}

/* The last page of a window that the device reaches and nobody has mapped; false: none. */
static bool find_iova(const struct model *m, unsigned int group, model_id container,
		      struct stage_dma *dma)
{
	for (unsigned int i = 0; i < MODEL_WINDOWS; i++) {
		const struct model_window *w = &m->window[i];
		uint64_t end = w->start_bytes + w->size_bytes;
		struct model_landing landing;

		if (!w->used || w->container != container || w->shift > m->machine.host_page_shift)
			continue;
		if (end > m->machine.dma_bytes)
			end = m->machine.dma_bytes;
		dma->page_bytes = 1ull << w->shift;
		dma->iova = end - dma->page_bytes;
		if (w->start_bytes + dma->page_bytes <= end &&
		    !model_reach(m, group, dma->iova, &landing))
			return true;
	}
	return false;
}

static bool register_page(struct stage_dma *dma, bool v2)
{
	size_t bytes = (size_t)getpagesize();

	dma->hva = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	if (dma->hva == MAP_FAILED)
		return false;
	dma->registered = v2;
	if (v2 && vfio_register_memory_try(dma->container_fd, dma->hva, bytes)) {
		munmap(dma->hva, bytes);
		return false;
	}
	return true;
}

bool dma_probe_prepare(struct stage *s, const struct model *m, const struct op *op)
{
	model_id device = model_object(m, op->process, op->self), container;
	struct stage_dma *dma = &s->dma;
	struct model_landing landing;
	unsigned int group;

	*dma = (struct stage_dma){ 0 };
	if (op->process || !device)
		return false;
	group = m->device[device - 1].group;
	container = m->group[group].container;
	if (!container || !is_usable(m, op, container))
		return false;
	dma->container_fd = container_fd_of(m, op, container);
	if (dma->container_fd < 0 || !find_iova(m, group, container, dma) ||
	    (stage_arg(op, "iova") & ~(dma->page_bytes - 1)) == dma->iova)
		return false;
	dma->lands = model_reach(m, group, stage_arg(op, "iova"), &landing) && !landing.process;
	dma->lands_at = landing.hva;
	return register_page(dma, m->container[container - 1].type == VFIO_SPAPR_TCE_v2_IOMMU);
}

static void give_back(struct stage_dma *dma)
{
	size_t bytes = (size_t)getpagesize();

	if (dma->registered)
		vfio_unregister_memory_try(dma->container_fd, dma->hva, bytes);
	munmap(dma->hva, bytes);
}

/* --- where it went ---------------------------------------------------------------------- */

/* True if @at is where @visit must stop. */
typedef bool (*arena_visit)(void *at, uint64_t nonce);

/* The place at this offset of each page of 4 KiB in the arena, as far as there is memory. */
static bool in_arena(uint64_t offset, arena_visit visit, uint64_t nonce)
{
	size_t page_bytes = (size_t)getpagesize();
	unsigned char resident;

	for (uint64_t at = 0; at < OP_ARENA_BYTES; at += page_bytes) {
		if (mincore(stage_hva(at), page_bytes, &resident) || !(resident & 1))
			continue;
		for (uint64_t in = offset; in < page_bytes; in += 4096)
			if (visit(stage_hva(at + in), nonce))
				return true;
	}
	return false;
}

static bool has_pattern(void *at, uint64_t nonce)
{
	uint64_t word;

	dma_pattern_fill(&word, nonce, sizeof(word));
	return !memcmp(at, &word, sizeof(word));
}

static bool put_pattern(void *at, uint64_t nonce)
{
	dma_pattern_fill(at, nonce, PROBE_BYTES);
	return false;
}

static int probe_write(struct dma_device *dev, const struct stage_dma *dma, uint64_t iova)
{
	uint64_t other[PROBE_BYTES / 8], loaded = dev->nonce + 1;
	void *hva = dma->lands ? stage_hva(dma->lands_at) : other;
	int ret = dma_can_write_try(dev, iova, hva, PROBE_BYTES);

	return ret == 0 && in_arena(iova & 4095, has_pattern, loaded) ? 1 : ret;
}

static int probe_read(struct dma_device *dev, const struct stage_dma *dma, uint64_t iova)
{
	uint64_t other[PROBE_BYTES / 8], next = dev->nonce + 2; /* behind that of the buffer */
	void *hva = dma->lands ? stage_hva(dma->lands_at) : other;

	if (!dma->lands) /* wherever it may read, it shall be seen */
		in_arena(iova & 4095, put_pattern, next);
	return dma_can_read_try(dev, iova, hva, PROBE_BYTES);
}

int dma_probe(struct stage *s, const struct op *op)
{
	struct stage_dma *dma = &s->dma;
	const struct dma_staging staging = { .container_fd = dma->container_fd,
					     .hva = dma->hva,
					     .iova = dma->iova,
					     .bytes = dma->page_bytes };
	/* whole words, within one page of memory */
	uint64_t iova = stage_arg(op, "iova") & ~(uint64_t)(PROBE_BYTES - 1);
	struct dma_device *dev;
	int ret = dma_open_try(&dev, stage_fd(op->self), &staging);

	dma->lands_at &= ~(uint64_t)(PROBE_BYTES - 1);
	if (!ret) {
		ret = stage_arg(op, "write") ? probe_write(dev, dma, iova) :
					       probe_read(dev, dma, iova);
		dma_close(dev);
	}
	give_back(dma);
	return ret;
}
