/* SPDX-License-Identifier: ISC */
/* sealed [--crash] DATABASE SQL: runs SQL on a sealed database under a key for
 * tests, printing the first column of each row. With --crash it ends without
 * closing, as a process that is killed. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vault/sealed_vfs.h"

static const unsigned char key[SEALED_KEY_SIZE] =
	"a key for tests of other tools.";

static void
say(void *ctx, const char *sentence)
{
	(void)ctx;
	fprintf(stderr, "%s\n", sentence);
}

static int
print_row(void *ctx, int count, char **values, char **names)
{
	(void)ctx, (void)names;
	if (count > 0)
		puts(values[0] != NULL ? values[0] : "");
	return 0;
}

int
main(int argc, char **argv)
{
	struct sealed_vfs_config config = {
		.name = "sealed", .key = key, .synchronous_full = true,
		.log = say,
	};
	bool crash = argc > 1 && strcmp(argv[1], "--crash") == 0;
	sqlite3 *db = NULL;
	int rc;

	argv += crash;
	if (argc - crash != 3 || sealed_vfs_register(&config) != SQLITE_OK)
		return 2;
	rc = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE |
			     SQLITE_OPEN_CREATE, "sealed");
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, argv[2], print_row, NULL, NULL);
	if (rc != SQLITE_OK)
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
	fflush(stdout);
	if (crash)
		_exit(rc == SQLITE_OK ? 0 : 1);
	sqlite3_close(db);
	sealed_vfs_unregister("sealed");
	return rc == SQLITE_OK ? 0 : 1;
}
