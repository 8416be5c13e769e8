/* SPDX-License-Identifier: ISC */
#include "screens/form_page.h"

#include <stdarg.h>
#include <stdio.h>

static void
take_draft(struct form_page *page)
{
	struct session *s = page->s;
	struct buf draft = BUF_INIT;

	if (app_draft_take(s->app, page->draft_key, &draft, NULL) == RC_OK) {
		form_read_draft(page->form, &draft);
		ui_say(s->ui, "What you typed before is here again, not saved "
		       "yet.");
	}
	buf_release(&draft);
}

void
form_page_push(struct form_page *page, const struct screen_ops *ops)
{
	if (page->draft_key[0] != '\0')
		take_draft(page);
	ui_push(page->s->ui, ops, page);
}

void
form_page_end(struct form_page *page, enum rc rc, const struct err *err,
	      const char *fmt, ...)
{
	struct ui *ui = page->s->ui;
	char text[ERR_TEXT_SIZE];
	va_list ap;

	if (rc == RC_OK) {
		va_start(ap, fmt);
		vsnprintf(text, sizeof(text), fmt, ap);
		va_end(ap);
		form_settle(page->form);
		ui_say(ui, "%s", text);
		ui_pop(ui);
	} else if (rc != RC_CANCELLED) {
		form_show_fault(page->form, err);
		ui_complain(ui, err);
	}
}

void
form_page_draw(void *data, struct ui *ui, struct area body)
{
	const struct form_page *page = data;

	(void)ui;
	form_draw(page->form, (struct area){ body.row + 1, 1, body.rows - 2,
					     body.cols - 2 });
}

bool
form_page_key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return form_key(((struct form_page *)data)->form, pressed);
}

bool
form_page_may_close(void *data, struct ui *ui)
{
	const struct form_page *page = data;

	return !form_is_changed(page->form) ||
	       ui_ask_yes(ui, "Not saved", "Leave without saving what you "
			  "typed? F2 saves it.", "Leave it");
}

void
form_page_keep_draft(void *data, struct ui *ui)
{
	const struct form_page *page = data;
	struct session *s = page->s;
	struct buf draft = BUF_INIT;
	struct err err = { .code = RC_OK };

	(void)ui;
	if (!form_is_changed(page->form) || !app_is_unlocked(s->app))
		return;
	form_write_draft(page->form, &draft);
	if (app_draft_save(s->app, page->draft_key, &draft, &err) == RC_OK)
		s->draft_kept = true;
	else
		s->draft_lost = err;
	buf_release(&draft);
}
