// SPDX-License-Identifier: GPL-2.0-only
#include "doctor.h"

#include <stdio.h>
#include <sys/utsname.h>

#include "../lib/oracle.h"
#include "../lib/pci_device.h"
#include "known_list.h"
#include "lethal.h"
#include "requirements.h"

/*
 * The devices as they are, without taking them: why they could not be taken stands beside, and is
 * counted in @in_use.
 */
static unsigned int look_at_devices(const struct options *o, struct vfio_target *target,
				    unsigned int *in_use)
{
	struct pci_env env = { .named = o->device, .nr_named = o->nr_devices };
	unsigned int nr = 0;
	struct why why;

	*in_use = 0;
	for (unsigned int i = 0; i < o->nr_devices; i++) {
		int group = pci_device_group(&env, o->device[i], &why);

		if (group < 0) {
			printf("MISSING  device %-15s %s\n", o->device[i], why.text);
			continue;
		}
		if (pci_device_in_use(&env, o->device[i], &why)) {
			printf("IN USE   device %-15s %s\n", o->device[i], why.text);
			++*in_use;
		}
		snprintf(target[nr].bdf, sizeof(target[nr].bdf), "%s", o->device[i]);
		target[nr++].group = group;
	}
	return vfio_targets_apart(target, nr);
}

static bool show(FILE *out, const struct requirement *q, const struct vfio_target *target,
		 unsigned int nr_targets)
{
	char found[128];
	bool there = q->present(target, nr_targets, found, sizeof(found));

	fprintf(out, "%-8s %-15s %s\n",
		there	 ? "present" :
		q->needs ? "MISSING" :
			   "weaker",
		q->name, found);
	fprintf(out, "         %-15s why: %s\n", "", q->why);
	if (!there)
		fprintf(out, "         %-15s get it: %s\n", "", q->remedy);
	return there || !q->needs;
}

static void show_oracles(FILE *out, const struct vfio_target *target, unsigned int nr_targets)
{
	struct oracle_ctx ctx = { .target = target, .nr_targets = nr_targets };
	char why[ORACLE_TEXT_BYTES];

	for (unsigned int i = 0; oracles[i]; i++) {
		bool there = oracles[i]->available(oracles[i], &ctx, why, sizeof(why));

		fprintf(out, "%-8s oracle %-8s %s\n", there ? "present" : "weaker",
			oracles[i]->name, oracles[i]->judges);
		if (!there)
			fprintf(out, "         %-15s get it: %s\n", "", why);
	}
}

bool doctor_report(FILE *out, const struct known *known, const struct vfio_target *target,
		   unsigned int nr_targets)
{
	struct utsname uts;
	bool complete = true;

	for (unsigned int i = 0; i < nr_requirements; i++)
		complete &= show(out, &requirements[i], target, nr_targets);
	show_oracles(out, target, nr_targets);
	uname(&uts);
	lethal_describe(out, known, uts.release);
	return complete;
}

int doctor(const struct options *o)
{
	struct vfio_target target[OPTIONS_MAX_DEVICES];
	unsigned int in_use, nr_targets = look_at_devices(o, target, &in_use);
	struct known known;
	struct why why;
	bool complete;

	if (known_list_load(&known, o->known_path, &why)) {
		fprintf(stderr, "tcelife: %s\n", why.text);
		return verdict_exit_status(V_ERROR);
	}
	complete = doctor_report(stdout, &known, target, nr_targets);
	known_free(&known);
	return verdict_exit_status(complete && !in_use ? V_PASS : V_SKIP);
}
