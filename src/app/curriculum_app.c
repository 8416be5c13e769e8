/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/app_private.h"
#include "base/mem.h"
#include "model/curriculum.h"
#include "model/rule.h"
#include "store/curriculum_store.h"

enum rc
app_curriculum_list(struct app *app, struct curriculum_version **rows,
		    size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*rows = NULL;
	*count = 0;
	return rc == RC_OK ? curriculum_version_list(app->store, rows, count,
						     err)
			   : rc;
}

/* CODE, or CODE@VERSION. */
static bool
is_called(const struct curriculum_version *v, const char *code)
{
	const char *at = strchr(code, '@');
	size_t len = at != NULL ? (size_t)(at - code) : strlen(code);

	return code[0] == '\0' ||
	       (strlen(v->code) == len &&
		strncasecmp(v->code, code, len) == 0 &&
		(at == NULL || strcmp(at + 1, v->version) == 0));
}

enum rc
app_curriculum_find(struct app *app, const char *code,
		    struct curriculum_version *version, struct err *err)
{
	struct curriculum_version *rows;
	size_t count;
	bool found = false;
	enum rc rc = app_curriculum_list(app, &rows, &count, err);

	for (size_t i = 0; i < count && !found; i++)
		if (is_called(&rows[i], code)) {
			*version = rows[i];
			found = true;
		}
	mem_free(rows);
	if (rc != RC_OK || found)
		return rc;
	if (code[0] == '\0')
		return err_set(err, RC_NOT_FOUND, "curriculum",
			       "There is no curriculum yet. Import one: "
			       "\"curriculum import FILE\".");
	return err_set(err, RC_NOT_FOUND, "curriculum",
		       "There is no curriculum %.60s. \"curriculum list\" "
		       "shows their codes.", code);
}

enum rc
app_curriculum_items(struct app *app, const struct id *version_id,
		     struct item **items, size_t *count, struct err *err)
{
	enum rc rc = app_require(app, MAY_VIEW_STUDENTS, err);

	*items = NULL;
	*count = 0;
	return rc == RC_OK ? item_list(app->store, version_id, items, count,
				       err)
			   : rc;
}

/* ---- import ---- */

static enum rc
put_items(struct app *app, struct curriculum *c, const struct id *version_id,
	  struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < c->count && rc == RC_OK; i++) {
		struct item *item = &c->items[i];

		item->id = store_new_id(app->store);
		item->version_id = *version_id;
		item->position = (int)i;
		if (c->parent[i] != SIZE_MAX)
			item->parent_id = c->items[c->parent[i]].id;
		rc = item_put(app->store, item, err);
	}
	return rc;
}

static enum rc
check_is_new(struct app *app, const struct curriculum_version *v,
	     struct err *err)
{
	struct curriculum_version other;
	char name[CODE_SIZE + SHORT_SIZE + 2];

	snprintf(name, sizeof(name), "%s@%s", v->code, v->version);
	if (app_curriculum_find(app, name, &other, NULL) != RC_OK)
		return RC_OK;
	return err_set(err, RC_CONFLICT, "version",
		       "Version %s of %s is here already. Give the new one "
		       "another name.", v->version, v->code);
}

static enum rc
import_read(struct app *app, struct curriculum *c, const char *version_name,
	    struct curriculum_version *v, struct err *err)
{
	char today[DATE_TEXT_SIZE];
	enum rc rc;

	memset(v, 0, sizeof(*v));
	memcpy(v->code, c->items[0].code, sizeof(v->code));
	memcpy(v->title, c->items[0].title, sizeof(v->title));
	snprintf(v->version, sizeof(v->version), "%s",
		 version_name[0] != '\0' ? version_name
					 : date_format(app_today(app), today));
	rc = check_is_new(app, v, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_EDIT_CURRICULUM, "curriculum.import",
			       0, err, "Imported the curriculum %s %s: %zu "
			       "lines", v->code, v->version, c->count);
	if (rc != RC_OK)
		return rc;
	v->id = store_new_id(app->store);
	v->imported = store_now(app->store);
	rc = curriculum_version_add(app->store, v, err);
	if (rc == RC_OK)
		rc = put_items(app, c, &v->id, err);
	return app_end(app, rc, err);
}

