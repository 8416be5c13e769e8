/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <strings.h>

#include "app/rights_app.h"
#include "base/mem.h"

static void
add_copies(const struct other_copy *rows, size_t count, struct buf *out)
{
	char day[DATE_TEXT_SIZE + 4];

	for (size_t i = 0; i < count; i++)
		buf_addf(out, "- %s%s%s. %s\n", rows[i].what,
			 rows[i].on != DATE_NONE ? ", " : "",
			 rows[i].on != DATE_NONE
				 ? date_format_long(rows[i].on, day) : "",
			 other_copy_advice(rows[i].kind));
	if (count == 0)
		buf_adds(out, "No other copy is known here.\n");
}

/* What will happen, to be read before anything is typed. */
static void
explain(struct session *s, const char *reference,
	const struct other_copy *rows, size_t count)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "Everything about %s is deleted here, and nothing "
		 "brings it back: no undo, no old stick. The history keeps "
		 "that something was done, not to whom or what; what others "
		 "had in the same step cannot be undone any more. Figures of "
		 "days gone by no longer count the person. Notes about other "
		 "people stay as they are.\n\n"
		 "Head office and the academies that have a copy are told by "
		 "the next return and site pack, and erase it when they take "
		 "those in.\n\nCopies that this does not reach:\n\n",
		 reference);
	add_copies(rows, count, &text);
	ui_show_text(s->ui, "Erase", text.ptr);
	buf_release(&text);
}

/* Typing the reference is not what a slip of the hand does. */
static bool
is_meant(struct session *s, const char *reference)
{
	struct buf typed = BUF_INIT;
	char *question = xasprintf("Type %s to erase this record for good. "
				   "Esc leaves it as it is.", reference);
	bool meant = ui_ask_line(s->ui, "Erase", question, NULL, &typed) &&
		     strcasecmp(typed.ptr, reference) == 0;

	if (!meant)
		ui_say(s->ui, "Nothing was erased.");
	mem_free(question);
	buf_release(&typed);
	return meant;
}

void
erase_record(struct session *s, const struct id *id, const char *reference)
{
	struct other_copy *rows = NULL;
	size_t count;
	struct err err = { .code = RC_OK };
	int reason;
	enum rc rc = app_may_erase(s->app, id, &err);

	if (rc == RC_OK)
		rc = app_other_copies(s->app, id, &rows, &count, &err);
	if (rc != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	reason = ask_term(s, "Why is it erased", &term_erase_reason, 0);
	if (reason >= 0)
		explain(s, reference, rows, count);
	if (reason >= 0 && is_meant(s, reference)) {
		rc = app_erase(s->app, id, (enum erase_reason)reason, &err);
		if (rc == RC_OK)
			ui_say(s->ui, "Erased.");
		else
			ui_complain(s->ui, &err);
	}
	mem_free(rows);
}
