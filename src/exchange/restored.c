/* SPDX-License-Identifier: ISC */
/*
 * A place that went back to an older copy of its records numbers its sticks
 * anew and has another journal: to everybody else it has forked. Whoever knows
 * that it was so, from its people, can accept it; nothing else does.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/exchange_private.h"
#include "model/rule.h"
#include "store/student_store.h"

/* Those that came from there and are still followed on. */
static enum rc
count_arrivals(struct app *app, const struct site *site, size_t *count,
	       struct err *err)
{
	struct import_row_log *rows;
	size_t all;
	enum rc rc = import_list(app->store, &rows, &all, err);

	*count = 0;
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < all; i++)
		*count += id_equal(&rows[i].site_id, &site->id) &&
			  !rows[i].superseded;
	mem_free(rows);
	return RC_OK;
}

static enum rc
find_sender(struct app *app, const char *code, struct site *site,
	    size_t *arrivals, struct err *err)
{
	enum rc rc = app_may_change(app, MAY_MANAGE_KEYS, err);

	if (rc == RC_OK)
		rc = site_known(app, code, site, err);
	if (rc == RC_OK)
		rc = count_arrivals(app, site, arrivals, err);
	if (rc == RC_OK && *arrivals == 0)
		return err_set(err, RC_CONFLICT, "site",
			       "No stick of %s was taken in here that its next "
			       "one would have to follow.", site->code);
	return rc;
}

enum rc
exchange_restored_words(struct app *app, const char *code, struct buf *words,
			struct err *err)
{
	char day[DATE_TEXT_SIZE + 4];
	size_t arrivals;
	struct site site;
	enum rc rc = find_sender(app, code, &site, &arrivals, err);

	if (rc != RC_OK)
		return rc;
	buf_addf(words, "%zu stick%s of %s came in here, the last, number "
		 "%06" PRId64 ", on %s. Accept this only when their people "
		 "say that they went back to an older copy of their records.\n",
		 arrivals, arrivals == 1 ? "" : "s", site.code,
		 site.last_number,
		 date_format_long(date_of_instant(site.last_at), day));
	buf_adds(words, "What was recorded there after that copy was made is "
		 "kept in the history here. Their next return must be a full "
		 "one; where its students differ from ours, theirs replace "
		 "ours, shown line by line before it is taken in. Students "
		 "whom it does not have stay as they are.\n");
	return RC_OK;
}

enum rc
exchange_accept_restored(struct app *app, const char *code,
			 const char *reason, struct err *err)
{
	size_t arrivals;
	struct site site;
	enum rc rc = find_sender(app, code, &site, &arrivals, err);

	if (rc == RC_OK && (reason == NULL || reason[0] == '\0'))
		rc = err_set(err, RC_INVALID, "reason",
			     "Say who told you, and why they went back to an "
			     "older copy.");
	if (rc == RC_OK && rule_line(reason, err) != RC_OK)
		rc = err_where(err, "reason");
	if (rc == RC_OK)
		rc = app_begin(app, MAY_MANAGE_KEYS, "key.accept_restored",
			       UOW_FINAL, err, "Accepted that %s went back to "
			       "an older copy of its records: %.300s",
			       site.code, reason);
	if (rc != RC_OK)
		return rc;
	return app_end(app, import_supersede(app->store, &site.id, err), err);
}
