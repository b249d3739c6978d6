// SPDX-License-Identifier: GPL-2.0-only
#include "eeh.h"

bool eeh_possible(struct test *t)
{
	int fd = vfio_container_open();
	bool possible = vfio_check_extension_try(fd, VFIO_EEH) == 1;

	close(fd);
	if (!possible)
		t_skip(t, "this machine has no EEH: run it on PowerNV, without eeh=off");
	return possible;
}
