/* SPDX-License-Identifier: ISC */
/* The table that feeds the parser, the help, the manual page and completion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cli/cli.h"

static enum rc
parse(struct cli *cli, const char *const *argv, struct err *err)
{
	int argc = 0;

	while (argv[argc] != NULL)
		argc++;
	return cli_parse(cli, argc, argv, err);
}

/* Words are told from values before the command is known, so an option takes
 * a value everywhere or nowhere. */
static void
check_option(const struct cli_option_row *option)
{
	const struct cli_command *c;
	struct cli_option_row o;

	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		for (size_t k = 0; cli_option_row(c, k, &o); k++)
			if (strcmp(o.typed, option->typed) == 0 &&
			    (cli_takes_value(&o) != cli_takes_value(option) ||
			     strcmp(o.name, option->name) != 0))
				fail_msg("%s of %s", o.typed, c->name);
}

static void
an_option_means_the_same_everywhere(void **state)
{
	const struct cli_command *c;
	struct cli_option_row o;

	(void)state;
	for (size_t k = 0; cli_option_row(NULL, k, &o); k++)
		check_option(&o);
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		for (size_t k = 0; cli_option_row(c, k, &o); k++) {
			assert_true(o.help[0] != '\0');
			check_option(&o);
		}
}

static void
every_row_is_whole(void **state)
{
	const struct cli_command *c;

	(void)state;
	assert_string_equal(cli_command_at(0)->name, "help");
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++) {
		assert_non_null(c->run);
		assert_true(c->help[0] != '\0');
		assert_non_null(c->arguments);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(c->name,
						cli_command_at(k)->name);
	}
}

/* Completion gathers the second words of a first one from rows in a row. */
static void
first_words_stand_together(void **state)
{
	const struct cli_command *c;

	(void)state;
	for (size_t i = 1; (c = cli_command_at(i)) != NULL; i++) {
		const char *last = cli_command_at(i - 1)->name;
		size_t len = strcspn(c->name, " ");

		if (strncmp(last, c->name, len) == 0 &&
		    strcspn(last, " ") == len)
			continue;
		for (size_t k = 0; k < i; k++) {
			const char *name = cli_command_at(k)->name;

			assert_false(strcspn(name, " ") == len &&
				     strncmp(name, c->name, len) == 0);
		}
	}
}

static void
words_and_options_may_be_mixed(void **state)
{
	const char *argv[] = { "throughgate", "--as-at=2026-01-02", "progress",
			 "--vault", "/v", "record", "R-1", "--paper", "I-1",
			 "--note", "-", "--", "--done", NULL };
	struct cli cli;
	civil_date as_at;

	(void)state;
	assert_int_equal(parse(&cli, argv, NULL), RC_OK);
	assert_string_equal(cli.command->name, "progress record");
	assert_int_equal(cli.word_count, 3);
	assert_string_equal(cli_word(&cli, 0), "R-1");
	assert_string_equal(cli_word(&cli, 2), "--done");
	assert_null(cli_word(&cli, 3));
	assert_string_equal(cli.vault_dir, "/v");
	assert_string_equal(cli_option(&cli, "paper"), "");
	assert_string_equal(cli_option(&cli, "note"), "-");
	assert_null(cli_option(&cli, "evidence"));
	assert_int_equal(cli_date(&cli, "as-at", &as_at, NULL), RC_OK);
	assert_int_equal(as_at, date_from_ymd(2026, 1, 2));
	cli_release(&cli);
}

static void
the_last_of_an_option_holds(void **state)
{
	const char *argv[] = { "throughgate", "history", "--count", "1", "--count",
			 "2", NULL };
	struct cli cli;

	(void)state;
	assert_int_equal(parse(&cli, argv, NULL), RC_OK);
	assert_string_equal(cli_option(&cli, "count"), "2");
	cli_release(&cli);
}

static void
nothing_means_the_screens(void **state)
{
	const char *argv[] = { "throughgate", "--ascii", NULL };
	struct cli cli;

	(void)state;
	assert_int_equal(parse(&cli, argv, NULL), RC_OK);
	assert_null(cli.command);
	cli_release(&cli);
}

static void
the_longest_name_is_taken(void **state)
{
	const char *list[] = { "throughgate", "report", "list", NULL };
	const char *kind[] = { "throughgate", "report", "class", NULL };
	struct cli cli;

	(void)state;
	assert_int_equal(parse(&cli, list, NULL), RC_OK);
	assert_string_equal(cli.command->name, "report list");
	assert_int_equal(cli.word_count, 0);
	cli_release(&cli);
	assert_int_equal(parse(&cli, kind, NULL), RC_OK);
	assert_string_equal(cli.command->name, "report");
	assert_string_equal(cli_word(&cli, 0), "class");
	cli_release(&cli);
}

static void
too_much_is_usage(void **state)
{
	const char *argv[CLI_MAX_OPTIONS + 4] = { "throughgate", "doctor" };
	struct cli cli;

	(void)state;
	for (int i = 0; i <= CLI_MAX_OPTIONS; i++)
		argv[2 + i] = "--ascii";
	assert_int_equal(parse(&cli, argv, NULL), RC_USAGE);
	cli_release(&cli);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_option_means_the_same_everywhere),
		cmocka_unit_test(every_row_is_whole),
		cmocka_unit_test(first_words_stand_together),
		cmocka_unit_test(words_and_options_may_be_mixed),
		cmocka_unit_test(the_last_of_an_option_holds),
		cmocka_unit_test(nothing_means_the_screens),
		cmocka_unit_test(the_longest_name_is_taken),
		cmocka_unit_test(too_much_is_usage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
