/* SPDX-License-Identifier: ISC */
#include "tests/bench/academy.h"

#include <string.h>

#include "vault/secret.h"

struct instant
academy_now(void)
{
	return (struct instant){ .utc_s = 1795424400 };
}

struct secret *
academy_passphrase(void)
{
	struct secret *secret = secret_new(SECRET_MAX);

	academy_must(secret_append(secret, BENCH_USER, strlen(BENCH_USER)),
		     NULL);
	return secret;
}

void
academy_must(enum rc rc, const struct err *err)
{
	if (rc != RC_OK)
		bench_fail("%s", err != NULL ? err->text : "refused");
}
