/* SPDX-License-Identifier: ISC */
#include "app/app.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/academy_app.h"
#include "app/app_private.h"
#include "app/gate.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/rule.h"
#include "store/academy_store.h"

enum { DAY_S = 24 * 60 * 60, CLOCK_AHEAD_DAYS = 31 };

static struct instant
shifted_now(void *ctx)
{
	struct app *app = ctx;
	struct instant now = clock_now(&app->machine);

	now.utc_s += app->shift_s;
	return now;
}

struct clock
app_clock(struct app *app)
{
	return (struct clock){ .now = shifted_now, .ctx = app };
}

struct app *
app_new(const char *vault_path, struct clock clock)
{
	struct app *app = xcalloc(1, sizeof(*app));

	app->dir = xstrdup(vault_path);
	app->machine = clock;
	app->as_at = DATE_NONE;
	app->random = secret_random();
	return app;
}

void
app_free(struct app *app)
{
	if (app == NULL)
		return;
	app_lock(app);
	mem_free(app->dir);
	mem_free(app);
}

void
app_set_as_at(struct app *app, civil_date as_at)
{
	app->as_at = as_at;
}

civil_date
app_today(const struct app *app)
{
	struct instant now = clock_now(&app->machine);

	now.utc_s += app->shift_s;
	return date_of_instant(now);
}

enum rc
app_check_day(struct app *app, civil_date on, const char *where,
	      struct err *err)
{
	if (on == DATE_NONE || on <= app_today(app))
		return RC_OK;
	return err_set(err, RC_INVALID, where,
		       "That day has not come yet; enter today or a day "
		       "before.");
}

civil_date
app_as_at(const struct app *app)
{
	return app->as_at == DATE_NONE ? app_today(app) : app->as_at;
}

const char *
app_vault_dir(const struct app *app)
{
	return app->dir;
}

bool
app_vault_exists(const struct app *app)
{
	return path_exists(app->dir);
}

bool
app_is_unlocked(const struct app *app)
{
	return app->store != NULL;
}

const struct staff *
app_me(const struct app *app)
{
	return &app->me;
}

const struct academy *
app_academy(const struct app *app)
{
	return &app->academy;
}

unsigned
app_generation(const struct app *app)
{
	return app->generation;
}

enum rc
app_require(const struct app *app, enum permission permission,
	    struct err *err)
{
	if (!app_is_unlocked(app))
		return err_set(err, RC_CONFLICT, NULL,
			       "The academy is locked. Unlock it first.");
	return role_require(app->me.role, permission, err);
}

enum rc
app_may_change(struct app *app, enum permission permission, struct err *err)
{
	enum rc rc = app_require(app, permission, err);
	char day[DATE_TEXT_SIZE + 4];

	/* A sheet about the past is printed, and numbered, today. */
	if (rc == RC_OK && app->as_at != DATE_NONE && permission != MAY_PRINT)
		return err_set(err, RC_CONFLICT, "as-at",
			       "Looking back to %s, nothing is changed. Leave "
			       "--as-at out to change something.",
			       date_format_long(app->as_at, day));
	return rc == RC_OK ? app_check_clock(app, err) : rc;
}

enum rc
app_end(struct app *app, enum rc rc, struct err *err)
{
	rc = uow_end(app->store, rc, err);
	if (rc == RC_OK)
		app->generation++;
	return rc;
}

const char *
app_students(char *text, size_t size, size_t count)
{
	if (count == 1)
		snprintf(text, size, "one student");
	else
		snprintf(text, size, "%zu students", count);
	return text;
}

/* ---- the clock ---- */

enum rc
app_check_clock(struct app *app, struct err *err)
{
	int64_t seq, ahead_s;
	unsigned char hash[CHAIN_HASH_SIZE];
	struct instant last;
	char now[DATE_TEXT_SIZE], then[DATE_TEXT_SIZE];
	enum rc rc;

	if (app->clock_checked || app->today_confirmed)
		return RC_OK;
	rc = journal_head(app->store, &seq, hash, &last, err);
	if (rc != RC_OK)
		return rc;
	ahead_s = store_now(app->store).utc_s - last.utc_s;
	if (seq == 0 || (ahead_s >= 0 && ahead_s <= CLOCK_AHEAD_DAYS * DAY_S)) {
		app->clock_checked = true;
		return RC_OK;
	}
	return err_set(err, RC_CONFLICT, "today",
		       "This machine says that today is %s, but the last "
		       "entry here is of %s. Say what the date is before "
		       "anything is saved.",
		       date_format(app_today(app), now),
		       date_format(date_of_instant(last), then));
}

