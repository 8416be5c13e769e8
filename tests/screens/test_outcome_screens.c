/* SPDX-License-Identifier: ISC */
/* The outcome statement, as a person at the keyboard has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "base/mem.h"
#include "tests/support/academy_drive.h"

static int
start(void **state)
{
	struct academy_drive *d = xcalloc(1, sizeof(*d));

	academy_drive_start(d, NULL);
	*state = d;
	return 0;
}

static int
stop(void **state)
{
	academy_drive_stop(*state);
	mem_free(*state);
	return 0;
}

/* From the statement on. */
static void
press(struct academy_drive *d, const char *keys)
{
	char *script = xasprintf(UNLOCK_DEMO "g5%s", keys);

	app_lock(d->session.app);
	academy_drive_again(d);
	academy_drive_run(d, script);
	mem_free(script);
}

static void
shows(struct academy_drive *d, const char *text)
{
	if (!screen_drive_ended_with(&d->screen, text))
		fail_msg("no \"%s\" on:\n%s", text, d->screen.last.ptr);
}

static void
shows_not(struct academy_drive *d, const char *text)
{
	if (screen_drive_ended_with(&d->screen, text))
		fail_msg("\"%s\" on:\n%s", text, d->screen.last.ptr);
}

/* A label and a figure behind it, on one line. */
static void
says(struct academy_drive *d, const char *label, const char *figure)
{
	const char *at = strstr(d->screen.last.ptr, label);

	if (at == NULL)
		fail_msg("no \"%s\" on:\n%s", label, d->screen.last.ptr);
	at += strlen(label);
	at += strspn(at, " ");
	if (strncmp(at, figure, strlen(figure)) != 0)
		fail_msg("\"%s\" is not %s on:\n%s", label, figure,
			 d->screen.last.ptr);
}

static void
the_figures_are_those_of_the_charity(void **state)
{
	struct academy_drive *d = *state;

	press(d, "");
	shows(d, "Outcomes    known on 23 Nov 2026");
	says(d, "Still inside", "4 of 19");
	says(d, "Employed as software developers", "2 of 15");
	says(d, "own business", "5 of 15");
	press(d, "<PgDn><PgDn>");
	says(d, "Studying in higher education", "2 of 15");
	says(d, "Supported while they learn on", "6 of 15");
	press(d, "<End>");
	says(d, "Employed 6 months after release", "6 of 10 (60%)");
	shows(d, "By the rules of the Ministry of Justice");
}

/* Down the statement, line by line: as many people as the figure says. */
static void
behind_each_line_are_as_many_as_it_says(void **state)
{
	struct academy_drive *d = *state;
	struct outcome o;
	struct err err;
	struct buf keys = BUF_INIT;
	size_t count, at = 0;
	const struct outcome_line *lines = outcome_lines(&count);

	assert_int_equal(app_outcomes(academy_drive_app(d), DATE_NONE, &o,
				      &err), RC_OK);
	for (size_t i = 0; i < count; i++) {
		char *wanted;

		if (!outcome_line_shows(&lines[i], &o, SHOWN))
			continue;
		wanted = xasprintf("%s  %d ", outcome_row(lines[i].cell)->label,
				   o.cells[lines[i].cell]);
		buf_reset(&keys);
		for (size_t k = 0; k < at; k++)
			buf_adds(&keys, "<Down>");
		buf_adds(&keys, "<Enter>");
		press(d, keys.ptr);
		shows(d, wanted);
		mem_free(wanted);
		at++;
	}
	assert_true(at > 30);
	buf_release(&keys);
}

static void
a_figure_leads_to_a_person(void **state)
{
	struct academy_drive *d = *state;

	/* Graduates, inside, left, deferred. */
	press(d, "<Down><Down><Down><Enter>");
	shows(d, "DEM-0058  Nathaniel Pretence");
	shows(d, "DEM-0061  Sunil Katha");
	shows_not(d, "DEM-0057");
	press(d, "<Down><Down><Down><Enter><Enter>");
	shows(d, "Nathaniel Pretence");
	shows(d, "DEM-0058");
	shows_not(d, "DEM-0059");
	/* Nobody is not known, and there is nothing to open. */
	press(d, "<Down><Down><Down><Down><Enter><Enter>");
	shows(d, "There is nobody in this list.");
}

static void
another_day_stands_beside_it(void **state)
{
	struct academy_drive *d = *state;

	press(d, "c<^U>2026-05-01<Enter>");
	shows(d, "known on 1 May, and on 23 Nov 2026");
	says(d, "Have left prison: counted below", "11 of 12");
	shows(d, "11 of 12           15 of 19");
	press(d, "c<^U>2026-05-01<Enter>c");
	shows_not(d, "11 of 12");
	press(d, "c<^U>2026-11-23<Enter>");
	shows(d, "Give a day before");
	press(d, "c<Esc>");
	shows_not(d, "Before");
	press(d, "c<^U>2026-05-01<Enter>s");
	shows(d, "Reports > Outcomes 2026-05-01..2026-11-23");
	shows(d, "Before");
}

static void
small_figures_are_kept_back_and_back_again(void **state)
{
	struct academy_drive *d = *state;

	press(d, "p");
	shows(d, ", for publication");
	says(d, "Employed as software developers", "kept back");
	says(d, "own business", "kept back");
	shows_not(d, "Developers in finance");
	shows(d, "Figures under 5 are kept back");
	press(d, "pp");
	says(d, "own business", "5 of 15");
	press(d, "ps");
	shows(d, "Reports > Outcomes publish");
	shows(d, "For publication");
	press(d, "a");
	shows(d, "head office sees several");
}

#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_figures_are_those_of_the_charity),
		T(behind_each_line_are_as_many_as_it_says),
		T(a_figure_leads_to_a_person),
		T(another_day_stands_beside_it),
		T(small_figures_are_kept_back_and_back_again),
	};

	return cmocka_run_group_tests(tests, NULL, academy_drive_forget);
}
