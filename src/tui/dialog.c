/* SPDX-License-Identifier: ISC */
#include "tui/ui.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/line.h"
#include "tui/pager.h"
#include "tui/term.h"
#include "tui/ui_private.h"
#include "vault/secret.h"

enum { BOX_COLS = 64, TEXT_MAX = 8000 };

/* Lines of text when wrapped; draws them when row is not negative. */
static int
wrap_text(int row, int col, int cols, enum role_look look, const char *text)
{
	int lines = 0;

	do {
		size_t len = line_wrap(text, cols);
		char *part = xstrndup(text, len);

		part[strcspn(part, "\n")] = '\0';
		if (row >= 0)
			term_text(row + lines, col, cols, look, part);
		mem_free(part);
		lines++;
		text += len;
	} while (*text != '\0');
	return lines;
}

/* A box in the middle; returns the area inside, below the question. */
static struct area
draw_box(struct ui *ui, const char *title, const char *question, int rows)
{
	int lines = question[0] != '\0'
			    ? wrap_text(-1, 0, BOX_COLS - 4, LOOK_DIALOG,
					question) + 1
			    : 0;
	int height = lines + rows + 2;
	int row = (term_rows() - height) / 2, col = (term_cols() - BOX_COLS) / 2;

	ui_draw(ui);
	term_frame(row, col, height, BOX_COLS, LOOK_DIALOG, title);
	if (lines > 0)
		wrap_text(row + 1, col + 2, BOX_COLS - 4, LOOK_DIALOG,
			  question);
	return (struct area){ row + 1 + lines, col + 2, rows, BOX_COLS - 4 };
}

bool
ui_ask_yes(struct ui *ui, const char *title, const char *question,
	   const char *yes)
{
	bool on_yes = false;

	for (;;) {
		struct area in = draw_box(ui, title, question, 1);
		int col = in.col;
		uint32_t key;

		col += term_text(in.row, col, 30,
				 on_yes ? LOOK_BODY : LOOK_SELECTED,
				 " n  No ") + 2;
		term_text(in.row, col, 4, on_yes ? LOOK_SELECTED : LOOK_BODY,
			  " y ");
		term_text(in.row, col + 3, in.cols,
			  on_yes ? LOOK_SELECTED : LOOK_BODY, yes);
		term_cursor(in.row, on_yes ? col + 1 : in.col + 1);
		key = ui_key(ui);
		if (key == TK_ESC || key == 'n' || key == 'q')
			return false;
		if (key == 'y' || key == 'Y')
			return true;
		if (key == TK_ENTER)
			return on_yes;
		if (key == TK_LEFT || key == TK_RIGHT || key == TK_TAB)
			on_yes = !on_yes;
	}
}

bool
ui_ask_line(struct ui *ui, const char *title, const char *question,
	    enum rc (*check)(const char *text, struct err *err),
	    struct buf *text)
{
	struct line_edit line;
	struct err err = { .code = RC_OK };
	bool answered = false;

	line_init(&line, text->ptr, TEXT_MAX);
	for (;;) {
		struct area in = draw_box(ui, title, question, 3);
		uint32_t key;

		line_draw(&line, in.row, in.col, in.cols, true);
		if (err.code != RC_OK)
			wrap_text(in.row + 1, in.col, in.cols, LOOK_ERROR,
				  err.text);
		else
			term_text(in.row + 2, in.col, in.cols, LOOK_DIM,
				  line.text.len > 0
					  ? "Enter accepts   ^U empties it   "
					    "Esc gives up"
					  : "Enter accepts   Esc gives up");
		key = ui_key(ui);
		if (key == TK_ESC)
			break;
		if (line_key(&line, key)) {
			err.code = RC_OK;
			continue;
		}
		if (key != TK_ENTER && key != TK_F2)
			continue;
		err.code = RC_OK;
		answered = check == NULL ||
			   check(line.text.ptr, &err) == RC_OK;
		if (answered)
			break;
	}
	if (answered) {
		buf_reset(text);
		buf_adds(text, line.text.ptr);
	}
	line_release(&line);
	return answered;
}

static void
draw_stars(struct area in, size_t length)
{
	/* How long it is would be a hint: past eight they stop. */
	static const char stars[] = "********";
	size_t shown = length < 8 ? length : 8;

	term_cell(in.row, in.col, in.cols, LOOK_FIELD_FOCUS, false,
		  stars + (8 - shown));
	term_cursor(in.row, in.col + (int)shown);
}

