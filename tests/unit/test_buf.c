/* SPDX-License-Identifier: ISC */
/* The growable string. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

static void
an_empty_one_can_be_printed_and_detached(void **state)
{
	struct buf buf = BUF_INIT;
	char *text;

	(void)state;
	assert_string_equal(buf.ptr, "");
	buf_reset(&buf);
	text = buf_detach(&buf);
	assert_string_equal(text, "");
	mem_free(text);
	buf_release(&buf);
	assert_string_equal(buf.ptr, "");
	assert_string_equal(buf_empty, "");
}

static void
each_way_of_adding_appends(void **state)
{
	struct buf buf = BUF_INIT;

	(void)state;
	buf_adds(&buf, "unit");
	buf_addc(&buf, ' ');
	buf_addf(&buf, "%02d of %s", 3, "12");
	buf_pad(&buf, '.', 3);
	buf_pad(&buf, '!', 0);
	buf_add(&buf, "\0z", 2);
	assert_int_equal(buf.len, 18);
	assert_memory_equal(buf.ptr, "unit 03 of 12...\0z", 19);
	buf_release(&buf);
}

/* Every length around the places where it must grow, one byte at a time. */
static void
growth_loses_nothing_and_stays_terminated(void **state)
{
	enum { MANY = 5000 };
	struct buf buf = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(buf.len, i);
		buf_addc(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.ptr[buf.len], '\0');
		assert_true(buf.cap > buf.len);
	}
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(buf.ptr[i], (char)('a' + i % 26));
	buf_release(&buf);
}

static void
a_formatted_text_fits_whatever_its_length(void **state)
{
	char text[300];

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		struct buf buf = BUF_INIT;

		memset(text, 'n', len);
		text[len] = '\0';
		buf_addf(&buf, "%s", text);
		assert_int_equal(buf.len, len);
		assert_string_equal(buf.ptr, text);
		buf_release(&buf);
	}
}

/* A record must not be left behind the new text. */
static void
a_reset_wipes_what_was_there(void **state)
{
	static const char zero[32];
	struct buf buf = BUF_INIT;
	size_t cap;

	(void)state;
	buf_adds(&buf, "Ana Example, A0000AA");
	cap = buf.cap;
	buf_reset(&buf);
	assert_int_equal(buf.len, 0);
	assert_int_equal(buf.cap, cap);
	assert_memory_equal(buf.ptr, zero, sizeof("Ana Example, A0000AA"));
	buf_release(&buf);
}

static void
what_is_detached_is_the_callers(void **state)
{
	struct buf buf = BUF_INIT;
	char *text;

	(void)state;
	buf_adds(&buf, "kept");
	text = buf_detach(&buf);
	buf_adds(&buf, "another");
	assert_string_equal(text, "kept");
	assert_string_equal(buf.ptr, "another");
	mem_free(text);
	buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_one_can_be_printed_and_detached),
		cmocka_unit_test(each_way_of_adding_appends),
		cmocka_unit_test(growth_loses_nothing_and_stays_terminated),
		cmocka_unit_test(a_formatted_text_fits_whatever_its_length),
		cmocka_unit_test(a_reset_wipes_what_was_there),
		cmocka_unit_test(what_is_detached_is_the_callers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
