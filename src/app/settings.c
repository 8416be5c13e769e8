/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <stdlib.h>
#include <string.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/academy_store.h"

static enum rc
check_number(const char *text, long min, long max, const char *noun,
	     struct err *err)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (text[0] == '\0' || *end != '\0' || value < min || value > max)
		return err_set(err, RC_INVALID, NULL,
			       "Enter a whole number of %s, from %ld to %ld.",
			       noun, min, max);
	return RC_OK;
}

static enum rc
check_idle(const char *text, struct err *err)
{
	return check_number(text, 1, 60, "minutes", err);
}

static enum rc
check_quiet(const char *text, struct err *err)
{
	return check_number(text, 1, 365, "days", err);
}

static enum rc
check_years(const char *text, struct err *err)
{
	return check_number(text, 1, 30, "years", err);
}

const struct setting_spec setting_specs[] = {
	{ "idle_minutes", "Lock after minutes without a key",
	  "The screen locks by itself; unsaved work is kept sealed.", "5",
	  check_idle, NULL },
	{ "quiet_days", "No progress for days",
	  "Students without progress for so long are on the home screen.",
	  "14", check_quiet, NULL },
	{ "theme", "Colours",
	  "NO_COLOR and a terminal without colours come first.", "colour",
	  NULL, "colour|mono|contrast" },
	{ "ascii", "Draw with plain letters only",
	  "For a terminal that shows odd marks in place of lines.", "no", NULL,
	  "no|yes" },
	{ "sheet_footer", "Line at the foot of each sheet",
	  "Such as: Please return to the education department.", "",
	  rule_line, NULL },
	{ "retention_years", "Records are kept for years",
	  "After the last entry, once support is closed; then comes a review.",
	  "6", check_years, NULL },
	{ "return_days", "A return is overdue after days",
	  "Head office marks an academy that has sent none for so long.",
	  "14", check_quiet, NULL },
};
const size_t setting_count = ARRAY_SIZE(setting_specs);

static const struct setting_spec *
find_spec(const char *id)
{
	for (size_t i = 0; i < setting_count; i++)
		if (strcmp(setting_specs[i].id, id) == 0)
			return &setting_specs[i];
	return NULL;
}

enum rc
app_setting(struct app *app, const char *id, struct buf *value,
	    struct err *err)
{
	const struct setting_spec *spec = find_spec(id);
	enum rc rc;

	if (spec == NULL)
		return err_set(err, RC_NOT_FOUND, "setting",
			       "There is no setting %.40s.", id);
	rc = app_require(app, MAY_VIEW_STUDENTS, err);
	if (rc == RC_OK)
		rc = setting_load(app->store, id, value, err);
	if (rc == RC_NOT_FOUND) {
		buf_adds(value, spec->fallback);
		rc = RC_OK;
	}
	return rc;
}

static bool
is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (const char *p = choices; p != NULL;) {
		if (strncmp(p, value, len) == 0 &&
		    (p[len] == '|' || p[len] == '\0'))
			return true;
		p = strchr(p, '|');
		if (p != NULL)
			p++;
	}
	return false;
}

enum rc
app_setting_save(struct app *app, const char *id, const char *value,
		 struct err *err)
{
	const struct setting_spec *spec = find_spec(id);
	enum rc rc = app_may_change(app, MAY_CHANGE_SETTINGS, err);

	if (rc == RC_OK && spec == NULL)
		rc = err_set(err, RC_NOT_FOUND, "setting",
			     "There is no setting %.40s.", id);
	if (rc == RC_OK && spec->check != NULL)
		rc = spec->check(value, err);
	if (rc == RC_OK && spec->choices != NULL &&
	    !is_choice(spec->choices, value))
		rc = err_set(err, RC_INVALID, id, "Choose one of: %s.",
			     spec->choices);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_CHANGE_SETTINGS, "setting", 0, err,
			       "%s: %s", spec->label, value);
	if (rc != RC_OK)
		return rc;
	return app_end(app, setting_put(app->store, id, value, err), err);
}

/* ---- drafts ---- */

enum rc
app_draft_save(struct app *app, const char *key, const struct buf *body,
	       struct err *err)
{
	char *id;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc != RC_OK)
		return rc;
	id = xasprintf("%s %s", app->me.user_name, key);
	rc = draft_put(app->store, id, body->ptr, body->len, err);
	mem_free(id);
	return rc;
}

enum rc
app_draft_take(struct app *app, const char *key, struct buf *body,
	       struct err *err)
{
	char *id;
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	if (rc != RC_OK)
		return rc;
	id = xasprintf("%s %s", app->me.user_name, key);
	rc = draft_take(app->store, id, body, err);
	mem_free(id);
	return rc;
}
