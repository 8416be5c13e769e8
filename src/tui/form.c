/* SPDX-License-Identifier: ISC */
#include "tui/form.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

enum { TEXT_ROWS = 4, LABEL_MIN = 16 };

void
form_init(struct form *form, const struct field_spec *specs, size_t count)
{
	memset(form, 0, sizeof(*form));
	form->specs = specs;
	form->count = count;
	form->fields = xcalloc(count, sizeof(*form->fields));
	form->label_cols = LABEL_MIN;
	for (size_t i = 0; i < count; i++) {
		int width = utf8_width(specs[i].label) + 3;

		line_init(&form->fields[i].edit, "", specs[i].size);
		form->fields[i].before = xstrdup("");
		if (width > form->label_cols)
			form->label_cols = width;
	}
	while (form->at + 1 < count && specs[form->at].kind == FIELD_SHOWN)
		form->at++;
}

void
form_release(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		line_release(&form->fields[i].edit);
		mem_free(form->fields[i].before);
	}
	mem_free(form->fields);
	memset(form, 0, sizeof(*form));
}

const char *
form_text(const struct form *form, size_t field)
{
	if (form->specs[field].kind == FIELD_CHOICE)
		return form->specs[field].choice(
			(size_t)form->fields[field].choice);
	return form->fields[field].edit.text.ptr;
}

int
form_choice(const struct form *form, size_t field)
{
	return form->fields[field].choice;
}

static void
settle_field(struct form *form, size_t field)
{
	mem_free(form->fields[field].before);
	form->fields[field].before = xstrdup(form_text(form, field));
	form->fields[field].fault[0] = '\0';
}

void
form_set(struct form *form, size_t field, const char *text)
{
	line_set(&form->fields[field].edit, text);
	settle_field(form, field);
}

void
form_set_choice(struct form *form, size_t field, int choice)
{
	form->fields[field].choice = choice;
	settle_field(form, field);
}

size_t
form_find(const struct form *form, const char *id)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->specs[i].id, id) == 0)
			return i;
	return form->count;
}

static bool
is_changed(const struct form *form, size_t field)
{
	return strcmp(form_text(form, field), form->fields[field].before) !=
	       0;
}

bool
form_is_changed(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (is_changed(form, i))
			return true;
	return false;
}

void
form_settle(struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		settle_field(form, i);
}

/* ---- checks ---- */

static enum rc
check_field(struct form *form, size_t i, struct err *err)
{
	const struct field_spec *spec = &form->specs[i];
	const char *text = form_text(form, i);
	enum rc rc = RC_OK;

	form->fields[i].fault[0] = '\0';
	if (spec->required && text[strspn(text, " ")] == '\0')
		rc = err_set(err, RC_INVALID, spec->id, "%s is needed.",
			     spec->label);
	else if (spec->check != NULL && text[0] != '\0')
		rc = spec->check(text, err);
	if (rc != RC_OK)
		snprintf(form->fields[i].fault, ERR_TEXT_SIZE, "%s",
			 err->text);
	return rc;
}

enum rc
form_check(struct form *form, struct err *err)
{
	size_t first = form->count;

	for (size_t i = form->count; i-- > 0;)
		if (check_field(form, i, err) != RC_OK)
			first = i;
	if (first == form->count)
		return RC_OK;
	form->at = first;
	return err_set(err, RC_INVALID, form->specs[first].id, "%s: %s",
		       form->specs[first].label,
		       form->fields[first].fault);
}

void
form_show_fault(struct form *form, const struct err *err)
{
	size_t at = form_find(form, err->where);

	if (err->where[0] == '\0' || at == form->count)
		return;
	snprintf(form->fields[at].fault, ERR_TEXT_SIZE, "%s", err->text);
	form->at = at;
}

/* ---- drawing ---- */

static int
field_rows(const struct form *form, size_t i)
{
	return form->specs[i].kind == FIELD_TEXT ? TEXT_ROWS : 1;
}

