/* SPDX-License-Identifier: ISC */
/* ui_private: what ui.c, dialogs and generated lists share. */
#ifndef TUI_UI_PRIVATE_H
#define TUI_UI_PRIVATE_H

#include "tui/ui.h"

enum { UI_MESSAGE = 480 };

struct open_screen {
	const struct screen_ops *ops;
	void *data;
};

struct ui {
	struct ui_config config;
	struct open_screen *stack;
	size_t depth;
	char message[UI_MESSAGE];
	enum role_look message_look;
	bool quit, ending, lock_wanted;
	uint32_t urgent;	/* key of a command that could not wait, or 0 */
	int idle_minutes;
	int64_t last_key_s;
	bool warned;
};

/* NULL when nothing is open. */
struct open_screen *ui_top(struct ui *ui);

/* A command's row and whose data it runs with. */
struct bound_command {
	const struct command *command;
	void *data;
};
/* All commands that can be reached now, the screen's own first. */
size_t ui_commands(struct ui *ui, struct bound_command *out, size_t max);
void ui_run_command(struct ui *ui, const struct bound_command *bound);
/* The one sentence of a window that is too small, over whatever was drawn. */
bool ui_draw_too_small(void);
bool ui_is_too_small(void);
/* Notes a key that cannot wait; false when it is an ordinary one. */
bool ui_take_urgent(struct ui *ui, uint32_t key);
/* Work, not a person, kept the keys waiting: the warning must come first. */
void ui_hold_idle(struct ui *ui);

#endif
