/* SPDX-License-Identifier: ISC */
/*
 * role: one permission table. app/ asks it before anything is read or
 * changed; screens show its sentence as the reason a command is off.
 */
#ifndef MODEL_ROLE_H
#define MODEL_ROLE_H

#include <stdbool.h>

#include "base/rc.h"
#include "model/term.h"

enum permission {
	MAY_VIEW_STUDENTS,
	MAY_RECORD_PROGRESS,
	MAY_EDIT_STUDENTS,
	MAY_IMPORT_STUDENTS,
	MAY_EDIT_CURRICULUM,
	MAY_CONFIRM_GRADUATE,
	MAY_SUPPORT,		/* plans, destinations, contacts */
	MAY_PUBLISH,		/* case studies */
	MAY_PRINT,
	MAY_UNDO,
	MAY_BACKUP,
	MAY_EXCHANGE,
	MAY_MANAGE_STAFF,
	MAY_MANAGE_KEYS,
	MAY_CHANGE_SETTINGS,
	MAY_PROTECT_DATA,	/* subject access, retention reviews */
	MAY_ERASE,
	PERMISSION_COUNT
};

bool role_may(enum role role, enum permission permission);
/* "record progress": what follows "may" and "cannot". */
const char *role_words(enum permission permission);
/* RC_DENIED with "Viewers cannot ...; ask ...". */
MUST_USE enum rc role_require(enum role role, enum permission permission,
			      struct err *err);

#endif
