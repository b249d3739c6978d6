/* SPDX-License-Identifier: GPL-2.0-only */
/* Why something was refused: one clear line for the user, and the -errno for the caller. */
#ifndef TCELIFE_WHY_H
#define TCELIFE_WHY_H

#include <stdarg.h>
#include <stdio.h>

struct why {
	char text[320];
};

/* Write the line (cut to fit) into @why, which may be NULL, and return @error (a -errno). */
__attribute__((format(printf, 3, 4))) static inline int why_set(struct why *why, int error,
								const char *format, ...)
{
	if (why) {
		va_list args;

		va_start(args, format);
		vsnprintf(why->text, sizeof(why->text), format, args);
		va_end(args);
	}
	return error;
}

#endif
