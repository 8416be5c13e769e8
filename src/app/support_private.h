/* SPDX-License-Identifier: ISC */
/* support_private: how the support axis goes along with the others; inside a
 * unit of work; and what the diary knows of a contact. */
#ifndef APP_SUPPORT_PRIVATE_H
#define APP_SUPPORT_PRIVATE_H

#include "app/app.h"
#include "model/support_record.h"

/* A release makes planned support active; a return opens the plan again. */
MUST_USE enum rc support_follows_move(struct app *app,
				      const struct axis_change *move,
				      struct err *err);
/* DEFERRED while a deferral runs, what it was before once none does. One that
 * begins opens a closed plan again. */
MUST_USE enum rc support_follows_deferrals(struct app *app,
					   const struct id *student_id,
					   bool begins, struct err *err);

/* Fills in the release that ran on the day of the contact and has its point.
 */
MUST_USE enum rc contact_find_release(struct app *app,
				      struct contact *contact,
				      struct err *err);

#endif
