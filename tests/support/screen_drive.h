/* SPDX-License-Identifier: ISC */
/*
 * screen_drive: a person at a terminal that is not there.
 *
 * The terminal is curses on /dev/null, of a given size and kind; keys come
 * from a script; what is on the glass is read back from curses' cells. Each
 * key is dealt with to its end before the next is taken, so nothing sleeps.
 *
 * A script is what key_parse() reads, and besides:
 *   <snap NAME>	compares the screen with tests/screens/golden/NAME.txt
 *   <wait N>		lets N seconds go by on the clock, then no key came
 *   <size CxR>		the terminal now has C columns and R rows
 *   <now>		the next key is pressed while something is at work
 * A key is otherwise not there yet for who only looks whether there is one.
 * Where the script ends the terminal goes away (TK_HANGUP).
 *
 * With UPDATE_GOLDEN=1 in the environment the files are written instead.
 */
#ifndef TESTS_SUPPORT_SCREEN_DRIVE_H
#define TESTS_SUPPORT_SCREEN_DRIVE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"
#include "tui/theme.h"
#include "tui/ui.h"

struct screen_drive {
	struct instant now;
	const char *script;
	struct buf last;	/* the screen where the script ended */
};

struct screen_drive_config {
	const char *type;	/* NULL: xterm-256color */
	enum theme theme;
	bool ascii;
	int rows, cols;		/* 0: 24 and 80 */
};

/* config may be NULL. Fails the test when there is no such terminal. */
void screen_drive_start(struct screen_drive *drive,
			const struct screen_drive_config *config);
void screen_drive_stop(struct screen_drive *drive);
/* Both stay the driver's; they work until it is stopped. */
struct clock screen_drive_clock(struct screen_drive *drive);
struct key_source screen_drive_keys(struct screen_drive *drive);
/* The keys to press next; borrowed until they are used up. */
void screen_drive_script(struct screen_drive *drive, const char *script);

/* In golden files this text, a folder of the moment, is dots; borrowed. */
void screen_drive_mask(const char *text);
/* For a widget drawn by the test itself: fails unless they are the same. */
void screen_drive_golden(const char *name);
/* Row of the first line that has the text, -1 when none has; now, or where the
 * script ended. */
int screen_drive_find(const char *text);
bool screen_drive_ended_with(const struct screen_drive *drive,
			     const char *text);

#endif
