/* SPDX-License-Identifier: ISC */
/*
 * form: labelled fields, one row of a table each, with the checks that the
 * importer uses. A form knows whether anything was changed, and can be put
 * into text and back as a draft.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/line.h"
#include "tui/ui.h"

enum field_kind {
	FIELD_LINE,		/* one line */
	FIELD_TEXT,		/* a few lines */
	FIELD_CHOICE,		/* one of a few words */
	FIELD_SHOWN,		/* to read, not to change */
};

struct field_spec {
	const char *id, *label, *hint;
	enum field_kind kind;
	size_t size;		/* bytes, with the NUL */
	enum rc (*check)(const char *text, struct err *err);
	bool required;
	/* Of a FIELD_CHOICE: the index-th word, NULL past the last; or NULL,
	 * and form_set_words() says which. */
	const char *(*choice)(size_t index);
};

struct field {
	struct line_edit edit;
	int choice;
	const char *const *words;	/* borrowed, a NULL after the last */
	bool hidden;
	char *before;		/* as it was when last saved */
	char fault[ERR_TEXT_SIZE];
};

struct form {
	const struct field_spec *specs;
	struct field *fields;
	size_t count, at, top;
	int label_cols, text_cols;
	int text_rows;		/* of a FIELD_TEXT; may be set after form_init() */
};

void form_init(struct form *form, const struct field_spec *specs,
	       size_t count);
void form_release(struct form *form);
/* What it was before, too: the field counts as unchanged. */
void form_set(struct form *form, size_t field, const char *text);
void form_set_choice(struct form *form, size_t field, int choice);
void form_set_words(struct form *form, size_t field,
		    const char *const *words);
/* Not to be seen, checked or come to; it keeps what was typed. */
void form_hide(struct form *form, size_t field, bool hidden);
const char *form_text(const struct form *form, size_t field);
int form_choice(const struct form *form, size_t field);
size_t form_find(const struct form *form, const char *id);
bool form_is_changed(const struct form *form);
/* All fields count as unchanged from here. */
void form_settle(struct form *form);
/* Runs each field's check; goes to the first at fault. */
MUST_USE enum rc form_check(struct form *form, struct err *err);
/* Shows a refusal at the field err->where names, if there is one. */
void form_show_fault(struct form *form, const struct err *err);
void form_draw(struct form *form, struct area area);
bool form_key(struct form *form, uint32_t key);

/* Changed fields, as "id=text" records. */
void form_write_draft(const struct form *form, struct buf *out);
void form_read_draft(struct form *form, const struct buf *draft);

#endif
