/* SPDX-License-Identifier: ISC */
#include "base/machine.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Exit status of what runs in a child, for what cannot be taken back. */
static int
in_child(int (*run)(void))
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(run());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
try_sockets(void)
{
	static const int refused[] = { AF_INET, AF_INET6, AF_NETLINK,
				       AF_PACKET, AF_BLUETOOTH };
	int fd;

	if (!machine_confine())
		return 1;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (socket(refused[i], SOCK_DGRAM, 0) >= 0 || errno != EACCES)
			return 2;
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	return fd < 0 ? 3 : 0;
}

/* The program cannot open an internet socket, nor can what it starts. */
static void
test_no_network(void **state)
{
	(void)state;
	assert_int_equal(in_child(try_sockets), 0);
}

static int
try_harden(void)
{
	struct rlimit limit;

	machine_harden();
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
		return 1;
	return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0
		       ? 0 : 2;
}

static void
test_no_core_dumps(void **state)
{
	(void)state;
	assert_int_equal(in_child(try_harden), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_network),
		cmocka_unit_test(test_no_core_dumps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
