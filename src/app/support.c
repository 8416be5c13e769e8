/* SPDX-License-Identifier: ISC */
#include "app/support_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/gate.h"
#include "app/support_private.h"
#include "base/mem.h"
#include "model/followup.h"
#include "model/rule.h"
#include "store/fact_store.h"
#include "store/progress_store.h"
#include "store/student_store.h"

/* ---- where it stands ---- */

/* The last change, what stands when no deferral runs, and where the person
 * is. */
struct standing {
	bool begun;
	enum support now, open;
	civil_date since;
	bool moved;
	enum custody where;
	civil_date moved_on;
};

static enum rc
find_standing(struct app *app, const struct id *id, struct standing *s,
	      struct err *err)
{
	struct axis_change *rows;
	size_t count;
	enum rc rc = axis_list(app->store, AXIS_SUPPORT, id, &rows, &count,
			       err);

	*s = (struct standing){ .since = DATE_NONE };
	if (rc != RC_OK)
		return rc;
	s->begun = count > 0;
	s->open = support_stage(rows, count, false);
	if (count > 0) {
		s->now = (enum support)rows[0].value;
		s->since = rows[0].on;
	}
	mem_free(rows);
	rc = axis_list(app->store, AXIS_CUSTODY, id, &rows, &count, err);
	s->moved = rc == RC_OK && count > 0;
	if (s->moved) {
		s->where = (enum custody)rows[0].value;
		s->moved_on = rows[0].on;
	}
	mem_free(rows);
	return rc;
}

static enum rc
find_deferrals(struct app *app, const struct id *id, bool *run,
	       struct err *err)
{
	void *rows;
	size_t count;
	enum rc rc = fact_list(app->store, FACT_DEFERRAL, id, KNOWN_NOW,
			       &rows, &count, err);

	*run = rc == RC_OK && deferral_runs(rows, count, app_today(app));
	mem_free(rows);
	return rc;
}

static enum rc
add_stage(struct app *app, const struct id *id, enum support to,
	  civil_date on, const char *note, struct err *err)
{
	struct axis_change change = {
		.student_id = *id, .value = (int)to, .on = on,
	};

	snprintf(change.note, sizeof(change.note), "%s", note);
	return axis_add(app->store, AXIS_SUPPORT, &change, &app->me.id, err);
}

/* ---- along with the others ---- */

/* No earlier than what it follows: a release may be entered late. */
static civil_date
later(civil_date a, civil_date b)
{
	return a > b ? a : b;
}

static enum rc
after_release(struct app *app, const struct axis_change *move,
	      const struct standing *s, struct err *err)
{
	struct graduate graduate;
	bool planned = s->begun && (s->now == SUPPORT_NOT_STARTED ||
				    s->now == SUPPORT_PLANNING);
	enum rc rc = RC_OK;

	if (!s->begun) {
		rc = graduate_load(app->store, &move->student_id, &graduate,
				   err);
		planned = rc == RC_OK;
	}
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !planned))
		return RC_OK;
	return rc == RC_OK ? add_stage(app, &move->student_id, SUPPORT_ACTIVE,
				       later(move->on, s->since), "Released",
				       err)
			   : rc;
}

enum rc
support_follows_move(struct app *app, const struct axis_change *move,
		     struct err *err)
{
	struct standing s;
	enum rc rc = find_standing(app, &move->student_id, &s, err);

	/* What came before the last move changes nothing today. */
	if (rc != RC_OK || s.moved_on > move->on)
		return rc;
	if (custody_is_out((enum custody)move->value))
		return after_release(app, move, &s, err);
	if (custody_is_inside((enum custody)move->value) &&
	    (s.now == SUPPORT_ACTIVE || s.now == SUPPORT_CLOSED_MET ||
	     s.now == SUPPORT_PAUSED_NO_CONTACT))
		return add_stage(app, &move->student_id, SUPPORT_PLANNING,
				 later(move->on, s.since), "Back in custody",
				 err);
	return RC_OK;
}

