/* SPDX-License-Identifier: ISC */
/* What each kind of fact has of its own in its form. */
#include "screens/fact_form.h"

#include "app/gate_app.h"
#include "app/consent_app.h"
#include "app/jobs_app.h"
#include "base/mem.h"
#include "model/consent.h"
#include "model/member_tables.h"

static enum rc
add_deferral(struct app *app, void *fact, struct err *err)
{
	return app_defer(app, fact, err);
}

static enum rc
add_destination(struct app *app, void *fact, struct err *err)
{
	return app_destination_add(app, fact, err);
}

static enum rc
add_application(struct app *app, void *fact, struct err *err)
{
	return app_application_make(app, fact, err);
}

static bool
destination_has(int kind, const char *member)
{
	return destination_fits((enum destination_kind)kind, member);
}

/* Whether we may call is said before a number is dialled. */
static void
say_permission(struct session *s, const void *fact, struct buf *out)
{
	const struct fact *head = fact;
	const struct consent *last;
	char day[DATE_TEXT_SIZE + 4];
	size_t count;
	void *all;

	if (app_fact_list(s->app, FACT_CONSENT, &head->student_id, &all,
			  &count, NULL) != RC_OK)
		return;
	last = consent_said(all, count, CONSENT_CONTACT_AFTER_RELEASE,
			    app_as_at(s->app));
	if (last == NULL)
		buf_adds(out, "Contact after release: not asked yet; record "
			 "the answer under Consent.");
	else
		buf_addf(out, "Contact after release: %s on %s.",
			 last->given ? "permitted" : "NOT permitted, said",
			 date_format_long(last->fact.on, day));
	mem_free(all);
}

void
fact_form_begin_contact(struct session *s, struct contact *c)
{
	enum consent_state state;

	if (app_consent(s->app, &c->fact.student_id,
			CONSENT_CONTACT_AFTER_RELEASE, app_today(s->app),
			&state, NULL) == RC_OK && state == CONSENT_WITHDRAWN)
		c->result = CONTACT_NOT_PERMITTED;
}

/* Whether others may be told about them at all. */
static void
add_sharing(struct session *s, const struct id *student,
	    enum consent_purpose purpose, const char *with, struct buf *out)
{
	static const char *const words[] = {
		[CONSENT_NOT_ASKED] = "nobody has asked yet.",
		[CONSENT_GIVEN] = NULL,
		[CONSENT_WITHDRAWN] = "NOT permitted.",
	};
	enum consent_state state;

	if (app_consent(s->app, student, purpose, app_today(s->app), &state,
			NULL) == RC_OK && words[state] != NULL)
		buf_addf(out, "%sSharing with %s: %s",
			 out->len > 0 ? " " : "", with, words[state]);
}

/* Nothing here says what anybody was convicted of: a person has to ask. */
static void
say_what_to_ask(struct session *s, const void *fact, struct buf *out)
{
	const struct application *a = fact;
	struct employer employer;
	char warning[TERMS_SIZE];

	if (app_employer_load(s->app, &a->employer_id, &employer, NULL) !=
	    RC_OK)
		return;
	employer_warning(&employer, warning, sizeof(warning));
	buf_adds(out, warning);
	add_sharing(s, &a->fact.student_id, CONSENT_SHARE_WITH_EMPLOYER,
		    "an employer", out);
}

static void
say_mentor_sharing(struct session *s, const void *fact, struct buf *out)
{
	const struct fact *head = fact;

	add_sharing(s, &head->student_id, CONSENT_SHARE_WITH_MENTOR,
		    "a mentor", out);
}

