/* SPDX-License-Identifier: ISC */
/*
 * Through the gate at head office: the screens of two academies' records, read
 * and not changed; the figures of each, and of both; what head office publishes
 * and takes down itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"
#include "tests/support/academy_drive.h"
#include "tests/support/three_places.h"
#include "vault/secret.h"

#define UNLOCK "<Enter><^U>ada<Enter>" ADA_PASSPHRASE "<Enter>"

static struct academy_drive drive;
static struct places *places;
static char *home;

/* ---- two academies and what they sent ---- */

/* ACA's one graduate is self-employed. */
static void
fill(struct small_academy *a)
{
	static const char *const codes[] = { "U-1", "U-2", "P-1" };
	struct destination d;

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
		record(a, &a->nia, codes[i], PROGRESS_COMPLETE);
	must(app_graduate_confirm(a->app, &a->nia.id, DATE_NONE, e));
	must(app_custody(a->app, &a->nia.id, 1, CUSTODY_RELEASED_ON_LICENCE,
			 DATE_NONE, NULL, NULL, e));
	fact_init(FACT_DESTINATION, &d);
	d.fact.student_id = a->nia.id;
	d.kind = DESTINATION_SELF_EMPLOYED_16H_PLUS;
	d.field = FIELD_WEB_DEVELOPMENT;
	d.verified_on = DATE_NONE;
	must(app_destination_add(a->app, &d, e));
}

static void
bring(struct small_academy *from)
{
	char *path = send_return(places, from);

	take_in(places->hq, path);
	empty_stick(places);
	mem_free(path);
}

static int
set_up(void **state)
{
	struct small_academy dem;

	academy_drive_start(&drive, NULL);
	places_set_up(state);
	places = *state;
	dem = (struct small_academy){ .app = academy_drive_app(&drive) };
	trust(places, &dem, places->hq);
	trust(places, places->hq, &dem);
	fill(places->aca);
	bring(places->aca);
	bring(&dem);
	app_lock(places->hq->app);
	home = drive.dir;
	drive.dir = xstrdup(places->hq->dir);
	drive.config.vault_dir = drive.dir;
	return 0;
}

static int
tear_down(void **state)
{
	*state = places;
	app_lock(drive.session.app);
	mem_free(drive.dir);
	drive.dir = home;
	academy_drive_stop(&drive);
	return places_tear_down(state) + academy_drive_forget(state);
}

/* ---- a person at head office ---- */

static void
press(const char *keys)
{
	char *script = xasprintf("%s%s", UNLOCK, keys);

	academy_drive_again(&drive);
	academy_drive_run(&drive, script);
	mem_free(script);
}

static void
assert_shown(const char *text)
{
	if (!screen_drive_ended_with(&drive.screen, text))
		fail_msg("no \"%s\" on:\n%s", text, drive.screen.last.ptr);
}

static void
at(const char *keys, const char *text)
{
	press(keys);
	assert_shown(text);
}

/* The records there. They are locked again by the next press(). */
static struct app *
records(void)
{
	struct secret *pass = secret_new(SECRET_MAX);

	academy_drive_again(&drive);
	assert_int_equal(secret_append(pass, ADA_PASSPHRASE,
				       strlen(ADA_PASSPHRASE)), RC_OK);
	must(app_unlock(drive.session.app, "ada", pass, e));
	secret_free(pass);
	return drive.session.app;
}

static uint64_t
hash(void)
{
	struct small_academy hq = { .app = records() };

	return records_hash(&hq);
}

/* ---- reading ---- */

static void
every_list_has_the_people_of_both(void **state)
{
	(void)state;
	at("g1", "All graduates  20");
	assert_shown("ACA-0001  Nia Example             Self-employed    ACA");
	assert_shown("DEM-0047  Reece Imagined          Employed         DEM");
	at("g1/reece<Enter><Enter>", "DEM-0047 is kept by DEM; it can be read");
	at("g2", "Follow-up diary");
	assert_shown("!11 Nov   H\303\274seyin");
	at("g3", "Callum Fictional");
	at("g4", "Fable Bank (DEM)");
	at("g4/fable<Enter><Enter>", "Fable Bank");
	at("g6", "3, 1 to take down");
	at("g7o", "ACA-0001  Nia Example");
	at("g", "20");
}

/* ---- changing nothing ---- */

