/* SPDX-License-Identifier: ISC */
#include "tests/support/small_academy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/academy_store.h"
#include "store/query.h"
#include "tests/support/vault_fixture.h"

static const char curriculum[] =
	"code,parent,kind,title,hours,required,prerequisites,evidence\n"
	"C,,course,Course,,,,\n"
	"M,C,module,First module,,,,\n"
	"U-1,M,unit,First,1,yes,,\n"
	"U-2,M,unit,Second,2,yes,U-1,\n"
	"U-3,M,unit,Extra,1,no,U-2,\n"
	"N,C,module,Second module,,,,\n"
	"P-1,N,project,Project,3,yes,U-1 U-2,\n";

static void
add_student(struct small_academy *a, const char *name, struct student *s)
{
	must(app_student_blank(a->app, s, e));
	snprintf(s->name, sizeof(s->name), "%s", name);
	must(app_student_save(a->app, s, e));
}

static void
begin(struct small_academy *a)
{
	snprintf(a->root, sizeof(a->root), "/tmp/academy-XXXXXX");
	assert_non_null(mkdtemp(a->root));
	snprintf(a->dir, sizeof(a->dir), "%s/test.vault", a->root);
	a->at = (struct instant){ .utc_s = 1795424400 };
	a->app = app_new(a->dir, clock_fixed(&a->at));
}

struct small_academy *
small_academy_new(const char *code, bool head_office)
{
	struct small_academy *a = calloc(1, sizeof(*a));
	struct app_new_academy new = {
		.code = code, .name = "Test academy", .user_name = "ada",
		.staff_name = "Ada Example", .head_office = head_office,
		.minimum_cost = true,
	};
	struct secret *passphrase = secret_of(ADA_PASSPHRASE);

	begin(a);
	must(app_create(a->app, &new, passphrase, &a->recovery, e));
	secret_free(passphrase);
	return a;
}

void
small_academy_fill(struct small_academy *a)
{
	struct csv csv;

	must(csv_parse(curriculum, strlen(curriculum), &csv, e));
	must(app_curriculum_import(a->app, &csv, "1", &a->version, e));
	add_student(a, "Nia Example", &a->nia);
	add_student(a, "Tom Example", &a->tom);
	csv_release(&csv);
}

int
small_academy_free(struct small_academy *a)
{
	char command[64];

	app_free(a->app);
	secret_free(a->recovery);
	snprintf(command, sizeof(command), "rm -rf '%s'", a->root);
	free(a);
	return system(command);
}

int
small_academy_set_up(void **state)
{
	*state = small_academy_new("TST", false);
	small_academy_fill(*state);
	return 0;
}

int
small_academy_tear_down(void **state)
{
	return small_academy_free(*state);
}

int
demo_academy_set_up(void **state)
{
	struct small_academy *a = calloc(1, sizeof(*a));

	begin(a);
	must(app_demo_create(a->app, e));
	*state = a;
	return 0;
}

/* ---- people ---- */

void
act_as(struct small_academy *a, enum role role)
{
	struct staff staff = { .role = role, .active = true };
	struct store *store = a->app->store;

	snprintf(staff.user_name, sizeof(staff.user_name), "role-%d",
		 (int)role);
	if (staff_by_user_name(store, staff.user_name, &staff, NULL) !=
	    RC_OK) {
		staff.id = store_new_id(store);
		snprintf(staff.name, sizeof(staff.name), "Role %d Example",
			 (int)role);
		must(uow_begin(store, &a->app->me.id, "staff.add", UOW_FINAL,
			       e, "Added %s", staff.user_name));
		must(uow_end(store, staff_put(store, &staff, e), e));
	}
	a->app->me = staff;
}

void
act_as_ada(struct small_academy *a)
{
	must(staff_by_user_name(a->app->store, "ada", &a->app->me, e));
}

/* ---- progress ---- */

