/* SPDX-License-Identifier: ISC */
#include "model/identify_date.h"

#include <stdlib.h>
#include <string.h>

#include "base/rc.h"

/*
 * d a day, m a month's name, n its number, y a year, s its last two digits,
 * o "of"; between two, a space is any small gap, '/' is one of / - . and the
 * same each time. Longer forms come first.
 */
static const char *const forms[] = {
	"d o m y", "d m y", "m d y", "d/n/y", "n/d/y", "y/n/d", "d/n/s",
	"n/d/s", "d o m", "d m", "m d", "m y", "n/y", "y",
};

static bool
is_month(const char *word)
{
	static const char *const names[] = {
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november",
		"december",
	};
	size_t len = strlen(word);

	if (strcmp(word, "sept") == 0)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (len >= 3 && strncmp(names[i], word, len) == 0 &&
		    (len == 3 || names[i][len] == '\0'))
			return true;
	return false;
}

/* -1 for what is none; *digits is how many it has. */
static long
number_of(const char *word, bool ordinal, size_t *digits)
{
	static const char *const endings[] = { "", "st", "nd", "rd", "th" };

	*digits = strspn(word, "0123456789");
	if (*digits == 0 || *digits > 4)
		return -1;
	for (size_t i = 0; i < (ordinal ? ARRAY_SIZE(endings) : 1); i++)
		if (strcmp(word + *digits, endings[i]) == 0)
			return strtol(word, NULL, 10);
	return -1;
}

static bool
is_part(const char *word, char part)
{
	size_t digits;
	long number = number_of(word, part == 'd', &digits);

	switch (part) {
	case 'o':
		return strcmp(word, "of") == 0;
	case 'm':
		return is_month(word);
	case 'd':
		return number >= 1 && number <= 31 && digits <= 2;
	case 'n':
		return number >= 1 && number <= 12 && digits <= 2;
	case 'y':
		return number >= 1900 && number <= 2199;
	default:
		return number >= 0 && digits == 2;
	}
}

static bool
is_gap(const char *text, const struct text_word *word, char wanted,
       char *mark)
{
	size_t from = word->at + word->len;
	char c = text[from];

	if (wanted == ' ')
		return words_are_close(text, word) && c != '/';
	if ((word + 1)->at - from != 1 || (*mark != '\0' && *mark != c))
		return false;
	*mark = c;
	return c == '/' || c == '-' || c == '.';
}

static size_t
has_form(const char *text, const struct text_word *words, size_t count,
	 const char *form)
{
	size_t n = (strlen(form) + 1) / 2;
	char mark = '\0';

	if (n > count)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_part(words[i].folded, form[i * 2]))
			return 0;
		if (i + 1 < n &&
		    !is_gap(text, &words[i], form[i * 2 + 1], &mark))
			return 0;
	}
	return n;
}

size_t
date_words(const char *text, const struct text_word *words, size_t count)
{
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		size_t n = has_form(text, words, count, forms[i]);

		if (n > 0)
			return n;
	}
	return 0;
}
