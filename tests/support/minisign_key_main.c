/* SPDX-License-Identifier: ISC */
/* minisign_key DIR: DIR/ours.key and DIR/ours.pub, a key pair whose passphrase
 * (AGE_CASE_PASSPHRASE) costs next to nothing to try. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/minisign_key.h"
#include "tests/support/age_cases.h"

static enum rc
put(const char *dir, const char *name, const struct buf *text,
    struct err *err)
{
	char *path = path_join(dir, name);
	enum rc rc = path_write_atomic(path, text->ptr, text->len, false, err);

	mem_free(path);
	return rc;
}

int
main(int argc, char **argv)
{
	static const struct minisign_cost least = { 32768, 16 * 1024 * 1024 };
	struct secret *passphrase = secret_new(SECRET_MAX);
	struct minisign_secret secret;
	struct buf key = BUF_INIT, public = BUF_INIT;
	struct err err = { .text = "Usage: minisign_key DIR" };
	enum rc rc = argc == 2 ? RC_OK : RC_USAGE;

	if (rc == RC_OK)
		rc = secret_append(passphrase, AGE_CASE_PASSPHRASE,
				   strlen(AGE_CASE_PASSPHRASE));
	minisign_secret_new(&secret);
	minisign_public_file(&secret.public, &public);
	if (rc == RC_OK)
		rc = minisign_secret_file(&secret, passphrase, least, &key,
					  &err);
	if (rc == RC_OK)
		rc = put(argv[1], "ours.key", &key, &err);
	if (rc == RC_OK)
		rc = put(argv[1], "ours.pub", &public, &err);
	if (rc != RC_OK)
		fprintf(stderr, "%s\n", err.text);
	minisign_secret_release(&secret);
	secret_free(passphrase);
	buf_release(&key);
	buf_release(&public);
	return rc_exit_status(rc);
}
