/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/followup.h"
#include "model/rule.h"
#include "tui/line.h"
#include "tui/term.h"
#include "vault/secret.h"

/* ---- permissions as reasons ---- */

static enum rc
may(void *data, enum permission permission, struct err *err)
{
	struct session *s = *(struct session **)data;

	return app_require(s->app, permission, err);
}

enum rc
may_edit_students(void *data, struct err *err)
{
	return may(data, MAY_EDIT_STUDENTS, err);
}

/* Head office adds nobody. */
static enum rc
may_add(void *data, enum permission permission, struct err *err)
{
	struct session *s = *(struct session **)data;
	enum rc rc = may(data, permission, err);

	return rc == RC_OK ? app_is_ours(s->app, NULL, err) : rc;
}

enum rc
may_add_students(void *data, struct err *err)
{
	return may_add(data, MAY_EDIT_STUDENTS, err);
}

enum rc
may_import(void *data, struct err *err)
{
	return may_add(data, MAY_IMPORT_STUDENTS, err);
}

enum rc
may_edit_curriculum(void *data, struct err *err)
{
	return may(data, MAY_EDIT_CURRICULUM, err);
}

enum rc
may_confirm_graduate(void *data, struct err *err)
{
	return may(data, MAY_CONFIRM_GRADUATE, err);
}

enum rc
may_print(void *data, struct err *err)
{
	return may(data, MAY_PRINT, err);
}

enum rc
may_undo(void *data, struct err *err)
{
	return may(data, MAY_UNDO, err);
}

enum rc
may_backup(void *data, struct err *err)
{
	return may(data, MAY_BACKUP, err);
}

enum rc
may_exchange(void *data, struct err *err)
{
	return may(data, MAY_EXCHANGE, err);
}

enum rc
may_manage_staff(void *data, struct err *err)
{
	return may(data, MAY_MANAGE_STAFF, err);
}

enum rc
may_manage_keys(void *data, struct err *err)
{
	return may(data, MAY_MANAGE_KEYS, err);
}

enum rc
may_change_settings(void *data, struct err *err)
{
	return may(data, MAY_CHANGE_SETTINGS, err);
}

enum rc
may_record(void *data, struct err *err)
{
	return may(data, MAY_RECORD_PROGRESS, err);
}

enum rc
may_support(void *data, struct err *err)
{
	return may(data, MAY_SUPPORT, err);
}

/* ---- what became of it ---- */

bool
conclude(struct session *s, enum rc rc, const struct err *err,
	 const char *fmt, ...)
{
	char text[ERR_TEXT_SIZE];
	va_list ap;

	if (rc != RC_OK) {
		ui_complain(s->ui, err);
	} else {
		va_start(ap, fmt);
		vsnprintf(text, sizeof(text), fmt, ap);
		va_end(ap);
		ui_say(s->ui, "%s", text);
	}
	ui_refresh(s->ui);
	return rc == RC_OK;
}

/* ---- asking ---- */

bool
ask_date(struct session *s, const char *title, const char *question,
	 civil_date *date)
{
	return ask_date_from(s, title, question, app_today(s->app), date);
}

bool
ask_date_from(struct session *s, const char *title, const char *question,
	      civil_date first, civil_date *date)
{
	struct buf text = BUF_INIT;
	char day[DATE_TEXT_SIZE];
	bool answered;

	buf_adds(&text, date_format(first, day));
	answered = ui_ask_line(s->ui, title, question, rule_date, &text);
	*date = DATE_NONE;
	if (answered && text.len > 0 &&
	    date_parse(text.ptr, date, NULL) != RC_OK)
		*date = DATE_NONE;
	buf_release(&text);
	return answered;
}

int
ask_term(struct session *s, const char *title, const struct term_set *set,
	 int first)
{
	const char *labels[32];
	size_t count = 0;

	for (; count < set->count && count < ARRAY_SIZE(labels); count++)
		labels[count] = set->rows[count].label;
	return ui_ask_choice(s->ui, title, labels, count, first);
}

static enum rc
check_path(const char *text, struct err *err)
{
	if (text[0] == '\0')
		return err_set(err, RC_INVALID, "path",
			       "Type a path, such as /media/stick.");
	return RC_OK;
}

bool
ask_path(struct session *s, const char *title, const char *question,
	 struct buf *path)
{
	return ui_ask_line(s->ui, title, question, check_path, path);
}

