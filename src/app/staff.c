/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "model/rule.h"
#include "store/academy_store.h"

enum { PASSPHRASE_MIN = 12, PASSPHRASE_DISTINCT = 5 };

enum rc
app_staff_list(struct app *app, struct staff **rows, size_t *count,
	       struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? staff_list(app->store, rows, count, err) : rc;
}

static size_t
distinct_bytes(const char *text)
{
	bool seen[256] = { false };
	size_t count = 0;

	for (; *text != '\0'; text++) {
		count += !seen[(unsigned char)*text];
		seen[(unsigned char)*text] = true;
	}
	return count;
}

static bool
holds_word(const char *text, const char *word)
{
	return strlen(word) >= 4 && strcasestr(text, word) != NULL;
}

enum rc
app_passphrase_check(const char *site_code, const char *user_name,
		     struct secret *passphrase, struct err *err)
{
	const char *text = secret_open(passphrase);
	size_t len = strlen(text);
	enum rc rc = RC_OK;

	if (len < PASSPHRASE_MIN)
		rc = err_set(err, RC_INVALID, "passphrase",
			     "A passphrase has at least %d characters; four "
			     "or five unrelated words are easy to remember.",
			     PASSPHRASE_MIN);
	else if (distinct_bytes(text) < PASSPHRASE_DISTINCT)
		rc = err_set(err, RC_INVALID, "passphrase",
			     "That passphrase repeats too few characters; use "
			     "four or five unrelated words.");
	else if (holds_word(text, site_code) || holds_word(text, user_name))
		rc = err_set(err, RC_INVALID, "passphrase",
			     "Leave the academy's code and your user name out "
			     "of the passphrase: they are guessed first.");
	secret_close(passphrase);
	return rc;
}

static enum rc
check_staff(const struct staff *staff, struct err *err)
{
	if (rule_user_name(staff->user_name, err) != RC_OK)
		return err_where(err, "user");
	if (rule_person_name(staff->name, err) != RC_OK)
		return err_where(err, "name");
	return RC_OK;
}

/* Somebody of that name who left comes back as the same row. */
static enum rc
find_free_row(struct app *app, const struct staff *staff, struct staff *row,
	      struct err *err)
{
	struct staff known;
	enum rc rc = staff_by_user_name(app->store, staff->user_name, &known,
					err);

	*row = *staff;
	row->active = true;
	if (rc == RC_NOT_FOUND) {
		row->id = store_new_id(app->store);
		return RC_OK;
	}
	if (rc == RC_OK && known.active)
		return err_set(err, RC_CONFLICT, "user",
			       "%s is taken; choose another user name.",
			       staff->user_name);
	row->id = known.id;
	return rc;
}

enum rc
app_staff_add(struct app *app, const struct staff *staff,
	      struct secret *passphrase, struct err *err)
{
	struct staff row;
	enum rc rc = app_may_change(app, MAY_MANAGE_STAFF, err);

	if (rc == RC_OK)
		rc = check_staff(staff, err);
	if (rc == RC_OK)
		rc = app_passphrase_check(app->academy.code, staff->user_name,
					  passphrase, err);
	if (rc == RC_OK)
		rc = find_free_row(app, staff, &row, err);
	if (rc == RC_OK)
		rc = vault_slot_add(app->vault, staff->user_name, passphrase,
				    row.slot_id, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_MANAGE_STAFF, "staff.add", UOW_FINAL,
			       err, "Added %s, %s, as %s", row.user_name,
			       row.name, term_label(&term_role, (int)row.role));
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, staff_put(app->store, &row, err), err);
	if (rc != RC_OK) {
		enum rc undone = vault_slot_remove(app->vault, row.slot_id,
						   NULL);

		(void)undone;	/* a slot without a row lets nobody in */
	}
	return rc;
}

