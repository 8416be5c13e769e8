/* SPDX-License-Identifier: ISC */
#include "model/term.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *
term_code(const struct term_set *set, int value)
{
	return value >= 0 && (size_t)value < set->count
		       ? set->rows[value].code : "";
}

const char *
term_label(const struct term_set *set, int value)
{
	return value >= 0 && (size_t)value < set->count
		       ? set->rows[value].label : "";
}

int
term_value(const struct term_set *set, const char *code)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->rows[i].code, code) == 0)
			return (int)i;
	return -1;
}

int
term_by_key(const struct term_set *set, char key)
{
	for (size_t i = 0; i < set->count; i++)
		if (key != '\0' && set->rows[i].key == key)
			return (int)i;
	return -1;
}

/* "needs more work", "needs-more-work" and "NEEDS_MORE_WORK" are one. */
static int
same(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++) {
		char x = *a == '-' || *a == '_' ? ' ' : *a;
		char y = *b == '-' || *b == '_' ? ' ' : *b;

		if (strncasecmp(&x, &y, 1) != 0)
			return 0;
	}
	return *a == *b;
}

/* All codes, or as many as there is room for. */
static void
list_codes(const struct term_set *set, char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < set->count; i++) {
		const char *code = set->rows[i].code;
		size_t more = i + 1 < set->count ? sizeof(", ...") : 1;

		if (used + 2 + strlen(code) + more > size) {
			snprintf(out + used, size - used, ", ...");
			return;
		}
		used += (size_t)snprintf(out + used, size - used, "%s%s",
					 i ? ", " : "", code);
	}
}

enum rc
term_parse(const struct term_set *set, const char *text, int *value,
	   struct err *err)
{
	char choices[ERR_TEXT_SIZE - 80] = "";

	for (size_t i = 0; i < set->count; i++)
		if (same(set->rows[i].code, text) ||
		    same(set->rows[i].label, text)) {
			*value = (int)i;
			return RC_OK;
		}
	list_codes(set, choices, sizeof(choices));
	return err_set(err, RC_INVALID, set->id,
		       "\"%.40s\" is not a %s. It may be: %s.", text,
		       set->noun, choices);
}

/* ---- several at once ---- */

static void
join(const struct term_set *set, unsigned values, bool codes, char *text,
     size_t size)
{
	const char *between = codes ? " " : ", ";
	size_t used = 0;

	if (size > 0)
		text[0] = '\0';
	for (size_t i = 0; i < set->count && used < size; i++)
		if ((values >> i & 1) != 0)
			used += (size_t)snprintf(
				text + used, size - used, "%s%s",
				used > 0 ? between : "",
				codes ? set->rows[i].code
				      : set->rows[i].label);
}

void
terms_labels(const struct term_set *set, unsigned values, char *text,
	     size_t size)
{
	join(set, values, false, text, size);
}

void
terms_codes(const struct term_set *set, unsigned values, char *text,
	    size_t size)
{
	join(set, values, true, text, size);
}

/* The next word up to one of `ends`, trimmed; false when there is none. */
static bool
next_word(const char **text, const char *ends, char *word, size_t size)
{
	size_t len;

	*text += strspn(*text, ends);
	*text += strspn(*text, " ");
	len = strcspn(*text, ends);
	if (len == 0)
		return false;
	snprintf(word, size, "%.*s", (int)len, *text);
	*text += len;
	while ((len = strlen(word)) > 0 && word[len - 1] == ' ')
		word[len - 1] = '\0';
	return true;
}

enum rc
terms_parse(const struct term_set *set, const char *text, unsigned *values,
	    struct err *err)
{
	char word[64];
	int value = 0;
	enum rc rc = RC_OK;

	*values = 0;
	while (rc == RC_OK && next_word(&text, ",", word, sizeof(word))) {
		rc = term_parse(set, word, &value, err);
		*values |= 1u << value;
	}
	return rc;
}

bool
terms_value(const struct term_set *set, const char *codes, unsigned *values)
{
	const char *left = codes;
	char word[64], again[TERMS_SIZE];

	*values = 0;
	while (next_word(&left, " ", word, sizeof(word))) {
		int value = term_value(set, word);

		if (value < 0)
			return false;
		*values |= 1u << value;
	}
	terms_codes(set, *values, again, sizeof(again));
	return strcmp(codes, again) == 0;
}