static enum rc
check_reason(const char *text, struct err *err)
{
	if (text[strspn(text, " ")] == '\0')
		return err_set(err, RC_INVALID, "reason",
			       "A few words are needed, or Esc.");
	return rule_line(text, err);
}

bool
ask_reason(struct session *s, const char *title, const char *question,
	   struct buf *reason)
{
	return ui_ask_line(s->ui, title, question, check_reason, reason);
}

static bool
ask_change(struct session *s, const char *title,
	   const struct term_set *reasons, const char **reason,
	   struct buf *note, civil_date *on)
{
	int value;

	*reason = NULL;
	if (reasons != NULL) {
		value = ask_term(s, "Why?", reasons, 0);
		if (value < 0)
			return false;
		*reason = term_code(reasons, value);
	}
	return ask_date(s, title, "On which day? (year-month-day)", on) &&
	       ui_ask_line(s->ui, title, "A note, if there is more to say.",
			   rule_line, note);
}

/* Who leaves a question out may think that the rest was saved. */
void
say_given_up(struct session *s)
{
	ui_say(s->ui, "Given up; nothing was changed.");
}

static bool
settle(struct session *s, enum rc rc, const struct err *err, size_t count)
{
	return conclude(s, rc, err, "Saved for %zu student%s. u takes it "
			"back.", count, count == 1 ? "" : "s");
}

bool
ask_enrolment(struct session *s, const struct id *ids, size_t count)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	const char *reason;
	civil_date on;
	bool done = false;
	int to = ask_term(s, "Where in the programme?", &term_enrolment,
			  ENROLMENT_ACTIVE);

	if (to >= 0 && ask_change(s, "In the programme",
				  app_enrol_reasons((enum enrolment)to),
				  &reason, &note, &on))
		done = settle(s, app_enrol(s->app, ids, count,
					   (enum enrolment)to, on, reason,
					   note.ptr, &err), &err, count);
	else
		say_given_up(s);
	buf_release(&note);
	return done;
}

static bool
is_out(struct session *s, const struct id *id)
{
	struct student_row row;

	return app_student_row(s->app, id, &row, NULL) == RC_OK &&
	       custody_is_out(row.custody);
}

bool
ask_custody(struct session *s, const struct id *ids, size_t count)
{
	struct buf note = BUF_INIT;
	struct err err = { .code = RC_OK };
	const char *reason;
	civil_date on;
	bool was_out = count == 1 && is_out(s, ids), done = false;
	int to = ask_term(s, "Where is the person now?", &term_custody, 0);

	if (to >= 0 && ask_change(s, "Where now", NULL, &reason, &note, &on))
		done = settle(s, app_custody(s->app, ids, count,
					     (enum custody)to, on, reason,
					     note.ptr, &err), &err, count);
	else
		say_given_up(s);
	if (done && was_out && custody_is_inside((enum custody)to))
		ask_what_ended(s, ids, on);
	buf_release(&note);
	return done;
}

static bool
ask_certainty(struct session *s, struct release_date *date)
{
	int confidence = ask_term(s, "How certain?", &term_confidence, 0);
	struct buf note = BUF_INIT;
	bool asked = confidence >= 0 &&
		     ui_ask_line(s->ui, "Release", "A note, if there is more "
				 "to say.", rule_line, &note);

	date->confidence = confidence > 0 ? CONFIDENCE_CONFIRMED
					  : CONFIDENCE_EXPECTED;
	snprintf(date->note, sizeof(date->note), "%s", note.ptr);
	buf_release(&note);
	return asked;
}

bool
ask_release(struct session *s, const struct id *id)
{
	struct release_date date = { .on = DATE_NONE };
	struct student_row row = { .release_on = DATE_NONE };
	struct err err = { .code = RC_OK };
	int kind = ask_term(s, "Which date is it?", &term_release_kind,
			    RELEASE_CONDITIONAL);

	if (kind < 0 || app_student_row(s->app, id, &row, NULL) != RC_OK ||
	    !ask_date_from(s, "Release", "The date (year-month-day), or "
			   "nothing when it is not known any more.",
			   row.release_on, &date.on) ||
	    !ask_certainty(s, &date)) {
		say_given_up(s);
		return false;
	}
	date.kind = (enum release_kind)kind;
	return settle(s, app_release_date(s->app, id, &date, &err), &err, 1);
}

