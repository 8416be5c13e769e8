/* SPDX-License-Identifier: ISC */
/*
 * screens: the program as a person sees it, from unlocking to leaving.
 */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "base/date.h"
#include "base/rc.h"

struct key_source;
struct session;
struct ui;
struct volume_roots;

struct screens_config {
	const char *vault_dir, *user, *theme;	/* user, theme may be NULL */
	bool ascii;
	struct clock clock;
	const struct volume_roots *volumes;	/* NULL: this machine's */
};

/* Until the person leaves. RC_IO when there is no terminal to draw on. */
MUST_USE enum rc screens_run(const struct screens_config *config,
			     struct err *err);

/* ---- the same in parts, for a test that is the person ---- */

/* Makes the session's ui; *session must outlive it. */
struct ui *screens_new(struct session **session, struct key_source keys);
/* Opens the first screen: unlocking, or a new academy. */
void screens_begin(struct session *session);

#endif
