/* SPDX-License-Identifier: ISC */
#include "store/bundle_tables.h"

const struct bundle_omission bundle_omissions[] = {
	{ "academy", "The manifest says who wrote the bundle." },
	{ "setting", "Each academy has its own." },
	{ "export_student", "With export." },
	{ "tally", "Counted from marks on arrival." },
	{ "sheet", "Paper stays where it was printed." },
	{ "draft", "Unsaved text is nobody's record yet." },
	{ "journal", "Its head travels in the manifest, its lines about a "
	  "student in past_entry." },
	{ "journal_subject", "With journal." },
	{ "old_key", "Each place knows what it trusted before." },
	{ "export", "What matters of it is in the manifest." },
	{ "import", "What matters of it is in a receipt." },
};
const size_t bundle_omission_count = ARRAY_SIZE(bundle_omissions);

/* ---- what is carried ---- */

bool
bundle_carries(const struct bundle_table *table, enum bundle_kind kind)
{
	return (table->kinds & 1u << kind) != 0;
}

static bool
carries_scope(enum bundle_kind kind, enum bundle_scope scope)
{
	for (size_t i = 0; i < bundle_table_count; i++)
		if (bundle_tables[i].scope == scope &&
		    bundle_carries(&bundle_tables[i], kind))
			return true;
	return false;
}

bool
bundle_carries_people(enum bundle_kind kind)
{
	return carries_scope(kind, SCOPE_STUDENT);
}

bool
bundle_carries_erasures(enum bundle_kind kind)
{
	return carries_scope(kind, SCOPE_ERASURE);
}
