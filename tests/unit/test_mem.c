/* SPDX-License-Identifier: ISC */
/* Allocation that does not fail, and what happens when it must. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

static void
nothing_asked_for_is_still_a_block(void **state)
{
	void *blocks[] = { xmalloc(0), xcalloc(0, 8), xcalloc(8, 0),
			   xreallocarray(NULL, 0, 4) };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		assert_non_null(blocks[i]);
		mem_free(blocks[i]);
	}
	mem_free(NULL);
	mem_wipe(NULL, 0);
}

static void
growing_keeps_every_element(void **state)
{
	enum { MANY = 3000 };
	uint32_t *rows = NULL;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		rows = xgrow(rows, i, sizeof(*rows));
		rows[i] = i * 2654435761u;
	}
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(rows[i], i * 2654435761u);
	mem_free(rows);
}

static void
copies_are_whole_and_their_own(void **state)
{
	char text[] = "Ana Example";
	char *whole = xstrdup(text), *part = xstrndup(text, 3);
	char *made = xasprintf("%s-%04d", "ACA", 42);

	(void)state;
	text[0] = 'x';
	assert_string_equal(whole, "Ana Example");
	assert_string_equal(part, "Ana");
	assert_string_equal(made, "ACA-0042");
	mem_free(whole);
	mem_free(part);
	mem_free(made);
}

static void
wiping_leaves_zeros(void **state)
{
	static const char zero[16];
	char secret[16] = "a passphrase";

	(void)state;
	mem_wipe(secret, sizeof(secret));
	assert_memory_equal(secret, zero, sizeof(zero));
}

static int told = -1;

static void
tell(void)
{
	ssize_t n = write(told, "!", 1);

	(void)n;
}

/* In a child: a size that wraps round to four bytes. */
static void
run_out(int fd)
{
	struct rlimit none = { 0, 0 };
	int quiet = open("/dev/null", O_WRONLY);
	void *volatile ptr;

	told = fd;
	setrlimit(RLIMIT_CORE, &none);
	dup2(quiet, STDERR_FILENO);
	signal(SIGABRT, SIG_DFL);
	mem_on_exhausted(tell);
	ptr = xreallocarray(NULL, SIZE_MAX / 4 + 2, 4);
	_exit(ptr == NULL ? 1 : 2);
}

/* count * size that wraps round must never become a small block. */
static void
running_out_tells_the_handler_and_stops(void **state)
{
	int ends[2], status = 0;
	char c = 0;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		run_out(ends[1]);
	close(ends[1]);
	assert_int_equal(read(ends[0], &c, 1), 1);
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_asked_for_is_still_a_block),
		cmocka_unit_test(growing_keeps_every_element),
		cmocka_unit_test(copies_are_whole_and_their_own),
		cmocka_unit_test(wiping_leaves_zeros),
		cmocka_unit_test(running_out_tells_the_handler_and_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
