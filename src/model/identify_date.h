/* SPDX-License-Identifier: ISC */
/* identify_date: the words of a text, and dates among them; for identify.c. */
#ifndef MODEL_IDENTIFY_DATE_H
#define MODEL_IDENTIFY_DATE_H

#include <stdbool.h>
#include <stddef.h>

struct text_word {
	size_t at, len;		/* in the text */
	int line;		/* from 1 */
	bool small;		/* begins with a small letter */
	char *folded;
};

void text_words(const char *text, struct text_word **words, size_t *count);
void text_words_free(struct text_word *words, size_t count);
/* Only a little stands between that word and the next. */
bool words_are_close(const char *text, const struct text_word *word);

/* How many of the words, from the first on, are a date; 0: none. */
size_t date_words(const char *text, const struct text_word *words,
		  size_t count);

#endif
