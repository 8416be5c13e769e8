/* SPDX-License-Identifier: ISC */
#include "model/role.h"

enum {
	A = 1 << ROLE_ADMINISTRATOR, L = 1 << ROLE_LEAD,
	I = 1 << ROLE_INSTRUCTOR, V = 1 << ROLE_VIEWER,
};

static const struct {
	unsigned roles;
	const char *what;	/* "Viewers cannot ..." */
} table[PERMISSION_COUNT] = {
	[MAY_VIEW_STUDENTS] = { A | L | I | V, "look at students" },
	[MAY_RECORD_PROGRESS] = { A | L | I, "record progress" },
	[MAY_EDIT_STUDENTS] = { A | L | I, "change students" },
	[MAY_IMPORT_STUDENTS] = { A | L, "import a class list" },
	[MAY_EDIT_CURRICULUM] = { A | L, "change the curriculum" },
	[MAY_CONFIRM_GRADUATE] = { A | L, "confirm a graduate" },
	[MAY_SUPPORT] = { A | L | I, "work on support plans" },
	[MAY_PUBLISH] = { A | L, "publish case studies" },
	[MAY_PRINT] = { A | L | I, "print or save sheets" },
	[MAY_UNDO] = { A | L | I, "take changes back" },
	[MAY_BACKUP] = { A | L, "make or restore a backup" },
	[MAY_EXCHANGE] = { A | L, "send or take in sticks" },
	[MAY_MANAGE_STAFF] = { A, "manage staff" },
	[MAY_MANAGE_KEYS] = { A, "manage keys" },
	[MAY_CHANGE_SETTINGS] = { A | L, "change settings" },
	[MAY_PROTECT_DATA] = { A | L, "answer data requests" },
	[MAY_ERASE] = { A, "erase records" },
};

static const char *const plural[] = {
	"Administrators", "Lead instructors", "Instructors", "Viewers",
};

bool
role_may(enum role role, enum permission permission)
{
	return (table[permission].roles >> role & 1) != 0;
}

const char *
role_words(enum permission permission)
{
	return table[permission].what;
}

enum rc
role_require(enum role role, enum permission permission, struct err *err)
{
	const char *who = table[permission].roles & L ? "a lead instructor"
						      : "an administrator";

	if (role_may(role, permission))
		return RC_OK;
	return err_set(err, RC_DENIED, NULL, "%s cannot %s; ask %s.",
		       plural[role], table[permission].what, who);
}
