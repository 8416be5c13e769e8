/* SPDX-License-Identifier: ISC */
#include "app/rights_app.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/erase.h"
#include "store/site_store.h"
#include "store/student_store.h"

/* ---- copies that are left ---- */

static void
add_copy(struct other_copy **rows, size_t *count, enum copy_kind kind,
	 const char *what)
{
	struct other_copy c = { .kind = kind, .on = DATE_NONE };

	snprintf(c.what, sizeof(c.what), "%.400s", what);
	*rows = xgrow(*rows, *count, sizeof(c));
	(*rows)[(*count)++] = c;
}

/* What restoring and migrating put aside lies beside the vault, under its
 * name: academy.vault.before-restore-2026-11-23-... */
static void
add_kept_aside(struct app *app, struct other_copy **rows, size_t *count)
{
	char *parent = path_dir(app->dir);
	const char *name = path_base(app->dir);
	size_t len = strlen(name);
	DIR *dir = opendir(parent);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strncmp(entry->d_name, name, len) == 0 &&
		    strncmp(entry->d_name + len, ".before-", 8) == 0) {
			char *path = path_join(parent, entry->d_name);

			add_copy(rows, count, COPY_BACKUP, path);
			mem_free(path);
		}
	if (dir != NULL)
		closedir(dir);
	mem_free(parent);
}

enum rc
app_other_copies(struct app *app, const struct id *student,
		 struct other_copy **rows, size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_PROTECT_DATA, err);

	*rows = NULL;
	*count = 0;
	if (rc == RC_OK)
		rc = other_copies(app->store, student, rows, count, err);
	if (rc == RC_OK)
		add_kept_aside(app, rows, count);
	return rc;
}

/* ---- erasing ---- */

static enum rc
erase(struct app *app, enum permission permission, const struct id *student,
      enum erase_reason reason, civil_date on, const struct site *place,
      struct err *err)
{
	unsigned char mark[ERASE_MARK_SIZE];
	enum rc rc = app_begin(app, permission, "erase",
			       UOW_FINAL | UOW_UNSEEN, err,
			       "Erased a record%s%s: %s",
			       place != NULL ? ", as did " : "",
			       place != NULL ? place->code : "",
			       term_label(&term_erase_reason, (int)reason));

	if (rc != RC_OK)
		return rc;
	erase_mark(app->store, student, mark);
	rc = erasure_add(app->store, mark, reason, on,
			 place != NULL ? &place->id : NULL, &app->me.id, err);
	if (rc == RC_OK)
		rc = student_keep_number(app->store, app->academy.code, err);
	if (rc == RC_OK)
		rc = erase_student(app->store, student, err);
	rc = app_end(app, rc, err);
	return rc == RC_OK ? erase_finish(app->store, err) : rc;
}

/* Nobody else is left to do it for a place whose keys are not trusted any
 * more. */
static bool
is_left_to_us(struct app *app, const struct id *student)
{
	struct student_keeper keeper;
	struct site site;

	return app->academy.kind == SITE_HEAD_OFFICE &&
	       student_keeper(app->store, student, &keeper, NULL) == RC_OK &&
	       site_by_code(app->store, keeper.code, &site, NULL) == RC_OK &&
	       site.state == SITE_RETIRED;
}

enum rc
app_may_erase(struct app *app, const struct id *student, struct err *err)
{
	enum rc rc = app_may_change(app, MAY_ERASE, err);

	if (rc != RC_OK || is_left_to_us(app, student))
		return rc;
	return app_is_ours(app, student, err);
}

enum rc
app_erase(struct app *app, const struct id *student, enum erase_reason reason,
	  struct err *err)
{
	enum rc rc = app_may_erase(app, student, err);

	return rc == RC_OK ? erase(app, MAY_ERASE, student, reason,
				   app_today(app), NULL, err)
			   : rc;
}

enum rc
app_erase_as_told(struct app *app, const struct id *student,
		  enum erase_reason reason, civil_date on,
		  const struct site *from, struct err *err)
{
	return erase(app, MAY_EXCHANGE, student, reason, on, from, err);
}

enum rc
app_erasures(struct app *app, struct erasure **rows, size_t *count,
	     struct err *err)
{
	enum rc rc = app_require(app, MAY_PROTECT_DATA, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? erasure_list(app->store, rows, count, err) : rc;
}
