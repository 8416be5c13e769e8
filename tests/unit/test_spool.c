/* SPDX-License-Identifier: ISC */
/* The printer: programs that stand for lp and lpstat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "report/spool.h"

enum { BIG = 1 << 20 };

static char dir[] = "/tmp/test_spool.XXXXXX";

static int
make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) != NULL ? 0 : -1;
}

static int
remove_dir(void **state)
{
	static const char *const names[] = { "program", "printed", "said" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *path = path_join(dir, names[i]);

		unlink(path);
		mem_free(path);
	}
	return rmdir(dir);
}

/* A script of that body; its path is the caller's to mem_free(). It runs in
 * the folder of the test. */
static char *
program(const char *body)
{
	char *path = path_join(dir, "program");
	char *text = xasprintf("#!/bin/sh\ncd '%s' || exit 9\n%s\n", dir,
			       body);

	assert_int_equal(path_write_atomic(path, text, strlen(text), true,
					   NULL), RC_OK);
	assert_int_equal(chmod(path, 0700), 0);
	mem_free(text);
	return path;
}

static void
assert_file(const char *name, const char *want, size_t size)
{
	struct buf got = BUF_INIT;
	char *path = path_join(dir, name);

	assert_int_equal(path_read(path, BIG * 2, &got, NULL), RC_OK);
	assert_int_equal(got.len, size);
	assert_memory_equal(got.ptr, want, size);
	buf_release(&got);
	mem_free(path);
}

static void
the_text_goes_through_a_pipe(void **state)
{
	static const char text[] = "Progress sheet\f\"$(reboot)\"\n";
	static const char words[] = "-s|-t|Class 'x'; $(y)|-|";
	char *lp = program("printf '%s|' \"$@\" >said; cat >printed");
	struct err err = { .code = RC_OK };

	(void)state;
	assert_int_equal(spool_print_by(lp, text, sizeof(text) - 1,
					"Class 'x'; $(y)", &err), RC_OK);
	assert_file("printed", text, sizeof(text) - 1);
	/* Nothing was read by a shell. */
	assert_file("said", words, sizeof(words) - 1);
	mem_free(lp);
}

static void
a_long_sheet_is_printed_whole(void **state)
{
	char *lp = program("cat >printed"), *text = xmalloc(BIG);
	struct err err = { .code = RC_OK };

	(void)state;
	memset(text, 'x', BIG);
	assert_int_equal(spool_print_by(lp, text, BIG, "Long", &err), RC_OK);
	assert_file("printed", text, BIG);
	mem_free(text);
	mem_free(lp);
}

static void
what_the_printer_says_is_shown(void **state)
{
	char *lp = program("cat >/dev/null\n"
			   "echo 'lp: No default destination.' >&2\n"
			   "echo more >&2; exit 1");
	struct err err = { .code = RC_OK };

	(void)state;
	assert_int_equal(spool_print_by(lp, "x", 1, "T", &err), RC_IO);
	assert_non_null(strstr(err.text, "lp: No default destination."));
	assert_null(strstr(err.text, ".."));
	assert_null(strstr(err.text, "more"));
	assert_non_null(strstr(err.text, "Save it to a file"));
	mem_free(lp);
}

/* It must not end us with SIGPIPE, nor count as printed. */
static void
a_printer_that_stops_reading_is_an_error(void **state)
{
	char *lp = program("exec <&-; exit 0"), *text = xcalloc(1, BIG);
	struct err err = { .code = RC_OK };

	(void)state;
	memset(text, 'x', BIG);
	assert_int_equal(spool_print_by(lp, text, BIG, "T", &err), RC_IO);
	assert_non_null(strstr(err.text, "it gave no reason"));
	mem_free(text);
	mem_free(lp);
}

static void
no_program_is_an_error(void **state)
{
	struct err err = { .code = RC_OK };

	(void)state;
	assert_int_equal(spool_print_by("/nonexistent/lp", "x", 1, "T", &err),
			 RC_IO);
	assert_non_null(strstr(err.text, "cannot be started"));
}

static void
the_printer_has_a_name(void **state)
{
	static const struct {
		const char *says, *want;
	} table[] = {
		{ "echo 'system default destination: Office_2'", "Office_2" },
		{ "echo 'destination par défaut : Bureau'", "Bureau" },
		{ "echo 'no system default destination'", "" },
		{ "echo 'error: gone'; exit 1", "" },
		{ "", "" },
	};
	char name[32];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		char *lpstat = program(table[i].says);

		spool_printer_by(lpstat, name, sizeof(name));
		assert_string_equal(name, table[i].want);
		mem_free(lpstat);
	}
	spool_printer_by("/nonexistent/lpstat", name, sizeof(name));
	assert_string_equal(name, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_goes_through_a_pipe),
		cmocka_unit_test(a_long_sheet_is_printed_whole),
		cmocka_unit_test(what_the_printer_says_is_shown),
		cmocka_unit_test(a_printer_that_stops_reading_is_an_error),
		cmocka_unit_test(no_program_is_an_error),
		cmocka_unit_test(the_printer_has_a_name),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
