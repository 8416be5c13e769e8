/* SPDX-License-Identifier: ISC */
#include "tui/form_private.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

enum { TEXT_ROWS = 4, TEXT_COLS = 60, HINT_ROWS = 2, LABEL_MIN = 16 };

const char *
form_text(const struct form *form, size_t field)
{
	const char *word;

	if (form->specs[field].kind != FIELD_CHOICE)
		return form->fields[field].edit.text.ptr;
	word = form_word(form, field, (size_t)form->fields[field].choice);
	return word != NULL ? word : "";
}

static void
settle_field(struct form *form, size_t field)
{
	mem_free(form->fields[field].before);
	form->fields[field].before = xstrdup(form_text(form, field));
	form->fields[field].fault[0] = '\0';
}

void
form_init(struct form *form, const struct field_spec *specs, size_t count)
{
	memset(form, 0, sizeof(*form));
	form->specs = specs;
	form->count = count;
	form->fields = xcalloc(count, sizeof(*form->fields));
	form->label_cols = LABEL_MIN;
	form->text_rows = TEXT_ROWS;
	for (size_t i = 0; i < count; i++) {
		int width = utf8_width(specs[i].label) + 3;

		line_init(&form->fields[i].edit, "", specs[i].size);
		settle_field(form, i);
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

int
form_choice(const struct form *form, size_t field)
{
	return form->fields[field].choice;
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

void
form_set_words(struct form *form, size_t field, const char *const *words)
{
	form->fields[field].words = words;
	settle_field(form, field);
}

void
form_hide(struct form *form, size_t field, bool hidden)
{
	form->fields[field].hidden = hidden;
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
	if (form->fields[i].hidden)
		return RC_OK;
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
	const char *label;
	bool named;

	for (size_t i = form->count; i-- > 0;)
		if (check_field(form, i, err) != RC_OK)
			first = i;
	if (first == form->count)
		return RC_OK;
	form->at = first;
	/* Elsewhere than beside its field, a fault names the field. */
	label = form->specs[first].label;
	named = strncmp(form->fields[first].fault, label, strlen(label)) == 0;
	return err_set(err, RC_INVALID, form->specs[first].id, "%s%s%s",
		       named ? "" : label, named ? "" : ": ",
		       form->fields[first].fault);
}

void
form_show_fault(struct form *form, const struct err *err)
{
	size_t at = form_find(form, err->where);

	if (err->where[0] == '\0' || at == form->count ||
	    form->fields[at].hidden)
		return;
	/* What form_check() found is there already. */
	if (form->fields[at].fault[0] == '\0')
		snprintf(form->fields[at].fault, ERR_TEXT_SIZE, "%s",
			 err->text);
	form->at = at;
}

/* ---- drawing ---- */

static int
field_rows(const struct form *form, size_t i)
{
	if (form->fields[i].hidden)
		return 0;
	return form->specs[i].kind == FIELD_TEXT ? form->text_rows : 1;
}

/* Start of the line of a text area that has the cursor, and its number. */
static size_t
line_of_cursor(const struct line_edit *edit, int cols, int *number)
{
	const char *text = edit->text.ptr;
	size_t from = 0;

	*number = 0;
	for (;;) {
		size_t len = line_wrap(text + from, cols);
		bool more = text[from + len] != '\0' ||
			    (len > 0 && text[from + len - 1] == '\n');

		if (!more || edit->at < from + len)
			return from;
		from += len;
		(*number)++;
	}
}

static void
draw_text(const struct line_edit *edit, struct area area, bool focus)
{
	enum role_look look = focus ? LOOK_FIELD_FOCUS : LOOK_FIELD;
	const char *text = edit->text.ptr;
	int at_line, skip;
	size_t start = line_of_cursor(edit, area.cols, &at_line), from = 0;

	skip = at_line >= area.rows ? at_line - area.rows + 1 : 0;
	term_fill(area.row, area.col, area.rows, area.cols, look);
	for (int line = 0; text[from] != '\0' && line < skip + area.rows;
	     line++) {
		size_t len = line_wrap(text + from, area.cols);
		char *part = xstrndup(text + from, len);

		part[strcspn(part, "\n")] = '\0';
		if (line >= skip)
			term_text(area.row + line - skip, area.col, area.cols,
				  look, part);
		mem_free(part);
		from += len;
	}
	if (focus)
		term_cursor(area.row + at_line - skip,
			    area.col + utf8_width_n(text + start,
					       edit->at - start));
}

/* "< Word >": that it can be turned is plain to see. */
static void
draw_choice(const char *word, int row, int col, int cols, bool focus)
{
	enum role_look look = focus ? LOOK_FIELD_FOCUS : LOOK_FIELD;

	term_text(row, col, 1, LOOK_DIM, "<");
	col += 2 + term_text(row, col + 2, cols - 4, look, word);
	term_text(row, col + 1, 1, LOOK_DIM, ">");
	if (focus)
		term_cursor(row, col - utf8_width(word));
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
		form->text_cols = cols;
		draw_text(&field->edit, (struct area){ row, col,
				form->text_rows, cols }, focus);
		break;
	case FIELD_CHOICE:
		draw_choice(form_text(form, i), row, col, cols, focus);
		break;
	case FIELD_SHOWN:
		term_text(row, col, cols, LOOK_BODY, form_text(form, i));
		break;
	default:
		line_draw(&field->edit, row, col, cols, focus);
		break;
	}
}

/* What is wrong with the field, or else what it wants, in the last lines. */
static void
draw_hint(const struct form *form, struct area area)
{
	const struct field *field = &form->fields[form->at];
	bool fault = field->fault[0] != '\0';
	const char *text = fault ? field->fault : form->specs[form->at].hint;
	int row = area.row + area.rows - HINT_ROWS;

	for (int i = 0; i < HINT_ROWS && text != NULL && *text != '\0'; i++) {
		size_t len = line_wrap(text, area.cols - 1);
		char *part = xstrndup(text, len);

		term_text(row + i, area.col + 1, area.cols - 1,
			  fault ? LOOK_ERROR : LOOK_DIM, part);
		mem_free(part);
		text += len;
	}
}

void
form_draw(struct form *form, struct area area)
{
	int room = area.rows - HINT_ROWS, used = 0;

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
		if (!form->fields[i].hidden)
			draw_field(form, i, area.row + used, area);
		used += field_rows(form, i);
	}
	draw_hint(form, area);
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
	} while ((form->specs[at].kind == FIELD_SHOWN ||
		  form->fields[at].hidden) && at != form->at);
	form->at = at;
}

