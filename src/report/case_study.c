/* SPDX-License-Identifier: ISC */
/* The text of a case study, out of the program: with a consent alone. */
#include "report/kinds.h"

#include "app/academy_app.h"
#include "app/case_app.h"
#include "base/mem.h"
#include "base/path.h"

/* What may leave, or why not. The file is to be released. */
static enum rc
open_text(struct app *app, const char *ref, struct case_file *file,
	  struct err *err)
{
	enum rc rc = app_case_open(app, ref, file, err);

	if (rc != RC_OK)
		return rc;
	rc = case_check_consent(&file->row, err);
	if (rc == RC_OK && file->text == NULL)
		rc = err_set(err, RC_CONFLICT, "body",
			     "There is no text yet.");
	if (rc != RC_OK)
		case_file_release(file);
	return rc;
}

/* Paper about somebody who is not named has no reference on it. */
enum rc
report_case(struct app *app, const char *ref, struct report *report,
	    struct id *subject, struct err *err)
{
	struct case_file file;
	enum rc rc = open_text(app, ref, &file, err);

	if (rc != RC_OK)
		return rc;
	*subject = file.row.study.fact.student_id;
	mem_free(report->title);
	mem_free(report->subtitle);
	report->title = xstrdup(file.row.study.title);
	report->subtitle = xstrdup(
		file.row.standing.stage == STAGE_APPROVED
			? "Case study, approved"
			: "Case study. Draft, not approved: not for others.");
	report_section(report, "text", "");
	report_note(report, "%s", file.text);
	case_file_release(&file);
	return RC_OK;
}

enum rc
report_case_text(struct app *app, const char *ref, const char *path,
		 struct buf *text, int64_t *number, struct err *err)
{
	struct case_file file;
	enum rc rc = app_require(app, MAY_PRINT, err);

	if (rc == RC_OK)
		rc = open_text(app, ref, &file, err);
	if (rc != RC_OK)
		return rc;
	buf_adds(text, file.text);
	if (path != NULL && path_exists(path))
		rc = err_set(err, RC_CONFLICT, "output",
			     "There is a file %.200s already. Choose another "
			     "name.", path);
	if (rc == RC_OK)
		rc = app_sheet_issue(app, "case-study",
				     &file.row.study.fact.student_id, "file",
				     number, err);
	if (rc == RC_OK && path != NULL)
		rc = path_write_atomic(path, text->ptr, text->len, false,
				       err);
	case_file_release(&file);
	return rc;
}
