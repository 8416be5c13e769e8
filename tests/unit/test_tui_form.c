/* SPDX-License-Identifier: ISC */
/* Forms: what may be typed, what is at fault, and drafts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/screen_drive.h"
#include "tui/form.h"
#include "tui/term.h"

enum { NAME, KIND, NOTE, SEEN, CODE, FIELDS };

static const char *
kind(size_t index)
{
	static const char *const words[] = { "Apple", "Banana", "Avocado" };

	return index < ARRAY_SIZE(words) ? words[index] : NULL;
}

static enum rc
check_code(const char *text, struct err *err)
{
	if (text[0] == 'x')
		return RC_OK;
	return err_set(err, RC_INVALID, NULL, "A code begins with x; this one "
		       "does not, and it takes more than one line of the "
		       "screen to say so.");
}

static const struct field_spec specs[FIELDS] = {
	[NAME] = { "name", "Name", "As it is written.", FIELD_LINE, 40, NULL,
		   true, NULL },
	[KIND] = { "kind", "Kind", NULL, FIELD_CHOICE, 0, NULL, false, kind },
	[NOTE] = { "note", "Note", NULL, FIELD_TEXT, 400, NULL, false, NULL },
	[SEEN] = { "seen", "Seen", NULL, FIELD_SHOWN, 40, NULL, false, NULL },
	[CODE] = { "code", "Code", NULL, FIELD_LINE, 10, check_code, false,
		   NULL },
};

static struct screen_drive drive;
static struct form form;
static const struct area area = { 1, 0, 20, 60 };

static int
start(void **state)
{
	(void)state;
	screen_drive_start(&drive, NULL);
	form_init(&form, specs, FIELDS);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	form_release(&form);
	screen_drive_stop(&drive);
	return 0;
}

/* A form is drawn after each key, as a screen does. */
static void
press(const char *script)
{
	uint32_t key;
	size_t used;

	while ((used = key_parse(script, &key)) > 0) {
		form_key(&form, key);
		script += used;
		term_clear();
		form_draw(&form, area);
	}
}

static void
assert_on_screen(const char *text)
{
	if (screen_drive_find(text) < 0)
		fail_msg("not on the screen: %s", text);
}

static void
keys_go_to_the_field_in_turn(void **state)
{
	(void)state;
	press("Ada<Enter><Right><Tab>one<Enter>two<Tab>x1<Tab>!<BackTab>2");
	assert_string_equal(form_text(&form, NAME), "Ada!");
	assert_string_equal(form_text(&form, KIND), "Banana");
	assert_string_equal(form_text(&form, NOTE), "one\ntwo");
	assert_string_equal(form_text(&form, SEEN), "");
	assert_string_equal(form_text(&form, CODE), "x12");
}

static void
a_choice_shows_that_it_turns(void **state)
{
	(void)state;
	press("<Tab>");
	assert_on_screen("< Apple >");
	press("<Left>");
	assert_on_screen("< Avocado >");
	press("<Space>");
	assert_on_screen("< Apple >");
}

static void
a_letter_goes_to_the_next_such_word(void **state)
{
	static const struct {
		const char *key, *word;
	} table[] = {
		{ "a", "Avocado" }, { "A", "Apple" }, { "b", "Banana" },
		{ "b", "Banana" }, { "z", "Banana" },
	};

	(void)state;
	press("<Tab>");
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		press(table[i].key);
		assert_string_equal(form_text(&form, KIND), table[i].word);
	}
}

static void
words_may_be_given_later(void **state)
{
	static const char *const words[] = { "Left", "Right", NULL };
	static const struct field_spec side[] = {
		{ "side", "Side", NULL, FIELD_CHOICE, 0, NULL, false, NULL },
	};

	(void)state;
	form_release(&form);
	form_init(&form, side, 1);
	press("<Space>");
	assert_string_equal(form_text(&form, 0), "");
	form_set_words(&form, 0, words);
	assert_false(form_is_changed(&form));
	press("r");
	assert_string_equal(form_text(&form, 0), "Right");
	assert_true(form_is_changed(&form));
}

