/* SPDX-License-Identifier: ISC */
#include "store/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/query.h"
#include "store/table_rules.h"

/* One table being read. columns[i] of its words is columns[i] of what is
 * selected; a term is two columns of what is given. */
struct reading {
	struct store *store;
	const struct table_rule *rule;
	struct column_word *words;
	size_t count;
	bool dated, timed;
	struct err *err;
};

/* ---- its columns ---- */

static enum rc
add_word(struct reading *r, const char *column)
{
	struct column_word word;

	r->dated |= strcmp(column, "on_date") == 0;
	r->timed |= strcmp(column, "utc_s") == 0;
	if (!column_word(r->rule->table, column, &word))
		return err_set(r->err, RC_CONFLICT, NULL,
			       "No plain word is known for %s of %s.", column,
			       r->rule->table);
	if (word.show == SHOW_NOTHING)
		return RC_OK;
	r->words = xgrow(r->words, r->count, sizeof(*r->words));
	r->words[r->count++] = word;
	return RC_OK;
}

static enum rc
find_columns(struct reading *r)
{
	char column[64];
	struct query q = query_open(r->store,
		"SELECT name FROM pragma_table_info(?1) ORDER BY cid", r->err);
	enum rc rc = RC_OK;

	query_bind_text(&q, r->rule->table);
	while (rc == RC_OK && query_row(&q)) {
		query_text(&q, column, sizeof(column));
		rc = add_word(r, column);
	}
	return query_close(&q) == RC_OK ? rc : q.rc;
}

/* ---- its rows, as SQL ---- */

/* Rows that other rows can be about are dated, and have an id. */
static bool
is_pointed_at(const struct table_rule *rule)
{
	for (size_t k = 0; k < FACT_KINDS; k++)
		if (strcmp(fact_specs[k].table, rule->table) == 0)
			return true;
	return strcmp(rule->table, "custody") == 0;
}

/* "deferral 2026-03-01": the table and the day of the row that is meant. */
static void
add_pointer(struct buf *sql, const char *column)
{
	const char *join = "(SELECT p.row FROM (";

	for (size_t i = 0; i < table_rule_count; i++)
		if (is_pointed_at(&table_rules[i])) {
			buf_addf(sql, "%sSELECT id, '%s ' || on_date AS row"
				 " FROM %s WHERE student_id=?1", join,
				 table_rules[i].table, table_rules[i].table);
			join = " UNION ALL ";
		}
	buf_addf(sql, ") p WHERE p.id=t.%s)", column);
}

static void
add_expression(struct buf *sql, const struct column_word *word)
{
	const char *c = word->column;

	switch (word->show) {
	case SHOW_STAFF:
		buf_addf(sql, "(SELECT name FROM staff WHERE id=t.%s)", c);
		break;
	case SHOW_ITEM:
		buf_addf(sql, "(SELECT code || ' ' || title FROM item"
			 " WHERE id=t.%s)", c);
		break;
	case SHOW_VERSION:
		buf_addf(sql, "(SELECT title || ', version ' || version"
			 " FROM curriculum_version WHERE id=t.%s)", c);
		break;
	case SHOW_SITE:
		buf_addf(sql, "coalesce((SELECT name FROM site WHERE"
			 " id=t.%s), (SELECT name FROM academy WHERE"
			 " id=t.%s))", c, c);
		break;
	case SHOW_EMPLOYER:
		buf_addf(sql, "(SELECT name FROM employer WHERE id=t.%s)", c);
		break;
	case SHOW_VACANCY:
		buf_addf(sql, "(SELECT title FROM vacancy WHERE id=t.%s)", c);
		break;
	case SHOW_EXPORT:
		buf_addf(sql, "(SELECT printf('%%06d', e.number) || ', ' ||"
			 " e.file || coalesce(', for ' || s.name, '') FROM"
			 " export e LEFT JOIN site s ON s.id=e.site_id"
			 " WHERE e.number=t.%s)", c);
		break;
	case SHOW_INSTANT:
		buf_addf(sql, "t.%s || ' ' || t.offset_min", c);
		break;
	case SHOW_ROW:
		add_pointer(sql, c);
		break;
	case SHOW_CODE:
		buf_addf(sql, "iif(typeof(t.%s)='blob', lower(hex(t.%s)),"
			 " t.%s)", c, c, c);
		break;
	default:
		buf_addf(sql, "CAST(t.%s AS TEXT)", c);
		break;
	}
}

static void
add_select(struct buf *sql, const struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		buf_adds(sql, i > 0 ? ", " : "SELECT ");
		add_expression(sql, &r->words[i]);
	}
	buf_addf(sql, " FROM %s t WHERE %s%s", r->rule->table,
		 r->rule->where, r->dated ? " ORDER BY t.on_date"
				 : r->timed ? " ORDER BY t.utc_s" : "");
}

/* ---- its cells, in words ---- */

static char *
day_text(const char *iso)
{
	char text[DATE_TEXT_SIZE + 4];
	civil_date day;

	if (iso[0] == '\0' || date_parse(iso, &day, NULL) != RC_OK)
		return xstrdup(iso);
	return xstrdup(date_format_long(day, text));
}

static char *
instant_text(const char *numbers)
{
	char text[INSTANT_TEXT_SIZE], day[DATE_TEXT_SIZE + 4], *end;
	struct instant at = { .utc_s = strtoll(numbers, &end, 10) };

	at.offset_min = (int32_t)strtol(end, NULL, 10);
	instant_format(at, text);	/* "2026-11-23 14:05" */
	return xasprintf("%s,%s", date_format_long(date_of_instant(at), day),
			 text + strcspn(text, " "));
}

