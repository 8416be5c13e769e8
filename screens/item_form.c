/* SPDX-License-Identifier: ISC */
#include "screens/form_page.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"
#include "tui/term.h"

enum { REASON_ROWS = 2 };

static const char *
yes_no(size_t index)
{
	static const char *const words[] = { "yes", "no" };

	return index < ARRAY_SIZE(words) ? words[index] : NULL;
}

#define CODE_FIELD \
	{ "code", "Code", NULL, FIELD_SHOWN, CODE_SIZE, NULL, false, NULL }
#define TITLE_FIELD \
	{ "title", "Title", "What it is about, in one line.", FIELD_LINE, \
	  TITLE_SIZE, rule_title, true, NULL }
#define EVIDENCE_FIELD(label, hint) \
	{ "evidence", label, hint, FIELD_TEXT, \
	  sizeof(((struct item *)0)->evidence), rule_text, false, NULL }

static const struct field_spec unit_specs[] = {
	CODE_FIELD, TITLE_FIELD,
	{ "hours", "Hours", "Taught and practised, in quarters: 3 or 1.5.",
	  FIELD_LINE, 8, rule_hours, false, NULL },
	{ "required", "Required", "Space changes it. Only required items count "
	  "towards completion.", FIELD_CHOICE, 8, NULL, false, yes_no },
	{ "prerequisites", "Comes after", "Codes of what must be done first, "
	  "with spaces between them.", FIELD_LINE, LINE_SIZE, rule_line,
	  false, NULL },
	EVIDENCE_FIELD("Evidence", "What a student shows for it, and how well. "
		       "It is printed on the sheet."),
};

/* Hours and the rest of a module are those of its units. */
static const struct field_spec group_specs[] = {
	CODE_FIELD, TITLE_FIELD,
	EVIDENCE_FIELD("About it", "A sentence that says what it is for."),
};

struct item_form {
	struct form_page page;
	struct item item;
	struct form form;
	struct err why_not;	/* RC_OK: it may be changed */
};

/* ---- the record and the form ---- */

static void
set_field(struct form *form, const char *id, const char *text)
{
	size_t at = form_find(form, id);

	if (at < form->count)
		form_set(form, at, text);
}

static void
fill_form(struct item_form *f)
{
	char hours[24];
	size_t required = form_find(&f->form, "required");

	snprintf(hours, sizeof(hours), "%g", f->item.hours_min / 60.0);
	set_field(&f->form, "code", f->item.code);
	set_field(&f->form, "title", f->item.title);
	set_field(&f->form, "hours", hours);
	set_field(&f->form, "prerequisites", f->item.prerequisites);
	set_field(&f->form, "evidence", f->item.evidence);
	if (required < f->form.count)
		form_set_choice(&f->form, required, f->item.required ? 0 : 1);
}

/* Codes as the curriculum writes them, however they were typed. */
static void
read_codes(const char *text, char *out, size_t size)
{
	size_t used = 0;

	for (text += strspn(text, " ,"); *text != '\0' && used + 1 < size;
	     text++) {
		bool gap = strchr(" ,", *text) != NULL;

		if (!gap)
			out[used++] = (char)toupper((unsigned char)*text);
		else if (out[used - 1] != ' ')
			out[used++] = ' ';
	}
	used -= used > 0 && out[used - 1] == ' ';
	out[used] = '\0';
}

static void
read_form(const struct item_form *f, struct item *item)
{
	const struct form *form = &f->form;

	snprintf(item->title, sizeof(item->title), "%s",
		 form_text(form, form_find(form, "title")));
	snprintf(item->evidence, sizeof(item->evidence), "%s",
		 form_text(form, form_find(form, "evidence")));
	if (form_find(form, "hours") == form->count)
		return;
	item->hours_min = rule_hours_min(
		form_text(form, form_find(form, "hours")));
	item->required = form_choice(form, form_find(form, "required")) == 0;
	read_codes(form_text(form, form_find(form, "prerequisites")),
		   item->prerequisites, sizeof(item->prerequisites));
}

/* ---- the screen ---- */

static void
title(void *data, struct buf *out)
{
	const struct item_form *f = data;

	buf_addf(out, "Curriculum > %s %s", f->item.code, f->item.title);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct item_form *f = data;
	int top = body.row + 1;

	(void)ui;
	if (f->why_not.code != RC_OK) {
		show_paragraph((struct area){ top, 2, REASON_ROWS,
					      body.cols - 4 },
			       LOOK_NOTICE, f->why_not.text);
		top += REASON_ROWS + 1;
	}
	form_draw(&f->form, (struct area){ top, 1,
					   body.row + body.rows - 1 - top,
					   body.cols - 2 });
}

/* What may not be changed can still be read to its end. */
static bool
is_movement(uint32_t key)
{
	return key == TK_TAB || key == TK_BACK_TAB || key == TK_UP ||
	       key == TK_DOWN || key == TK_LEFT || key == TK_RIGHT ||
	       key == TK_HOME || key == TK_END;
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct item_form *f = data;
	enum field_kind kind = f->form.specs[f->form.at].kind;

	(void)ui;
	if (f->why_not.code == RC_OK)
		return form_key(&f->form, pressed);
	if ((pressed == TK_LEFT || pressed == TK_RIGHT) &&
	    kind == FIELD_CHOICE)
		return true;
	return is_movement(pressed) && form_key(&f->form, pressed);
}

static enum rc
may_save(void *data, struct err *err)
{
	const struct item_form *f = data;

	if (f->why_not.code != RC_OK)
		*err = f->why_not;
	return f->why_not.code;
}

static void
run_save(void *data, struct ui *ui)
{
	struct item_form *f = data;
	struct item changed = f->item;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	(void)ui;
	if (rc == RC_OK) {
		read_form(f, &changed);
		rc = app_item_save(f->page.s->app, &changed, &err);
	}
	form_page_end(&f->page, rc, &err, "Saved %s. u takes it back.",
		      changed.code);
}

static const struct command form_commands[] = {
	{ "item.save", TK_F2, TK_CTRL('s'), "Save", "save the item",
	  CMD_FOOTER, may_save, run_save },
};

static void
release(void *data)
{
	struct item_form *f = data;

	form_release(&f->form);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "item-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

void
item_form_open(struct session *s, const struct item *item)
{
	struct item_form *f = xcalloc(1, sizeof(*f));
	bool is_group = item->kind == ITEM_COURSE || item->kind == ITEM_MODULE;
	char id[ID_TEXT_SIZE];

	f->page.s = s;
	f->page.form = &f->form;
	f->item = *item;
	if (is_group)
		form_init(&f->form, group_specs, ARRAY_SIZE(group_specs));
	else
		form_init(&f->form, unit_specs, ARRAY_SIZE(unit_specs));
	fill_form(f);
	if (app_curriculum_may_edit(s->app, &item->version_id, &f->why_not) ==
	    RC_OK)
		snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "item %s",
			 id_format(&item->id, id));
	form_page_push(&f->page, &ops);
}