static void
a_hidden_field_is_passed_over_and_keeps_its_text(void **state)
{
	struct err err = { .code = RC_OK };

	(void)state;
	press("Ada<Tab><Tab><Tab>y");
	form_hide(&form, CODE, true);
	form_hide(&form, NOTE, true);
	form.at = KIND;
	press("<Tab>");
	assert_int_equal(form.at, NAME);
	assert_int_equal(screen_drive_find("Code"), -1);
	assert_int_equal(screen_drive_find("Seen"), 3);
	/* y would be no code. */
	assert_int_equal(form_check(&form, &err), RC_OK);
	form_hide(&form, CODE, false);
	assert_int_equal(form_check(&form, &err), RC_INVALID);
	assert_string_equal(form_text(&form, CODE), "y");
}

static void
up_and_down_stay_in_a_text_while_there_are_lines(void **state)
{
	(void)state;
	form.at = NOTE;
	press("first<Enter>second<Enter>third<Up><Up>A<Down><Down>C");
	assert_int_equal(form.at, NOTE);
	assert_string_equal(form_text(&form, NOTE), "firstA\nsecond\nthirdC");
	press("<Down>");
	assert_int_equal(form.at, CODE);
	form.at = NOTE;
	press("<Up><Up><Up>");
	assert_int_equal(form.at, KIND);
}

static void
a_wrapped_line_is_a_line(void **state)
{
	(void)state;
	form.at = NOTE;
	press("aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa bbbbbbbbb<Up>X");
	assert_int_equal(form.at, NOTE);
	assert_string_equal(form_text(&form, NOTE),
			    "aaaaaaaaaX aaaaaaaaa aaaaaaaaa aaaaaaaaa "
			    "bbbbbbbbb");
}

static void
a_text_of_many_lines_keeps_the_cursor_in_view(void **state)
{
	(void)state;
	form.at = NOTE;
	press("l1<Enter>l2<Enter>l3<Enter>l4<Enter>l5");
	assert_on_screen("l5");
	assert_true(screen_drive_find("l1") < 0);
	press("<Up><Up><Up><Up>");
	assert_on_screen("l1");
}

static void
controls_do_not_get_into_fields(void **state)
{
	/* BEL, DEL's neighbour C1 CSI and NEL, right-to-left override. */
	static const uint32_t keys[] = { 7, 0x85, 0x9b, 0x202e, 0xd800 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		assert_false(form_key(&form, keys[i]));
	assert_string_equal(form_text(&form, NAME), "");
	assert_false(form_is_changed(&form));
}

static void
a_long_paste_stops_at_the_fields_size(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++)
		form_key(&form, 0x65e5);
	assert_int_equal(strlen(form_text(&form, NAME)), 39);
}

static void
what_is_needed_is_marked_and_asked_for(void **state)
{
	struct err err;

	(void)state;
	press("  <Tab>");
	assert_on_screen("Name*");
	assert_int_equal(form_check(&form, &err), RC_INVALID);
	assert_string_equal(err.where, "name");
	assert_string_equal(err.text, "Name is needed.");
	assert_int_equal(form.at, NAME);
	form_draw(&form, area);
	assert_on_screen("!Name*");
	assert_on_screen("Name is needed.");
	press("A");
	assert_true(screen_drive_find("Name is needed.") < 0);
}

static void
the_first_field_at_fault_comes_first(void **state)
{
	struct err err;

	(void)state;
	press("<Tab><Tab><Tab>bad");
	assert_int_equal(form_check(&form, &err), RC_INVALID);
	assert_int_equal(form.at, NAME);
	press("A");
	assert_int_equal(form_check(&form, &err), RC_INVALID);
	assert_int_equal(form.at, CODE);
	assert_true(strncmp(err.text, "Code: A code", 12) == 0);
	form_show_fault(&form, &err);
	term_clear();
	form_draw(&form, area);
	assert_on_screen(" A code begins with x");
	assert_true(screen_drive_find("Code: A code") < 0);
	assert_on_screen("of the screen to say so.");
	press("<Home>x");
	assert_int_equal(form_check(&form, &err), RC_OK);
}

