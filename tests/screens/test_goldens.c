/* SPDX-License-Identifier: ISC */
/*
 * Every screen as a person sees it: at 80x24, at 120x40 and without colour, with
 * the cursor. UPDATE_GOLDEN=1 writes the files anew; look at them then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/academy_drive.h"
#include "base/embed.h"
#include "base/mem.h"
#include "tests/screens/shots.h"

static const struct view {
	const char *suffix;
	struct screen_drive_config config;
} views[] = {
	{ "", { .rows = 24, .cols = 80 } },
	{ "_wide", { .rows = 40, .cols = 120 } },
	{ "_mono", { .rows = 24, .cols = 80, .theme = THEME_MONO } },
};

static void
test_screens(void **state)
{
	const struct view *view = *state;

	for (size_t i = 0; i < ARRAY_SIZE(shots); i++) {
		struct academy_drive drive;
		char script[256];

		snprintf(script, sizeof(script), UNLOCK_DEMO "%s<snap %s%s>",
			 shots[i].keys, shots[i].name, view->suffix);
		academy_drive_start(&drive, &view->config);
		academy_drive_run(&drive, script);
		academy_drive_stop(&drive);
	}
}

static void
test_locked(void **state)
{
	const struct view *view = *state;
	struct academy_drive drive;
	char script[256];

	snprintf(script, sizeof(script), "<snap unlock%s><Enter>"
		 "<snap unlock_name%s>demo<Enter>abc<snap unlock_secret%s>",
		 view->suffix, view->suffix, view->suffix);
	academy_drive_start(&drive, &view->config);
	academy_drive_run(&drive, script);
	academy_drive_stop(&drive);
}

static void
test_first_run(void **state)
{
	const struct view *view = *state;
	struct academy_drive drive;
	char script[128];

	snprintf(script, sizeof(script), "<snap first_run%s><F2>"
		 "<snap first_run_fault%s>", view->suffix, view->suffix);
	academy_drive_start_empty(&drive, &view->config);
	academy_drive_run(&drive, script);
	academy_drive_stop(&drive);
}

/* What ASCII alone, and too small a window, look like. */
static void
test_poor_terminals(void **state)
{
	static const struct screen_drive_config ascii = { .ascii = true };
	struct academy_drive drive;

	(void)state;
	academy_drive_start(&drive, &ascii);
	academy_drive_run(&drive, UNLOCK_DEMO "<snap home_ascii>1"
			  "<snap students_ascii><size 60x20>"
			  "<snap too_small><size 80x24><snap students_ascii>");
	academy_drive_stop(&drive);
}

/* A line longer than the box has columns leaves a word alone on the next. */
static void
test_help_fits_its_box(void **state)
{
	enum { BOX_COLS = 76 };
	const struct embedded *page;

	(void)state;
	for (size_t i = 0; (page = embed_at("help/", i)) != NULL; i++)
		for (const char *at = page->data; *at != '\0';
		     at += strcspn(at, "\n") + 1)
			if (strcspn(at, "\n") > BOX_COLS)
				fail_msg("%s: %.*s", page->name,
					 (int)strcspn(at, "\n"), at);
}

#define AT(function, view) \
	{ .name = #function " " #view, .test_func = function, \
	  .initial_state = (void *)(uintptr_t)&views[view] }

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT(test_screens, 0), AT(test_screens, 1), AT(test_screens, 2),
		AT(test_locked, 0), AT(test_locked, 1), AT(test_locked, 2),
		AT(test_first_run, 0), AT(test_first_run, 1),
		AT(test_first_run, 2),
		cmocka_unit_test(test_poor_terminals),
		cmocka_unit_test(test_help_fits_its_box),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
