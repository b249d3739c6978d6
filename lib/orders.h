/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Orders in which a few things can be closed. An order of n items has a number from 0 to n!-1
 * (its rank among all orders, alphabetically), which gives it back, and a text
 * (`device,group,container`).
 */
#ifndef TCELIFE_ORDERS_H
#define TCELIFE_ORDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORDERS_MAX_ITEMS 8

struct order {
	uint8_t nr_items;
	uint8_t item[ORDERS_MAX_ITEMS]; /* item[0] is closed first */
};

/* n! for n <= ORDERS_MAX_ITEMS; 0 for more. */
uint32_t orders_count(unsigned int nr_items);

/* The order with this number. -EINVAL for too many items, -ERANGE for no such number. */
int order_from_index(struct order *o, unsigned int nr_items, uint32_t index);

/* The number of an order. */
uint32_t order_index(const struct order *o);

/*
 * Fill @set with @nr_pairs times a random order and its reverse (2 * @nr_pairs in all), no
 * order twice: every item comes before and after every other. The same seed gives the same
 * set. 0, or -EINVAL when there are not that many different orders.
 */
int orders_cover(struct order *set, unsigned int nr_pairs, unsigned int nr_items, uint64_t seed);

/* True when in this set every item comes before and after every other. */
bool orders_is_cover(const struct order *set, unsigned int nr_orders);

/* `device,group` into @text, cut to fit. @names has one name for each item. */
void order_text(const struct order *o, const char *const *names, char *text, size_t text_bytes);

#endif
