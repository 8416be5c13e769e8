/* SPDX-License-Identifier: ISC */
/* academy VAULT USER CODE NAME [--head-office]: what "init" makes, for the
 * passphrase on the first line of standard input, with key slots that cost as
 * little as the demo's: tests that open it a hundred times are about what comes
 * after. "init" itself is tested as it is. */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "base/rc.h"
#include "vault/secret.h"

static enum rc
read_passphrase(struct secret *passphrase)
{
	char line[100] = "";

	if (fgets(line, sizeof(line), stdin) == NULL)
		return RC_IO;
	return secret_append(passphrase, line, strcspn(line, "\n"));
}

int
main(int argc, char **argv)
{
	struct secret *passphrase = secret_new(SECRET_MAX), *recovery = NULL;
	struct app_new_academy new = { .minimum_cost = true };
	struct err err = { .code = RC_OK };
	struct app *app;
	enum rc rc;

	if (argc < 5) {
		fprintf(stderr, "academy VAULT USER CODE NAME "
			"[--head-office]\n");
		return 2;
	}
	new.user_name = new.staff_name = argv[2];
	new.code = argv[3];
	new.name = argv[4];
	new.head_office = argc > 5;
	app = app_new(argv[1], clock_system());
	rc = read_passphrase(passphrase);
	if (rc == RC_OK)
		rc = app_create(app, &new, passphrase, &recovery, &err);
	if (rc != RC_OK)
		fprintf(stderr, "academy: %s\n", err.text);
	secret_free(passphrase);
	secret_free(recovery);
	app_free(app);
	return rc != RC_OK;
}
