// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.orders
 * The seven kinds of fd (device, group, container, table, KVM-VFIO device, vCPU, VM) closed in
 * many orders, each after the guest has mapped pages and streamed: after each order nothing is
 * held. By default random orders and their reverses, so that every fd is closed before and after
 * every other; with DEPTH=full all 5,040. The order and its number are in the failure; a
 * reference that is dropped twice or never shows as a kernel message, a group that stays busy,
 * or locked memory that does not come back.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/driver-api/vfio.rst
 */
#include "../kit/live.h"

#define NR_PAIRS 6 /* of an order and its reverse */

static void close_in_order(struct test *t, const struct order *order)
{
	const char *names[RIG_NR_FDS];
	char text[96], step[128] = "";
	struct rig rig;
	int ret;

	for (unsigned int i = 0; i < RIG_NR_FDS; i++)
		names[i] = rig_fd_name(i);
	order_text(order, names, text, sizeof(text));
	printf("order %u: %s\n", order_index(order), text);
	rig_live_open(t, &rig, NULL);
	for (unsigned int i = 0; i < order->nr_items; i++)
		rig_close_fd(&rig, order->item[i]);
	ret = rig_close_try(&rig, step, sizeof(step));
	t_expect(t, !ret, "order %u (%s): %s: %s", order_index(order), text, step, strerror(-ret));
	t_expect_nothing_held(t);
}

static void some_orders(struct test *t)
{
	struct order set[2 * NR_PAIRS];

	if (orders_cover(set, NR_PAIRS, RIG_NR_FDS, prng_next(t_prng(t))) ||
	    !orders_is_cover(set, 2 * NR_PAIRS))
		t_error(t, "these orders do not cover every pair of fds");
	for (unsigned int i = 0; i < 2 * NR_PAIRS; i++)
		close_in_order(t, &set[i]);
}

static void all_orders(struct test *t)
{
	struct order order;

	for (uint32_t i = 0; !order_from_index(&order, RIG_NR_FDS, i); i++)
		close_in_order(t, &order);
}

static void run(struct test *t)
{
	t_case(t, "nothing is held after any order");
	if (t_full_depth(t))
		all_orders(t);
	else
		do {
			some_orders(t);
		} while (t_time_left(t));
}

TCELIFE_TEST(teardown_orders, .name = "teardown.orders", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .full_hang_s = 3600);