enum rc
app_confirm_today(struct app *app, civil_date today, struct err *err)
{
	if (today == DATE_NONE)
		return err_set(err, RC_INVALID, "today",
			       "Enter today's date, such as 2026-11-23.");
	app->shift_s += (int64_t)(today - app_today(app)) * DAY_S;
	app->today_confirmed = true;
	return RC_OK;
}

enum rc
app_head(struct app *app, char *text, size_t size, struct err *err)
{
	int64_t seq;
	unsigned char hash[CHAIN_HASH_SIZE];
	struct instant at;
	enum rc rc = journal_head(app->store, &seq, hash, &at, err);

	if (rc == RC_OK)
		snprintf(text, size, "%06" PRId64 "-%02x%02x%02x", seq,
			 hash[0], hash[1], hash[2]);
	return rc;
}

/* ---- opening ---- */

static void
chain(void *ctx, const unsigned char *previous, const void *data, size_t size,
      unsigned char *out)
{
	struct app *app = ctx;

	vault_chain(app->vault, previous, data, size, out);
}

static enum rc
backup_before_migration(void *ctx, struct store *store, struct err *err)
{
	struct app *app = ctx;
	char day[DATE_TEXT_SIZE];
	char *path = xasprintf("%s.before-update-%s-%" PRId64, app->dir,
			       date_format(app_today(app), day),
			       store_now(store).utc_s % DAY_S);
	enum rc rc = app_copy_vault(app, store, path, NULL, NULL, err);

	if (rc == RC_OK)
		app->kept_older = path;
	else
		mem_free(path);
	return rc;
}

const char *
app_kept_older(const struct app *app)
{
	return app->kept_older;
}

enum rc
app_open_store(struct app *app, struct err *err)
{
	struct store_config config = {
		.path = vault_db_path(app->vault),
		.vfs_name = vault_vfs_name(app->vault),
		.clock = app_clock(app), .random = app->random,
		.chain = chain, .chain_ctx = app, .digest = vault_digest,
		.before_migration = backup_before_migration,
		.migration_ctx = app, .steps = app->schema_steps,
		.leave_schema = app->leave_schema,
	};

	return store_open(&config, &app->store, err);
}

void
app_close_store(struct app *app)
{
	gate_forget(app);
	store_close(app->store);
	app->store = NULL;
}

void
app_lock(struct app *app)
{
	app_close_store(app);
	vault_close(app->vault);
	app->vault = NULL;
	mem_free(app->kept_older);
	app->kept_older = NULL;
	app->clock_checked = false;
	mem_wipe(&app->me, sizeof(app->me));
	mem_wipe(&app->academy, sizeof(app->academy));
	mem_wipe_stack();
}

static enum rc
make_first_entry(struct app *app, const struct app_new_academy *new,
		 const uint8_t slot_id[SLOT_ID_SIZE], struct err *err)
{
	struct academy *academy = &app->academy;
	struct staff *me = &app->me;
	enum rc rc;

	academy->id = store_new_id(app->store);
	snprintf(academy->code, sizeof(academy->code), "%s", new->code);
	snprintf(academy->name, sizeof(academy->name), "%s", new->name);
	academy->kind = new->head_office ? SITE_HEAD_OFFICE : SITE_ACADEMY;
	me->id = store_new_id(app->store);
	snprintf(me->user_name, sizeof(me->user_name), "%s", new->user_name);
	snprintf(me->name, sizeof(me->name), "%s", new->staff_name);
	me->role = ROLE_ADMINISTRATOR;
	me->active = true;
	memcpy(me->slot_id, slot_id, SLOT_ID_SIZE);
	rc = uow_begin(app->store, &me->id, "academy.create", UOW_FINAL, err,
		       "Made the %s %s, %s",
		       new->head_office ? "head office" : "academy",
		       new->code, new->name);
	if (rc != RC_OK)
		return rc;
	rc = academy_put(app->store, academy, err);
	if (rc == RC_OK)
		rc = staff_put(app->store, me, err);
	return app_end(app, rc, err);
}