/* Up and down inside a text that has a line there. */
static bool
move_line(struct form *form, struct line_edit *edit, int step)
{
	const char *text = edit->text.ptr;
	int cols = form->text_cols > 0 ? form->text_cols : TEXT_COLS, line;
	size_t start = line_of_cursor(edit, cols, &line), to, end;
	int across = utf8_width_n(text + start, edit->at - start);
	struct line_edit there = *edit;

	if (step < 0 && start == 0)
		return false;
	there.at = start - 1;
	to = step < 0 ? line_of_cursor(&there, cols, &line)
		      : start + line_wrap(text + start, cols);
	if (step > 0 && (to == start || (text[to] == '\0' &&
					 text[to - 1] != '\n')))
		return false;
	end = to + line_wrap(text + to, cols);
	if (text[end] != '\0' || (end > to && text[end - 1] == '\n'))
		end--;
	edit->at = to + utf8_clip(text + to, across);
	edit->at = edit->at < end ? edit->at : end;
	return true;
}

static bool
text_key(struct form *form, const struct field_spec *spec,
	 struct line_edit *edit, uint32_t key)
{
	if (key == TK_UP || key == TK_DOWN)
		return move_line(form, edit, key == TK_UP ? -1 : 1);
	if (key != TK_ENTER)
		return line_key(edit, key);
	if (edit->text.len + 2 < spec->size && line_key(edit, ' '))
		edit->text.ptr[edit->at - 1] = '\n';
	return true;
}

static bool
edit_key(struct form *form, uint32_t key)
{
	const struct field_spec *spec = &form->specs[form->at];
	struct field *field = &form->fields[form->at];
	bool used = false;

	if (spec->kind == FIELD_CHOICE)
		used = form_turn(form, form->at, key);
	else if (spec->kind == FIELD_TEXT)
		used = text_key(form, spec, &field->edit, key);
	else if (spec->kind == FIELD_LINE)
		used = line_key(&field->edit, key);
	if (used)
		field->fault[0] = '\0';
	return used;
}

bool
form_key(struct form *form, uint32_t key)
{
	if (edit_key(form, key))
		return true;
	switch (key) {
	case TK_TAB:
	case TK_DOWN:
	case TK_ENTER:
		move(form, 1);
		return true;
	case TK_BACK_TAB:
	case TK_UP:
		move(form, -1);
		return true;
	default:
		return false;
	}
}

/* ---- drafts ---- */

void
form_write_draft(const struct form *form, struct buf *out)
{
	for (size_t i = 0; i < form->count; i++) {
		if (!is_changed(form, i))
			continue;
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
		form_find_word(form, i, record + len + 1);
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
