/* SPDX-License-Identifier: ISC */
#include "academy_drive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app_private.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/support_record.h"
#include "store/query.h"
#include "vault/secret.h"

/* What a vault at rest is made of. */
static const char *const files[] = { "keys", "lock", "records.db" };

enum { MAX_FILE = 64 * 1024 * 1024 };

/* A test program's own folder: there is one for the process. */
static char base_dir[256];

static const char *
base(void)
{
	const char *tmp = getenv("TMPDIR");

	if (base_dir[0] == '\0') {
		snprintf(base_dir, sizeof(base_dir), "%.200s/tg-XXXXXX",
			 tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp");
		assert_non_null(mkdtemp(base_dir));
		screen_drive_mask(base_dir);
	}
	return base_dir;
}

/* The same name each time, unless several are open at once. */
static char *
free_path(void)
{
	char *path = xasprintf("%s/academy.vault", base());

	for (int i = 2; path_exists(path); i++) {
		mem_free(path);
		path = xasprintf("%s/academy-%d.vault", base(), i);
	}
	return path;
}

static void
remove_vault(const char *dir)
{
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		char *path = path_join(dir, files[i]);

		unlink(path);
		mem_free(path);
	}
	rmdir(dir);
}

static void
make_demo(struct clock clock, const char *dir)
{
	struct err err = { .code = RC_OK };
	struct app *app = app_new(dir, clock);

	if (app_demo_create(app, &err) != RC_OK)
		fail_msg("%s", err.text);
	app_free(app);
}

static void
copy_vault(const char *from, const char *to)
{
	struct err err = { .code = RC_OK };

	assert_int_equal(path_mkdir(to, &err), RC_OK);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct buf data = BUF_INIT;
		char *source = path_join(from, files[i]);
		char *target = path_join(to, files[i]);

		if (path_read(source, MAX_FILE, &data, &err) != RC_OK ||
		    path_write_atomic(target, data.ptr, data.len, true,
				      &err) != RC_OK)
			fail_msg("%s", err.text);
		buf_release(&data);
		mem_free(source);
		mem_free(target);
	}
}

static void
begin(struct academy_drive *drive)
{
	memset(&drive->session, 0, sizeof(drive->session));
	drive->session.config = &drive->config;
	drive->session.app = app_new(drive->dir, drive->config.clock);
	drive->session_ptr = &drive->session;
	screens_new(&drive->session_ptr, screen_drive_keys(&drive->screen));
	screens_begin(&drive->session);
}

static void
start(struct academy_drive *drive, const struct screen_drive_config *config)
{
	screen_drive_start(&drive->screen, config);
	drive->dir = free_path();
	drive->config = (struct screens_config){
		.vault_dir = drive->dir,
		.ascii = config != NULL && config->ascii,
		.clock = screen_drive_clock(&drive->screen),
	};
	/* The academy's own theme setting would win otherwise. */
	if (config != NULL && config->theme == THEME_MONO)
		drive->config.theme = "mono";
	if (config != NULL && config->theme == THEME_CONTRAST)
		drive->config.theme = "contrast";
}

void
academy_drive_start(struct academy_drive *drive,
		    const struct screen_drive_config *config)
{
	char *demo = path_join(base(), "demo.vault");

	start(drive, config);
	if (!path_exists(demo))
		make_demo(drive->config.clock, demo);
	copy_vault(demo, drive->dir);
	mem_free(demo);
	begin(drive);
}

void
academy_drive_start_empty(struct academy_drive *drive,
			  const struct screen_drive_config *config)
{
	start(drive, config);
	begin(drive);
}

void
academy_drive_run(struct academy_drive *drive, const char *script)
{
	screen_drive_script(&drive->screen, script);
	ui_run(drive->session.ui);
}

static void
end(struct academy_drive *drive)
{
	ui_free(drive->session.ui);
	app_free(drive->session.app);
}

void
academy_drive_again(struct academy_drive *drive)
{
	end(drive);
	begin(drive);
}

void
academy_drive_stop(struct academy_drive *drive)
{
	end(drive);
	screen_drive_stop(&drive->screen);
	remove_vault(drive->dir);
	mem_free(drive->dir);
}

struct app *
academy_drive_app(struct academy_drive *drive)
{
	struct app *app = drive->session.app;
	struct secret *pass = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };

	assert_int_equal(secret_append(pass, "demo", 4), RC_OK);
	if (!app_is_unlocked(app) &&
	    app_unlock(app, "demo", pass, &err) != RC_OK)
		fail_msg("%s", err.text);
	secret_free(pass);
	return app;
}

void
academy_drive_forget_facts(struct academy_drive *drive, const char *reference)
{
	struct app *app = academy_drive_app(drive);

	for (int kind = -1; kind < FACT_KINDS; kind++) {
		struct err err = { .code = RC_OK };
		char *sql = xasprintf(
			"DELETE FROM %s WHERE student_id=(SELECT id FROM"
			" student WHERE reference='%s')",
			kind < 0 ? "support" : fact_specs[kind].table,
			reference);

		if (store_exec(app->store, sql, &err) != RC_OK)
			fail_msg("%s", err.text);
		mem_free(sql);
	}
}

int
academy_drive_forget(void **state)
{
	char *demo = path_join(base(), "demo.vault");

	(void)state;
	remove_vault(demo);
	mem_free(demo);
	rmdir(base_dir);
	base_dir[0] = '\0';
	return 0;
}