static enum rc
check_new(const struct app_new_academy *new, struct err *err)
{
	const struct {
		rule_fn *rule;
		const char *text, *where;
	} checks[] = {
		{ rule_site_code, new->code, "site" },
		{ rule_title, new->name, "name" },
		{ rule_user_name, new->user_name, "user" },
		{ rule_person_name, new->staff_name, "staff-name" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(checks); i++)
		if (checks[i].rule(checks[i].text, err) != RC_OK)
			return err_where(err, checks[i].where);
	return RC_OK;
}

enum rc
app_create(struct app *app, const struct app_new_academy *new,
	   struct secret *passphrase, struct secret **recovery_key,
	   struct err *err)
{
	uint8_t slot_id[SLOT_ID_SIZE];
	struct clock clock = app_clock(app);
	struct kdf_cost cost = kdf_cost_minimum();
	enum rc rc = check_new(new, err);
	int weak;

	*recovery_key = NULL;
	if (rc == RC_OK && !new->minimum_cost)
		rc = app_passphrase_check(new->code, new->user_name,
					  passphrase, err);
	if (rc == RC_OK && path_exists(app->dir))
		rc = err_set(err, RC_CONFLICT, "vault",
			     "There is something at %s already. Nothing was "
			     "changed; choose another place.", app->dir);
	if (rc != RC_OK)
		return rc;
	if (!new->minimum_cost)
		cost = kdf_cost_calibrate(&weak);
	rc = path_make_parents(app->dir, err);
	if (rc != RC_OK)
		return rc;
	*recovery_key = secret_new(SECRET_MAX);
	rc = vault_create(app->dir, &clock, new->user_name, passphrase, cost,
			  *recovery_key, &app->vault, slot_id, err);
	if (rc == RC_OK)
		rc = app_open_store(app, err);
	if (rc == RC_OK)
		rc = make_first_entry(app, new, slot_id, err);
	if (rc != RC_OK) {
		app_lock(app);
		app_remove_folder(app->dir);
		secret_free(*recovery_key);
		*recovery_key = NULL;
	}
	return rc;
}

/* The passphrase's tag covers the name, so whoever opened the vault is the one
 * of that name; the slot written in the row is only for taking it away. */
enum rc
app_enter(struct app *app, const char *user_name,
	  const uint8_t slot_id[SLOT_ID_SIZE], struct err *err)
{
	enum rc rc = academy_load(app->store, &app->academy, err);

	if (rc == RC_OK)
		rc = staff_by_user_name(app->store, user_name, &app->me, err);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !app->me.active))
		return err_set(err, RC_DENIED, "user",
			       "%s is not among this academy's staff any "
			       "more. Ask an administrator.", user_name);
	if (rc != RC_OK ||
	    memcmp(app->me.slot_id, slot_id, SLOT_ID_SIZE) == 0)
		return rc;
	memcpy(app->me.slot_id, slot_id, SLOT_ID_SIZE);
	rc = uow_begin(app->store, &app->me.id, "staff.slot", UOW_FINAL, err,
		       "Noted the new key slot of %s", user_name);
	if (rc != RC_OK)
		return rc;
	return app_end(app, staff_put(app->store, &app->me, err), err);
}

enum rc
app_unlock(struct app *app, const char *user_name, struct secret *passphrase,
	   struct err *err)
{
	uint8_t slot_id[SLOT_ID_SIZE];
	struct clock clock = app_clock(app);
	enum rc rc = vault_open(app->dir, &clock, user_name, passphrase,
				&app->vault, slot_id, err);

	if (rc == RC_OK)
		rc = app_open_store(app, err);
	if (rc == RC_OK)
		rc = app_enter(app, user_name, slot_id, err);
	if (rc != RC_OK)
		app_lock(app);
	return rc;
}
