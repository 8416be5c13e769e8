/* SPDX-License-Identifier: ISC */
#include "base/rc.h"
#include "model/exchange_record.h"

static const struct term site_kind[] = {
	{ "ACADEMY", "Academy", "Teaches, in one prison.", 0, "" },
	{ "HEAD_OFFICE", "Head office", "Collects returns from academies.", 0,
	  "" },
};
const struct term_set term_site_kind = {
	"kind", "kind of place", site_kind, ARRAY_SIZE(site_kind),
};

static const struct term site_state[] = {
	{ "TRUSTED", "Trusted", "What it signs is opened.", 0, "" },
	{ "RETIRED", "Not trusted any more", "Its keys are refused.", 0, "" },
};
const struct term_set term_site_state = {
	"state", "state of a place", site_state, ARRAY_SIZE(site_state),
};

static const struct term bundle_kind[] = {
	{ "return", "Return", "An academy's records, for head office.", 0,
	  "" },
	{ "transfer", "Transfer",
	  "Students whose record goes to another academy.", 0, "" },
	{ "curriculum", "Curriculum", "Curriculum versions from head office.",
	  0, "" },
	{ "site-pack", "Site pack",
	  "Keys of places, and curricula, from head office.", 0, "" },
	{ "receipt", "Receipt", "Says which sticks have arrived.", 0, "" },
};
const struct term_set term_bundle_kind = {
	"kind", "kind of bundle", bundle_kind, ARRAY_SIZE(bundle_kind),
};

static const struct term line_state[] = {
	{ "NEW", "New", "It is not here yet.", 0, "" },
	{ "CHANGED", "Changed", "What is here is older.", 0, "" },
	{ "SAME", "Here already", "Nothing would change.", 0, "" },
	{ "REFUSED", "Refused", "It cannot be taken in.", 0, "" },
};
const struct term_set term_line_state = {
	"state", "state of a line", line_state, ARRAY_SIZE(line_state),
};
