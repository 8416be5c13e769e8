/* SPDX-License-Identifier: ISC */
/* Who may do what: the whole table, written a second time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/role.h"

enum { ROLES = 4 };

/* Columns: administrator, lead instructor, instructor, viewer. */
static const struct {
	enum permission permission;
	const char *may;
	const char *what;
} rows[] = {
	{ MAY_VIEW_STUDENTS, "yyyy", "look at students" },
	{ MAY_RECORD_PROGRESS, "yyyn", "record progress" },
	{ MAY_EDIT_STUDENTS, "yyyn", "change students" },
	{ MAY_IMPORT_STUDENTS, "yynn", "import a class list" },
	{ MAY_EDIT_CURRICULUM, "yynn", "change the curriculum" },
	{ MAY_CONFIRM_GRADUATE, "yynn", "confirm a graduate" },
	{ MAY_SUPPORT, "yyyn", "work on support plans" },
	{ MAY_PUBLISH, "yynn", "publish case studies" },
	{ MAY_PRINT, "yyyn", "print or save sheets" },
	{ MAY_UNDO, "yyyn", "take changes back" },
	{ MAY_BACKUP, "yynn", "make or restore a backup" },
	{ MAY_EXCHANGE, "yynn", "send or take in sticks" },
	{ MAY_MANAGE_STAFF, "ynnn", "manage staff" },
	{ MAY_MANAGE_KEYS, "ynnn", "manage keys" },
	{ MAY_CHANGE_SETTINGS, "yynn", "change settings" },
	{ MAY_PROTECT_DATA, "yynn", "answer data requests" },
	{ MAY_ERASE, "ynnn", "erase records" },
};

static void
every_role_may_what_the_table_says(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_SIZE(rows), PERMISSION_COUNT);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		for (int role = 0; role < ROLES; role++) {
			bool may = rows[i].may[role] == 'y';
			enum rc rc = role_require((enum role)role,
						  rows[i].permission, NULL);

			assert_int_equal(role_may((enum role)role,
						  rows[i].permission), may);
			assert_int_equal(rc, may ? RC_OK : RC_DENIED);
		}
	}
}

/* Nobody is sent to somebody who may not do it either. */
static void
a_refusal_names_who_to_ask(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(role_require(ROLE_VIEWER, MAY_RECORD_PROGRESS, &err),
			 RC_DENIED);
	assert_string_equal(err.text, "Viewers cannot record progress; ask a "
				      "lead instructor.");
	assert_int_equal(role_require(ROLE_LEAD, MAY_MANAGE_KEYS, &err),
			 RC_DENIED);
	assert_string_equal(err.text, "Lead instructors cannot manage keys; "
				      "ask an administrator.");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		enum permission p = rows[i].permission;

		if (role_require(ROLE_VIEWER, p, &err) == RC_OK)
			continue;
		assert_non_null(strstr(err.text, rows[i].what));
		assert_true(strstr(err.text, "ask a lead") == NULL ||
			    role_may(ROLE_LEAD, p));
		assert_true(role_may(ROLE_ADMINISTRATOR, p));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_may_what_the_table_says),
		cmocka_unit_test(a_refusal_names_who_to_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
