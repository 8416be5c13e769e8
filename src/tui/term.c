/* SPDX-License-Identifier: ISC */
#include "tui/term.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/glyph_set.h"

enum { ESC_DELAY_MS = 25, MAX_LINE = 1024 };

/* Curses' own state is global; this goes with it. */
static struct {
	bool running, ascii, colour;
	enum theme theme;
	SCREEN *screen;
	FILE *in, *out;
	struct glyph_set font;
	int cursor_row, cursor_col;
} term;

static volatile sig_atomic_t ended;

static void
note_end(int signal)
{
	(void)signal;
	ended = 1;
}

static void
catch_signals(void)
{
	static const int ends[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };
	struct sigaction action = { .sa_handler = note_end };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&action.sa_mask);
	ended = 0;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		sigaction(ends[i], &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/* ---- looks ---- */

static attr_t
attributes(enum role_look role)
{
	const struct look *look = &theme_looks[term.theme][role];
	attr_t attr = A_NORMAL;

	attr |= look->bold ? A_BOLD : 0;
	attr |= look->reverse ? A_REVERSE : 0;
	attr |= look->underline ? A_UNDERLINE : 0;
	attr |= look->dim ? A_DIM : 0;
	if (term.colour)
		attr |= (attr_t)COLOR_PAIR(role + 1);
	return attr;
}

void
term_set_theme(enum theme theme)
{
	const char *no_color = getenv("NO_COLOR");
	bool wanted = theme != THEME_MONO &&
		      (no_color == NULL || no_color[0] == '\0');

	term.colour = wanted && has_colors();
	term.theme = term.colour ? theme : THEME_MONO;
	if (!term.colour)
		return;
	start_color();
	use_default_colors();
	for (int i = 0; i < LOOK_COUNT; i++) {
		const struct look *look = &theme_looks[term.theme][i];

		init_pair((short)(i + 1), look->front, look->back);
	}
	bkgdset((chtype)attributes(LOOK_BODY) | ' ');
}

/* ---- start, stop ---- */

static enum rc
open_screen(const struct term_config *config, struct err *err)
{
	if (config->out == NULL && (!isatty(0) || !isatty(1)))
		return err_set(err, RC_IO, NULL,
			       "The screens need a terminal. Commands work "
			       "without one: \"throughgate help\" lists "
			       "them.");
	term.in = config->out != NULL ? fopen("/dev/null", "re") : stdin;
	term.out = config->out != NULL ? config->out : stdout;
	if (config->out == NULL)
		use_env(TRUE);
	term.screen = newterm(config->type, term.out, term.in);
	if (term.screen == NULL)
		return err_set(err, RC_IO, NULL,
			       "This terminal (TERM=%s) is not known. Try "
			       "TERM=xterm or TERM=linux.",
			       getenv("TERM") ? getenv("TERM") : "");
	set_term(term.screen);
	if (config->out != NULL)
		resizeterm(config->rows, config->cols);
	return RC_OK;
}

enum rc
term_start(const struct term_config *config, struct err *err)
{
	enum rc rc;

	memset(&term, 0, sizeof(term));
	set_escdelay(ESC_DELAY_MS);
	rc = open_screen(config, err);
	if (rc != RC_OK)
		return rc;
	term.running = true;
	term.ascii = config->ascii ||
		     strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	term_set_theme(config->theme);
	if (config->out == NULL) {
		const char *type = getenv("TERM");

		catch_signals();
		if (type != NULL && strcmp(type, "linux") == 0)
			glyph_set_init(&term.font, 1);
	}
	mem_on_exhausted(term_stop);
	return RC_OK;
}

void
term_scrub(void)
{
	static const char forget[] = "\033[3J";

	if (!term.running)
		return;
	erase();
	clearok(stdscr, TRUE);
	refresh();
	/* The terminal's own scrollback held names too (xterm, linux). */
	if (term.out == stdout) {
		fwrite(forget, 1, sizeof(forget) - 1, term.out);
		fflush(term.out);
	}
}

void
term_stop(void)
{
	if (!term.running)
		return;
	term_scrub();
	term.running = false;
	endwin();
	delscreen(term.screen);
	if (term.in != stdin)
		fclose(term.in);
	glyph_set_release(&term.font);
}

void
term_suspend(void)
{
	term_scrub();
	endwin();
	raise(SIGSTOP);
	refresh();
}

int
term_rows(void)
{
	return LINES;
}

int
term_cols(void)
{
	return COLS;
}

bool
term_is_ascii(void)
{
	return term.ascii;
}

bool
term_shows(const char *text)
{
	size_t len = strlen(text), at = 0;

	while (at < len) {
		uint32_t cp;

		at += utf8_next(text + at, len - at, &cp);
		if (cp < 0x80)
			continue;
		if (term.ascii || (term.font.points != NULL &&
				   !glyph_set_has(&term.font, cp)))
			return false;
	}
	return true;
}

/* ---- keys ---- */

static uint32_t
decode_function(wint_t code)
{
	static const struct {
		int curses;
		uint32_t key;
	} table[] = {
		{ KEY_UP, TK_UP }, { KEY_DOWN, TK_DOWN },
		{ KEY_LEFT, TK_LEFT }, { KEY_RIGHT, TK_RIGHT },
		{ KEY_HOME, TK_HOME }, { KEY_END, TK_END },
		{ KEY_FIND, TK_HOME }, { KEY_SELECT, TK_END },
		{ KEY_PPAGE, TK_PAGE_UP }, { KEY_NPAGE, TK_PAGE_DOWN },
		{ KEY_IC, TK_INSERT }, { KEY_DC, TK_DELETE },
		{ KEY_BACKSPACE, TK_BACKSPACE }, { KEY_BTAB, TK_BACK_TAB },
		{ KEY_ENTER, TK_ENTER }, { KEY_RESIZE, TK_RESIZE },
	};

	if (code >= KEY_F(1) && code <= KEY_F(12))
		return TK_F1 + (uint32_t)(code - KEY_F(1));
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if ((wint_t)table[i].curses == code)
			return table[i].key;
	return TK_NONE;
}

static uint32_t
read_key(bool *got)
{
	wint_t code;
	int kind = get_wch(&code);

	*got = kind != ERR;
	if (kind == KEY_CODE_YES)
		return decode_function(code);
	if (kind == ERR)
		return TK_NONE;
	if (code == '\n' || code == '\r')
		return TK_ENTER;
	if (code == 127 || code == 8)
		return TK_BACKSPACE;
	return code;
}

uint32_t
term_key(int timeout_ms)
{
	struct pollfd wait = { .fd = fileno(term.in), .events = POLLIN };
	bool got;
	uint32_t key;

	if (ended)
		return TK_HANGUP;
	key = read_key(&got);
	if (got)
		return key;
	/* A signal interrupts poll(): the flag or a resize is then seen. */
	if (poll(&wait, 1, timeout_ms) > 0 &&
	    (wait.revents & (POLLHUP | POLLERR)) != 0 &&
	    (wait.revents & POLLIN) == 0)
		return TK_HANGUP;
	if (ended)
		return TK_HANGUP;
	key = read_key(&got);
	return got ? key : TK_TICK;
}

/* ---- drawing ---- */

void
term_clear(void)
{
	erase();
	term.cursor_row = -1;
}

/* In ASCII mode what cannot be shown becomes '?'; it is never dropped. */
static void
put(int row, int col, const char *text, size_t len)
{
	char ascii[MAX_LINE];
	size_t out = 0, at = 0;

	if (!term.ascii) {
		mvaddnstr(row, col, text, (int)len);
		return;
	}
	while (at < len && out + 2 < sizeof(ascii)) {
		uint32_t cp;
		size_t n = utf8_next(text + at, len - at, &cp);
		int width = utf8_width_n(text + at, n);

		for (int i = 0; i < width && out + 2 < sizeof(ascii); i++)
			ascii[out++] = cp < 0x80 ? (char)cp : '?';
		at += n;
	}
	mvaddnstr(row, col, ascii, (int)out);
}

int
term_text(int row, int col, int cols, enum role_look look, const char *text)
{
	size_t len;

	if (row < 0 || row >= LINES || col < 0 || col >= COLS || cols <= 0)
		return 0;
	if (cols > COLS - col)
		cols = COLS - col;
	len = utf8_clip(text, cols);
	attrset((int)attributes(look));
	put(row, col, text, len);
	attrset((int)attributes(LOOK_BODY));
	return utf8_width_n(text, len);
}

void
term_cell(int row, int col, int cols, enum role_look look, bool right,
	  const char *text)
{
	int used = utf8_width_n(text, utf8_clip(text, cols));

	term_fill(row, col, 1, cols, look);
	term_text(row, right ? col + cols - used : col, cols, look, text);
}

void
term_fill(int row, int col, int rows, int cols, enum role_look look)
{
	attrset((int)attributes(look));
	for (int r = row; r < row + rows && r < LINES; r++)
		for (int c = col; c < col + cols && c < COLS; c++)
			mvaddch(r, c, ' ');
	attrset((int)attributes(LOOK_BODY));
}

void
term_frame(int row, int col, int rows, int cols, enum role_look look,
	   const char *title)
{
	const char *across = term.ascii ? "-" : "─";
	const char *down = term.ascii ? "|" : "│";
	const char *corners[] = {
		term.ascii ? "+" : "┌", term.ascii ? "+" : "┐",
		term.ascii ? "+" : "└", term.ascii ? "+" : "┘",
	};

	term_fill(row, col, rows, cols, look);
	for (int c = col + 1; c < col + cols - 1; c++) {
		term_text(row, c, 1, look, across);
		term_text(row + rows - 1, c, 1, look, across);
	}
	for (int r = row + 1; r < row + rows - 1; r++) {
		term_text(r, col, 1, look, down);
		term_text(r, col + cols - 1, 1, look, down);
	}
	term_text(row, col, 1, look, corners[0]);
	term_text(row, col + cols - 1, 1, look, corners[1]);
	term_text(row + rows - 1, col, 1, look, corners[2]);
	term_text(row + rows - 1, col + cols - 1, 1, look, corners[3]);
	if (title[0] != '\0') {
		int used = term_text(row, col + 3, cols - 6, LOOK_HEADING,
				     title);

		term_text(row, col + 2, 1, look, " ");
		term_text(row, col + 3 + used, 1, look, " ");
	}
}

void
term_bar(int row, int col, int cols, int done, int all)
{
	int filled = all > 0 ? done * cols / all : 0;

	if (done > 0 && filled == 0)
		filled = 1;
	for (int i = 0; i < cols; i++)
		term_text(row, col + i, 1, i < filled ? LOOK_DONE : LOOK_DIM,
			  term.ascii ? (i < filled ? "#" : ".")
				     : (i < filled ? "█" : "░"));
}

void
term_cursor(int row, int col)
{
	term.cursor_row = row;
	term.cursor_col = col;
}

void
term_show(void)
{
	bool visible = term.cursor_row >= 0 && term.cursor_row < LINES;

	curs_set(visible ? 1 : 0);
	if (visible)
		move(term.cursor_row, term.cursor_col);
	refresh();
}

/* ---- snapshots ---- */

static char
letter_of(attr_t attr, short pair)
{
	for (int i = 0; i < LOOK_COUNT; i++) {
		attr_t look = attributes((enum role_look)i);

		if ((look & A_ATTRIBUTES & ~A_COLOR) ==
			    (attr & A_ATTRIBUTES & ~A_COLOR) &&
		    (!term.colour || pair == i + 1))
			return theme_looks[term.theme][i].letter;
	}
	return term.colour && pair == 0 ? ' ' : '?';
}

static void
snapshot_row(int row, struct buf *text, struct buf *looks)
{
	for (int col = 0; col < COLS; col++) {
		wchar_t wide[CCHARW_MAX + 1] = { 0 };
		char bytes[CCHARW_MAX * 8] = "";
		cchar_t cell;
		attr_t attr;
		short pair;

		mvin_wch(row, col, &cell);
		getcchar(&cell, wide, &attr, &pair, NULL);
		if (wcstombs(bytes, wide, sizeof(bytes) - 1) == (size_t)-1)
			snprintf(bytes, sizeof(bytes), "?");
		buf_adds(text, bytes[0] != '\0' ? bytes : " ");
		buf_addc(looks, letter_of(attr, pair));
		/* The second half of a wide character is a cell too. */
		if (wcwidth(wide[0]) == 2) {
			col++;
			buf_addc(looks, looks->ptr[looks->len - 1]);
		}
	}
}

static void
add_trimmed(struct buf *out, const struct buf *line)
{
	size_t len = line->len;

	while (len > 0 && line->ptr[len - 1] == ' ')
		len--;
	buf_add(out, line->ptr, len);
	buf_addc(out, '\n');
}

void
term_snapshot(struct buf *out)
{
	struct buf all_looks = BUF_INIT;

	for (int row = 0; row < LINES; row++) {
		struct buf text = BUF_INIT, looks = BUF_INIT;

		snapshot_row(row, &text, &looks);
		add_trimmed(out, &text);
		add_trimmed(&all_looks, &looks);
		buf_release(&text);
		buf_release(&looks);
	}
	buf_addf(out, "-- cursor %d,%d --\n", term.cursor_row,
		 term.cursor_row < 0 ? -1 : term.cursor_col);
	buf_add(out, all_looks.ptr, all_looks.len);
	buf_release(&all_looks);
}
