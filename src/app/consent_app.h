/* SPDX-License-Identifier: ISC */
/*
 * consent_app: who has agreed to what. Consent is given and withdrawn by
 * adding a FACT_CONSENT (support_app.h); whatever needs one asks here.
 */
#ifndef APP_CONSENT_APP_H
#define APP_CONSENT_APP_H

#include "app/app.h"
#include "model/consent.h"

/* What holds for a purpose on a day, by what is known now. It may be done when
 * the state is CONSENT_GIVEN. */
MUST_USE enum rc app_consent(struct app *app, const struct id *student_id,
			     enum consent_purpose purpose, civil_date on,
			     enum consent_state *state, struct err *err);

struct consent_row {
	struct id id;
	char reference[CODE_SIZE];
	char name[NAME_SIZE], latin_name[NAME_SIZE];
	struct consent_part {
		enum consent_state state;
		civil_date since;	/* DATE_NONE: not asked */
		char wording[SHORT_SIZE];
	} parts[CONSENT_PURPOSES];
};
/* Everybody on the programme, and whoever else said something, in order of
 * reference: on the as-at day. Freed with mem_free(). */
MUST_USE enum rc app_consents(struct app *app, struct consent_row **rows,
			      size_t *count, struct err *err);

#endif
