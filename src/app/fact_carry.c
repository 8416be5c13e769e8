/* SPDX-License-Identifier: ISC */
/* What goes over from a fact that was wrong to the one that is right. */
#include <stddef.h>

#include "app/app_private.h"
#include "app/fact_private.h"
#include "base/mem.h"
#include "store/fact_store.h"

/* What hangs on a fact, and the member that says on which. */
static const struct {
	enum fact_kind kind;
	size_t of;
} hanging[] = {
	{ FACT_REVIEW, offsetof(struct review, fact_id) },
	{ FACT_ENDING, offsetof(struct ending, fact_id) },
	{ FACT_MEETING, offsetof(struct mentor_meeting, match_id) },
};

static enum rc
move_over(struct app *app, enum fact_kind kind, struct fact *row,
	  struct id *of, const struct id *right, const char *reason,
	  struct err *err)
{
	struct fact before = *row;
	enum rc rc;

	*of = *right;
	rc = fact_write(app, kind, row, err);
	return rc == RC_OK ? fact_write_correction(app, &before, &row->id,
						   reason, err)
			   : rc;
}

static enum rc
carry(struct app *app, size_t which, const struct fact *wrong,
      const struct id *right, const char *reason, struct err *err)
{
	enum fact_kind kind = hanging[which].kind;
	size_t count;
	void *rows;
	enum rc rc = fact_list(app->store, kind, &wrong->student_id,
			       KNOWN_NOW, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		void *row = (char *)rows + i * fact_specs[kind].size;
		struct id *of = (void *)((char *)row + hanging[which].of);

		if (id_equal(of, &wrong->id))
			rc = move_over(app, kind, row, of, right, reason,
				       err);
	}
	mem_free(rows);
	return rc;
}

enum rc
fact_carry(struct app *app, const struct fact *wrong,
	   const struct fact *right, const char *reason, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_SIZE(hanging) && rc == RC_OK; i++)
		rc = carry(app, i, wrong, &right->id, reason, err);
	return rc;
}

enum rc
fact_may_replace(const struct fact *wrong, const struct fact *right,
		 struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];

	if (wrong->ended_on != DATE_NONE && right->on > wrong->ended_on)
		return err_set(err, RC_INVALID, "on",
			       "It ended on %s, before that day.",
			       date_format_long(wrong->ended_on, day));
	return RC_OK;
}
