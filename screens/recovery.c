/* SPDX-License-Identifier: ISC */
/* A recovery key, shown once and typed back, for set-up and for a new one. */
#include "screens/room.h"

#include "base/mem.h"
#include "tui/term.h"
#include "vault/secret.h"

static const char heading[] = "Recovery key";

static void
show(struct session *s, struct secret *key)
{
	char *text = xasprintf(
		"This recovery key opens the academy when every passphrase is "
		"lost.\n\n    %s\n\nWrite it down now; it is not shown again. "
		"Seal it in an envelope and\nkeep it in the safe, away from "
		"this machine.\n\nEnter goes on: you type it back from the "
		"paper.", secret_open(key));

	secret_close(key);
	ui_show_text(s->ui, heading, text);
	mem_free(text);
	term_scrub();
}

/* True when nothing more is to be asked. */
static bool
ask_back(struct session *s, struct secret *key)
{
	struct secret *typed = secret_new(SECRET_MAX);
	struct err err = { .code = RC_OK };
	bool done = false;

	while (!done && ui_ask_secret(s->ui, heading, "Type the recovery key "
				      "back from the paper. Capitals, spaces "
				      "and hyphens do not matter.", typed)) {
		done = app_recovery_check(typed, key, &err) == RC_OK;
		if (!done)
			ui_complain(s->ui, &err);
		else
			ui_say(s->ui, "The paper is right. Put it in the "
			       "safe.");
	}
	secret_free(typed);
	return done || ui_is_interrupted(s->ui) ||
	       ui_ask_yes(s->ui, heading, "It was not typed back, so nobody "
			  "knows whether the paper is right. Go on all the "
			  "same? No shows the key again.", "Go on without");
}

void
show_recovery_key(struct session *s, struct secret *key)
{
	ui_say(s->ui, "%s", "");
	do {
		show(s, key);
	} while (!ask_back(s, key) && !ui_is_interrupted(s->ui));
	s->recovery_unproven = ui_is_interrupted(s->ui);
}
