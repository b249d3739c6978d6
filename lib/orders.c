// SPDX-License-Identifier: GPL-2.0-only
#include "orders.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "prng.h"

uint32_t orders_count(unsigned int nr_items)
{
	uint32_t count = 1;

	if (nr_items > ORDERS_MAX_ITEMS)
		return 0;
	for (unsigned int i = 2; i <= nr_items; i++)
		count *= i;
	return count;
}

/* Digit i of the number, in base (n - i)!, says which of the items still left comes next. */
int order_from_index(struct order *o, unsigned int nr_items, uint32_t index)
{
	uint8_t left[ORDERS_MAX_ITEMS];

	if (nr_items > ORDERS_MAX_ITEMS)
		return -EINVAL;
	if (index >= orders_count(nr_items))
		return -ERANGE;
	*o = (struct order){ .nr_items = (uint8_t)nr_items };
	for (unsigned int i = 0; i < nr_items; i++)
		left[i] = (uint8_t)i;
	for (unsigned int i = 0; i < nr_items; i++) {
		uint32_t rest = orders_count(nr_items - i - 1);
		uint32_t digit = index / rest;

		o->item[i] = left[digit];
		memmove(&left[digit], &left[digit + 1], nr_items - i - digit - 1);
		index %= rest;
	}
	return 0;
}

uint32_t order_index(const struct order *o)
{
	uint32_t index = 0;

	for (unsigned int i = 0; i < o->nr_items; i++) {
		uint32_t smaller = 0;

		for (unsigned int j = i + 1; j < o->nr_items; j++)
			smaller += o->item[j] < o->item[i];
		index += smaller * orders_count(o->nr_items - i - 1U);
	}
	return index;
}

static struct order reverse(const struct order *o)
{
	struct order r = { .nr_items = o->nr_items };

	for (unsigned int i = 0; i < o->nr_items; i++)
		r.item[i] = o->item[o->nr_items - i - 1];
	return r;
}

static bool is_in(const struct order *set, unsigned int nr_orders, const struct order *o)
{
	for (unsigned int i = 0; i < nr_orders; i++)
		if (!memcmp(set[i].item, o->item, o->nr_items))
			return true;
	return false;
}

int orders_cover(struct order *set, unsigned int nr_pairs, unsigned int nr_items, uint64_t seed)
{
	struct prng prng = prng_seed(seed);
	uint32_t count = orders_count(nr_items);

	if (nr_items < 2 || !count || !nr_pairs || nr_pairs > count / 2)
		return -EINVAL;
	for (unsigned int n = 0; n < 2 * nr_pairs; n += 2) {
		do {
			order_from_index(&set[n], nr_items, (uint32_t)prng_below(&prng, count));
		} while (is_in(set, n, &set[n]));
		set[n + 1] = reverse(&set[n]);
	}
	return 0;
}

/* True when @first comes before @second in one of the orders. */
static bool comes_before(const struct order *set, unsigned int nr_orders, uint8_t first,
			 uint8_t second)
{
	for (unsigned int i = 0; i < nr_orders; i++) {
		const uint8_t *at = memchr(set[i].item, first, set[i].nr_items);

		if (at && memchr(at, second, (size_t)(set[i].item + set[i].nr_items - at)))
			return true;
	}
	return false;
}

bool orders_is_cover(const struct order *set, unsigned int nr_orders)
{
	for (uint8_t a = 0; nr_orders && a < set[0].nr_items; a++)
		for (uint8_t b = 0; b < set[0].nr_items; b++)
			if (a != b && !comes_before(set, nr_orders, a, b))
				return false;
	return nr_orders;
}

void order_text(const struct order *o, const char *const *names, char *text, size_t text_bytes)
{
	size_t used = 0;

	if (text_bytes)
		*text = '\0';
	for (unsigned int i = 0; i < o->nr_items && used < text_bytes; i++)
		used += (size_t)snprintf(text + used, text_bytes - used, "%s%s", i ? "," : "",
					 names[o->item[i]]);
}
