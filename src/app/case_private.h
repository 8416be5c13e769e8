/* SPDX-License-Identifier: ISC */
/* case_private: what the files of the case-study desk share. */
#ifndef APP_CASE_PRIVATE_H
#define APP_CASE_PRIVATE_H

#include "app/case_app.h"

/* Everything of one student or (NULL) of all, as known on a day. */
struct desk {
	civil_date on;
	struct case_study *studies;
	struct case_text *texts;
	struct case_stay *stays;
	struct case_step_taken *steps;
	struct case_place *places;
	struct consent *consents;
	size_t study_count, text_count, stay_count, step_count, place_count,
		consent_count;
};
MUST_USE enum rc desk_load(struct app *app, const struct id *student_id,
			   civil_date on, struct desk *desk, struct err *err);
void desk_release(struct desk *desk);
/* The one that ref names, with where it stands; the desk is its student's and
 * to be released whatever comes. */
MUST_USE enum rc desk_find(struct app *app, const char *ref, civil_date on,
			   struct desk *desk, struct case_row *row,
			   struct err *err);
/* One that is to begin, as it would stand. */
MUST_USE enum rc desk_blank(struct app *app, const struct case_study *study,
			    struct case_row *row, struct err *err);
/* Its last text, NULL when there is none. */
const struct case_text *desk_text(const struct desk *desk,
				  const struct id *case_id);

/* What identifies somebody in a text about that student. */
MUST_USE enum rc case_details(struct app *app, const struct desk *desk,
			      const struct case_row *row, const char *text,
			      struct case_detail **details, size_t *count,
			      size_t *open, struct err *err);

#endif
