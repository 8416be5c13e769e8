/* SPDX-License-Identifier: ISC */
/* commands: the tables of commands, and what their rows run. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"
#include "report/kinds.h"

#define CLI_OPTIONS_END { NULL, NULL, NULL }
#define CLI_COMMANDS_END { NULL, NULL, NULL, NULL, 0, NULL }

/* Each table is ended by a row without a name. */
extern const struct cli_command cli_records[], cli_gate[], cli_jobs[],
	cli_case[], cli_rights[], cli_place[];

typedef enum rc cli_run_fn(struct cli *cli, struct err *err);

cli_run_fn cmd_help, cmd_init, cmd_demo, cmd_backup, cmd_restore, cmd_verify,
	cmd_doctor, cmd_student_list, cmd_student_show, cmd_student_add,
	cmd_student_change, cmd_student_access, cmd_student_erase,
	cmd_erasure_list, cmd_retention_list, cmd_retention_keep,
	cmd_request_add, cmd_request_list, cmd_request_answered, cmd_student_import,
	cmd_student_enrol,
	cmd_student_custody, cmd_student_release, cmd_student_pin,
	cmd_student_graduate, cmd_curriculum_list, cmd_curriculum_show,
	cmd_curriculum_import, cmd_progress_show, cmd_progress_record,
	cmd_progress_help, cmd_report, cmd_report_list, cmd_history, cmd_undo,
	cmd_redo, cmd_user_list, cmd_user_add, cmd_user_passwd,
	cmd_user_change, cmd_user_remove, cmd_key_recover, cmd_key_rotate,
	cmd_key_new_recovery, cmd_setting_list, cmd_setting_set,
	cmd_age_keygen, cmd_age_encrypt, cmd_age_decrypt, cmd_minisign_keygen,
	cmd_minisign_sign, cmd_minisign_verify, cmd_export, cmd_export_list,
	cmd_import, cmd_import_list, cmd_stick_lost, cmd_volume_list,
	cmd_student_reclaim, cmd_key_show, cmd_key_list, cmd_key_trust,
	cmd_key_retire, cmd_key_accept_restored, cmd_key_export_identity,
	cmd_key_export_signing, cmd_key_escrow,
	cmd_case_list, cmd_case_show, cmd_case_new, cmd_case_draft,
	cmd_case_check, cmd_case_stay, cmd_case_send, cmd_case_approve,
	cmd_case_return, cmd_case_publish, cmd_case_take_down, cmd_case_text,
	cmd_graduate_list, cmd_support_list, cmd_support_show,
	cmd_support_set, cmd_plan_show,
	cmd_fact_add, cmd_fact_list, cmd_fact_end, cmd_fact_void,
	cmd_defer_review, cmd_destination_verify, cmd_diary,
	cmd_followup_list, cmd_employer_list, cmd_employer_show,
	cmd_employer_add, cmd_employer_change, cmd_employer_end,
	cmd_vacancy_list, cmd_vacancy_add, cmd_vacancy_change,
	cmd_vacancy_close, cmd_application_list, cmd_application_show,
	cmd_application_make, cmd_application_step, cmd_loan_list,
	cmd_loan_return;

/* The student of a reference, and of the item of a code, for changing. */
MUST_USE enum rc cmd_find_student(struct cli *cli, size_t word,
				  struct student *student, struct err *err);

/* What the arguments and options say of the command's members, into a struct
 * that has them; and of a fact, with its day. */
MUST_USE enum rc cmd_read_members(struct cli *cli, void *into,
				  struct err *err);
MUST_USE enum rc cmd_read_fact(struct cli *cli, void *fact, struct err *err);
/* By which other commands know a fact that was added. */
MUST_USE enum rc cmd_print_number(struct cli *cli, enum fact_kind kind,
				  const struct fact *fact, struct err *err);

/* A table of dated changes, and those of one axis. */
void cmd_changes_table(struct report *report);
void cmd_add_changes(struct report *report, const char *axis,
		     const struct term_set *set,
		     const struct axis_change *rows, size_t count);

/* A numbered sheet to --output, --print, or standard output. */
MUST_USE enum rc cmd_sheet(struct cli *cli, const struct report_kind *kind,
			   const char *of, struct err *err);

/* The progress of what takes long, on a terminal. */
bool cmd_show_progress(void *cli, int64_t done, int64_t total);
void cmd_end_progress(struct cli *cli);
/* A number that a listing printed; RC_INVALID names the field. */
MUST_USE enum rc cmd_number(const char *text, const char *where,
			    int64_t *number, struct err *err);

#endif
