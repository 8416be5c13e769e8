/* SPDX-License-Identifier: ISC */
/*
 * ui: a stack of screens, the keys that reach them, and the lines around them.
 *
 * A screen is a row of functions and its data; a command is a row too. One row
 * of a command table feeds dispatch, the footer, the help and the palette.
 * Questions (ui_ask...) run until answered and return; a lock or a hang-up
 * answers them with "no" and is then acted upon.
 *
 * Keys go to the top screen's key() first, then to its commands, then to the
 * commands everywhere. Keys come from a source, so that a test can be one.
 */
#ifndef TUI_UI_H
#define TUI_UI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/rc.h"
#include "tui/key.h"
#include "tui/theme.h"

struct ui;
struct secret;

struct area {
	int row, col, rows, cols;
};

enum command_flags {
	CMD_FOOTER = 1u << 0,	/* among the hints in the last line */
	CMD_HIDDEN = 1u << 1,	/* not in help or palette: a twin of another */
	CMD_URGENT = 1u << 2,	/* everywhere, inside a question too, which is
				 * then answered with "no" */
};

struct command {
	const char *id;		/* "student.new" */
	uint32_t key, twin;	/* twin: the same without an F-key, or 0 */
	const char *label;	/* "New" */
	const char *help;	/* one line */
	unsigned flags;
	/* RC_OK, or why not now; NULL: always. */
	enum rc (*available)(void *data, struct err *err);
	void (*run)(void *data, struct ui *ui);
};

struct screen_ops {
	const char *id;		/* of its help text: "students" */
	void (*title)(void *data, struct buf *out);
	void (*draw)(void *data, struct ui *ui, struct area body);
	/* True when it was for the screen itself: movement, typing. */
	bool (*key)(void *data, struct ui *ui, uint32_t key);
	const struct command *commands;
	size_t command_count;
	/* Before it becomes the top again, and after undo: read anew. */
	void (*refresh)(void *data, struct ui *ui);
	/* False: stay. May ask. NULL: yes. */
	bool (*may_close)(void *data, struct ui *ui);
	/* Unsaved work is kept: called before locking. NULL: none. */
	void (*keep_draft)(void *data, struct ui *ui);
	void (*free)(void *data);
};

/* Where keys come from. */
struct key_source {
	uint32_t (*next)(void *ctx, int timeout_ms);
	void *ctx;
};
struct key_source key_source_terminal(void);

struct ui_config {
	struct key_source keys;
	struct clock clock;
	const struct command *commands;	/* everywhere; data is app_data */
	size_t command_count;
	void *app_data;
	/* Right end of the title line. */
	void (*status)(void *app_data, struct buf *out);
	/* Closes everything and asks to unlock again. */
	void (*lock)(void *app_data, struct ui *ui);
	/* The text of a help file, or NULL. */
	const char *(*help_text)(const char *id);
};

struct ui *ui_new(const struct ui_config *config);
void ui_free(struct ui *ui);
void *ui_app(struct ui *ui);

/* data becomes the screen's. */
void ui_push(struct ui *ui, const struct screen_ops *ops, void *data);
/* Closes the top screen, if it lets itself be closed. */
void ui_pop(struct ui *ui);
/* Closes all without asking; drafts are kept first. */
void ui_close_all(struct ui *ui);
size_t ui_depth(const struct ui *ui);
/* Until the stack is empty or ui_quit(). */
void ui_run(struct ui *ui);
void ui_quit(struct ui *ui);
/* The program was asked to end by the system: no more questions. */
bool ui_is_ending(const struct ui *ui);
/* A lock, an urgent command or the end waits: every question is answered with
 * "no" at once, so whoever asks until the answer is "yes" must give up. */
bool ui_is_interrupted(const struct ui *ui);
void ui_set_idle_minutes(struct ui *ui, int minutes);	/* 0: never */
/* As if the person had asked to lock. */
void ui_request_lock(struct ui *ui);
void ui_refresh(struct ui *ui);
void ui_draw(struct ui *ui);

/* The lines above the footer, until the next key. */
void ui_say(struct ui *ui, const char *fmt, ...) PRINTF_LIKE(2, 3);
void ui_complain(struct ui *ui, const struct err *err);
/* Shown at once: what follows takes a second or two and cannot be stopped. */
void ui_one_moment(struct ui *ui);

/* ---- questions ---- */

bool ui_ask_yes(struct ui *ui, const char *title, const char *question,
		const char *yes);
/* A line of text; *text is the first value and the answer. check may be
 * NULL. False when it was given up. */
bool ui_ask_line(struct ui *ui, const char *title, const char *question,
		 enum rc (*check)(const char *text, struct err *err),
		 struct buf *text);
/* Straight into locked memory; never shown. */
bool ui_ask_secret(struct ui *ui, const char *title, const char *question,
		   struct secret *secret);
/* Index of the one chosen, or -1. detail may be NULL. */
int ui_ask_choice(struct ui *ui, const char *title, const char *const *choices,
		  size_t count, int first);
/* A text to read: paragraphs, form feeds allowed; keys move in it. */
void ui_show_text(struct ui *ui, const char *title, const char *text);
/* Draws how far long work is; false when it is to stop at the next safe point.
 * Idle time goes by, but is warned of before it locks. */
bool ui_progress(struct ui *ui, const char *title, int64_t done,
		 int64_t total);

/* ---- generated from the tables ---- */

void ui_help(struct ui *ui);
void ui_palette(struct ui *ui);

/* The next key, with idle time, size and hang-ups seen to; TK_ESC when a
 * question must end. For widgets that run a loop of their own. */
uint32_t ui_key(struct ui *ui);
/* The same, and TK_TICK each second without a key: to look at the world. */
uint32_t ui_key_or_tick(struct ui *ui);

#endif