enum rc
app_curriculum_import(struct app *app, const struct csv *csv,
		      const char *version_name,
		      struct curriculum_version *version, struct err *err)
{
	struct curriculum c;
	char name[SHORT_SIZE + CODE_SIZE + 2];
	enum rc rc = app_may_change(app, MAY_EDIT_CURRICULUM, err);

	if (rc == RC_OK && strlen(version_name) >= SHORT_SIZE)
		rc = err_set(err, RC_INVALID, "version",
			     "The version's name is too long: at most %d "
			     "letters.", SHORT_SIZE - 1);
	if (rc == RC_OK && rule_line(version_name, err) != RC_OK)
		rc = err_where(err, "version");
	if (rc != RC_OK)
		return rc;
	rc = curriculum_read(csv, &c, err);
	if (rc != RC_OK)
		return rc;
	rc = import_read(app, &c, version_name, version, err);
	curriculum_release(&c);
	if (rc != RC_OK)
		return rc;
	/* Counts and all, as the records now have it. */
	snprintf(name, sizeof(name), "%s@%s", version->code,
		 version->version);
	return app_curriculum_find(app, name, version, err);
}

/* ---- changing an item ---- */

/* The items as they would be with the changed one among them. */
static enum rc
check_prerequisites(struct app *app, const struct item *item, struct err *err)
{
	struct item *items;
	size_t count, at = 0;
	enum rc rc = item_list(app->store, &item->version_id, &items, &count,
			       err);

	if (rc != RC_OK)
		return rc;
	while (at < count && !id_equal(&items[at].id, &item->id))
		at++;
	if (at == count) {
		rc = err_set(err, RC_NOT_FOUND, NULL,
			     "%s is no longer in the records.", item->code);
	} else {
		items[at] = *item;
		rc = curriculum_check_prerequisites(items, count, at, err);
	}
	mem_free(items);
	return rc;
}

enum rc
app_curriculum_may_edit(struct app *app, const struct id *version_id,
			struct err *err)
{
	bool in_use;
	enum rc rc = app_require(app, MAY_EDIT_CURRICULUM, err);

	if (rc == RC_OK)
		rc = curriculum_version_in_use(app->store, version_id,
					       &in_use, err);
	if (rc == RC_OK && in_use)
		return err_set(err, RC_CONFLICT, NULL,
			       "Students have progress in this version, so it "
			       "stays as it is. Import a new version and move "
			       "students to it.");
	return rc;
}

static enum rc
check_item(struct app *app, const struct item *item, struct err *err)
{
	if (rule_title(item->title, err) != RC_OK)
		return err_where(err, "title");
	if (rule_text(item->evidence, err) != RC_OK)
		return err_where(err, "evidence");
	if (rule_line(item->prerequisites, err) != RC_OK)
		return err_where(err, "prerequisites");
	if (item->hours_min < 0 || item->hours_min > 500 * 60)
		return err_set(err, RC_INVALID, "hours",
			       "Hours are from 0 to 500.");
	return check_prerequisites(app, item, err);
}

enum rc
app_item_save(struct app *app, const struct item *item, struct err *err)
{
	enum rc rc = app_curriculum_may_edit(app, &item->version_id, err);

	if (rc == RC_OK)
		rc = app_may_change(app, MAY_EDIT_CURRICULUM, err);
	if (rc == RC_OK)
		rc = check_item(app, item, err);
	if (rc == RC_OK)
		rc = app_begin(app, MAY_EDIT_CURRICULUM, "curriculum.item", 0,
			       err, "Changed %s %s", item->code, item->title);
	if (rc != RC_OK)
		return rc;
	uow_subject(app->store, &item->id);
	return app_end(app, item_put(app->store, item, err), err);
}
