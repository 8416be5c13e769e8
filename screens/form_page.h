/* SPDX-License-Identifier: ISC */
/*
 * form_page: what every screen that is a form does in the same way: it is
 * drawn, keeps what was typed when the program is locked, asks before that is
 * dropped, and closes once it was saved. The screen's data begins with one.
 */
#ifndef SCREENS_FORM_PAGE_H
#define SCREENS_FORM_PAGE_H

#include "screens/room.h"

enum { DRAFT_KEY_SIZE = 96 };

struct form_page {
	struct session *s;
	struct form *form;
	char draft_key[DRAFT_KEY_SIZE];	/* what is changed; "": no draft */
};

/* Fills in again, once, what was typed before and not saved, says so, and
 * shows the screen. */
void form_page_push(struct form_page *page, const struct screen_ops *ops);
/* Saved: says the sentence and closes. Refused: shows why, at the field.
 * RC_CANCELLED: stays. */
void form_page_end(struct form_page *page, enum rc rc, const struct err *err,
		   const char *fmt, ...) PRINTF_LIKE(4, 5);

/* ---- for screen_ops; data is the screen's ---- */

void form_page_draw(void *data, struct ui *ui, struct area body);
bool form_page_key(void *data, struct ui *ui, uint32_t pressed);
bool form_page_may_close(void *data, struct ui *ui);
/* Sealed, for this person. Not a record: no entry, and no date to be wrong. */
void form_page_keep_draft(void *data, struct ui *ui);

#endif