/* Without an administrator nobody could ever manage staff or keys again. */
static enum rc
keep_an_administrator(struct app *app, const struct staff *leaving,
		      struct err *err)
{
	struct staff *rows;
	size_t count, left = 0;
	enum rc rc = staff_list(app->store, &rows, &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		left += rows[i].active && rows[i].role == ROLE_ADMINISTRATOR &&
			!id_equal(&rows[i].id, &leaving->id);
	mem_free(rows);
	if (rc == RC_OK && left == 0)
		return err_set(err, RC_CONFLICT, "role",
			       "%s is the only administrator. Make somebody "
			       "else one first.", leaving->user_name);
	return rc;
}

enum rc
app_staff_save(struct app *app, const struct staff *staff, struct err *err)
{
	struct staff row;
	enum rc rc = app_may_change(app, MAY_MANAGE_STAFF, err);

	if (rc == RC_OK)
		rc = check_staff(staff, err);
	if (rc == RC_OK)
		rc = staff_by_user_name(app->store, staff->user_name, &row,
					err);
	if (rc == RC_OK && staff->role != ROLE_ADMINISTRATOR)
		rc = keep_an_administrator(app, &row, err);
	if (rc != RC_OK)
		return rc;
	memcpy(row.name, staff->name, sizeof(row.name));
	row.role = staff->role;
	rc = app_begin(app, MAY_MANAGE_STAFF, "staff.change", UOW_FINAL, err,
		       "Changed %s: %s, %s", row.user_name, row.name,
		       term_label(&term_role, (int)row.role));
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, staff_put(app->store, &row, err), err);
	if (rc == RC_OK && id_equal(&row.id, &app->me.id))
		app->me = row;
	return rc;
}

enum rc
app_staff_passphrase(struct app *app, const char *user_name,
		     struct secret *passphrase, struct err *err)
{
	struct staff row;
	bool own = strcasecmp(user_name, app->me.user_name) == 0;
	enum rc rc = app_may_change(app, own ? MAY_VIEW_STUDENTS
					     : MAY_MANAGE_STAFF, err);

	if (rc == RC_OK)
		rc = staff_by_user_name(app->store, user_name, &row, err);
	if (rc == RC_OK && !row.active)
		rc = err_set(err, RC_CONFLICT, "user",
			     "%s may not open this academy any more. Add them "
			     "again first.", user_name);
	if (rc == RC_OK)
		rc = app_passphrase_check(app->academy.code, row.user_name,
					  passphrase, err);
	if (rc == RC_OK)
		rc = vault_slot_replace(app->vault, row.user_name, passphrase,
					row.slot_id, row.slot_id, err);
	if (rc == RC_OK)
		rc = app_begin(app, own ? MAY_VIEW_STUDENTS : MAY_MANAGE_STAFF,
			       "staff.passphrase", UOW_FINAL, err,
			       "New passphrase for %s", row.user_name);
	if (rc != RC_OK)
		return rc;
	rc = app_end(app, staff_put(app->store, &row, err), err);
	if (rc == RC_OK && own)
		app->me = row;
	return rc;
}

enum rc
app_staff_may_remove(struct app *app, const struct staff *row,
		     struct err *err)
{
	enum rc rc = app_require(app, MAY_MANAGE_STAFF, err);

	if (rc != RC_OK)
		return rc;
	if (!row->active)
		return err_set(err, RC_CONFLICT, "user",
			       "%s was taken away already.", row->user_name);
	if (id_equal(&row->id, &app->me.id))
		return err_set(err, RC_CONFLICT, "user",
			       "You cannot take your own key away; another "
			       "administrator can.");
	return keep_an_administrator(app, row, err);
}

enum rc
app_staff_remove(struct app *app, const char *user_name, struct err *err)
{
	struct staff row;
	enum rc rc = app_may_change(app, MAY_MANAGE_STAFF, err);

	if (rc == RC_OK)
		rc = staff_by_user_name(app->store, user_name, &row, err);
	if (rc == RC_OK)
		rc = app_staff_may_remove(app, &row, err);
	if (rc != RC_OK)
		return rc;
	rc = vault_slot_remove(app->vault, row.slot_id, err);
	/* A slot already gone is what was wanted. */
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	row.active = false;
	rc = app_begin(app, MAY_MANAGE_STAFF, "staff.remove", UOW_FINAL, err,
		       "Took away the key of %s, %s", row.user_name,
		       row.name);
	if (rc != RC_OK)
		return rc;
	return app_end(app, staff_put(app->store, &row, err), err);
}