const struct fact_form_row fact_form_rows[FACT_KINDS] = {
	[FACT_PLAN] = {
		.adding = "Readiness and needs", .day = "As at",
		.hints = {
			{ "needs", "What this person needs, in their own "
			  "words where you can. It is on the support sheet." },
		},
	},
	[FACT_CHECK] = {
		.adding = "A line of the checklist", .day = "As at",
	},
	[FACT_PATHWAY] = {
		.adding = "A pathway", .day = "As at",
		.hints = {
			{ "note", "What is needed, and who helps." },
		},
	},
	[FACT_ACTION] = {
		.adding = "A new action", .day = "Agreed on",
		.hints = {
			{ "what", "What is to be done, such as: book an "
			  "appointment at the bank." },
			{ "owner", "A name, or \"the person\"." },
			{ "due_on", "Year-month-day, or nothing. The diary "
			  "shows it when it comes near." },
		},
	},
	[FACT_PROFESSIONAL] = {
		.adding = "A professional who helps", .day = "Since",
		.hints = {
			{ "role", "Such as: offender manager, housing "
			  "officer, key worker." },
			{ "name", "May be left out." },
		},
	},
	[FACT_DEFERRAL] = {
		.adding = "Defer the plan", .day = "From",
		.more = {
			MEMBER(deferral, next_check, "Next check", DATE, false),
		},
		.add = add_deferral,
		.hints = {
			{ "kind", "What comes first for now. A deferred plan "
			  "is still a plan; several may run at once." },
			{ "next_check", "Year-month-day when somebody looks "
			  "again, or nothing. No day ever ends it." },
		},
	},
	[FACT_DESTINATION] = {
		.adding = "A new destination", .day = "Began",
		.more = {
			TERM(destination, verified, "Verified", verified),
			MEMBER(destination, verified_on, "Verified on",
			       DATE, false),
		},
		.add = add_destination, .fits = destination_has,
		.hints = {
			{ "on", "Year-month-day; may be still to come, once "
			  "it is agreed." },
			{ "main", "Where somebody is in several places, the "
			  "one that counts." },
			{ "employer", "Or the college, or the name of their "
			  "own business." },
			{ "role", "The job, or what is studied." },
			{ "field", "What the work or the study is about." },
			{ "salary_gbp", "Whole pounds a year, if they said; "
			  "nothing is fine." },
			{ "brokered", "Whether the programme found the "
			  "place." },
			{ "agreed_inside", "Whether it was agreed before "
			  "release." },
			{ "verified", "How we know." },
			{ "verified_on", "Year-month-day on which it was so; "
			  "nothing is today." },
		},
	},
	[FACT_MENTOR] = {
		.adding = "A new mentor", .day = "Since",
		.above = say_mentor_sharing,
		.hints = {
			{ "organisation", "Where the mentor works, if that "
			  "may be kept." },
			{ "aim", "What they work towards together." },
		},
	},
	[FACT_MEETING] = {
		.adding = "A meeting with the mentor", .day = "Met on",
		.hints = {
			{ "minutes", "How long, in minutes; nothing is "
			  "fine." },
		},
	},
	[FACT_CONTACT] = {
		.adding = "A contact", .day = "Day",
		.above = say_permission,
		.hints = {
			{ "point", "Which point of the diary it is for. "
			  "Enter lists them all." },
			{ "result", "No reply says nothing about how the "
			  "person is; the point stays open." },
			{ "inbound", "Whether they called or wrote to us." },
			{ "note", "What was said, in short." },
		},
	},
	[FACT_CONSENT] = {
		.adding = "Consent", .day = "Said on",
		.hints = {
			{ "given", "yes: given. no: refused or withdrawn." },
			{ "wording", "Which version of the form was signed, "
			  "as printed on it." },
		},
	},
	[FACT_APPLICATION] = {
		.adding = "A new application", .day = "Made on",
		.add = add_application, .above = say_what_to_ask,
		.hints = {
			{ "title", "The job; of a vacancy, its title." },
			{ "brokered", "Whether the programme put them "
			  "forward." },
		},
	},
	[FACT_STEP] = {
		.adding = "A step of an application", .day = "Day",
	},
	[FACT_COURSE] = {
		.adding = "A later course", .day = "Completed on",
		.hints = {
			{ "title", "What a graduate has done since, here or "
			  "elsewhere." },
		},
	},
	[FACT_LOAN] = {
		.adding = "Lend kit", .day = "Lent on",
		.hints = {
			{ "item", "Such as: laptop." },
			{ "tag", "The number on its label." },
			{ "due_on", "Year-month-day, or nothing while it may "
			  "stay." },
			{ "condition", "How it is when it goes out." },
		},
	},
};
