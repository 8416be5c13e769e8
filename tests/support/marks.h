/* SPDX-License-Identifier: ISC */
/*
 * marks: words that occur nowhere else, to be planted in a vault and looked
 * for where they must not be.
 *
 * A mark is known by its letters alone ("qzk", seven more, two that check
 * them), in either case, so that no list of marks needs to be kept in the
 * memory that is searched. Other secrets are kept masked.
 */
#ifndef TESTS_SUPPORT_MARKS_H
#define TESTS_SUPPORT_MARKS_H

#include <stddef.h>

enum { MARK_SIZE = 13, FOUND_SIZE = 200 };

/* Writes a mark of its own into out; what it is planted in is a literal. */
char *mark_plant(char out[MARK_SIZE], const char *what);
/* Looks for these bytes too, from now on; at least 7. */
void mark_secret(const void *bytes, size_t size, const char *what);

/* Each answers NULL, or what is there, in words. */
const char *marks_in(const void *data, size_t size);
/* In any file below a folder, or its name; found says which. */
const char *marks_below(const char *dir, char found[FOUND_SIZE]);
/* In what this process can write to; found says where. */
const char *marks_in_memory(char found[FOUND_SIZE]);

#endif
