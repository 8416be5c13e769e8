/* SPDX-License-Identifier: ISC */
#include "model/person_record.h"

#include <string.h>

#include "base/mem.h"

void
person_record_release(struct person_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		struct person_table *t = &record->tables[i];

		for (size_t k = 0; k < t->cell_count; k++)
			mem_free(t->cells[k]);
		mem_free(t->cells);
		for (size_t k = 0; k < t->column_count; k++)
			mem_free(t->columns[k].id);
		mem_free(t->columns);
	}
	mem_free(record->tables);
	memset(record, 0, sizeof(*record));
}
