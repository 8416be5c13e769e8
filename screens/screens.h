/* SPDX-License-Identifier: ISC */
/*
 * screens: the program as a person sees it, from unlocking to leaving.
 */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "base/date.h"
#include "base/rc.h"

struct screens_config {
	const char *vault_dir, *user, *theme;	/* user, theme may be NULL */
	bool ascii;
	struct clock clock;
};

/* Until the person leaves. RC_IO when there is no terminal to draw on. */
MUST_USE enum rc screens_run(const struct screens_config *config,
			     struct err *err);

#endif
