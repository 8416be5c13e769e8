/* SPDX-License-Identifier: ISC */
#include "tui/term.h"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "tui/term_private.h"

enum { ESC_DELAY_MS = 25 };

struct term_state the_term;

/* ---- signals only leave a note; term_key() reads it ---- */

static volatile sig_atomic_t ended, stop_asked, continued;

static void
note(int signal)
{
	if (signal == SIGTSTP)
		stop_asked = 1;
	else if (signal == SIGCONT)
		continued = 1;
	else
		ended = 1;
}

static void
catch_signals(void)
{
	static const int caught[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT,
				      SIGTSTP, SIGCONT };
	struct sigaction action = { .sa_handler = note };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&action.sa_mask);
	ended = stop_asked = continued = 0;
	for (size_t i = 0; i < ARRAY_SIZE(caught); i++)
		sigaction(caught[i], &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/* As the terminal's driver would for ^Z: the whole job stops, and the shell
 * that started it is told. Where no shell could ever continue us the kernel
 * lets us go on at once. */
static void
stop_job(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL }, ours;

	sigaction(SIGTSTP, &stop, &ours);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
	stop_asked = continued = 0;
}

/* ---- start, stop ---- */

static enum rc
open_screen(struct err *err)
{
	const struct term_config *config = &the_term.config;

	set_escdelay(ESC_DELAY_MS);
	the_term.screen = newterm(config->type, the_term.out, the_term.in);
	if (the_term.screen == NULL)
		return err_set(err, RC_IO, NULL,
			       "This terminal (TERM=%s) is not known. Try "
			       "TERM=xterm or TERM=linux.",
			       getenv("TERM") ? getenv("TERM") : "");
	set_term(the_term.screen);
	if (config->out != NULL)
		resizeterm(config->rows, config->cols);
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	term_set_theme(config->theme);
	return RC_OK;
}

enum rc
term_start(const struct term_config *config, struct err *err)
{
	bool real = config->out == NULL;
	const char *type = getenv("TERM");
	enum rc rc;

	if (real && (!isatty(0) || !isatty(1)))
		return err_set(err, RC_IO, NULL,
			       "The screens need a terminal. Commands work "
			       "without one: \"throughgate help\" lists "
			       "them.");
	memset(&the_term, 0, sizeof(the_term));
	the_term.config = *config;
	the_term.in = real ? stdin : fopen("/dev/null", "re");
	the_term.out = real ? stdout : config->out;
	if (real) {
		/* They would hold the size still when the window's changes. */
		unsetenv("LINES");
		unsetenv("COLUMNS");
	}
	rc = open_screen(err);
	if (rc != RC_OK)
		return rc;
	the_term.running = true;
	term_set_ascii(config->ascii);
	if (real)
		catch_signals();
	if (real && type != NULL && strcmp(type, "linux") == 0)
		glyph_set_init(&the_term.font, 1);
	mem_on_exhausted(term_stop);
	return RC_OK;
}

void
term_set_ascii(bool ascii)
{
	the_term.plain = ascii ||
			 strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static void
blank(void)
{
	static const char forget[] = "\033[3J";

	erase();
	clearok(stdscr, TRUE);
	refresh();
	/* The terminal's own scrollback held names too (xterm, linux). */
	if (the_term.out == stdout) {
		fwrite(forget, 1, sizeof(forget) - 1, the_term.out);
		fflush(the_term.out);
	}
}

/* A new curses screen for the old one, so that no cell and no output buffer
 * of the old one is left: what is freed is wiped. Without one there is nothing
 * to show a person, and the program ends. */
static void
renew(void)
{
	the_term.config.theme = the_term.theme;
	the_term.config.rows = LINES;
	the_term.config.cols = COLS;
	delscreen(the_term.screen);
	if (open_screen(NULL) != RC_OK) {
		ended = 1;
		return;
	}
	clearok(stdscr, TRUE);
	refresh();
}

void
term_scrub(void)
{
	if (!the_term.running)
		return;
	blank();
	endwin();
	renew();
}

void
term_stop(void)
{
	if (!the_term.running)
		return;
	the_term.running = false;
	if (the_term.screen != NULL) {
		blank();
		endwin();
		delscreen(the_term.screen);
	}
	if (the_term.in != stdin)
		fclose(the_term.in);
	glyph_set_release(&the_term.font);
}

void
term_suspend(void)
{
	blank();
	endwin();
	if (the_term.config.out == NULL)
		stop_job();
	renew();
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

static int
unread(int kind, wint_t code)
{
	return kind == KEY_CODE_YES ? ungetch((int)code)
				    : unget_wch((wchar_t)code);
}

/* A key that this terminal's description lacks must not become Esc and
 * letters, each of them a command. Curses has waited for the rest already:
 * what follows at once is not a person's. */
static bool
swallow_sequence(void)
{
	wint_t lead, code;
	int kind = get_wch(&lead);

	if (kind == ERR)
		return false;
	if (kind == KEY_CODE_YES || (lead != '[' && lead != 'O')) {
		unread(kind, lead);
		return false;
	}
	kind = get_wch(&code);
	if (kind == ERR) {
		unread(OK, lead);
		return false;
	}
	if (code == '[')
		kind = get_wch(&code);
	while (kind == OK && code >= ' ' && code < '@')
		kind = get_wch(&code);
	return true;
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
	if (code == TK_ESC && swallow_sequence())
		return TK_NONE;
	return code;
}


/* Somebody stopped us without asking, and a shell wrote here meanwhile. A
 * stopped job is not told of a new size, either. */
static uint32_t
come_back(void)
{
	struct winsize size;

	continued = 0;
	reset_prog_mode();
	if (ioctl(fileno(the_term.in), TIOCGWINSZ, &size) == 0 &&
	    size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	clearok(curscr, TRUE);
	return TK_RESIZE;
}

static uint32_t
noted_signal(void)
{
	if (ended)
		return TK_HANGUP;
	if (stop_asked) {
		stop_asked = 0;
		return TK_CTRL('z');
	}
	return continued ? come_back() : TK_NONE;
}

uint32_t
term_key(int timeout_ms)
{
	struct pollfd wait = { .fd = fileno(the_term.in), .events = POLLIN };
	uint32_t key = noted_signal();
	int ready;
	bool got;

	if (key != TK_NONE)
		return key;
	key = read_key(&got);
	if (got)
		return key;
	/* A signal interrupts poll(): its note or a resize is then seen. */
	ready = poll(&wait, 1, timeout_ms);
	key = noted_signal();
	if (key != TK_NONE)
		return key;
	key = read_key(&got);
	if (got)
		return key;
	/* A terminal that went away is "readable" for ever. */
	if (ready > 0 && (wait.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		return TK_HANGUP;
	return TK_TICK;
}
