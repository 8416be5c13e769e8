/* SPDX-License-Identifier: ISC */
#include "tests/bench/academy.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { ATTEMPTS = 1000000, ATTEMPTS_A_STUDENT = 500 };

int
main(int argc, char **argv)
{
	struct academy_size size = {
		.attempts = bench_knob("BENCH_ATTEMPTS", ATTEMPTS),
	};
	char *dir;

	if (argc != 3)
		bench_fail("academy build|measure FOLDER");
	size.students = bench_knob("BENCH_STUDENTS",
				   size.attempts < ATTEMPTS_A_STUDENT ? 1 :
				   size.attempts / ATTEMPTS_A_STUDENT);
	dir = xasprintf("%s/academy.vault", argv[2]);
	if (strcmp(argv[1], "build") == 0) {
		printf("\n(f) ");
		academy_build(dir, &size);
	} else {
		academy_screens(dir);
		academy_parts(dir, argv[2]);
	}
	mem_free(dir);
	return 0;
}
