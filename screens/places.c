/* SPDX-License-Identifier: ISC */
/* Whose keys are trusted here, and our own card for others. */
#include "screens/sticks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/card.h"
#include "tui/list.h"
#include "tui/term.h"
#include "vault/secret.h"

enum column { COL_CODE, COL_NAME, COL_KIND, COL_STATE, COL_LAST, COL_ON };

static const struct list_column columns[] = {
	[COL_CODE] = { "Code", 8, false },
	[COL_NAME] = { "Name", 0, false },
	[COL_KIND] = { "Kind", 11, false },
	[COL_STATE] = { "State", 11, false },
	[COL_LAST] = { "Last in", 7, false },
	[COL_ON] = { "On", 11, false },
};

enum { ABOUT_ROWS = 4 };

struct places {
	struct session *s;
	struct site *rows;
	size_t count;
	struct list list;
};

static void
refresh(void *data, struct ui *ui)
{
	struct places *p = data;
	struct err err = { .code = RC_OK };

	mem_free(p->rows);
	p->rows = NULL;
	p->count = 0;
	if (exchange_sites(p->s->app, &p->rows, &p->count, &err) != RC_OK)
		ui_complain(ui, &err);
	p->list.count = p->count;
	list_clamp(&p->list);
}

static const struct site *
current(const struct places *p)
{
	return p->count > 0 ? &p->rows[p->list.at] : NULL;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct places *p = ctx;
	const struct site *site = &p->rows[row];

	if (site->state == SITE_RETIRED)
		*look = LOOK_DIM;
	if (column == COL_CODE)
		buf_adds(out, site->code);
	else if (column == COL_NAME)
		buf_adds(out, site->name);
	else if (column == COL_KIND)
		buf_adds(out, term_label(&term_site_kind, (int)site->kind));
	else if (column == COL_STATE)
		buf_adds(out, site->state == SITE_TRUSTED ? "trusted"
							  : "not trusted");
	else if (site->last_number > 0 && column == COL_LAST)
		buf_addf(out, "%06" PRId64, site->last_number);
	else if (site->last_number > 0)
		show_day(date_of_instant(site->last_at),
			 app_as_at(p->s->app), out);
}

static void
title(void *data, struct buf *out)
{
	(void)data;
	buf_adds(out, "Sticks > Places and keys");
}

static void
draw_about(const struct site *site, struct area area)
{
	char fingerprint[FINGERPRINT_SIZE], day[DATE_TEXT_SIZE + 4];
	char *text;

	card_fingerprint(site, fingerprint);
	text = xasprintf("%s, %s since %s, by %s.\nFingerprint: %s",
			 site->name, site->state == SITE_TRUSTED
					     ? "trusted" : "not trusted",
			 date_format_long(site->on, day), site->by,
			 fingerprint);
	show_paragraph(area, LOOK_BODY, text);
	mem_free(text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct places *p = data;

	(void)ui;
	if (current(p) != NULL)
		draw_about(current(p), (struct area){
			body.row + body.rows - ABOUT_ROWS, 2, ABOUT_ROWS,
			body.cols - 4 });
	list_draw(&p->list, (struct area){ body.row + 1, 0,
					   body.rows - ABOUT_ROWS - 2,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct places *)data)->list, pressed);
}

/* ---- trusting ---- */

static bool
ask_whether_same(struct session *s, const struct site *site,
		 const char *fingerprint)
{
	struct buf text = BUF_INIT;
	bool yes;

	buf_addf(&text, "%s: %s, %s\n\n",
		 term_label(&term_site_kind, (int)site->kind), site->code,
		 site->name);
	show_fingerprint(fingerprint, "    ", &text);
	buf_adds(&text, "\n\nCall them, on a number you know already, and "
		 "have them read their digits out: at home 0, then p, then c. "
		 "Trust the card only when all are the same. What they sign "
		 "is opened here from then on.");
	yes = ui_ask_yes(s->ui, "Are the digits the same?", text.ptr,
			 "All are the same: trust it");
	buf_release(&text);
	return yes;
}

static void
trust(struct session *s, const char *path)
{
	char fingerprint[FINGERPRINT_SIZE];
	struct site site;
	struct err err = { .code = RC_OK };

	if (exchange_card_read(path, &site, fingerprint, &err) != RC_OK) {
		show_refusal(s, "Not a card", &err, "Nothing was changed.");
		return;
	}
	if (!ask_whether_same(s, &site, fingerprint)) {
		ui_say(s->ui, "Nothing was trusted.");
		return;
	}
	if (exchange_trust(s->app, &site, &err) != RC_OK)
		show_refusal(s, "Not trusted", &err, "Nothing was changed.");
	else
		ui_say(s->ui, "%s is trusted.", site.code);
}

static void
run_trust(void *data, struct ui *ui)
{
	struct session *s = ((struct places *)data)->s;
	struct stick_place place;
	struct buf path = BUF_INIT;

	if (pick_place(s, "Where is the card?", false, &place) &&
	    pick_file(s, "Which card?", &place, "*-card.txt", "card", &path))
		trust(s, path.ptr);
	buf_release(&path);
	ui_refresh(ui);
}

static enum rc
may_retire(void *data, struct err *err)
{
	const struct places *p = data;
	enum rc rc = may_manage_keys(data, err);

	if (rc == RC_OK && current(p) == NULL)
		rc = err_set(err, RC_CONFLICT, NULL,
			     "No place is trusted yet.");
	return rc;
}

