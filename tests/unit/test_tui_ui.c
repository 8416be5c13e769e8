/* SPDX-License-Identifier: ISC */
/* The stack of screens: who gets a key, and how everything ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/screen_drive.h"
#include "base/mem.h"
#include "tui/term.h"
#include "tui/ui.h"
#include "vault/secret.h"

/* log: what happened, in order, as words. */
static struct {
	struct screen_drive drive;
	struct ui *ui;
	struct buf log;
	bool stay, locked, off;
	struct secret *secret;
} t;

static void
happened(const char *what)
{
	buf_addf(&t.log, "%s%s", t.log.len > 0 ? " " : "", what);
}

/* ---- a screen that says what is done to it; data is its name ---- */

static void
page_title(void *data, struct buf *out)
{
	buf_addf(out, "Page %s", (const char *)data);
}

static void
page_draw(void *data, struct ui *ui, struct area body)
{
	(void)ui;
	if (strcmp(data, "lock") != 0)
		term_text(body.row, 0, body.cols, LOOK_BODY, "Nia Example");
}

static bool
page_key(void *data, struct ui *ui, uint32_t key)
{
	(void)data, (void)ui;
	if (key == 'k')
		happened("key");
	return key == 'k';
}

static void
page_refresh(void *data, struct ui *ui)
{
	char text[20];

	(void)ui;
	snprintf(text, sizeof(text), "refresh-%s", (const char *)data);
	happened(text);
}

static bool
page_may_close(void *data, struct ui *ui)
{
	(void)data, (void)ui;
	return !t.stay;
}

static void
page_keep(void *data, struct ui *ui)
{
	char text[20];

	(void)ui;
	snprintf(text, sizeof(text), "keep-%s", (const char *)data);
	happened(text);
}

static void
page_free(void *data)
{
	mem_free(data);
	happened("free");
}

static void
run_own(void *data, struct ui *ui)
{
	(void)data, (void)ui;
	happened("own");
}

static void
run_ask(void *data, struct ui *ui)
{
	(void)data;
	happened(ui_ask_yes(ui, "Sure", "Is it so?", "It is") ? "yes" : "no");
}

static void
run_secret(void *data, struct ui *ui)
{
	(void)data;
	happened(ui_ask_secret(ui, "Secret", "Say it", t.secret) ? "told"
								 : "untold");
}

static void
run_choice(void *data, struct ui *ui)
{
	static const char *const words[] = { "one", "two", "three" };
	char text[20];

	(void)data;
	snprintf(text, sizeof(text), "chose%d",
		 ui_ask_choice(ui, "Which", words, ARRAY_SIZE(words), 0));
	happened(text);
}

/* Ten steps of four minutes each. */
static void
run_work(void *data, struct ui *ui)
{
	(void)data;
	for (int i = 0; i < 10; i++) {
		t.drive.now.utc_s += 240;
		if (!ui_progress(ui, "Working", i, 10)) {
			happened("stopped");
			return;
		}
	}
	happened("worked");
}

static enum rc
is_on(void *data, struct err *err)
{
	(void)data;
	return t.off ? err_set(err, RC_DENIED, NULL, "Not on a Sunday.")
		     : RC_OK;
}

static const struct command page_commands[] = {
	{ "page.own", 'o', TK_F5, "Own", "do what is its own", CMD_FOOTER,
	  is_on, run_own },
	{ "page.ask", 'a', 0, "Ask", "put a question", 0, NULL, run_ask },
	{ "page.secret", 's', 0, "Secret", "ask for a secret", 0, NULL,
	  run_secret },
	{ "page.choice", 'c', 0, "Choose", "choose a word", 0, NULL,
	  run_choice },
	{ "page.work", 'w', 0, "Work", "work for long", 0, NULL, run_work },
	{ "page.key", 'k', 0, "Never", "is never reached", CMD_HIDDEN, NULL,
	  run_own },
};

