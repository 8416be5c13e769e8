/* SPDX-License-Identifier: ISC */
#include "app/rights_app.h"

#include <string.h>

#include "app/app_private.h"
#include "store/person.h"

enum rc
app_person_record(struct app *app, const struct id *student,
		  struct person_record *record, struct err *err)
{
	enum rc rc = app_require(app, MAY_PROTECT_DATA, err);

	memset(record, 0, sizeof(*record));
	return rc == RC_OK ? person_load(app->store, student, record, err)
			   : rc;
}
