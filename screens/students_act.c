/* SPDX-License-Identifier: ISC */
/* What can be done to several students at once. */
#include "screens/room.h"

#include "base/mem.h"

static void
run_grid(struct session *s, const struct id *ids, size_t count)
{
	class_grid_open(s, ids, count);
}

static void
run_enrolment(struct session *s, const struct id *ids, size_t count)
{
	ask_enrolment(s, ids, count);
}

static void
run_custody(struct session *s, const struct id *ids, size_t count)
{
	ask_custody(s, ids, count);
}

static void
run_version(struct session *s, const struct id *ids, size_t count)
{
	struct curriculum_version *rows;
	struct err err = { .code = RC_OK };
	char *labels[32];
	size_t n;
	int chosen;

	if (app_curriculum_list(s->app, &rows, &n, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return;
	}
	n = n < ARRAY_SIZE(labels) ? n : ARRAY_SIZE(labels);
	for (size_t i = 0; i < n; i++)
		labels[i] = xasprintf("%s %s, %s", rows[i].code,
				      rows[i].version, rows[i].title);
	if (n == 0)
		ui_say(s->ui, "There is no curriculum yet: at home, 3.");
	chosen = ui_ask_choice(s->ui, "To which version?",
			       (const char *const *)labels, n, 0);
	for (size_t i = 0; i < n; i++)
		mem_free(labels[i]);
	if (chosen >= 0 && app_pin(s->app, ids, count, &rows[chosen].id,
				   &err) != RC_OK)
		ui_complain(s->ui, &err);
	else if (chosen >= 0)
		ui_say(s->ui, "Moved %zu student%s to %s %s. u takes it "
		       "back.", count, count == 1 ? "" : "s",
		       rows[chosen].code, rows[chosen].version);
	mem_free(rows);
	if (chosen >= 0)
		ui_refresh(s->ui);
}

static const struct act {
	const char *label;
	enum rc (*available)(void *data, struct err *err);
	void (*run)(struct session *s, const struct id *ids, size_t count);
} acts[] = {
	{ "Record progress in the class grid", NULL, run_grid },
	{ "Change where they are in the programme", may_edit_students,
	  run_enrolment },
	{ "Change where they are now", may_edit_students, run_custody },
	{ "Move to another course or version", may_edit_students,
	  run_version },
};

void
act_on_students(struct session *s, const struct id *ids, size_t count)
{
	const char *labels[ARRAY_SIZE(acts)];
	struct err err = { .code = RC_OK };
	char *title = xasprintf("For %zu student%s", count,
				count == 1 ? "" : "s");
	int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(acts); i++)
		labels[i] = acts[i].label;
	chosen = ui_ask_choice(s->ui, title, labels, ARRAY_SIZE(acts), 0);
	mem_free(title);
	if (chosen < 0)
		return;
	if (acts[chosen].available != NULL &&
	    acts[chosen].available(&s, &err) != RC_OK)
		ui_complain(s->ui, &err);
	else
		acts[chosen].run(s, ids, count);
}
