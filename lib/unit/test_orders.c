// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "../orders.h"
#include "../prng.h"
#include "unit.h"

static const char *const fds[] = {
	"device", "group", "container", "table", "kvm-vfio", "vcpu", "vm"
};

static void counts(void)
{
	CHECK_INT(orders_count(0), 1);
	CHECK_INT(orders_count(7), 5040);
	CHECK_INT(orders_count(8), 40320);
	CHECK_INT(orders_count(9), 0);
}

/* Every number is an order of its own, in alphabetical sequence, and gives itself back. */
static void index_round(void)
{
	struct order o, last;

	for (uint32_t i = 0; i < 5040; i++) {
		CHECK_INT(order_from_index(&o, 7, i), 0);
		if (order_index(&o) != i)
			CHECK_INT(order_index(&o), i);
		if (i)
			CHECK(memcmp(last.item, o.item, 7) < 0);
		last = o;
	}
	CHECK_INT(order_from_index(&o, 7, 5040), -ERANGE);
	CHECK_INT(order_from_index(&o, 9, 0), -EINVAL);
}

static void texts(void)
{
	struct order o;
	char text[128];

	order_from_index(&o, 7, 0);
	order_text(&o, fds, text, sizeof(text));
	CHECK_STR(text, "device,group,container,table,kvm-vfio,vcpu,vm");
	order_text(&o, fds, text, 9);
	CHECK_STR(text, "device,g");
}

static void covers(void)
{
	struct order set[16], same[16];

	for (uint64_t seed = 0; seed < 50; seed++) {
		CHECK_INT(orders_cover(set, 8, 7, seed), 0);
		CHECK(orders_is_cover(set, 16));
		CHECK(orders_is_cover(set, 2));
		for (int i = 0; i < 16; i++)
			for (int j = 0; j < i; j++)
				CHECK(order_index(&set[i]) != order_index(&set[j]));
		CHECK_INT(orders_cover(same, 8, 7, seed), 0);
		CHECK(!memcmp(set, same, sizeof(set)));
	}
	CHECK_INT(orders_cover(same, 8, 7, 1000), 0);
	CHECK(memcmp(set, same, sizeof(set)));
	for (uint64_t seed = 0; seed < 50; seed++) { /* all there are, none twice */
		unsigned int seen = 0;

		CHECK_INT(orders_cover(set, 3, 3, seed), 0);
		for (int i = 0; i < 6; i++)
			seen |= 1U << order_index(&set[i]);
		CHECK_INT(seen, 0x3f);
	}
	CHECK_INT(orders_cover(set, 4, 3, 1), -EINVAL);
	CHECK_INT(orders_cover(set, 1, 9, 1), -EINVAL);
	CHECK_INT(orders_cover(set, 0, 3, 1), -EINVAL);
	CHECK_INT(orders_cover(set, 1, 1, 1), -EINVAL);
}

static void half_is_no_cover(void)
{
	struct order set[2];

	orders_cover(set, 1, 7, 1);
	CHECK(!orders_is_cover(set, 1));
	CHECK(!orders_is_cover(set, 0));
}

/* Published first outputs of splitmix64 for these seeds. */
static void prng_is_splitmix64(void)
{
	struct prng p = prng_seed(1234567);

	CHECK(prng_next(&p) == 6457827717110365317ULL);
	CHECK(prng_next(&p) == 3203168211198807973ULL);
	p = prng_seed(0);
	CHECK(prng_next(&p) == 0xe220a8397b1dcdafULL);
	for (int i = 0; i < 1000; i++)
		CHECK(prng_below(&p, 7) < 7);
	CHECK_INT(prng_below(&p, 1), 0);
	CHECK(prng_fork(1, 2).state != prng_fork(1, 3).state);
	CHECK(prng_fork(1, 2).state == prng_fork(1, 2).state);
}

static const struct unit_case cases[] = {
	{ "counts", counts },
	{ "index-round", index_round },
	{ "texts", texts },
	{ "covers", covers },
	{ "half-is-no-cover", half_is_no_cover },
	{ "prng-is-splitmix64", prng_is_splitmix64 },
	{ NULL, NULL },
};

const struct unit_suite suite_orders = { "orders", cases };