/* Bytes of the next line of a text area. */
static size_t
text_line(const char *text, int cols)
{
	size_t newline = strcspn(text, "\n"), fits = utf8_clip(text, cols);

	if (newline <= fits)
		return newline;
	if (text[fits] == '\0')
		return fits;
	for (size_t cut = fits; cut > 0; cut--)
		if (text[cut] == ' ')
			return cut;
	return fits > 0 ? fits : 1;
}

static void
draw_text(const struct line_edit *edit, int row, int col, int cols, bool focus)
{
	const char *text = edit->text.ptr;
	size_t from = 0, lines = 0, skip = 0, at_line = 0;

	/* Which line has the cursor decides what is scrolled away. */
	for (size_t p = 0;; at_line++) {
		size_t len = text_line(text + p, cols);

		if (edit->at <= p + len || text[p + len] == '\0')
			break;
		p += len + (text[p + len] == '\n' || text[p + len] == ' ');
	}
	if (at_line >= TEXT_ROWS)
		skip = at_line - TEXT_ROWS + 1;
	term_fill(row, col, TEXT_ROWS, cols,
		  focus ? LOOK_FIELD_FOCUS : LOOK_FIELD);
	for (;; lines++) {
		size_t len = text_line(text + from, cols);
		char *part = xstrndup(text + from, len);
		int y = row + (int)(lines - skip);

		if (lines >= skip && lines < skip + TEXT_ROWS)
			term_text(y, col, cols,
				  focus ? LOOK_FIELD_FOCUS : LOOK_FIELD,
				  part);
		mem_free(part);
		if (focus && lines == at_line && edit->at >= from)
			term_cursor(y, col + utf8_width_n(text + from,
							  edit->at - from));
		from += len;
		if (text[from] == '\0')
			break;
		from += text[from] == '\n' || text[from] == ' ';
	}
}

static void
draw_field(struct form *form, size_t i, int row, struct area area)
{
	const struct field_spec *spec = &form->specs[i];
	struct field *field = &form->fields[i];
	bool focus = i == form->at;
	int col = area.col + form->label_cols;
	int cols = area.cols - form->label_cols - 1;

	term_text(row, area.col, 1, LOOK_ERROR,
		  field->fault[0] != '\0' ? "!" : "");
	term_text(row, area.col + 1, form->label_cols - 2,
		  focus ? LOOK_HEADING : LOOK_BODY, spec->label);
	if (spec->required)
		term_text(row, area.col + 1 + utf8_width(spec->label), 1,
			  LOOK_DIM, "*");
	if ((int)spec->size < cols && spec->kind == FIELD_LINE)
		cols = (int)spec->size;
	switch (spec->kind) {
	case FIELD_TEXT:
		draw_text(&field->edit, row, col, cols, focus);
		break;
	case FIELD_CHOICE:
		term_text(row, col, cols,
			  focus ? LOOK_FIELD_FOCUS : LOOK_FIELD,
			  form_text(form, i));
		if (focus)
			term_cursor(row, col);
		break;
	case FIELD_SHOWN:
		term_text(row, col, cols, LOOK_BODY, form_text(form, i));
		break;
	default:
		line_draw(&field->edit, row, col, cols, focus);
		break;
	}
}

static void
draw_hint(const struct form *form, int row, struct area area)
{
	const struct field *field = &form->fields[form->at];
	const char *hint = form->specs[form->at].hint;

	if (field->fault[0] != '\0')
		term_cell(row, area.col, area.cols, LOOK_ERROR, false,
			  field->fault);
	else if (hint != NULL)
		term_text(row, area.col + 1, area.cols - 1, LOOK_DIM, hint);
}

