/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"
#include "tui/term.h"

/* One row a field, in step with fields[] below; checks are the importer's. */
static const struct field_spec specs[] = {
	{ "reference", "Reference", "Ours, on every sheet: such as ABC-0042.",
	  FIELD_LINE, CODE_SIZE, rule_reference, true, NULL },
	{ "name", "Name", "As the person writes it, in any script.",
	  FIELD_LINE, NAME_SIZE, rule_person_name, true, NULL },
	{ "preferred_name", "Preferred name", "What to call the person.",
	  FIELD_LINE, NAME_SIZE, rule_line, false, NULL },
	{ "latin_name", "Latin spelling", "For searching, where the name is "
	  "in another script.", FIELD_LINE, NAME_SIZE, rule_line, false,
	  NULL },
	{ "prison_number", "Prison number", "One letter, four digits, two "
	  "letters. Earlier numbers are kept.", FIELD_LINE, CODE_SIZE,
	  rule_prison_number, false, NULL },
	{ "uln", "ULN", "Ten digits; the last one checks the others.",
	  FIELD_LINE, CODE_SIZE, rule_uln, false, NULL },
	{ "date_joined", "Joined", "Year-month-day, such as 2026-11-23.",
	  FIELD_LINE, DATE_TEXT_SIZE, rule_date, false, NULL },
	{ "wing", "Wing or room", "In your own words.", FIELD_LINE, LINE_SIZE,
	  rule_line, false, NULL },
	{ "languages", "Languages", "Such as Welsh, English.", FIELD_LINE,
	  LINE_SIZE, rule_line, false, NULL },
	{ "what_helps", "What helps", "What helps this person learn. It is "
	  "on no sheet.", FIELD_TEXT, TEXT_SIZE, rule_text, false, NULL },
};

struct student_form {
	struct session *s;
	struct student student;
	struct form form;
};

static char *
member(struct student *student, size_t field, size_t *size)
{
	for (size_t i = 0; i < import_column_count; i++)
		if (strcmp(import_columns[i].id, specs[field].id) == 0) {
			*size = import_columns[i].size;
			return (char *)student + import_columns[i].offset;
		}
	*size = 0;
	return NULL;
}

static void
draft_key(const struct student_form *f, char key[80])
{
	char id[ID_TEXT_SIZE];

	snprintf(key, 80, "student %s",
		 id_is_zero(&f->student.id) ? "new"
					    : id_format(&f->student.id, id));
}

static void
title(void *data, struct buf *out)
{
	struct student_form *f = data;

	buf_adds(out, "Students > ");
	if (id_is_zero(&f->student.id))
		buf_adds(out, "A new student");
	else
		show_name(f->student.name, f->student.latin_name, out);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct student_form *f = data;

	(void)ui;
	form_draw(&f->form, (struct area){ body.row + 1, 1, body.rows - 2,
					   body.cols - 2 });
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return form_key(&((struct student_form *)data)->form, pressed);
}

static void
run_save(void *data, struct ui *ui)
{
	struct student_form *f = data;
	struct student changed = f->student;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	for (size_t i = 0; i < ARRAY_SIZE(specs); i++) {
		size_t size;
		char *to = member(&changed, i, &size);

		if (to != NULL)
			snprintf(to, size, "%s", form_text(&f->form, i));
	}
	if (rc == RC_OK)
		rc = app_student_save(f->s->app, &changed, &err);
	if (rc != RC_OK) {
		form_show_fault(&f->form, &err);
		ui_complain(ui, &err);
	} else {
		ui_say(ui, "Saved %s, %s.", changed.reference, changed.name);
		form_settle(&f->form);
		ui_pop(ui);
	}
	mem_wipe(&changed, sizeof(changed));
}

static bool
may_close(void *data, struct ui *ui)
{
	struct student_form *f = data;

	(void)ui;
	return draft_may_close(f->s, &f->form);
}

static void
keep_draft(void *data, struct ui *ui)
{
	struct student_form *f = data;
	char id[80];

	(void)ui;
	draft_key(f, id);
	draft_keep(f->s, id, &f->form);
}

static const struct command form_commands[] = {
	{ "student.save", TK_F2, TK_CTRL('s'), "Save", "save the student",
	  CMD_FOOTER, may_edit_students, run_save },
};

static void
release(void *data)
{
	struct student_form *f = data;

	form_release(&f->form);
	mem_wipe(&f->student, sizeof(f->student));
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "student-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = may_close, .keep_draft = keep_draft, .free = release,
};

void
student_form_open(struct session *s, const struct id *id)
{
	struct student_form *f = xcalloc(1, sizeof(*f));
	struct err err = { .code = RC_OK };
	char key_of_draft[80];
	enum rc rc = id == NULL
			     ? app_student_blank(s->app, &f->student, &err)
			     : app_student_load(s->app, id, &f->student,
						&err);

	if (rc != RC_OK) {
		ui_complain(s->ui, &err);
		mem_free(f);
		return;
	}
	f->s = s;
	form_init(&f->form, specs, ARRAY_SIZE(specs));
	for (size_t i = 0; i < ARRAY_SIZE(specs); i++) {
		size_t size;
		const char *from = member(&f->student, i, &size);

		if (from != NULL)
			form_set(&f->form, i, from);
	}
	f->form.at = 1;
	draft_key(f, key_of_draft);
	draft_offer(s, key_of_draft, &f->form);
	ui_push(s->ui, &ops, f);
}
