/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for a test of two vCPUs, a thread each, that take the time. */
#ifndef TCELIFE_TWO_VCPUS_H
#define TCELIFE_TWO_VCPUS_H

#include <pthread.h>
#include <stdatomic.h>

#include "../../lib/timebase.h"
#include "tce.h"

#endif
