/* SPDX-License-Identifier: ISC */
#include "tui/key.h"

#include <stdio.h>
#include <string.h>

#include "base/rc.h"
#include "base/utf8.h"

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{ TK_TAB, "Tab" }, { TK_ENTER, "Enter" }, { TK_ESC, "Esc" },
	{ TK_SPACE, "Space" }, { TK_UP, "Up" }, { TK_DOWN, "Down" },
	{ TK_LEFT, "Left" }, { TK_RIGHT, "Right" }, { TK_HOME, "Home" },
	{ TK_END, "End" }, { TK_PAGE_UP, "PgUp" }, { TK_PAGE_DOWN, "PgDn" },
	{ TK_INSERT, "Ins" }, { TK_DELETE, "Del" },
	{ TK_BACKSPACE, "Backspace" }, { TK_BACK_TAB, "BackTab" },
	{ TK_F1, "F1" }, { TK_F2, "F2" }, { TK_F3, "F3" }, { TK_F4, "F4" },
	{ TK_F5, "F5" }, { TK_F6, "F6" }, { TK_F7, "F7" }, { TK_F8, "F8" },
	{ TK_F9, "F9" }, { TK_F10, "F10" }, { TK_F11, "F11" },
	{ TK_F12, "F12" }, { TK_RESIZE, "Resize" }, { TK_TICK, "Tick" },
	{ TK_HANGUP, "Hangup" },
};

static size_t
put_utf8(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

char *
key_label(uint32_t key, char name[KEY_NAME_SIZE])
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].key == key) {
			snprintf(name, KEY_NAME_SIZE, "%s", names[i].name);
			return name;
		}
	if (key < 32)
		snprintf(name, KEY_NAME_SIZE, "^%c", (int)(key | 0x40));
	else
		name[key < 0x110000 ? put_utf8(key, name) : 0] = '\0';
	return name;
}

static uint32_t
named(const char *name, size_t len)
{
	if (len == 2 && name[0] == '^')
		return TK_CTRL((uint32_t)name[1]);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strlen(names[i].name) == len &&
		    strncmp(names[i].name, name, len) == 0)
			return names[i].key;
	return TK_NONE;
}

size_t
key_parse(const char *script, uint32_t *key)
{
	const char *end;

	*key = TK_NONE;
	if (script[0] == '\0')
		return 0;
	if (script[0] != '<')
		return utf8_next(script, strlen(script), key);
	if (script[1] == '<') {
		*key = '<';
		return 2;
	}
	end = strchr(script, '>');
	if (end == NULL)
		return 0;
	*key = named(script + 1, (size_t)(end - script - 1));
	return (size_t)(end - script + 1);
}

int
key_is_text(uint32_t key)
{
	char bytes[4];

	/* Not a control of either kind, and nothing that turns text round. */
	return key < 0x110000 && utf8_is_text(bytes, put_utf8(key, bytes));
}
