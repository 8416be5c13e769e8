/* SPDX-License-Identifier: ISC */
#include "tui/form_private.h"

#include <ctype.h>
#include <string.h>

const char *
form_word(const struct form *form, size_t field, size_t index)
{
	const char *const *words = form->fields[field].words;

	if (form->specs[field].choice != NULL)
		return form->specs[field].choice(index);
	return words != NULL ? words[index] : NULL;
}

static int
count_words(const struct form *form, size_t field)
{
	int count = 0;

	while (form_word(form, field, (size_t)count) != NULL)
		count++;
	return count;
}

static bool
begins_with(const char *word, uint32_t letter)
{
	return word != NULL && tolower(word[0]) == tolower((int)letter);
}

bool
form_turn(struct form *form, size_t i, uint32_t key)
{
	struct field *field = &form->fields[i];
	int count = count_words(form, i), step = 1;

	if (count == 0)
		return false;
	if (key == TK_LEFT)
		step = count - 1;
	else if (key < 0x80 && isalpha((int)key))
		while (step < count &&
		       !begins_with(form_word(form, i,
					      (size_t)((field->choice +
							step) % count)),
				    key))
			step++;
	else if (key != TK_RIGHT && key != TK_SPACE)
		return key_is_text(key) != 0;
	field->choice = (field->choice + step) % count;
	return true;
}

void
form_find_word(struct form *form, size_t field, const char *word)
{
	for (int i = 0; i < count_words(form, field); i++)
		if (strcmp(form_word(form, field, (size_t)i), word) == 0)
			form->fields[field].choice = i;
}