static const struct screen_ops page = {
	.id = "page", .title = page_title, .draw = page_draw, .key = page_key,
	.commands = page_commands, .command_count = ARRAY_SIZE(page_commands),
	.refresh = page_refresh, .may_close = page_may_close,
	.keep_draft = page_keep, .free = page_free,
};

/* ---- everywhere ---- */

static void
run_back(void *data, struct ui *ui)
{
	(void)data;
	happened("back");
	ui_pop(ui);
}

static void
run_lock(void *data, struct ui *ui)
{
	(void)data;
	ui_request_lock(ui);
}

static void
run_palette(void *data, struct ui *ui)
{
	(void)data;
	ui_palette(ui);
}

static const struct command everywhere[] = {
	{ "back", TK_ESC, 'q', "Back", "go back", CMD_FOOTER, NULL, run_back },
	{ "lock", TK_F12, TK_CTRL('l'), "Lock", "lock at once",
	  CMD_FOOTER | CMD_URGENT, NULL, run_lock },
	{ "palette", TK_CTRL('k'), 0, "Find", "find a command", 0, NULL,
	  run_palette },
	{ "everywhere.own", 'o', 0, "Other", "is hidden by the page's own", 0,
	  NULL, run_back },
};

static void
lock(void *data, struct ui *ui)
{
	(void)data;
	happened("lock");
	t.locked = true;
	ui_set_idle_minutes(ui, 0);
	ui_push(ui, &page, xstrdup("lock"));
}

/* ---- each test has a terminal, and one page open ---- */

static int
start(void **state)
{
	struct ui_config config = { .commands = everywhere,
				    .command_count = ARRAY_SIZE(everywhere),
				    .lock = lock };

	(void)state;
	memset(&t, 0, sizeof(t));
	buf_init(&t.log);
	screen_drive_start(&t.drive, NULL);
	config.keys = screen_drive_keys(&t.drive);
	config.clock = screen_drive_clock(&t.drive);
	t.ui = ui_new(&config);
	ui_set_idle_minutes(t.ui, 5);
	t.secret = secret_new(SECRET_MAX);
	ui_push(t.ui, &page, xstrdup("a"));
	buf_reset(&t.log);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	ui_free(t.ui);
	secret_free(t.secret);
	screen_drive_stop(&t.drive);
	buf_release(&t.log);
	return 0;
}

/* Runs the script to its end, and the words that it led to. */
static void
leads_to(const char *script, const char *words)
{
	screen_drive_script(&t.drive, script);
	ui_run(t.ui);
	assert_string_equal(t.log.ptr, words);
}

/* ---- who gets a key ---- */

static void
the_page_comes_before_its_commands_and_those_before_all(void **state)
{
	(void)state;
	leads_to("ko<F5>z", "key own own keep-a free");
}

