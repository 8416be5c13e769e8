/* SPDX-License-Identifier: ISC */
/*
 * app_private: what src/app/ shares with itself.
 */
#ifndef APP_APP_PRIVATE_H
#define APP_APP_PRIVATE_H

#include "app/app.h"
#include "store/store.h"
#include "store/uow.h"
#include "vault/secret.h"
#include "vault/vault.h"

struct app {
	char *dir;
	struct clock machine;		/* the clock we were given */
	int64_t shift_s;		/* what a person said it is wrong by */
	bool today_confirmed, clock_checked;
	civil_date as_at;
	struct vault *vault;
	struct store *store;
	struct gate *gate;		/* kept until something changes */
	struct staff me;
	struct academy academy;
	unsigned generation;
	struct random_source random;
	struct random_seeded demo_random;
	const char *const *schema_steps;	/* NULL: the program's own */
	bool leave_schema;		/* only looked at: not migrated */
	char *kept_older;		/* the backup that migrating made */
};

/* The clock that everything in the academy goes by. */
struct clock app_clock(struct app *app);

/* Permission, unlocked, clock: then a unit of work by the person. */
#define app_begin(app, permission, action, flags, err, ...) \
	(app_may_change((app), (permission), (err)) != RC_OK \
		 ? (err)->code \
		 : uow_begin((app)->store, &(app)->me.id, (action), (flags), \
			     (err), __VA_ARGS__))
MUST_USE enum rc app_may_change(struct app *app, enum permission permission,
				struct err *err);
/* The same, and the record must be this place's own to change; NULL or a zero
 * id is a student who is to be added. */
MUST_USE enum rc app_may_change_student(struct app *app,
					enum permission permission,
					const struct id *id, struct err *err);
MUST_USE enum rc app_may_change_students(struct app *app,
					 enum permission permission,
					 const struct id *ids, size_t count,
					 struct err *err);
/* What was done was done by today; DATE_NONE will do. */
MUST_USE enum rc app_check_day(struct app *app, civil_date on,
			       const char *where, struct err *err);
/* uow_end(), and counts the change. */
MUST_USE enum rc app_end(struct app *app, enum rc rc, struct err *err);

/* Opens and closes the records of an open vault. */
MUST_USE enum rc app_open_store(struct app *app, struct err *err);
void app_close_store(struct app *app);
/* Who has that name; refuses those who may no longer come in. */
MUST_USE enum rc app_enter(struct app *app, const char *user_name,
			   const uint8_t slot_id[SLOT_ID_SIZE],
			   struct err *err);

/* Takes the key in escrow away: its slot, and the file for head office. */
MUST_USE enum rc app_drop_escrow(struct app *app, struct err *err);

/* A checked copy of the open vault at a path that must not exist. */
typedef bool copy_progress_fn(void *ctx, int64_t done, int64_t total);
MUST_USE enum rc app_copy_vault(struct app *app, struct store *store,
				const char *path, copy_progress_fn *progress,
				void *ctx, struct err *err);
/* Deletes a vault folder's own files, and the folder. */
void app_remove_folder(const char *dir);

/* "ACA-0042, Nia Example" for one, "12 students" for many. */
void app_whom(struct app *app, const struct id *ids, size_t count,
	      char *text, size_t size);
/* "one student", "12 students" */
const char *app_students(char *text, size_t size, size_t count);

#endif
