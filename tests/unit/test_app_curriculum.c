/* SPDX-License-Identifier: ISC */
/* Changing an item of a curriculum: what is refused, why, and how fast. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/small_academy.h"

/* As many ways from the last to the first as 2 to this power. */
enum { LADDER = 40 };

/* Two units a rung, each after both of the rung below: A0 B0, A1 B1 ... */
static void
import_ladder(struct app *app)
{
	struct buf text = BUF_INIT;
	struct curriculum_version version;
	struct err err = { .code = RC_OK };
	struct csv csv;

	buf_adds(&text, "code,parent,kind,title,prerequisites\n"
		 "TOP,,Course,Ladder,\nM,TOP,Module,Rungs,\n"
		 "A0,M,Unit,Rung,\nB0,M,Unit,Rung,\n");
	for (int i = 1; i < LADDER; i++)
		buf_addf(&text, "A%d,M,Unit,Rung,A%d B%d\n"
			 "B%d,M,Unit,Rung,A%d B%d\n", i, i - 1, i - 1, i,
			 i - 1, i - 1);
	assert_int_equal(csv_parse(text.ptr, text.len, &csv, &err), RC_OK);
	if (app_curriculum_import(app, &csv, "1", &version, &err) != RC_OK)
		fail_msg("%s", err.text);
	csv_release(&csv);
	buf_release(&text);
}

static struct item
item_called(struct app *app, const char *code)
{
	struct curriculum_version version;
	struct item *items, found = { .code = "" };
	size_t count;

	assert_int_equal(app_curriculum_find(app, "TOP", &version, NULL),
			 RC_OK);
	assert_int_equal(app_curriculum_items(app, &version.id, &items,
					      &count, NULL), RC_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].code, code) == 0)
			found = items[i];
	mem_free(items);
	assert_string_equal(found.code, code);
	return found;
}

/* Every way would take for ever; every item takes no time. */
static void
prerequisites_are_walked_item_by_item(void **state)
{
	struct small_academy *a = *state;
	struct item last;
	struct err err = { .code = RC_OK };

	import_ladder(a->app);
	last = item_called(a->app, "A39");
	snprintf(last.title, sizeof(last.title), "The last rung");
	assert_int_equal(app_item_save(a->app, &last, &err), RC_OK);
	assert_string_equal(item_called(a->app, "A39").title,
			    "The last rung");
}

static const struct {
	const char *prerequisites, *sentence;
} refused[] = {
	{ "A39", "waits for itself: its prerequisites go round in a circle." },
	{ "A0", "A0 waits for itself" },
	{ "M", "M is not a unit or a project." },
	{ "B0 a9", "\"a9\" is not the code of an item. Codes are separated by "
	  "spaces." },
};

static void
what_cannot_come_first_is_refused(void **state)
{
	struct small_academy *a = *state;

	import_ladder(a->app);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		struct item first = item_called(a->app, "A0");
		struct err err = { .code = RC_OK };

		snprintf(first.prerequisites, sizeof(first.prerequisites),
			 "%s", refused[i].prerequisites);
		assert_int_equal(app_item_save(a->app, &first, &err),
				 RC_INVALID);
		assert_non_null(strstr(err.text, refused[i].sentence));
		assert_string_equal(err.where, "prerequisites");
		assert_string_equal(item_called(a->app, "A0").prerequisites,
				    "");
	}
}

static void
a_version_is_imported_once_by_its_name(void **state)
{
	struct small_academy *a = *state;
	static const char text[] = "code,parent,kind,title\n"
				   "TOP,,Course,Another\n";
	struct curriculum_version version;
	struct err err = { .code = RC_OK };
	struct csv csv;

	import_ladder(a->app);
	assert_int_equal(csv_parse(text, sizeof(text) - 1, &csv, &err), RC_OK);
	assert_int_equal(app_curriculum_import(a->app, &csv, "1", &version,
					       &err), RC_CONFLICT);
	assert_string_equal(err.text, "Version 1 of TOP is here already. Give "
				      "the new one another name.");
	assert_int_equal(app_curriculum_import(a->app, &csv, "2", &version,
					       &err), RC_OK);
	csv_release(&csv);
}

int
main(void)
{
#define WITH_ACADEMY(test) \
	cmocka_unit_test_setup_teardown(test, small_academy_set_up, \
					small_academy_tear_down)
	const struct CMUnitTest tests[] = {
		WITH_ACADEMY(prerequisites_are_walked_item_by_item),
		WITH_ACADEMY(what_cannot_come_first_is_refused),
		WITH_ACADEMY(a_version_is_imported_once_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
