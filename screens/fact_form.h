/* SPDX-License-Identifier: ISC */
/*
 * fact_form: one form for every kind of fact, made from fact_specs, and the
 * short questions that go with facts. A kind needs a row in fact_form_rows.c
 * only where the table of members is not enough: its title, what its day is
 * called, hints, members that its first review has.
 */
#ifndef SCREENS_FACT_FORM_H
#define SCREENS_FACT_FORM_H

#include "app/support_app.h"
#include "screens/member_form.h"

/* A form for one more: `fact` is what it begins with, fact_init() and the
 * student at least; it is copied. */
void fact_form_add(struct session *s, enum fact_kind kind, const void *fact);
/* The same, saved by a function of the caller's; the form frees ctx. */
typedef enum rc fact_form_save(struct app *app, void *ctx, void *fact,
			       struct err *err);
void fact_form_add_by(struct session *s, enum fact_kind kind,
		      const void *fact, fact_form_save *by, void *ctx);
/* A form to put right one that was wrong, as it was listed. Asks why; the old
 * one is void from then on, and named by the new one. */
void fact_form_correct(struct session *s, enum fact_kind kind,
		       const void *fact);

/* Each asks, does it, and says so; false when given up or refused. The fact
 * is as it was listed. */
bool ask_fact_end(struct session *s, enum fact_kind kind,
		  const struct fact *fact);
bool ask_fact_void(struct session *s, enum fact_kind kind,
		   const struct fact *fact);
/* Of a deferral: when to look again. Of a destination: how it is verified,
 * and as at when. */
bool ask_fact_review(struct session *s, enum fact_kind kind,
		     const struct fact *fact);

/* What the day of a kind is called: "Began". */
const char *fact_form_day(enum fact_kind kind);
/* No, none, nothing and not known need no words; ids have none. */
bool fact_says(const struct fact_member *m, const void *fact);
/* "Employed, 16 hours or more, Example Bank": its first members that say
 * something. */
void show_fact(enum fact_kind kind, const void *fact, struct buf *out);

/* ---- what a kind has of its own ---- */

enum { FACT_FORM_HINTS = 12, FACT_FORM_MORE = 2 };

struct fact_form_row {
	const char *adding;		/* "A new destination" */
	const char *day;		/* "Began" */
	/* Members that are not in fact_specs, asked only when adding. */
	struct fact_member more[FACT_FORM_MORE];
	/* NULL: app_fact_add(). */
	enum rc (*add)(struct app *app, void *fact, struct err *err);
	/* NULL: each member goes with each value of the first. */
	bool (*fits)(int first, const char *member);
	/* A sentence to see before anything is written; may be NULL. */
	void (*above)(struct session *s, const void *fact, struct buf *out);
	struct member_hint hints[FACT_FORM_HINTS];
};
extern const struct fact_form_row fact_form_rows[FACT_KINDS];

/* Who said no is not called: that is what is recorded to begin with. */
void fact_form_begin_contact(struct session *s, struct contact *contact);

#endif