static enum rc
add_key(struct secret *secret, uint32_t key)
{
	char bytes[KEY_NAME_SIZE] = " ";
	enum rc rc;

	if (key != ' ')
		key_label(key, bytes);
	rc = secret_append(secret, bytes, strlen(bytes));
	mem_wipe(bytes, sizeof(bytes));
	return rc;
}

/* A character is at most four bytes; the last one's lead byte ends it. */
static void
cut_character(struct secret *secret)
{
	const char *text = secret_open(secret);
	size_t len = secret_length(secret), cut = 0;

	while (cut < len && cut < 4) {
		cut++;
		if (((unsigned char)text[len - cut] & 0xc0) != 0x80)
			break;
	}
	secret_close(secret);
	secret_cut(secret, cut);
}

bool
ui_ask_secret(struct ui *ui, const char *title, const char *question,
	      struct secret *secret)
{
	secret_clear(secret);
	for (;;) {
		struct area in = draw_box(ui, title, question, 3);
		uint32_t key;

		draw_stars(in, secret_length(secret));
		term_text(in.row + 2, in.col, in.cols, LOOK_DIM,
			  "Enter accepts   Esc gives up");
		key = ui_key(ui);
		if (key == TK_ESC) {
			secret_clear(secret);
			return false;
		}
		if (key == TK_ENTER)
			return true;
		if (key == TK_BACKSPACE)
			cut_character(secret);
		else if (key == TK_CTRL('u'))
			secret_clear(secret);
		else if (key_is_text(key) && add_key(secret, key) != RC_OK)
			ui_say(ui, "That is as long as it can be.");
	}
}

static int
choice_key(int at, int count, uint32_t key)
{
	switch (key) {
	case TK_UP:
	case 'k':
		return at > 0 ? at - 1 : count - 1;
	case TK_DOWN:
	case 'j':
		return at + 1 < count ? at + 1 : 0;
	case TK_HOME:
		return 0;
	case TK_END:
		return count - 1;
	default:
		return at;
	}
}

int
ui_ask_choice(struct ui *ui, const char *title, const char *const *choices,
	      size_t count, int first)
{
	int at = first >= 0 && (size_t)first < count ? first : 0, from = 0;

	while (count > 0) {
		int most = term_rows() > 12 ? term_rows() - 8 : 4;
		int room = (int)count < most ? (int)count : most;
		struct area in = draw_box(ui, title, "", room);
		uint32_t key;

		if (at < from)
			from = at;
		if (at >= from + room)
			from = at - room + 1;
		for (int i = 0; i < room && (size_t)(from + i) < count; i++)
			term_cell(in.row + i, in.col, in.cols,
				  from + i == at ? LOOK_SELECTED
						 : LOOK_DIALOG,
				  false, choices[from + i]);
		term_cursor(in.row + at - from, in.col);
		key = ui_key(ui);
		if (key == TK_ESC || key == 'q')
			return -1;
		if (key == TK_ENTER || key == TK_SPACE)
			return at;
		at = choice_key(at, (int)count, key);
	}
	return -1;
}

void
ui_show_text(struct ui *ui, const char *title, const char *text)
{
	struct pager pager;

	pager_init(&pager, text, term_cols() - 4);
	for (;;) {
		struct area in = { 2, 2, term_rows() - 5, term_cols() - 4 };
		uint32_t key;

		ui_draw(ui);
		term_frame(1, 0, term_rows() - 3, term_cols(), LOOK_DIALOG,
			   title);
		pager_draw(&pager, in);
		key = ui_key(ui);
		if (key == TK_ESC || key == 'q' || key == TK_ENTER ||
		    key == TK_F1)
			break;
		pager_key(&pager, in.rows, key);
	}
	pager_release(&pager);
}

bool
ui_progress(struct ui *ui, const char *title, int64_t done, int64_t total)
{
	struct area in = draw_box(ui, title, "", 2);
	int percent = total > 0 ? (int)(done * 100 / total) : 0;
	char text[40];
	uint32_t key;

	snprintf(text, sizeof(text), "%d in 100   Esc stops", percent);
	term_bar(in.row, in.col, in.cols, percent, 100);
	term_text(in.row + 1, in.col, in.cols, LOOK_DIM, text);
	term_cursor(in.row + 1, in.col);
	ui_draw_too_small();
	term_show();
	key = ui->config.keys.next(ui->config.keys.ctx, 0);
	ui_hold_idle(ui);
	if (key == TK_HANGUP)
		ui->ending = ui->quit = true;
	else
		ui_take_urgent(ui, key);
	return key != TK_ESC && !ui_is_interrupted(ui);
}
