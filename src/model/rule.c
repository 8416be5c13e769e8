/* SPDX-License-Identifier: ISC */
#include "model/rule.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	NAME_CHARS = 80, LINE_CHARS = 120, TEXT_CHARS = 2000, TITLE_CHARS = 80, DOCUMENT_BYTES = 16384,
};

/* Spaces of every kind: what nobody could search for is no name. */
static bool
is_blank(const char *text)
{
	char *folded = utf8_fold(text);
	bool blank = folded[0] == '\0';

	mem_free(folded);
	return blank;
}

static size_t
characters(const char *text)
{
	size_t len = strlen(text), at = 0, count = 0;

	while (at < len) {
		uint32_t cp;

		at += utf8_next(text + at, len - at, &cp);
		count++;
	}
	return count;
}

static enum rc
one_line(const char *text, size_t max, struct err *err)
{
	if (!utf8_is_text(text, strlen(text)))
		return err_set(err, RC_INVALID, NULL,
			       "This must be one line of text, without "
			       "control characters.");
	if (characters(text) > max)
		return err_set(err, RC_INVALID, NULL,
			       "This is too long: at most %zu characters.",
			       max);
	return RC_OK;
}

enum rc
rule_person_name(const char *text, struct err *err)
{
	if (is_blank(text))
		return err_set(err, RC_INVALID, NULL,
			       "A name is needed, as the person writes it.");
	return one_line(text, NAME_CHARS, err);
}

enum rc
rule_line(const char *text, struct err *err)
{
	return one_line(text, LINE_CHARS, err);
}

enum rc
rule_text(const char *text, struct err *err)
{
	if (!utf8_is_multiline(text, strlen(text)))
		return err_set(err, RC_INVALID, NULL,
			       "This must be plain text, without control "
			       "characters.");
	if (characters(text) > TEXT_CHARS)
		return err_set(err, RC_INVALID, NULL,
			       "This is too long: at most %d characters.",
			       TEXT_CHARS);
	return RC_OK;
}

enum rc
rule_document(const char *text, struct err *err)
{
	if (!utf8_is_multiline(text, strlen(text)))
		return err_set(err, RC_INVALID, NULL,
			       "This must be plain text, without control "
			       "characters.");
	if (strlen(text) > DOCUMENT_BYTES)
		return err_set(err, RC_INVALID, NULL,
			       "This is too long: at most %d letters, about "
			       "six pages.", DOCUMENT_BYTES);
	return RC_OK;
}

enum rc
rule_title(const char *text, struct err *err)
{
	if (is_blank(text))
		return err_set(err, RC_INVALID, NULL, "A title is needed.");
	return one_line(text, TITLE_CHARS, err);
}

/* Upper-case letters, digits and the marks given. */
static bool
is_code(const char *text, size_t min, size_t max, const char *marks)
{
	size_t len = strlen(text);

	if (len < min || len > max)
		return false;
	for (; *text != '\0'; text++)
		if (!(*text >= 'A' && *text <= 'Z') &&
		    !(*text >= '0' && *text <= '9') && !strchr(marks, *text))
			return false;
	return true;
}

enum rc
rule_reference(const char *text, struct err *err)
{
	if (is_code(text, 3, 16, "-"))
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "A reference has 3 to 16 capital letters, digits or "
		       "hyphens, for example ACA-0042.");
}

enum rc
rule_item_code(const char *text, struct err *err)
{
	if (is_code(text, 1, 16, "-."))
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "A code has 1 to 16 capital letters, digits, hyphens "
		       "or dots, for example HTML-03.");
}

enum rc
rule_site_code(const char *text, struct err *err)
{
	if (is_code(text, 2, 8, ""))
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "An academy's code has 2 to 8 capital letters or "
		       "digits, for example ACA.");
}

/* '9' stands for a digit, 'A' for a capital letter. */
static bool
matches(const char *text, const char *shape)
{
	for (; *shape != '\0'; text++, shape++)
		if (*shape == '9' ? !(*text >= '0' && *text <= '9')
				  : !(*text >= 'A' && *text <= 'Z'))
			return false;
	return *text == '\0';
}

enum rc
rule_prison_number(const char *text, struct err *err)
{
	if (text[0] == '\0' || matches(text, "A9999AA"))
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "A prison number is one letter, four digits and two "
		       "letters, for example A0000AA.");
}

enum rc
rule_uln(const char *text, struct err *err)
{
	int sum = 0;

	if (text[0] == '\0')
		return RC_OK;
	if (!matches(text, "9999999999"))
		return err_set(err, RC_INVALID, NULL,
			       "A Unique Learner Number has ten digits.");
	for (int i = 0; i < 9; i++)
		sum += (10 - i) * (text[i] - '0');
	sum %= 11;
	if (sum == 0 || text[9] - '0' != 10 - sum)
		return err_set(err, RC_INVALID, NULL,
			       "This Unique Learner Number has a mistyped "
			       "digit: its last digit does not fit the "
			       "others.");
	return RC_OK;
}

enum rc
rule_date(const char *text, struct err *err)
{
	civil_date date;

	return text[0] == '\0' ? RC_OK : date_parse(text, &date, err);
}

/* Digits, then nothing, ".5", ".25" or ".75"; *min in minutes, or -1. */
static int
hours_min(const char *text)
{
	static const struct {
		const char *text;
		int min;
	} parts[] = {
		{ "", 0 }, { ".0", 0 }, { ".00", 0 }, { ".25", 15 },
		{ ".5", 30 }, { ".50", 30 }, { ".75", 45 },
	};
	int hours = 0, digits = 0;

	while (isdigit((unsigned char)*text) && digits++ < 4)
		hours = hours * 10 + (*text++ - '0');
	for (size_t i = 0; digits > 0 && i < ARRAY_SIZE(parts); i++)
		if (strcmp(text, parts[i].text) == 0)
			return hours * 60 + parts[i].min;
	return -1;
}

enum rc
rule_hours(const char *text, struct err *err)
{
	int min = text[0] == '\0' ? 0 : hours_min(text);

	if (min >= 0 && min <= 500 * 60)
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "Hours are a number from 0 to 500, in quarters, for "
		       "example 3 or 1.5.");
}

int
rule_hours_min(const char *text)
{
	int min = text[0] == '\0' ? 0 : hours_min(text);

	return min < 0 ? 0 : min;
}

enum rc
rule_user_name(const char *text, struct err *err)
{
	size_t len = strlen(text);
	bool ok = len >= 2 && len <= 32 && text[0] >= 'a' && text[0] <= 'z';

	for (const char *p = text; ok && *p != '\0'; p++)
		ok = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
		     strchr(".-_", *p) != NULL;
	if (ok)
		return RC_OK;
	return err_set(err, RC_INVALID, NULL,
		       "A user name has 2 to 32 small letters, digits, dots, "
		       "hyphens or underscores and starts with a letter.");
}