static void
what_is_off_says_why(void **state)
{
	(void)state;
	t.off = true;
	leads_to("o", "keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "Not on a Sunday."));
}

static void
a_page_below_is_read_anew(void **state)
{
	(void)state;
	ui_push(t.ui, &page, xstrdup("b"));
	leads_to("<Esc>", "refresh-b back free refresh-a keep-a free");
}

/* From a student to an attempt to the student, and so on, all morning. */
static void
any_number_of_pages_may_be_open(void **state)
{
	size_t before = ui_depth(t.ui);

	(void)state;
	for (int i = 0; i < 40; i++)
		ui_push(t.ui, &page, xstrdup("b"));
	assert_int_equal(ui_depth(t.ui), before + 40);
	ui_draw(t.ui);
	for (int i = 0; i < 40; i++)
		ui_pop(t.ui);
	assert_int_equal(ui_depth(t.ui), before);
}

static void
a_page_may_refuse_to_close(void **state)
{
	(void)state;
	t.stay = true;
	leads_to("<Esc>o", "back own keep-a free");
}

static void
the_palette_finds_by_words_and_runs(void **state)
{
	(void)state;
	leads_to("<^K>QUEST<Enter>y", "yes keep-a free");
}

static void
the_palette_shows_nothing_hidden(void **state)
{
	(void)state;
	leads_to("<^K>never reached", "keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "Nothing here"));
}

static void
a_long_sentence_is_seen_whole(void **state)
{
	(void)state;
	ui_say(t.ui, "The first words of a sentence that is longer than one "
	       "line of the screen, up to its very last word.");
	leads_to("", "keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "very last word."));
	assert_true(screen_drive_ended_with(&t.drive, "The first words"));
}

/* ---- idle time ---- */

static void
nothing_is_said_until_half_a_minute_before(void **state)
{
	(void)state;
	leads_to("<wait 269>", "keep-a free");
	assert_false(screen_drive_ended_with(&t.drive, "the screen locks"));
}

static void
the_warning_counts_down(void **state)
{
	(void)state;
	leads_to("<wait 270><wait 10>", "keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "locks in 20 seconds"));
}

static void
a_key_in_time_does_nothing_but_stay(void **state)
{
	(void)state;
	leads_to("<wait 290>o<wait 250>o", "own keep-a free");
	assert_false(t.locked);
}

static void
locking_keeps_drafts_of_all_pages_first(void **state)
{
	(void)state;
	ui_push(t.ui, &page, xstrdup("b"));
	buf_reset(&t.log);
	leads_to("<wait 270><wait 30>", "keep-b keep-a free free lock "
		 "refresh-lock keep-lock free");
	assert_true(screen_drive_ended_with(&t.drive, "Page lock"));
}

static void
a_clock_set_back_only_starts_the_time_again(void **state)
{
	(void)state;
	leads_to("<wait 280><wait -7200><wait 269>", "keep-a free");
	assert_false(screen_drive_ended_with(&t.drive, "the screen locks"));
}

static void
a_clock_set_back_does_not_stop_the_lock(void **state)
{
	(void)state;
	leads_to("<wait -7200><wait 300>",
		 "keep-a free lock refresh-lock keep-lock free");
}

static void
a_new_size_is_not_a_person(void **state)
{
	(void)state;
	leads_to("<wait 200><size 100x30><wait 100>",
		 "keep-a free lock refresh-lock keep-lock free");
}

/* ---- in the middle of a question ---- */

static void
the_lock_answers_a_question_with_no(void **state)
{
	(void)state;
	leads_to("a<wait 300>",
		 "no keep-a free lock refresh-lock keep-lock free");
	assert_false(screen_drive_ended_with(&t.drive, "Is it so?"));
	assert_false(screen_drive_ended_with(&t.drive, "Nia"));
}

static void
f12_locks_inside_a_question_too(void **state)
{
	(void)state;
	leads_to("a<F12>",
		 "no keep-a free lock refresh-lock keep-lock free");
}

static void
a_twin_locks_inside_the_palette(void **state)
{
	(void)state;
	leads_to("<^K>own<^L>", "keep-a free lock refresh-lock keep-lock free");
}

static void
a_half_typed_secret_is_wiped(void **state)
{
	(void)state;
	leads_to("sabc<wait 300>",
		 "untold keep-a free lock refresh-lock keep-lock free");
	assert_int_equal(secret_length(t.secret), 0);
}

static void
a_hang_up_wipes_it_too(void **state)
{
	(void)state;
	leads_to("sabc", "untold keep-a free");
	assert_int_equal(secret_length(t.secret), 0);
	assert_true(ui_is_ending(t.ui));
}

static void
a_secret_is_never_shown(void **state)
{
	(void)state;
	leads_to("sopensesame", "untold keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "********"));
	assert_false(screen_drive_ended_with(&t.drive, "*********"));
	assert_false(screen_drive_ended_with(&t.drive, "sesame"));
}

static void
a_secret_is_cut_by_whole_characters(void **state)
{
	(void)state;
	leads_to("sa\xc3\xa9\xe2\x82\xac<Backspace><Backspace>b<Enter>",
		 "told keep-a free");
	assert_string_equal(secret_open(t.secret), "ab");
	secret_close(t.secret);
}

static void
a_question_says_no_by_itself(void **state)
{
	(void)state;
	leads_to("a<Enter>a<Tab><Enter>aY", "no yes yes keep-a free");
}

/* ---- sizes ---- */

static void
a_choice_goes_on_after_a_new_size(void **state)
{
	(void)state;
	leads_to("c<Down><size 120x40><Down><size 80x24><Enter>",
		 "chose2 keep-a free");
}

static void
too_small_is_one_sentence_and_nothing_is_lost(void **state)
{
	(void)state;
	leads_to("c<Down><size 79x24>", "chose-1 keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "Make the window 80x24"));
	assert_false(screen_drive_ended_with(&t.drive, "two"));
}

static void
keys_wait_until_it_is_large_enough(void **state)
{
	(void)state;
	leads_to("c<size 40x10><Down><Enter>y<size 80x24><Down><Enter>",
		 "chose1 keep-a free");
}

static void
a_window_too_small_still_locks(void **state)
{
	(void)state;
	leads_to("<size 40x10><F12>",
		 "keep-a free lock refresh-lock keep-lock free");
}

/* ---- long work ---- */

static void
esc_stops_work(void **state)
{
	(void)state;
	leads_to("w<now><Esc>o", "stopped own keep-a free");
}

static void
work_that_ends_is_followed_by_the_warning(void **state)
{
	(void)state;
	leads_to("w<wait 1>", "worked keep-a free");
	assert_true(screen_drive_ended_with(&t.drive, "locks in 29 seconds"));
}

static void
work_stops_for_the_lock_and_for_a_hang_up(void **state)
{
	(void)state;
	leads_to("w<now><F12>w<now><Hangup>",
		 "stopped keep-a free lock refresh-lock stopped keep-lock "
		 "free");
	assert_true(ui_is_ending(t.ui));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start, stop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(the_page_comes_before_its_commands_and_those_before_all),
		EACH(what_is_off_says_why),
		EACH(a_page_below_is_read_anew),
		EACH(any_number_of_pages_may_be_open),
		EACH(a_page_may_refuse_to_close),
		EACH(the_palette_finds_by_words_and_runs),
		EACH(the_palette_shows_nothing_hidden),
		EACH(a_long_sentence_is_seen_whole),
		EACH(nothing_is_said_until_half_a_minute_before),
		EACH(the_warning_counts_down),
		EACH(a_key_in_time_does_nothing_but_stay),
		EACH(locking_keeps_drafts_of_all_pages_first),
		EACH(a_clock_set_back_only_starts_the_time_again),
		EACH(a_clock_set_back_does_not_stop_the_lock),
		EACH(a_new_size_is_not_a_person),
		EACH(the_lock_answers_a_question_with_no),
		EACH(f12_locks_inside_a_question_too),
		EACH(a_twin_locks_inside_the_palette),
		EACH(a_half_typed_secret_is_wiped),
		EACH(a_hang_up_wipes_it_too),
		EACH(a_secret_is_never_shown),
		EACH(a_secret_is_cut_by_whole_characters),
		EACH(a_question_says_no_by_itself),
		EACH(a_choice_goes_on_after_a_new_size),
		EACH(too_small_is_one_sentence_and_nothing_is_lost),
		EACH(keys_wait_until_it_is_large_enough),
		EACH(a_window_too_small_still_locks),
		EACH(esc_stops_work),
		EACH(work_that_ends_is_followed_by_the_warning),
		EACH(work_stops_for_the_lock_and_for_a_hang_up),
	};

	return cmocka_run_group_tests_name("tui_ui", tests, NULL, NULL);
}
