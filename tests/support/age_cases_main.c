/* SPDX-License-Identifier: ISC */
/* age_cases DIR: writes every case to DIR/NAME.age, the key to DIR/key, and
 * lists the names that the age program should take or refuse as we do. */
#include <stdio.h>

#include "base/mem.h"
#include "base/path.h"
#include "tests/support/age_cases.h"

static int
put(const char *dir, const char *name, enum rc expected, bool ours_alone,
    struct buf *data)
{
	char *file = xasprintf("%s.age", name), *path = path_join(dir, file);
	struct err err;
	enum rc rc = path_write_atomic(path, data->ptr, data->len, true, &err);

	if (rc != RC_OK)
		fprintf(stderr, "%s\n", err.text);
	else if (!ours_alone)
		printf("%s %d\n", name, rc_exit_status(expected));
	mem_free(file);
	mem_free(path);
	buf_reset(data);
	return rc != RC_OK;
}

int
main(int argc, char **argv)
{
	struct buf data = BUF_INIT;
	int failed = argc != 2;

	for (size_t i = 0; i < age_case_count && !failed; i++) {
		age_case_build(&age_cases[i], &data);
		failed = put(argv[1], age_cases[i].name, age_cases[i].expected,
			     age_cases[i].ours_alone, &data);
	}
	for (size_t i = 0; i < age_armor_case_count && !failed; i++) {
		const struct age_armor_case *c = &age_armor_cases[i];

		age_armor_case_build(c, &data);
		failed = put(argv[1], c->name, c->expected, c->ours_alone,
			     &data);
	}
	buf_release(&data);
	return failed;
}
