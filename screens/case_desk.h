/* SPDX-License-Identifier: ISC */
/* case_desk: what the screens of the case-study desk share. */
#ifndef SCREENS_CASE_DESK_H
#define SCREENS_CASE_DESK_H

#include "app/case_app.h"
#include "screens/room.h"

/* A form for a new case study (of NULL), or for a new text of one. */
void case_form_open(struct session *s, const struct id *student_id,
		    const struct case_row *of, const char *text);

/* Each asks, does it, and says so; nothing when it is given up. */
void case_ask_publish(struct session *s, const struct case_row *row);
void case_ask_take_down(struct session *s, const struct case_row *row,
			const struct case_place *place);
void case_ask_send_back(struct session *s, const struct case_row *row);
void case_ask_stay(struct session *s, const struct case_row *row,
		   const struct finding *found);
/* Sent, or approved. */
void case_ask_step(struct session *s, const struct case_row *row,
		   enum case_step step);

/* What is out of a person's without consent, to be taken down; nothing where
 * nothing is. */
void case_show_withdrawn(struct session *s, const struct id *student_id);
/* "Consent to \"Case study, named\": given 12 Nov, wording 1.": the consent it
 * is told with. */
void case_show_consent(struct session *s, const struct case_row *row,
		       struct buf *out);

#endif