struct cell_ref
cell_of(struct small_academy *a, const struct student *who, const char *code)
{
	struct cell_ref cell = { .student_id = who->id };
	struct item *items;
	size_t count;

	must(app_curriculum_items(a->app, &a->version.id, &items, &count, e));
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].code, code) == 0)
			cell.item_id = items[i].id;
	mem_free(items);
	assert_false(id_is_zero(&cell.item_id));
	return cell;
}

void
record(struct small_academy *a, const struct student *who, const char *code,
       enum progress status)
{
	struct progress_change change = {
		.status = status, .on = DATE_NONE,
		.override_reason = "shown on paper",
	};
	struct cell_ref cell = cell_of(a, who, code);
	int eligible;

	must(app_progress_set(a->app, &cell, 1, &change, &eligible, e));
}

struct mark
mark_of(struct small_academy *a, const struct student *who, const char *code)
{
	struct cell_ref cell = cell_of(a, who, code);
	struct course_view view;
	struct mark mark = { .on = DATE_NONE };

	must(app_course(a->app, &who->id, &view, e));
	for (size_t i = 0; i < view.count; i++)
		if (id_equal(&view.items[i].id, &cell.item_id))
			mark = view.marks[i];
	course_view_release(&view);
	return mark;
}

struct student_row
row_of(struct small_academy *a, const struct student *who)
{
	struct student_row row;

	must(app_student_row(a->app, &who->id, &row, e));
	return row;
}

/* ---- records ---- */

int64_t
newest_entry(struct small_academy *a)
{
	return sql_number(a, "SELECT max(seq) FROM journal");
}

void
sql_run(struct small_academy *a, const char *sql)
{
	must(store_exec(a->app->store, sql, e));
}

int64_t
sql_number(struct small_academy *a, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t number;

	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &stmt,
					    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return number;
}

/* FNV-1a; a changed row changes it, which is all that is asked. */
static uint64_t
hash_bytes(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ p[i]) * 1099511628211u;
	return hash;
}

static uint64_t
hash_table(struct small_academy *a, const char *table, uint64_t hash)
{
	char sql[80];
	sqlite3_stmt *stmt = NULL;

	snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" ORDER BY 1, 2",
		 table);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &stmt,
					    NULL), SQLITE_OK);
	hash = hash_bytes(hash, table, strlen(table) + 1);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const void *data = sqlite3_column_blob(stmt, i);
			int size = sqlite3_column_bytes(stmt, i);

			hash = hash_bytes(hash, &size, sizeof(size));
			hash = hash_bytes(hash, data, (size_t)size);
		}
	sqlite3_finalize(stmt);
	return hash;
}

static uint64_t
hash_tables(struct small_academy *a, const char *which)
{
	sqlite3_stmt *stmt = NULL;
	uint64_t hash = 14695981039346656037u;
	char sql[400];

	snprintf(sql, sizeof(sql), "SELECT name FROM sqlite_schema"
		 " WHERE type='table' AND name NOT LIKE 'sqlite%%'%s"
		 " ORDER BY name", which);
	assert_int_equal(sqlite3_prepare_v2(a->app->store->db, sql, -1, &stmt,
					    NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		hash = hash_table(a, (const char *)
				  sqlite3_column_text(stmt, 0), hash);
	sqlite3_finalize(stmt);
	return hash;
}

uint64_t
records_hash(struct small_academy *a)
{
	return hash_tables(a, " AND name NOT IN ('staff', 'site', 'export',"
			   " 'import', 'sheet', 'draft', 'journal',"
			   " 'journal_subject', 'past_entry')");
}

uint64_t
everything_hash(struct small_academy *a)
{
	return hash_tables(a, "");
}

enum rc
verify_all(struct small_academy *a, struct err *err)
{
	int64_t entries;
	enum rc rc = journal_verify(a->app->store, &entries, err);

	if (rc == RC_OK && entries != newest_entry(a))
		rc = err_set(err, RC_CORRUPT, NULL, "entries were skipped");
	return rc == RC_OK ? store_check(a->app->store, err) : rc;
}
