/* SPDX-License-Identifier: ISC */
/*
 * academy_app: curriculum, staff, settings, history, copies: what is done to
 * the academy as a whole.
 */
#ifndef APP_ACADEMY_APP_H
#define APP_ACADEMY_APP_H

#include "app/app.h"
#include "base/buf.h"
#include "base/csv.h"

/* ---- curriculum ---- */

/* Newest first. */
MUST_USE enum rc app_curriculum_list(struct app *app,
				     struct curriculum_version **rows,
				     size_t *count, struct err *err);
/* CODE or CODE@VERSION; the newest of that code. "" is the newest of all. */
MUST_USE enum rc app_curriculum_find(struct app *app, const char *code,
				     struct curriculum_version *version,
				     struct err *err);
MUST_USE enum rc app_curriculum_items(struct app *app,
				      const struct id *version_id,
				      struct item **items, size_t *count,
				      struct err *err);
/* A new version named as given ("" for today's date). All or nothing. */
MUST_USE enum rc app_curriculum_import(struct app *app, const struct csv *csv,
				       const char *version_name,
				       struct curriculum_version *version,
				       struct err *err);
/* RC_OK, or why the items of a version stay as they are. */
MUST_USE enum rc app_curriculum_may_edit(struct app *app,
					 const struct id *version_id,
					 struct err *err);
/* Title, hours, evidence, prerequisites and required of an item of a version
 * nobody has progress on yet; else RC_CONFLICT (import a new version). */
MUST_USE enum rc app_item_save(struct app *app, const struct item *item,
			       struct err *err);

/* ---- staff ---- */

MUST_USE enum rc app_staff_list(struct app *app, struct staff **rows,
				size_t *count, struct err *err);
MUST_USE enum rc app_staff_add(struct app *app, const struct staff *staff,
			       struct secret *passphrase, struct err *err);
/* Name and role; the last administrator keeps the role. */
MUST_USE enum rc app_staff_save(struct app *app, const struct staff *staff,
				struct err *err);
/* One's own, or another's by an administrator. */
MUST_USE enum rc app_staff_passphrase(struct app *app, const char *user_name,
				      struct secret *passphrase,
				      struct err *err);
/* RC_OK, or why this person's key cannot be taken away. */
MUST_USE enum rc app_staff_may_remove(struct app *app,
				      const struct staff *staff,
				      struct err *err);
/* Takes the key slot away; the person stays in the history. */
MUST_USE enum rc app_staff_remove(struct app *app, const char *user_name,
				  struct err *err);
/* What a new passphrase must be: at least 12 characters, more than a few
 * different ones, without the site's code or the person's name in it. */
MUST_USE enum rc app_passphrase_check(const char *site_code,
				      const char *user_name,
				      struct secret *passphrase,
				      struct err *err);

/* ---- keys and copies ---- */

/* Called with done of total; false cancels at a safe point. */
typedef bool progress_fn(void *ctx, int64_t done, int64_t total);

MUST_USE enum rc app_recover(struct app *app, struct secret *recovery_key,
			     const char *user_name, struct secret *passphrase,
			     struct err *err);
/* New printed recovery key; the old one stops working. */
MUST_USE enum rc app_recovery_new(struct app *app,
				  struct secret **recovery_key,
				  struct err *err);
/* What was typed back from the paper, beside what was shown; RC_INVALID names
 * the group that is wrong. */
MUST_USE enum rc app_recovery_check(struct secret *typed,
				    struct secret *shown, struct err *err);
MUST_USE enum rc app_rotate(struct app *app, progress_fn *progress, void *ctx,
			    struct err *err);
/* A vault folder of its own below dir; its path into *path (mem_free). */
MUST_USE enum rc app_backup(struct app *app, const char *dir,
			    progress_fn *progress, void *ctx, char **path,
			    struct err *err);
struct app_restore {
	const char *from;		/* the backup's folder */
	const char *user_name;		/* of its time, with its passphrase */
	struct secret *passphrase;
	bool replace;
	progress_fn *progress;
	void *ctx;
};
/* Puts a backup at the app's place. It is copied, opened and verified whole
 * before anything is moved. A vault that is there is RC_CONFLICT unless
 * replace, and is then kept beside under a dated name: into *kept (mem_free;
 * NULL when there was none). The academy must be locked. */
MUST_USE enum rc app_restore(struct app *app, const struct app_restore *how,
			     char **kept, struct err *err);
/* Every page, SQLite's own checks, and the whole chain of the open vault:
 * report lines into *out; RC_CORRUPT, naming the first, when any is wrong. */
MUST_USE enum rc app_verify(struct app *app, struct buf *out,
			    progress_fn *progress, void *ctx,
			    struct err *err);
/* The same for a vault that is not open, which may be too damaged to be. */
MUST_USE enum rc app_verify_folder(struct app *app, const char *dir,
				   const char *user_name,
				   struct secret *passphrase, struct buf *out,
				   progress_fn *progress, void *ctx,
				   struct err *err);

/* ---- history, undo ---- */

/* Newest first, from entry `before` (0: the newest), at most max. student or
 * item id narrows it; NULL for all. What other places did with a student, before
 * the record came here, follows with seq below 0. */
MUST_USE enum rc app_history(struct app *app, const struct id *subject,
			     int64_t before, size_t max,
			     struct journal_entry **rows, size_t *count,
			     struct err *err);
/* One's own last change taken back, or put again; summary says which. */
MUST_USE enum rc app_undo(struct app *app, char *summary, size_t size,
			  struct err *err);
MUST_USE enum rc app_redo(struct app *app, char *summary, size_t size,
			  struct err *err);
MUST_USE enum rc app_undo_entry(struct app *app, int64_t seq, struct err *err);

/* ---- sheets ---- */

/* Numbers and logs a printed or saved sheet. kind is the report's, subject
 * the student or NULL, medium "printer" or "file". */
MUST_USE enum rc app_sheet_issue(struct app *app, const char *kind,
				 const struct id *subject, const char *medium,
				 int64_t *number, struct err *err);
/* It has its number, but the printer or the disk did not take it: the history
 * says so. No error of its own: the person is told of the one before it. */
void app_sheet_failed(struct app *app, int64_t number);

/* ---- settings and drafts ---- */

/* One row a setting: the screen is generated from it. */
struct setting_spec {
	const char *id, *label, *help, *fallback;
	enum rc (*check)(const char *text, struct err *err);
	const char *choices;		/* '|'-separated, or NULL */
};
extern const struct setting_spec setting_specs[];
extern const size_t setting_count;
/* "idle_minutes" "theme" "ascii" "quiet_days" "sheet_footer" ... */
MUST_USE enum rc app_setting(struct app *app, const char *id, struct buf *value,
			     struct err *err);
MUST_USE enum rc app_setting_save(struct app *app, const char *id,
				  const char *value, struct err *err);

/* Unsaved text of a form, kept sealed until it is opened again. */
MUST_USE enum rc app_draft_save(struct app *app, const char *key,
				const struct buf *body, struct err *err);
/* Takes it: RC_NOT_FOUND when there is none. */
MUST_USE enum rc app_draft_take(struct app *app, const char *key,
				struct buf *body, struct err *err);

/* ---- the fictional academy ---- */

/* Makes a new vault at the app's place and fills it with an invented academy:
 * always the same, counted back from today. It is left open. Users demo, lead
 * and teacher, each with the passphrase "demo". */
MUST_USE enum rc app_demo_create(struct app *app, struct err *err);

#endif
