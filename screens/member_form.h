/* SPDX-License-Identifier: ISC */
/*
 * member_form: a form made of a table of members (support_record.h), filled
 * from a struct and read into one. A member that is an id has no field.
 */
#ifndef SCREENS_MEMBER_FORM_H
#define SCREENS_MEMBER_FORM_H

#include "model/support_record.h"
#include "screens/room.h"

enum { MEMBER_FIELDS_MAX = 32 };

struct member_form {
	struct fact_member members[MEMBER_FIELDS_MAX];	/* one row a field */
	struct field_spec specs[MEMBER_FIELDS_MAX];
	const char **words[MEMBER_FIELDS_MAX];
	size_t count;
	struct form form;
};

struct member_hint {
	const char *member, *hint;
};

/* One field more; hints end with a NULL member, or with their count. */
void member_form_add(struct member_form *f, const struct fact_member *m,
		     const struct member_hint *hints, size_t hint_count);
/* Once all are added: with what the row says in them. */
void member_form_begin(struct member_form *f, const void *row);
void member_form_release(struct member_form *f);
/* Each field that is not hidden into the row; the rest of it stays. */
MUST_USE enum rc member_form_read(const struct member_form *f, void *row,
				  struct err *err);
/* Enter in a field of several words lists them; the rest is the form's. */
bool member_form_key(struct member_form *f, struct ui *ui, uint32_t pressed);

#endif
