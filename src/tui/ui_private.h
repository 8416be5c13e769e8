/* SPDX-License-Identifier: ISC */
/* ui_private: what ui.c, dialogs and generated lists share. */
#ifndef TUI_UI_PRIVATE_H
#define TUI_UI_PRIVATE_H

#include "tui/ui.h"

enum { UI_STACK = 16, UI_MESSAGE = 480 };

struct open_screen {
	const struct screen_ops *ops;
	void *data;
};

struct ui {
	struct ui_config config;
	struct open_screen stack[UI_STACK];
	size_t depth;
	char message[UI_MESSAGE];
	enum role_look message_look;
	bool quit, ending, lock_wanted, asking;
	int idle_minutes;
	int64_t last_key_s;
	bool warned;
};

/* A command's row and whose data it runs with. */
struct bound_command {
	const struct command *command;
	void *data;
};
/* All commands that can be reached now, the screen's own first. */
size_t ui_commands(struct ui *ui, struct bound_command *out, size_t max);
void ui_run_command(struct ui *ui, const struct bound_command *bound);

#endif
