/* SPDX-License-Identifier: ISC */
#include "report/doctor.h"

#include <inttypes.h>
#include <langinfo.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "report/spool.h"

/* One row a check: "ok", or what to do. Facts come from the kernel alone. */
enum { SPACE_MB = 200, LOCKED_KB = 1024, FILE_MAX = 1 << 16 };

typedef bool check_fn(const char *vault_dir, char *advice, size_t size);

static bool
check_swap(const char *vault_dir, char *advice, size_t size)
{
	struct buf text = BUF_INIT;
	size_t lines = 0;
	enum rc rc = path_read("/proc/swaps", FILE_MAX, &text, NULL);

	(void)vault_dir;
	for (const char *p = text.ptr; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	buf_release(&text);
	snprintf(advice, size, "memory can be written to disk. Turn swap off "
		 "(\"swapoff -a\", and its line in /etc/fstab) or encrypt "
		 "it.");
	return rc != RC_OK || lines < 2;
}

static bool
check_core(const char *vault_dir, char *advice, size_t size)
{
	struct rlimit limit;

	(void)vault_dir;
	snprintf(advice, size, "a crash could write memory to a file, and "
		 "this could not be turned off. Set \"* hard core 0\" in "
		 "/etc/security/limits.conf.");
	return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 &&
	       prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static bool
check_locked(const char *vault_dir, char *advice, size_t size)
{
	struct rlimit limit;

	(void)vault_dir;
	snprintf(advice, size, "too little memory can be locked. Set \"* hard "
		 "memlock %d\" and \"* soft memlock %d\" in "
		 "/etc/security/limits.conf.", LOCKED_KB * 8, LOCKED_KB * 8);
	return getrlimit(RLIMIT_MEMLOCK, &limit) == 0 &&
	       (limit.rlim_cur == RLIM_INFINITY ||
		limit.rlim_cur >= LOCKED_KB * 1024);
}

/* The vault was last written in the past, and not years ago. */
static bool
check_clock(const char *vault_dir, char *advice, size_t size)
{
	char *path = path_join(vault_dir, "records.db");
	struct stat st;
	time_t now = time(NULL);
	bool there = stat(path, &st) == 0;

	mem_free(path);
	snprintf(advice, size, "the machine's clock is wrong: it is before "
		 "the last change to the records, or before 2026. Set it with "
		 "\"timedatectl set-time\".");
	return now > 1767225600 && (!there || st.st_mtime <= now + 60);
}

static bool
check_encoding(const char *vault_dir, char *advice, size_t size)
{
	(void)vault_dir;
	snprintf(advice, size, "the terminal's encoding is %s, so names may "
		 "look wrong. Set LANG to C.UTF-8 or en_GB.UTF-8.",
		 nl_langinfo(CODESET));
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool
check_space(const char *vault_dir, char *advice, size_t size)
{
	char *dir = xstrdup(vault_dir), *slash;
	struct statvfs fs;
	int64_t mb;

	/* The vault may not be there yet: its nearest parent is. */
	while (!path_exists(dir) && (slash = strrchr(dir, '/')) != NULL &&
	       slash != dir)
		*slash = '\0';
	if (!path_exists(dir))
		snprintf(dir, strlen(dir) + 1, "/");
	mb = statvfs(dir, &fs) == 0
		     ? (int64_t)fs.f_bavail * (int64_t)fs.f_frsize >> 20
		     : 0;
	mem_free(dir);
	snprintf(advice, size, "only %" PRId64 " MB are free where the "
		 "records are. Free some space: %d MB or more.", mb,
		 SPACE_MB);
	return mb >= SPACE_MB;
}

static bool
check_private(const char *vault_dir, char *advice, size_t size)
{
	struct stat st;

	snprintf(advice, size, "other users of this machine can list the "
		 "academy's folder. Run \"chmod 700 %s\".", vault_dir);
	return stat(vault_dir, &st) != 0 || (st.st_mode & 077) == 0;
}

static bool
check_printer(const char *vault_dir, char *advice, size_t size)
{
	(void)vault_dir;
	snprintf(advice, size, "there is no printer program. Sheets can be "
		 "saved to files; to print, install cups-client and set a "
		 "printer up.");
	return spool_available();
}

static const struct {
	const char *id, *label;
	check_fn *check;
} checks[] = {
	{ "swap", "Swap", check_swap },
	{ "core", "Core dumps", check_core },
	{ "locked-memory", "Locked memory", check_locked },
	{ "clock", "Clock", check_clock },
	{ "encoding", "Encoding", check_encoding },
	{ "space", "Free space", check_space },
	{ "private", "Private folder", check_private },
	{ "printer", "Printer", check_printer },
};

static const struct report_column doctor_columns[] = {
	{ "check", "Check", 14, false },
	/* What a dialog has room for. */
	{ "result", "Result", 60, false },
};

void
report_doctor(const char *vault_dir, struct report *report)
{
	report_init(report, "doctor", "This machine");
	report_section(report, "checks", "");
	report_table(report, doctor_columns, ARRAY_SIZE(doctor_columns),
		     true);
	for (size_t i = 0; i < ARRAY_SIZE(checks); i++) {
		char advice[400];
		bool ok = checks[i].check(vault_dir, advice, sizeof(advice));

		report_cell(report, "%s", checks[i].label);
		report_cell(report, "%s", ok ? "ok" : advice);
	}
}
