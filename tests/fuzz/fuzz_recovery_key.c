/* SPDX-License-Identifier: ISC */
/* Any text: refused with a sentence, or a key that prints to what was meant. */
#include "tests/fuzz/fuzz.h"

#include <ctype.h>

#include "vault/recovery_key.h"

/* What the reader may take typed for printed. */
static int
is_meant(char typed, char printed)
{
	int c = toupper((unsigned char)typed);

	c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
	return c == printed;
}

static void
promise_same(const char *typed, const char *printed)
{
	for (; *printed != '\0'; printed++) {
		if (*printed == '-')
			continue;
		while (*typed == '-' || isspace((unsigned char)*typed))
			typed++;
		promise(is_meant(*typed++, *printed));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct secret *text = secret_new(SECRET_MAX);
	struct secret *printed = secret_new(RECOVERY_TEXT_SIZE);
	unsigned char key[RECOVERY_KEY_SIZE];
	struct err err = { .text = "" };

	if (secret_append(text, data, size) == RC_OK) {
		enum rc rc = recovery_key_parse(text, key, &err);

		if (rc == RC_OK) {
			recovery_key_format(key, printed);
			promise_same(secret_open(text), secret_open(printed));
			secret_close(printed);
			secret_close(text);
		} else {
			promise_sentence(rc, &err);
			promise(strcmp(err.where, "recovery_key") == 0);
		}
	}
	secret_free(printed);
	secret_free(text);
	return 0;
}