static void
a_refusal_is_shown_at_its_field(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, RC_CONFLICT, "code", "Taken.");
	form_show_fault(&form, &err);
	assert_int_equal(form.at, CODE);
	form_draw(&form, area);
	assert_on_screen("!Code");
	err_set(&err, RC_CONFLICT, "nowhere", "Elsewhere.");
	form.at = NAME;
	form_show_fault(&form, &err);
	assert_int_equal(form.at, NAME);
}

static void
a_small_area_scrolls_to_the_field(void **state)
{
	(void)state;
	form.at = CODE;
	term_clear();
	form_draw(&form, (struct area){ 0, 0, 5, 60 });
	assert_on_screen("Code");
	assert_true(screen_drive_find("Name") < 0);
}

/* ---- drafts ---- */

static void
a_draft_brings_back_what_was_changed(void **state)
{
	struct buf draft = BUF_INIT;
	struct form other;

	(void)state;
	form_set(&form, CODE, "x9");
	press("Ada = B<Tab>v<Right><Tab>one<Enter>two");
	form_write_draft(&form, &draft);
	form_init(&other, specs, FIELDS);
	form_set(&other, CODE, "x7");
	form_read_draft(&other, &draft);
	assert_string_equal(form_text(&other, NAME), "Ada = B");
	assert_string_equal(form_text(&other, KIND), "Banana");
	assert_string_equal(form_text(&other, NOTE), "one\ntwo");
	/* Not changed, so what is saved by now counts. */
	assert_string_equal(form_text(&other, CODE), "x7");
	assert_true(form_is_changed(&other));
	form_release(&other);
	buf_release(&draft);
}

static void
a_draft_of_another_version_does_no_harm(void **state)
{
	static const char text[] = "gone=1\0kind=Cherry\0name\0code=x2";
	struct buf draft = BUF_INIT;

	(void)state;
	buf_add(&draft, text, sizeof(text));
	form_read_draft(&form, &draft);
	assert_string_equal(form_text(&form, KIND), "Apple");
	assert_string_equal(form_text(&form, NAME), "");
	assert_string_equal(form_text(&form, CODE), "x2");
	buf_release(&draft);
}

static void
what_is_put_back_is_not_a_change(void **state)
{
	(void)state;
	form_set(&form, NAME, "Ada");
	press("!<Backspace><Tab><Right><Left>");
	assert_false(form_is_changed(&form));
	press("<Right>");
	assert_true(form_is_changed(&form));
	form_settle(&form);
	assert_false(form_is_changed(&form));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(keys_go_to_the_field_in_turn),
		EACH(a_choice_shows_that_it_turns),
		EACH(a_letter_goes_to_the_next_such_word),
		EACH(words_may_be_given_later),
		EACH(a_hidden_field_is_passed_over_and_keeps_its_text),
		EACH(up_and_down_stay_in_a_text_while_there_are_lines),
		EACH(a_wrapped_line_is_a_line),
		EACH(a_text_of_many_lines_keeps_the_cursor_in_view),
		EACH(controls_do_not_get_into_fields),
		EACH(a_long_paste_stops_at_the_fields_size),
		EACH(what_is_needed_is_marked_and_asked_for),
		EACH(the_first_field_at_fault_comes_first),
		EACH(a_refusal_is_shown_at_its_field),
		EACH(a_small_area_scrolls_to_the_field),
		EACH(a_draft_brings_back_what_was_changed),
		EACH(a_draft_of_another_version_does_no_harm),
		EACH(what_is_put_back_is_not_a_change),
	};

	return cmocka_run_group_tests_name("tui_form", tests, NULL, NULL);
}
