/* SPDX-License-Identifier: ISC */
/*
 * academy_drive: the real screens over a fictional academy, and a person who
 * presses keys (screen_drive.h).
 *
 * The academy is made once a process, in a folder of its own below $TMPDIR; each
 * academy_drive_start() gives a fresh copy of it, so that tests do not see each
 * other's changes. The copy is opened at the day it was made for.
 */
#ifndef TESTS_SUPPORT_ACADEMY_DRIVE_H
#define TESTS_SUPPORT_ACADEMY_DRIVE_H

#include "screen_drive.h"
#include "screens/room.h"

struct academy_drive {
	struct screen_drive screen;
	struct screens_config config;
	struct session session, *session_ptr;
	char *dir;		/* the vault's folder */
};

/* config may be NULL. The first screen is the locked one. */
void academy_drive_start(struct academy_drive *drive,
			 const struct screen_drive_config *config);
/* The same in a folder where there is no academy yet. */
void academy_drive_start_empty(struct academy_drive *drive,
			       const struct screen_drive_config *config);
/* Presses the keys until they end (and the terminal goes away with them). */
void academy_drive_run(struct academy_drive *drive, const char *script);
/* As a later evening: the screens begin again, at the locked one. */
void academy_drive_again(struct academy_drive *drive);
void academy_drive_stop(struct academy_drive *drive);
/* The academy, unlocked as the user demo, to see what the keys did. */
struct app *academy_drive_app(struct academy_drive *drive);
/* Takes away what is known of somebody on both sides of the gate, behind the
 * back of the history: the demo's people have a past there. */
void academy_drive_forget_facts(struct academy_drive *drive,
				const char *reference);
/* Deletes what was made; for a group's teardown. */
int academy_drive_forget(void **state);

/* Keys that unlock as demo. */
#define UNLOCK_DEMO "<Enter><^U>demo<Enter>demo<Enter>"

#endif
