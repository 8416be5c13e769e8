/* SPDX-License-Identifier: ISC */
/* form_private: fields that are one of a few words, for form.c. */
#ifndef TUI_FORM_PRIVATE_H
#define TUI_FORM_PRIVATE_H

#include "tui/form.h"

/* The index-th word of a FIELD_CHOICE; NULL past the last. */
const char *form_word(const struct form *form, size_t field, size_t index);
/* Another word by a key; a letter goes to the next that begins with it. */
bool form_turn(struct form *form, size_t field, uint32_t key);
/* The word of a draft, where there is such a word. */
void form_find_word(struct form *form, size_t field, const char *word);

#endif
