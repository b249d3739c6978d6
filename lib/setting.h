/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settings of the machine, in /proc and /sys, that are changed for a while. What they were is on
 * record before the first change, so that whoever comes next can put them back after a SIGKILL.
 */
#ifndef TCELIFE_SETTING_H
#define TCELIFE_SETTING_H

/*
 * Write @value to the file @path. 0; -ENOENT: there is no such file; -errno: it cannot be written,
 * or what it says now cannot be written down, and it is as it was.
 */
int setting_change(const char *path, const char *value);

/*
 * Put back all that was changed, the last first, whoever did it. 0, or -errno of the first that
 * cannot be (the rest is still done), which stays on record for the next who comes; one whose file
 * has gone is none.
 */
int settings_put_back(void);

#endif
