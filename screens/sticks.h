/* SPDX-License-Identifier: ISC */
/*
 * sticks: what the screens that cross the air gap share: choosing a stick,
 * what is on it, and the steps from one screen into another.
 */
#ifndef SCREENS_STICKS_H
#define SCREENS_STICKS_H

#include "exchange/exchange.h"
#include "screens/room.h"

/* A stick that was chosen, or a folder that was typed. */
struct stick_place {
	bool is_stick;
	struct volume volume;		/* of a stick */
	char dir[VOLUME_TEXT_SIZE * 4];
};

/* From what is plugged in, looked at anew when that changes; false when given
 * up. to_write leaves out what cannot be written to. */
bool pick_place(struct session *s, const char *title, bool to_write,
		struct stick_place *place);
/* One of the files there whose names match pattern (fnmatch(3)) and do not
 * begin with our code: those we wrote. The only one is not asked for. what:
 * "bundle", for when there is none. */
bool pick_file(struct session *s, const char *title,
	       const struct stick_place *place, const char *pattern,
	       const char *what, struct buf *path);
/* "STICK (/media/stick)", or the folder. */
void show_place(const struct stick_place *place, struct buf *out);

/* ---- the steps ---- */

/* Asks for all, shows what will leave, writes. */
void write_stick(struct session *s);
/* A receipt for a place; place NULL asks where to. */
void write_receipt(struct session *s, const char *code,
			 const struct stick_place *place);
/* Asks for a file and shows what is in it. */
void stick_read_open(struct session *s);
void places_open(struct session *s);
/* File, hashes, journal head, who can open it. */
void show_departure(struct session *s, const struct export_row *row);
void show_arrival(struct session *s, const struct import_row_log *row);

void our_card_show(struct session *s);
void our_card_save(struct session *s);
/* Eight groups of five digits, four a line and far apart. */
void show_fingerprint(const char *fingerprint, const char *indent,
		      struct buf *out);

/* A trusted place that may be sent that; false when given up or there is none,
 * which is said. */
bool pick_site(struct session *s, enum bundle_kind kind,
	       char code[CODE_SIZE]);

/* ---- progress of what can be stopped ---- */

struct stick_watch {
	struct ui *ui;
	const char *title;
};
bool stick_progress(void *ctx, int64_t done, int64_t total);

#endif