/* They may have been released, or called back, since it began. */
static enum support
after_deferral(const struct standing *s)
{
	bool is_out = s->moved && custody_is_out(s->where);

	switch (s->open) {
	case SUPPORT_NOT_STARTED:
	case SUPPORT_PLANNING:
		return is_out ? SUPPORT_ACTIVE : SUPPORT_PLANNING;
	case SUPPORT_ACTIVE:
	case SUPPORT_PAUSED_NO_CONTACT:
		return s->moved && custody_is_inside(s->where)
			       ? SUPPORT_PLANNING : s->open;
	default:
		return s->open;
	}
}

/* Who asks for something else first has a plan again. */
static enum rc
open_again(struct app *app, const struct id *id, struct standing *s,
	   struct err *err)
{
	enum support to = s->moved && custody_is_out(s->where)
				  ? SUPPORT_ACTIVE : SUPPORT_PLANNING;

	s->now = to;
	return add_stage(app, id, to, later(app_today(app), s->since),
			 "Opened again by a deferral", err);
}

enum rc
support_follows_deferrals(struct app *app, const struct id *id, bool begins,
			  struct err *err)
{
	struct standing s;
	bool run;
	civil_date today = app_today(app);
	enum rc rc = find_standing(app, id, &s, err);

	if (rc == RC_OK)
		rc = find_deferrals(app, id, &run, err);
	if (rc == RC_OK && run && begins && support_is_closed(s.now))
		rc = open_again(app, id, &s, err);
	if (rc != RC_OK)
		return rc;
	if (run && s.now != SUPPORT_DEFERRED &&
	    !support_is_closed(s.now))
		return add_stage(app, id, SUPPORT_DEFERRED, today, "", err);
	if (!run && s.now == SUPPORT_DEFERRED)
		return add_stage(app, id, after_deferral(&s), today,
				 "No deferral runs any more", err);
	return RC_OK;
}

/* ---- by hand ---- */

/* A closed plan opens whatever comes first: it is deferred then. */
static enum rc
may_set(struct app *app, const struct id *id, enum support to,
	struct err *err)
{
	struct standing s;
	bool run, opens;
	enum rc rc;

	if (to == SUPPORT_DEFERRED)
		return err_set(err, RC_INVALID, "support",
			       "A plan is deferred for a reason: begin a "
			       "deferral, which says which.");
	rc = find_standing(app, id, &s, err);
	if (rc == RC_OK)
		rc = find_deferrals(app, id, &run, err);
	opens = support_is_closed(s.now) && !support_is_closed(to);
	if (rc == RC_OK && run && !opens && to != SUPPORT_CLOSED_DECLINED)
		return err_set(err, RC_CONFLICT, "support",
			       "A deferral is still running; end it first.");
	return rc;
}

enum rc
app_support(struct app *app, const struct id *id, enum support to,
	    civil_date on, const char *note, struct err *err)
{
	char who[NAME_SIZE + CODE_SIZE + 4];
	enum rc rc = app_may_change_student(app, MAY_SUPPORT, id, err);

	if (rc == RC_OK)
		rc = may_set(app, id, to, err);
	if (rc == RC_OK)
		rc = app_check_day(app, on, "on", err);
	if (rc == RC_OK && note != NULL && rule_line(note, err) != RC_OK)
		rc = err_where(err, "note");
	if (rc != RC_OK)
		return rc;
	app_whom(app, id, 1, who, sizeof(who));
	rc = app_begin(app, MAY_SUPPORT, "plan.support", 0, err,
		       "%s: support, %s", who,
		       term_label(&term_support, (int)to));
	if (rc != RC_OK)
		return rc;
	rc = add_stage(app, id, to, on == DATE_NONE ? app_today(app) : on,
		       note != NULL ? note : "", err);
	if (rc == RC_OK)
		rc = support_follows_deferrals(app, id, false, err);
	return app_end(app, rc, err);
}

enum rc
app_support_history(struct app *app, const struct id *id,
		    struct axis_change **rows, size_t *count,
		    struct err *err)
{
	enum rc rc = app_require(app, MAY_SUPPORT, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = axis_list(app->store, AXIS_SUPPORT, id, rows, count, err);
	if (rc == RC_OK)
		gate_keep_known(*rows, count, app_as_at(app),
				gate_known_until(app, app_as_at(app)));
	return rc;
}
