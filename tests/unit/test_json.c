/* SPDX-License-Identifier: ISC */
/* JSON as head office's programs will read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"

static void
nesting_puts_commas_and_indents_where_they_belong(void **state)
{
	struct buf out = BUF_INIT;
	struct json json;

	(void)state;
	json_init(&json, &out);
	json_open(&json, NULL, '{');
	json_string(&json, "student", "ACA-0042");
	json_open(&json, "units", '[');
	json_int(&json, NULL, 1);
	json_open(&json, NULL, '{');
	json_bool(&json, "done", true);
	json_null(&json, "on");
	json_close(&json, '}');
	json_open(&json, NULL, '[');
	json_close(&json, ']');
	json_close(&json, ']');
	json_bool(&json, "eligible", false);
	json_close(&json, '}');
	assert_string_equal(out.ptr,
			    "{\n"
			    "  \"student\": \"ACA-0042\",\n"
			    "  \"units\": [\n"
			    "    1,\n"
			    "    {\n"
			    "      \"done\": true,\n"
			    "      \"on\": null\n"
			    "    },\n"
			    "    []\n"
			    "  ],\n"
			    "  \"eligible\": false\n"
			    "}\n");
	buf_release(&out);
}

static void
writes_as(const char *value, const char *expected)
{
	struct buf out = BUF_INIT;
	struct json json;

	json_init(&json, &out);
	json_string(&json, NULL, value);
	assert_string_equal(out.ptr, expected);
	buf_release(&out);
}

static void
strings_are_escaped_as_the_standard_asks(void **state)
{
	(void)state;
	writes_as("", "\"\"");
	writes_as("say \"yes\" \\ no", "\"say \\\"yes\\\" \\\\ no\"");
	writes_as("two\nlines", "\"two\\nlines\"");
	writes_as("\x01\t\x1f\x7f", "\"\\u0001\\u0009\\u001f\\u007f\"");
	writes_as("Zo\xc3\xab </script>", "\"Zo\xc3\xab </script>\"");
}

static void
numbers_keep_every_digit(void **state)
{
	struct buf out = BUF_INIT;
	struct json json;

	(void)state;
	json_init(&json, &out);
	json_open(&json, NULL, '[');
	json_int(&json, NULL, INT64_MIN);
	json_int(&json, NULL, INT64_MAX);
	json_int(&json, NULL, 0);
	json_close(&json, ']');
	assert_string_equal(out.ptr, "[\n  -9223372036854775808,\n"
				     "  9223372036854775807,\n  0\n]\n");
	buf_release(&out);
}

static void
keys_are_escaped_too(void **state)
{
	struct buf out = BUF_INIT;
	struct json json;

	(void)state;
	json_init(&json, &out);
	json_open(&json, NULL, '{');
	json_int(&json, "a\"b", 1);
	json_close(&json, '}');
	assert_string_equal(out.ptr, "{\n  \"a\\\"b\": 1\n}\n");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			nesting_puts_commas_and_indents_where_they_belong),
		cmocka_unit_test(strings_are_escaped_as_the_standard_asks),
		cmocka_unit_test(numbers_keep_every_digit),
		cmocka_unit_test(keys_are_escaped_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
