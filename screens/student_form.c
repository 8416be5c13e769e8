/* SPDX-License-Identifier: ISC */
#include "screens/form_page.h"

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
	struct form_page page;
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
run_save(void *data, struct ui *ui)
{
	struct student_form *f = data;
	struct student changed = f->student;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	(void)ui;
	for (size_t i = 0; i < ARRAY_SIZE(specs); i++) {
		size_t size;
		char *to = member(&changed, i, &size);

		if (to != NULL)
			snprintf(to, size, "%s", form_text(&f->form, i));
	}
	if (rc == RC_OK)
		rc = app_student_save(f->page.s->app, &changed, &err);
	form_page_end(&f->page, rc, &err, "Saved %s, %s.", changed.reference,
		      changed.name);
	mem_wipe(&changed, sizeof(changed));
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
	.id = "student-form", .title = title, .draw = form_page_draw,
	.key = form_page_key, .commands = form_commands,
	.command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

void
student_form_open(struct session *s, const struct id *id)
{
	struct student_form *f = xcalloc(1, sizeof(*f));
	struct err err = { .code = RC_OK };
	char text[ID_TEXT_SIZE];
	enum rc rc = id == NULL
			     ? app_student_blank(s->app, &f->student, &err)
			     : app_student_load(s->app, id, &f->student,
						&err);

	if (rc != RC_OK) {
		ui_complain(s->ui, &err);
		mem_free(f);
		return;
	}
	f->page.s = s;
	f->page.form = &f->form;
	form_init(&f->form, specs, ARRAY_SIZE(specs));
	for (size_t i = 0; i < ARRAY_SIZE(specs); i++) {
		size_t size;
		const char *from = member(&f->student, i, &size);

		if (from != NULL)
			form_set(&f->form, i, from);
	}
	f->form.at = 1;
	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "student %s",
		 id == NULL ? "new" : id_format(id, text));
	form_page_push(&f->page, &ops);
}
