/* SPDX-License-Identifier: ISC */
/*
 * fuzz: what every fuzzer needs. A broken promise stops the program, which is
 * how a fuzzing engine is told.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rc.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define promise(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, \
				#condition); \
			abort(); \
		} \
	} while (0)

/* A refusal has a whole sentence that is safe to show. */
static inline void
promise_sentence(enum rc rc, const struct err *err)
{
	size_t len = strlen(err->text);

	promise(rc == err->code);
	promise(len > 0 && len < ERR_TEXT_SIZE);
	promise(utf8_is_text(err->text, len));
	promise(err->text[len - 1] == '.');
}

#endif
