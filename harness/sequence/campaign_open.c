// SPDX-License-Identifier: GPL-2.0-only
/* A campaign's beginning and end. */
#include "campaign_parts.h"
#include "machine.h"

static bool measure(struct campaign *c, const struct campaign_plan *plan)
{
	const char *what = NULL;
	int ret = machine_measure(&c->machine, c->t->targets,
				  plan->world == GENERATE_TWO_GROUPS ? c->t->nr_targets : 1,
				  c->t->release, &what);

	if (ret)
		t_error(c->t, "the machine cannot be measured: %s: %s", what, strerror(-ret));
	if (plan->world == GENERATE_V1 && !c->machine.has_v1) {
		t_skip(c->t, "this kernel offers no v1 containers (VFIO_SPAPR_TCE_IOMMU)");
		return false;
	}
	if (plan->hash ? c->machine.hash : c->machine.radix)
		return true;
	t_skip(c->t, "no %s guests here: %s", plan->hash ? "hash" : "radix",
	       plan->hash ? "boot with disable_radix (LAB_APPEND=disable_radix in the lab)" :
			    "boot without disable_radix, on a POWER9 or newer");
	return false;
}

static void open_current(struct campaign *c)
{
	char path[700];

	snprintf(path, sizeof(path), "%s/current.seq", c->t->folder);
	c->current_fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

struct campaign *campaign_new(struct test *t, const struct campaign_plan *plan)
{
	struct campaign *c = calloc(1, sizeof(*c));

	if (!c)
		t_error(t, "out of memory");
	c->t = t;
	if (!measure(c, plan)) {
		free(c);
		return NULL;
	}
	finding_bias_make(&c->bias, t->known, t->decl->name, t->release);
	if (t->strict) /* a kernel that has the fixes: go where it was broken */
		memset(c->bias.bias.seldom, 0, sizeof(c->bias.bias.seldom));
	c->opts = (struct generate_opts){ .world = plan->world,
					  .hash = plan->hash,
					  .dma = plan->dma && t->duration_s,
					  /* a tenth of a second each */ .bias = &c->bias.bias };
	model_plant(plan->plant);
	model_init(&c->start, &c->machine);
	generate_init(&c->generator, &c->machine, &c->opts);
	c->play = play_new();
	ear_open(&c->ear, t);
	open_current(c);
	aftermath_begin(&c->aftermath, t_targets(t), c->machine.nr_groups);
	c->start_tb = timebase_now();
	return c;
}

void campaign_free(struct campaign *c)
{
	model_plant(0);
	if (c->corpus)
		corpus_close(c->corpus);
	ear_close(&c->ear);
	if (c->current_fd >= 0)
		close(c->current_fd);
	play_free(c->play);
	free(c);
}