static void
run_retire(void *data, struct ui *ui)
{
	struct session *s = ((struct places *)data)->s;
	const struct site *at = current(data);
	struct site site;
	struct err err = { .code = RC_OK };
	char *question;

	if (at == NULL)
		return;
	site = *at;
	question = xasprintf(
		"Stop trusting the keys of %s, %s? What they signed is not "
		"opened any more, and nothing is written for them. What came "
		"before stays. Their card can be trusted again.", site.code,
		site.name);

	if (ui_ask_yes(ui, "Stop trusting", question, "Stop trusting"))
		conclude(s, exchange_retire(s->app, site.code, &err), &err,
			 "%s is not trusted any more.", site.code);
	mem_free(question);
}

/* ---- an academy that went back to an older copy ---- */

static void
run_restored(void *data, struct ui *ui)
{
	struct session *s = ((struct places *)data)->s;
	struct buf words = BUF_INIT, reason = BUF_INIT;
	struct err err = { .code = RC_OK };
	char code[CODE_SIZE];
	enum rc rc;

	if (current(data) == NULL)
		return;
	memcpy(code, current(data)->code, sizeof(code));
	rc = exchange_restored_words(s->app, code, &words, &err);
	if (rc == RC_OK &&
	    ui_ask_yes(ui, "They went back to an older copy", words.ptr,
		       "Accept it") &&
	    ask_reason(s, "They went back to an older copy", "Who told you, "
		       "and why did they go back? It is kept in the history.",
		       &reason))
		rc = exchange_accept_restored(s->app, code, reason.ptr, &err);
	if (rc != RC_OK)
		ui_complain(ui, &err);
	else if (reason.len > 0)
		ui_say(ui, "Accepted. The next full return of %s is read as a "
		       "new start.", code);
	buf_release(&words);
	buf_release(&reason);
	ui_refresh(ui);
}

/* ---- our own card ---- */

static void
run_card(void *data, struct ui *ui)
{
	(void)ui;
	our_card_show(((struct places *)data)->s);
}

static void
run_save_card(void *data, struct ui *ui)
{
	(void)ui;
	our_card_save(((struct places *)data)->s);
}

static void
run_sheet(void *data, struct ui *ui)
{
	(void)ui;
	sheet_open(((struct places *)data)->s, "keys", NULL);
}

/* ---- a key in escrow, at head office ---- */

static enum rc
may_open_escrow(void *data, struct err *err)
{
	const struct places *p = data;

	if (app_academy(p->s->app)->kind != SITE_HEAD_OFFICE)
		return err_set(err, RC_CONFLICT, NULL, "Only head office "
			       "opens a key in escrow.");
	return may_manage_keys(data, err);
}

static void
show_escrow(struct session *s, const char *code, struct secret *key)
{
	char *text = xasprintf(
		"This key opens %s once, when every passphrase and the "
		"recovery key are lost.\n\n    %s\n\nCall their "
		"administrator, on a number you know already, and read it "
		"out. There: on the locked screen, \"Recover\". It is not "
		"kept here, and works once; the history says that you opened "
		"it.", code, secret_open(key));

	secret_close(key);
	ui_show_text(s->ui, "One-time recovery key", text);
	mem_free(text);
	term_scrub();
}

static void
open_escrow(struct session *s, const char *path)
{
	struct secret *key = NULL;
	char code[CODE_SIZE];
	struct err err = { .code = RC_OK };

	if (exchange_escrow_open(s->app, path, code, &key, &err) == RC_OK)
		show_escrow(s, code, key);
	else
		show_refusal(s, "Not opened", &err, "Nothing was changed.");
	secret_free(key);
}

static void
run_escrow(void *data, struct ui *ui)
{
	struct session *s = ((struct places *)data)->s;
	struct stick_place place;
	struct buf path = BUF_INIT;

	if (ui_ask_yes(ui, "A key in escrow", "Open it only when the academy "
		       "has lost every passphrase and its recovery key, and "
		       "you know who asks. Opening it is noted in the "
		       "history.", "Open one") &&
	    pick_place(s, "Where is the file?", false, &place) &&
	    pick_file(s, "Which academy's?", &place, "*escrow*.age",
		      "key in escrow", &path))
		open_escrow(s, path.ptr);
	buf_release(&path);
}

static const struct command places_commands[] = {
	{ "places.trust", TK_F3, 'n', "Trust", "trust a place by the card it "
	  "gave", CMD_FOOTER, may_manage_keys, run_trust },
	{ "places.retire", 'x', TK_DELETE, "Stop trusting", "open nothing more "
	  "of this place", CMD_FOOTER, may_retire, run_retire },
	{ "places.restored", 'w', 0, "Went back", "accept that this place "
	  "went back to an older copy of its records", 0, may_retire,
	  run_restored },
	{ "places.card", 'c', 0, "Our card", "our fingerprint, to read out",
	  CMD_FOOTER, NULL, run_card },
	{ "places.save", TK_F2, 's', "Save card", "our card, onto a stick for "
	  "others", CMD_FOOTER, NULL, run_save_card },
	{ "places.sheet", TK_F9, 'p', "Sheet", "our card and the places that "
	  "are known, as a sheet", 0, NULL, run_sheet },
	{ "places.escrow", 'o', 0, "Escrow", "open an academy's key in escrow",
	  0, may_open_escrow, run_escrow },
};

static void
release(void *data)
{
	struct places *p = data;

	mem_free(p->rows);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "places", .title = title, .draw = draw, .key = key,
	.commands = places_commands,
	.command_count = ARRAY_SIZE(places_commands), .refresh = refresh,
	.free = release,
};

void
places_open(struct session *s)
{
	struct places *p = xcalloc(1, sizeof(*p));

	p->s = s;
	p->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = p, .sorted = -1,
		.empty = "No place is trusted yet. s saves our card for them; "
			 "n trusts theirs.",
	};
	ui_push(s->ui, &ops, p);
}
