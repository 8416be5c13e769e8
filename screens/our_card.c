/* SPDX-License-Identifier: ISC */
/* Our own card: read out, or taken to others on a stick. */
#include "screens/sticks.h"

#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/card.h"

void
show_fingerprint(const char *fingerprint, const char *indent, struct buf *out)
{
	for (int i = 0; i < 8; i++)
		buf_addf(out, "%s%s%.5s", i == 4 ? "\n\n" : "",
			 i % 4 == 0 ? indent : "    ", fingerprint + 6 * i);
}

static bool
make_card(struct session *s, struct buf *card)
{
	struct err err = { .code = RC_OK };

	if (exchange_card(s->app, card, &err) == RC_OK)
		return true;
	ui_complain(s->ui, &err);
	return false;
}

static bool
read_card(struct session *s, const struct buf *card, struct site *site)
{
	struct err err = { .code = RC_OK };

	if (card_parse(card->ptr, card->len, site, &err) == RC_OK)
		return true;
	ui_complain(s->ui, &err);
	return false;
}

void
our_card_show(struct session *s)
{
	struct buf card = BUF_INIT, text = BUF_INIT;
	struct site site;

	if (make_card(s, &card) && read_card(s, &card, &site)) {
		char fingerprint[FINGERPRINT_SIZE];

		card_fingerprint(&site, fingerprint);
		buf_adds(&text, "The fingerprint of this place, to read out "
			 "when another trusts its card:\n\n");
		show_fingerprint(fingerprint, "    ", &text);
		buf_addf(&text, "\n\nThe card itself. Nothing in it is "
			 "secret:\n\n%s", card.ptr);
		ui_show_text(s->ui, "Our card", text.ptr);
	}
	buf_release(&card);
	buf_release(&text);
}

static void
save_card(struct session *s, const struct stick_place *place,
	  const struct buf *card)
{
	char *name = xasprintf("%s-card.txt", app_academy(s->app)->code);
	char *path = path_join(place->dir, name);
	struct err err = { .code = RC_OK };

	if (path_write_atomic(path, card->ptr, card->len, true, &err) !=
	    RC_OK)
		ui_complain(s->ui, &err);
	else
		ui_say(s->ui, "The card is saved: %s", path);
	mem_free(path);
	mem_free(name);
}

void
our_card_save(struct session *s)
{
	struct buf card = BUF_INIT;
	struct stick_place place;

	if (make_card(s, &card) &&
	    pick_place(s, "Our card: where to?", true, &place))
		save_card(s, &place, &card);
	buf_release(&card);
}
