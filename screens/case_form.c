/* SPDX-License-Identifier: ISC */
/* A new case study, or a new text of one. */
#include "screens/case_desk.h"
#include "screens/form_page.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/rule.h"
#include "tui/form.h"
#include "tui/term.h"

enum { TITLE, KIND, TEXT, FIELDS, FORM_TEXT_ROWS = 12 };

static const char *
kind_label(size_t index)
{
	return index < term_case_kind.count
		       ? term_label(&term_case_kind, (int)index) : NULL;
}

static const struct field_spec specs[FIELDS] = {
	[TITLE] = { "title", "Title", "It is shown without the text, so it "
		    "gives nothing away.", FIELD_LINE, LINE_SIZE, rule_title,
		    true, NULL },
	[KIND] = { "kind", "Kind", "With the name or without: each has a "
		   "consent of its own. Left and Right turn it.",
		   FIELD_CHOICE, 0, NULL, true, kind_label },
	[TEXT] = { "body", "Text", "In their words where you can. F4 reads it "
		   "from a file. What may give somebody away is pointed at "
		   "afterwards.", FIELD_TEXT, CASE_TEXT_SIZE, rule_document,
		   true, NULL },
};

struct case_form {
	struct form_page page;
	struct id student_id;
	char ref[CASE_REF_SIZE];	/* "": a new case study */
	struct field_spec specs[FIELDS];
	struct form form;
};

static void
title(void *data, struct buf *out)
{
	const struct case_form *f = data;

	buf_addf(out, "Case studies > %s",
		 f->ref[0] != '\0' ? "A new text" : "A new case study");
}

/* ---- saving ---- */

static enum rc
begin(struct case_form *f, struct err *err)
{
	struct case_study study;

	fact_init(FACT_CASE, &study);
	study.fact.student_id = f->student_id;
	study.kind = (enum case_kind)form_choice(&f->form, KIND);
	snprintf(study.title, sizeof(study.title), "%s",
		 form_text(&f->form, TITLE));
	return app_case_begin(f->page.s->app, &study, form_text(&f->form, TEXT),
			      err);
}

static void
run_save(void *data, struct ui *ui)
{
	struct case_form *f = data;
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->form, &err);

	(void)ui;
	if (rc == RC_OK)
		rc = f->ref[0] == '\0'
			     ? begin(f, &err)
			     : app_case_draft(f->page.s->app, f->ref,
					      form_text(&f->form, TEXT),
					      &err);
	form_page_end(&f->page, rc, &err, "Saved as a draft.");
}

/* ---- from a file ---- */

static enum rc
take_text(void *ctx, const struct buf *data, struct err *err)
{
	struct case_form *f = ctx;
	struct buf text = BUF_INIT;
	enum rc rc;

	/* Other systems end a line with two characters. */
	for (size_t i = 0; i < data->len; i++)
		if (data->ptr[i] != '\r')
			buf_addc(&text, data->ptr[i]);
	rc = rule_document(text.ptr, err);
	if (rc == RC_OK)
		line_set(&f->form.fields[TEXT].edit, text.ptr);
	buf_release(&text);
	return rc;
}

static void
run_file(void *data, struct ui *ui)
{
	struct case_form *f = data;
	char *name = NULL;

	if (ask_file(f->page.s, "From a file", "Plain text, with the path. It "
		     "takes the place of what is typed here.", CASE_TEXT_SIZE,
		     take_text, f, &name))
		ui_say(ui, "Read from %s; not saved yet.", name);
	mem_free(name);
}

static const struct command form_commands[] = {
	{ "case.save", TK_F2, TK_CTRL('s'), "Save", "save it as a draft",
	  CMD_FOOTER, may_support, run_save },
	{ "case.file", TK_F4, TK_CTRL('o'), "From a file", "read the text "
	  "from a file", CMD_FOOTER, NULL, run_file },
};

static void
release(void *data)
{
	struct case_form *f = data;

	form_release(&f->form);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "case-form", .title = title, .draw = form_page_draw,
	.key = form_page_key, .commands = form_commands,
	.command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

void
case_form_open(struct session *s, const struct id *student_id,
	       const struct case_row *of, const char *text)
{
	struct case_form *f = xcalloc(1, sizeof(*f));
	char id[ID_TEXT_SIZE];

	f->page.s = s;
	f->page.form = &f->form;
	f->student_id = *student_id;
	memcpy(f->specs, specs, sizeof(specs));
	if (of != NULL) {
		memcpy(f->ref, of->ref, sizeof(f->ref));
		f->specs[TITLE].kind = f->specs[KIND].kind = FIELD_SHOWN;
	}
	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "case %s %d",
		 id_format(student_id, id),
		 of != NULL ? of->study.fact.number : 0);
	form_init(&f->form, f->specs, FIELDS);
	f->form.text_rows = FORM_TEXT_ROWS;
	if (of != NULL) {
		form_set(&f->form, TITLE, of->study.title);
		form_set(&f->form, KIND, kind_label((size_t)of->study.kind));
	}
	form_set(&f->form, TEXT, text);
	form_page_push(&f->page, &ops);
	f->form.fields[TEXT].edit.at = 0;
}
