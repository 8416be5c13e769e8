/* SPDX-License-Identifier: ISC */
/* Results and the sentences that go with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "base/rc.h"
#include "base/utf8.h"

static void
a_result_carries_its_sentence(void **state)
{
	struct err err;

	(void)state;
	memset(&err, 'x', sizeof(err));
	assert_int_equal(err_set(&err, RC_INVALID, "release_date",
				 "Give a date after %d.", 2000), RC_INVALID);
	assert_int_equal(err.code, RC_INVALID);
	assert_string_equal(err.where, "release_date");
	assert_string_equal(err.text, "Give a date after 2000.");
	assert_int_equal(err.line, 0);
	assert_int_equal(err_set(&err, RC_BUSY, NULL, "Wait."), RC_BUSY);
	assert_string_equal(err.where, "");
	assert_int_equal(err_set(NULL, RC_DENIED, "x", "Lost."), RC_DENIED);
}

static void
a_place_is_added_and_does_not_linger(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, RC_CORRUPT, NULL, "Bad.");
	assert_int_equal(err_at(&err, 3, 14), RC_CORRUPT);
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 14);
	err_set(&err, RC_IO, NULL, "Another.");
	assert_int_equal(err.line, 0);
	assert_int_equal(err.column, 0);
}

static void
a_long_sentence_is_cut_between_characters(void **state)
{
	char name[ERR_TEXT_SIZE * 2] = "";
	struct err err;

	(void)state;
	for (size_t i = 0; i < ERR_TEXT_SIZE / 2; i++)
		strcat(name, "\xc3\xa9");
	for (int shift = 0; shift < 2; shift++) {
		err_set(&err, RC_INVALID, NULL, "%s%s", shift ? "x" : "",
			name);
		assert_true(strlen(err.text) < ERR_TEXT_SIZE);
		assert_true(strlen(err.text) > ERR_TEXT_SIZE - 4);
		assert_true(utf8_is_text(err.text, strlen(err.text)));
	}
}

/* A sentence may quote a file: that must not reach the terminal as it is. */
static void
what_a_sentence_quotes_is_made_safe_to_show(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, RC_INVALID, NULL, "\"%s\" is odd.", "\x1b[2J\nx\xff\xfe");
	assert_string_equal(err.text, "\"?[2J?x?\" is odd.");
	err_set(&err, RC_INVALID, NULL, "\"%.3s\" is odd.", "\xc3\xa9\xc3\xa9");
	assert_string_equal(err.text, "\"\xc3\xa9?\" is odd.");
	err_set(&err, RC_INVALID, NULL, "\"%s\" is odd.", "a\xe2\x80\xae" "b");
	assert_string_equal(err.text, "\"a?b\" is odd.");
	err_set(&err, RC_INVALID, NULL, "%s is fine.", "Zo\xc3\xab \xe6\x9d\x8e");
	assert_string_equal(err.text, "Zo\xc3\xab \xe6\x9d\x8e is fine.");
}

static void
causes_of_the_machine_are_in_plain_words(void **state)
{
	static const struct {
		int e;
		enum rc rc;
		const char *words;
	} rows[] = {
		{ ENOSPC, RC_IO, "A cannot be written: the disk is full; free "
				 "some space and try again." },
		{ EIO, RC_IO, "A cannot be written: the device failed or was "
			      "removed." },
		{ ENOENT, RC_NOT_FOUND, "A cannot be written: it does not "
					"exist." },
		{ EEXIST, RC_CONFLICT, "A cannot be written: it exists "
				       "already." },
		{ ENOMEM, RC_NOMEM, "A cannot be written: there is not enough "
				    "memory." },
	};
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(err_set_errno(&err, rows[i].e,
					       "%s cannot be written", "A"),
				 rows[i].rc);
		assert_string_equal(err.text, rows[i].words);
	}
	assert_int_equal(err_set_errno(&err, EPIPE, "A"), RC_IO);
	assert_string_equal(err.text, "A: Broken pipe.");
	assert_int_equal(err_set_errno(NULL, ENOSPC, "A"), RC_IO);
}

/* The table of the manual page. */
static void
each_result_has_its_exit_status(void **state)
{
	static const struct {
		enum rc rc;
		int status;
	} rows[] = {
		{ RC_OK, 0 }, { RC_INVALID, 1 }, { RC_NOT_FOUND, 1 },
		{ RC_CONFLICT, 1 }, { RC_BUSY, 1 }, { RC_CANCELLED, 1 },
		{ RC_USAGE, 2 }, { RC_DENIED, 3 }, { RC_CORRUPT, 4 },
		{ RC_IO, 5 }, { RC_NOMEM, 5 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(rc_exit_status(rows[i].rc), rows[i].status);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_carries_its_sentence),
		cmocka_unit_test(a_place_is_added_and_does_not_linger),
		cmocka_unit_test(a_long_sentence_is_cut_between_characters),
		cmocka_unit_test(what_a_sentence_quotes_is_made_safe_to_show),
		cmocka_unit_test(causes_of_the_machine_are_in_plain_words),
		cmocka_unit_test(each_result_has_its_exit_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
