/* SPDX-License-Identifier: ISC */
/* Keys: their names, and the scripts that press them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "base/rc.h"
#include "tui/key.h"

static uint32_t
parsed(const char *script, size_t used)
{
	uint32_t key;

	assert_int_equal(key_parse(script, &key), used);
	return key;
}

static void
every_name_reads_back(void **state)
{
	char name[KEY_NAME_SIZE], script[KEY_NAME_SIZE + 2];

	(void)state;
	for (uint32_t key = TK_UP; key <= TK_HANGUP; key++) {
		key_label(key, name);
		assert_int_not_equal(name[0], '\0');
		script[0] = '<';
		strcpy(script + 1, name);
		strcat(script, ">");
		assert_int_equal(parsed(script, strlen(script)), key);
	}
	for (char letter = 'a'; letter <= 'z'; letter++) {
		char control[] = { '<', '^', letter, '>', '\0' };

		assert_int_equal(parsed(control, 4), TK_CTRL(letter));
	}
}

static void
names_are_those_of_the_footer(void **state)
{
	static const struct {
		uint32_t key;
		const char *name;
	} table[] = {
		{ TK_F1, "F1" }, { TK_F12, "F12" }, { TK_CTRL('k'), "^K" },
		{ TK_SPACE, "Space" }, { TK_ENTER, "Enter" }, { 'a', "a" },
		{ '?', "?" }, { TK_ESC, "Esc" }, { 0xe9, "\xc3\xa9" },
		{ 0x1f600, "\xf0\x9f\x98\x80" }, { TK_PAGE_UP, "PgUp" },
		{ 0x65e5, "\xe6\x97\xa5" },
	};
	char name[KEY_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_string_equal(key_label(table[i].key, name),
				    table[i].name);
}

static void
a_script_is_read_key_by_key(void **state)
{
	const char *script = "j<Down><<\xc3\xa9<F2>";
	static const uint32_t want[] = { 'j', TK_DOWN, '<', 0xe9, TK_F2 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(want); i++) {
		uint32_t key;

		script += key_parse(script, &key);
		assert_int_equal(key, want[i]);
	}
	assert_int_equal(parsed(script, 0), TK_NONE);
	assert_int_equal(parsed("<F2", 0), TK_NONE);
	assert_int_equal(parsed("<F99>", 5), TK_NONE);
}

static void
only_characters_go_into_fields(void **state)
{
	(void)state;
	assert_true(key_is_text('a'));
	assert_true(key_is_text(' '));
	assert_true(key_is_text(0x10ffff));
	assert_false(key_is_text(TK_UP));
	assert_false(key_is_text(127));
	assert_false(key_is_text(TK_CTRL('k')));
	assert_false(key_is_text(TK_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_reads_back),
		cmocka_unit_test(names_are_those_of_the_footer),
		cmocka_unit_test(a_script_is_read_key_by_key),
		cmocka_unit_test(only_characters_go_into_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