static const char *
heading_of(const char *table, size_t len)
{
	for (size_t i = 0; i < table_rule_count; i++)
		if (strlen(table_rules[i].table) == len &&
		    strncmp(table_rules[i].table, table, len) == 0)
			return table_rules[i].heading;
	return "";
}

static char *
pointer_text(const char *row)
{
	size_t len = strcspn(row, " ");
	char *day, *text;

	if (row[len] == '\0')
		return xstrdup(row);
	day = day_text(row + len + 1);
	text = xasprintf("%s, %s", heading_of(row, len), day);
	mem_free(day);
	return text;
}

static char *
reason_text(const char *code)
{
	static const struct term_set *const sets[] = {
		&term_break_reason, &term_withdrawal_reason,
		&term_decline_reason, &term_deferral,
	};

	for (size_t i = 0; i < ARRAY_SIZE(sets); i++)
		if (term_value(sets[i], code) >= 0)
			return xstrdup(term_label(sets[i],
						  term_value(sets[i], code)));
	return xstrdup(code);
}

static char *
cell_text(const struct column_word *word, const char *stored)
{
	switch (word->show) {
	case SHOW_DATE:
		return day_text(stored);
	case SHOW_FLAG:
		return xstrdup(strcmp(stored, "0") == 0 ? "no" : "yes");
	case SHOW_TERM:
		return xstrdup(term_value(word->terms, stored) < 0 ? stored
			: term_label(word->terms,
				     term_value(word->terms, stored)));
	case SHOW_REASON:
		return reason_text(stored);
	case SHOW_INSTANT:
		return instant_text(stored);
	case SHOW_ROW:
		return pointer_text(stored);
	default:
		return xstrdup(stored);
	}
}

/* ---- a table of the record ---- */

static bool
has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; p != NULL; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (strncmp(p, word, len) == 0 &&
		    (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

static void
add_column(struct person_table *t, char *id, const char *label, bool hidden,
	   bool others)
{
	t->columns = xgrow(t->columns, t->column_count, sizeof(*t->columns));
	t->columns[t->column_count++] = (struct person_column){
		id, label, hidden, others,
	};
}

static void
add_cell(struct person_table *t, char *text)
{
	t->cells = xgrow(t->cells, t->cell_count, sizeof(*t->cells));
	t->cells[t->cell_count++] = text;
}

static void
begin_table(const struct reading *r, struct person_table *t)
{
	memset(t, 0, sizeof(*t));
	t->id = r->rule->table;
	t->heading = r->rule->heading;
	for (size_t i = 0; i < r->count; i++) {
		const struct column_word *w = &r->words[i];

		add_column(t, xstrdup(w->column), w->label,
			   w->show == SHOW_CODE,
			   has_word(r->rule->others, w->column));
		if (w->show == SHOW_TERM || w->show == SHOW_REASON)
			add_column(t, xasprintf("%s_code", w->column),
				   w->label, true, false);
	}
}

static void
add_row(const struct reading *r, sqlite3_stmt *row, struct person_table *t)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct column_word *w = &r->words[i];
		const char *stored =
			(const char *)sqlite3_column_text(row, (int)i);

		if (stored == NULL)
			stored = "";
		add_cell(t, cell_text(w, stored));
		if (w->show == SHOW_TERM || w->show == SHOW_REASON)
			add_cell(t, xstrdup(stored));
	}
}

static enum rc
read_rows(struct reading *r, const struct id *student,
	  struct person_record *record)
{
	struct buf sql = BUF_INIT;
	struct person_table t;
	sqlite3_stmt *row = NULL;
	int code = SQLITE_ERROR;

	add_select(&sql, r);
	begin_table(r, &t);
	if (sqlite3_prepare_v2(r->store->db, sql.ptr, (int)sql.len, &row,
			       NULL) == SQLITE_OK) {
		sqlite3_bind_blob(row, 1, student->b, ID_SIZE, SQLITE_STATIC);
		while ((code = sqlite3_step(row)) == SQLITE_ROW)
			add_row(r, row, &t);
	}
	buf_release(&sql);
	record->tables = xgrow(record->tables, record->count, sizeof(t));
	record->tables[record->count++] = t;
	if (code != SQLITE_DONE) {
		sqlite3_finalize(row);
		return store_error(r->store, r->err);
	}
	sqlite3_finalize(row);
	return RC_OK;
}

static enum rc
read_table(struct store *store, const struct table_rule *rule,
	   const struct id *student, struct person_record *record,
	   struct err *err)
{
	struct reading r = { .store = store, .rule = rule, .err = err };
	enum rc rc = find_columns(&r);

	if (rc == RC_OK)
		rc = read_rows(&r, student, record);
	mem_free(r.words);
	return rc;
}

enum rc
person_load(struct store *store, const struct id *student,
	    struct person_record *record, struct err *err)
{
	enum rc rc = RC_OK;

	memset(record, 0, sizeof(*record));
	for (size_t i = 0; i < table_rule_count && rc == RC_OK; i++)
		if (table_rules[i].heading != NULL)
			rc = read_table(store, &table_rules[i], student,
					record, err);
	if (rc != RC_OK)
		person_record_release(record);
	return rc;
}
