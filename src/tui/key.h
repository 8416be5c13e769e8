/* SPDX-License-Identifier: ISC */
/*
 * key: what a person pressed, as one number. Characters are their Unicode code
 * points (control characters included); everything else is above Unicode.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stddef.h>
#include <stdint.h>

#define TK_CTRL(letter) ((uint32_t)((letter) & 0x1f))

enum {
	TK_NONE = 0, TK_TAB = 9, TK_ENTER = 13, TK_ESC = 27, TK_SPACE = 32,
	TK_UP = 0x110000, TK_DOWN, TK_LEFT, TK_RIGHT, TK_HOME, TK_END,
	TK_PAGE_UP, TK_PAGE_DOWN, TK_INSERT, TK_DELETE, TK_BACKSPACE,
	TK_BACK_TAB, TK_F1, TK_F2, TK_F3, TK_F4, TK_F5, TK_F6, TK_F7, TK_F8,
	TK_F9, TK_F10, TK_F11, TK_F12,
	TK_RESIZE,	/* the screen has another size */
	TK_TICK,	/* some time went by without a key */
	TK_HANGUP,	/* the terminal went away, or somebody ends us */
};

enum { KEY_NAME_SIZE = 16 };

/* "F1", "^K", "Space", "a"; returns name. */
char *key_label(uint32_t key, char name[KEY_NAME_SIZE]);
/* Reads one key of a script: "<F1>", "<^K>", "<Enter>", "<<" for "<", or a
 * character. Returns the bytes used; 0 at the end. */
size_t key_parse(const char *script, uint32_t *key);
/* A character that belongs in a text field. */
int key_is_text(uint32_t key);

#endif