/* Each is refused at once, before anything is asked. */
static void
nothing_of_theirs_is_changed(void **state)
{
#define REECE "g1/reece<Enter><Enter>"
	static const char *const keys[] = {
		REECE "w", REECE "d", REECE "s",
		REECE "2n", REECE "2d", REECE "2c", REECE "2<Space>",
		REECE "2x", REECE "2e", REECE "2v",
		REECE "3n", REECE "3e", REECE "3v",
		REECE "4n", REECE "4c", REECE "4x", REECE "4e", REECE "4v",
		REECE "5n", REECE "6n", REECE "6w", REECE "7a", REECE "7n",
		REECE "7m", REECE "8n",
		"g2c", "g4/fable<Enter>e", "g4/fable<Enter>x",
		"g4/fable<Enter><Enter>e", "g4/fable<Enter><Enter>n",
		"g6n", "g6<Down><Enter>s",
		"g7odem-0047<Enter><Down><Enter>",
		"g7odem-0047<Enter><Down><Down><Enter>",
		"g7odem-0047<Enter><Down><Down><Down><Enter>",
	};
	uint64_t before = hash();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		press(keys[i]);
		if (!screen_drive_ended_with(&drive.screen, "kept by DEM") &&
		    !screen_drive_ended_with(&drive.screen, "DEM keeps") &&
		    !screen_drive_ended_with(&drive.screen, "Head office"))
			fail_msg("%s:\n%s", keys[i],
				 drive.screen.last.ptr);
	}
	assert_true(hash() == before);
}

/* ---- figures ---- */

static void
the_figures_of_each_add_up_to_those_of_all(void **state)
{
	struct place_outcome *rows;
	struct outcome all, sum = { .cells = { 0 } };
	size_t count;

	(void)state;
	must(app_outcomes_by_place(records(), DATE_NONE, &rows, &count, e));
	assert_int_equal(count, 2);
	must(app_outcomes(drive.session.app, DATE_NONE, &all, e));
	for (size_t i = 0; i < count; i++)
		for (int cell = 0; cell < OUTCOME_CELLS; cell++)
			sum.cells[cell] += rows[i].outcome.cells[cell];
	assert_memory_equal(&sum, &all, sizeof(all));
	mem_free(rows);
	at("g5", "known on 23 Nov 2026");
	assert_shown("6 of 16");
	at("g5a<Down><Enter>", "Outcomes > ACA");
	assert_shown("1 of 1");
	at("g5a<Down><Down><Down><Enter>", "Outcomes > DEM");
	assert_shown("5 of 15");
}

static void
behind_a_figure_are_the_people_of_that_academy(void **state)
{
	(void)state;
	at("g5a<Down><Enter><Enter>", "Outcomes > ACA > Graduates  1");
	assert_shown("ACA-0001  Nia Example");
	assert_false(screen_drive_ended_with(&drive.screen, "DEM-0047"));
	at("g5a<Down><Enter><Enter><Enter>", "kept by ACA");
	at("g5<Enter>", "Graduates  20");
	assert_shown("DEM-0001");
}

static void
the_sheet_has_a_line_for_each(void **state)
{
	(void)state;
	at("g5s/By academy<Enter>", "By academy");
	assert_shown("ACA           1      0      1      0      1");
	assert_shown("DEM          19      4     15      2      5");
	assert_shown("All          20      4     16      2      6");
	at("g5c<^U>2026-05-01<Enter>s/By academy<Enter>",
	   "By academy, on 23 Nov 2026");
	at("g5a<Down><Enter>s", "of all academies, with a line for each");
	at("g5ps/By academy<Enter>", "Not for publication: few graduates each");
	at("g5a<Down><Enter>p", "for publication");
	assert_false(screen_drive_ended_with(&drive.screen, "> ACA"));
	at("g5pa", "all academies are taken together");
}

/* ---- what head office publishes ---- */

static void
head_office_notes_what_it_publishes(void **state)
{
	(void)state;
	at("g6<Enter>x<Enter><Enter>", "Noted as taken down");
	at("g6<Enter><F9>", "Nothing of the text may leave");
	at("g6<Enter>p", "Nothing of the text may leave");
	/* A draft is the academy's to send. */
	at("g6<Down><Enter>p", "not approved yet");
	at("g6<Down><Down><Enter>p<Enter>www.hq.example/one<Enter><Enter>",
	   "Places: 3");
	at("g6<Down><Down><Enter><Tab><Tab>", "www.hq.example/one");
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_list_has_the_people_of_both),
		T(nothing_of_theirs_is_changed),
		T(the_figures_of_each_add_up_to_those_of_all),
		T(behind_a_figure_are_the_people_of_that_academy),
		T(the_sheet_has_a_line_for_each),
		T(head_office_notes_what_it_publishes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
