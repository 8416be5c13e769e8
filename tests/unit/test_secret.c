/* SPDX-License-Identifier: ISC */
/* Secrets: bounded, wiped, out of reach while closed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vault/secret.h"

static void
holds(struct secret *secret, const char *expected)
{
	assert_int_equal(secret_length(secret), strlen(expected));
	assert_string_equal(secret_open(secret), expected);
	secret_close(secret);
}

static void
text_past_the_capacity_is_refused(void **state)
{
	struct secret *s = secret_new(8);

	(void)state;
	holds(s, "");
	assert_int_equal(secret_append(s, "12345", 5), RC_OK);
	assert_int_equal(secret_append(s, "6789", 4), RC_INVALID);
	holds(s, "12345");
	assert_int_equal(secret_append(s, "678", 3), RC_OK);
	assert_int_equal(secret_append(s, "9", 1), RC_INVALID);
	assert_int_equal(secret_append(s, "", 0), RC_OK);
	holds(s, "12345678");
	secret_free(s);
	secret_free(NULL);
}

static void
what_is_cut_off_is_wiped(void **state)
{
	static const char nothing[16];
	struct secret *s = secret_new(sizeof(nothing));

	(void)state;
	assert_int_equal(secret_append(s, "open sesame", 11), RC_OK);
	secret_cut(s, 7);
	holds(s, "open");
	assert_memory_equal(secret_open(s) + 4, nothing, 7);
	secret_close(s);
	secret_cut(s, 99);
	holds(s, "");
	assert_int_equal(secret_append(s, "again", 5), RC_OK);
	secret_clear(s);
	assert_memory_equal(secret_open(s), nothing, 11);
	secret_close(s);
	secret_free(s);
}

static void
equality_is_of_all_bytes(void **state)
{
	struct secret *a = secret_new(16), *b = secret_new(32);

	(void)state;
	assert_true(secret_equal(a, b));
	assert_int_equal(secret_append(a, "x\0y", 3), RC_OK);
	assert_false(secret_equal(a, b));
	assert_int_equal(secret_append(b, "x\0z", 3), RC_OK);
	assert_false(secret_equal(a, b));
	secret_cut(b, 1);
	assert_int_equal(secret_append(b, "y", 1), RC_OK);
	assert_true(secret_equal(a, b));
	secret_free(a);
	secret_free(b);
}

/* Whether a child that reads the first byte lives. */
static bool
can_be_read(const char *at)
{
	struct rlimit none = { 0, 0 };
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_CORE, &none);
		signal(SIGSEGV, SIG_DFL);
		signal(SIGBUS, SIG_DFL);
		_exit(*(const volatile char *)at == 'o' ? 0 : 3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
closed_it_cannot_be_touched(void **state)
{
	struct secret *s = secret_new(16);
	const char *at;

	(void)state;
	assert_int_equal(secret_append(s, "open sesame", 11), RC_OK);
	at = secret_open(s);
	assert_true(can_be_read(at));
	secret_close(s);
	assert_false(can_be_read(at));
	secret_free(s);
}

static int
pipe_of(const char *text)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
	close(ends[1]);
	return ends[0];
}

static void
lines_are_read_one_at_a_time(void **state)
{
	int fd = pipe_of("first one\n\nlast");
	struct secret *s = secret_new(16);
	struct err err;

	(void)state;
	assert_int_equal(secret_read_line(s, fd, &err), RC_OK);
	holds(s, "first one");
	assert_int_equal(secret_read_line(s, fd, &err), RC_OK);
	holds(s, "");
	assert_int_equal(secret_read_line(s, fd, &err), RC_OK);
	holds(s, "last");
	assert_int_equal(secret_read_line(s, fd, &err), RC_INVALID);
	assert_string_equal(err.text, "No passphrase was given.");
	close(fd);
	assert_int_equal(secret_read_line(s, fd, &err), RC_IO);
	secret_free(s);
}

static void
a_long_line_is_refused(void **state)
{
	int fd = pipe_of("seventeen letters\n");
	struct secret *s = secret_new(16);
	struct err err;

	(void)state;
	assert_int_equal(secret_read_line(s, fd, &err), RC_INVALID);
	assert_string_equal(err.text, "The passphrase is too long.");
	assert_string_equal(err.where, "passphrase");
	close(fd);
	secret_free(s);
}

static void
random_bytes_differ(void **state)
{
	struct random_source random = secret_random();
	unsigned char a[32] = { 0 }, b[32] = { 0 };

	(void)state;
	random.fill(random.ctx, a, sizeof(a));
	random.fill(random.ctx, b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_past_the_capacity_is_refused),
		cmocka_unit_test(what_is_cut_off_is_wiped),
		cmocka_unit_test(equality_is_of_all_bytes),
		cmocka_unit_test(closed_it_cannot_be_touched),
		cmocka_unit_test(lines_are_read_one_at_a_time),
		cmocka_unit_test(a_long_line_is_refused),
		cmocka_unit_test(random_bytes_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