bool
ask_new_passphrase(struct session *s, const char *title, const char *site,
		   const char *user_name, struct secret *secret)
{
	struct secret *again = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	bool done = false;

	while (!done) {
		if (!ui_ask_secret(s->ui, title, "A new passphrase: four or "
				   "five unrelated words.", secret))
			break;
		if (app_passphrase_check(site, user_name, secret, &err) !=
		    RC_OK) {
			ui_complain(s->ui, &err);
			continue;
		}
		if (!ui_ask_secret(s->ui, title, "The same once more.",
				   again))
			break;
		done = secret_equal(secret, again) != 0;
		if (!done)
			ui_say(s->ui, "The two were not the same. Try "
			       "again.");
	}
	secret_free(again);
	return done;
}

/* ---- showing ---- */

int
show_paragraph(struct area area, enum role_look look, const char *text)
{
	static const char more[] = "...";
	int used = 0;

	while (*text != '\0' && used < area.rows) {
		size_t len = line_wrap(text, area.cols);
		bool goes_on = used + 1 == area.rows && text[len] != '\0';
		char *part;

		if (goes_on)
			len = line_wrap(text, area.cols - (int)strlen(more));
		part = xasprintf("%.*s", (int)len, text);
		part[strcspn(part, "\n")] = '\0';
		term_text(area.row + used, area.col, area.cols, look, part);
		if (goes_on)
			term_text(area.row + used, area.col + area.cols -
				  (int)strlen(more), (int)strlen(more), look,
				  more);
		mem_free(part);
		text += len;
		used++;
	}
	return used;
}

char *
fold_student(const void *row)
{
	const struct student_row *r = row;
	char *text = xasprintf("%s %s %s %s %s", r->name,
			       r->preferred_name, r->latin_name,
			       r->reference, r->prison_number);
	char *folded = utf8_fold(text);

	mem_free(text);
	return folded;
}

enum rc
find_students(void *ctx, void **rows, size_t *count, struct err *err)
{
	const struct session *s = *(struct session **)ctx;
	struct student_row *students = NULL;
	enum rc rc = app_student_list(s->app, &students, count, err);

	*rows = students;
	return rc;
}

void
show_day(civil_date day, civil_date today, struct buf *out)
{
	char text[DATE_TEXT_SIZE + 4];

	buf_adds(out, date_format_near(day, today, text));
}

void
show_short_day(civil_date day, civil_date today, struct buf *out)
{
	char text[DATE_TEXT_SIZE + 4];
	int year, this_year, month, d;

	if (day == DATE_NONE)
		return;
	date_to_ymd(day, &year, &month, &d);
	date_to_ymd(today, &this_year, &month, &d);
	if (year == this_year)
		show_day(day, today, out);
	else
		buf_adds(out, strchr(date_format_long(day, text), ' ') + 1);
}

void
show_module(const struct item *module, struct buf *out)
{
	if (strncasecmp(module->title, module->code,
			strlen(module->code)) != 0)
		buf_addf(out, "%s ", module->code);
	buf_adds(out, module->title);
}

void
show_mark(struct session *s, const struct mark *mark, struct buf *out)
{
	buf_adds(out, term_label(&term_progress, (int)mark->status));
	if (mark->on != DATE_NONE && mark->status != PROGRESS_NOT_STARTED) {
		buf_adds(out, " since ");
		show_day(mark->on, app_as_at(s->app), out);
	}
	if (mark->attempts > 0)
		buf_addf(out, ", %d attempt%s", mark->attempts,
			 mark->attempts == 1 ? "" : "s");
	if (mark->help_needed)
		buf_adds(out, ", help needed");
	if (mark->note[0] != '\0')
		buf_addf(out, ". %s", mark->note);
}

enum role_look
look_of(enum progress status)
{
	switch (status) {
	case PROGRESS_COMPLETE:
	case PROGRESS_CREDITED:
	case PROGRESS_EXCUSED:
		return LOOK_DONE;
	case PROGRESS_SUBMITTED:
	case PROGRESS_NEEDS_MORE_WORK:
		return LOOK_WAITING;
	case PROGRESS_NOT_STARTED:
		return LOOK_DIM;
	default:
		return LOOK_BODY;
	}
}