void
form_draw(struct form *form, struct area area)
{
	int room = area.rows - 1, used = 0;

	if (form->top > form->at)
		form->top = form->at;
	for (size_t i = form->top; i <= form->at; i++)
		used += field_rows(form, i);
	while (used > room && form->top < form->at)
		used -= field_rows(form, form->top++);
	used = 0;
	for (size_t i = form->top; i < form->count; i++) {
		if (used + field_rows(form, i) > room)
			break;
		draw_field(form, i, area.row + used, area);
		used += field_rows(form, i);
	}
	draw_hint(form, area.row + area.rows - 1, area);
}

/* ---- keys ---- */

static void
move(struct form *form, int step)
{
	size_t at = form->at;

	do {
		if (step < 0 && at == 0)
			at = form->count - 1;
		else if (step > 0 && at + 1 == form->count)
			at = 0;
		else
			at = step > 0 ? at + 1 : at - 1;
	} while (form->specs[at].kind == FIELD_SHOWN && at != form->at);
	form->at = at;
}

static void
turn_choice(const struct field_spec *spec, struct field *field, int step)
{
	int count = 0;

	while (spec->choice((size_t)count) != NULL)
		count++;
	field->choice = (field->choice + step + count) % count;
}

static bool
edit_key(struct form *form, uint32_t key)
{
	const struct field_spec *spec = &form->specs[form->at];
	struct field *field = &form->fields[form->at];

	if (spec->kind == FIELD_SHOWN)
		return false;
	if (spec->kind == FIELD_CHOICE) {
		if (key != TK_LEFT && key != TK_RIGHT && key != TK_SPACE)
			return key_is_text(key) != 0;
		turn_choice(spec, field, key == TK_LEFT ? -1 : 1);
	} else if (spec->kind == FIELD_TEXT && key == TK_ENTER) {
		struct buf *text = &field->edit.text;

		if (text->len + 2 < spec->size && line_key(&field->edit, ' '))
			text->ptr[field->edit.at - 1] = '\n';
	} else if (!line_key(&field->edit, key)) {
		return false;
	}
	field->fault[0] = '\0';
	return true;
}

bool
form_key(struct form *form, uint32_t key)
{
	switch (key) {
	case TK_TAB:
	case TK_DOWN:
		move(form, 1);
		return true;
	case TK_BACK_TAB:
	case TK_UP:
		move(form, -1);
		return true;
	case TK_ENTER:
		if (form->specs[form->at].kind != FIELD_TEXT) {
			move(form, 1);
			return true;
		}
		return edit_key(form, key);
	default:
		return edit_key(form, key);
	}
}

/* ---- drafts ---- */

void
form_write_draft(const struct form *form, struct buf *out)
{
	for (size_t i = 0; i < form->count; i++) {
		if (!is_changed(form, i))
			continue;
		if (form->specs[i].kind == FIELD_CHOICE)
			buf_addf(out, "%s=%d", form->specs[i].id,
				 form->fields[i].choice);
		else
			buf_addf(out, "%s=%s", form->specs[i].id,
				 form_text(form, i));
		buf_addc(out, '\0');
	}
}

static void
read_record(struct form *form, const char *record)
{
	size_t len = strcspn(record, "=");

	for (size_t i = 0; i < form->count; i++) {
		const struct field_spec *spec = &form->specs[i];

		if (strlen(spec->id) != len || record[len] != '=' ||
		    strncmp(spec->id, record, len) != 0)
			continue;
		if (spec->kind != FIELD_CHOICE) {
			line_set(&form->fields[i].edit, record + len + 1);
			return;
		}
		/* A draft of another version may name no such choice. */
		for (int c = 0; spec->choice((size_t)c) != NULL; c++)
			if (record[len + 1] - '0' == c && record[len + 2] ==
			    '\0')
				form->fields[i].choice = c;
	}
}

void
form_read_draft(struct form *form, const struct buf *draft)
{
	size_t at = 0;

	while (at < draft->len) {
		read_record(form, draft->ptr + at);
		at += strlen(draft->ptr + at) + 1;
	}
}
