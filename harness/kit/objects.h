/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: what the kernel allocates in small pieces, a list's entry or a
 * descriptor, is too little to show as memory of the machine when it is lost once. Gone hundreds
 * of times, the same way must not raise the kernel's own count of objects by one each time.
 */
#ifndef TCELIFE_OBJECTS_H
#define TCELIFE_OBJECTS_H

#include <pthread.h>

#include "event.h"
#include "tce.h"

/* False, with the case skipped: what is freed counts here as long as it is kept. */
bool t_objects_in_sight(struct test *t);

/*
 * Go @way @times times in each of some rounds, of which the first lets caches fill: no cache may
 * have about one object more for each time, round for round; nor, of 96 times or more, may the
 * machine have about one page less.
 */
void t_expect_objects_stay(struct test *t, void (*way)(void *arg), void *arg, unsigned int times);

#endif
