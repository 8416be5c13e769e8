/* SPDX-License-Identifier: ISC */
#include "report/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

extern char **environ;

static const char *const lp_paths[] = { "/usr/bin/lp", "/bin/lp" };

static const char *
find_lp(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(lp_paths); i++)
		if (access(lp_paths[i], X_OK) == 0)
			return lp_paths[i];
	return NULL;
}

bool
spool_available(void)
{
	return find_lp() != NULL;
}

static enum rc
start(const char *lp, const char *title, int in, int out, pid_t *pid,
      struct err *err)
{
	char name[] = "lp", silent[] = "-s", titled[] = "-t", dash[] = "-";
	char *copy = xstrdup(title);
	char *argv[] = { name, silent, titled, copy, dash, NULL };
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, out, 2);
	failed = posix_spawn(pid, lp, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	mem_free(copy);
	return failed ? err_set_errno(err, failed, "The printer program "
				      "cannot be started")
		      : RC_OK;
}

/* A printer that stops reading must not kill us. */
static bool
feed(int fd, const char *text, size_t size)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	bool ok = true;

	sigaction(SIGPIPE, &ignore, &before);
	while (size > 0 && ok) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno == EINTR)
			continue;
		ok = n > 0;
		if (ok) {
			text += n;
			size -= (size_t)n;
		}
	}
	sigaction(SIGPIPE, &before, NULL);
	return ok;
}

static void
read_answer(int fd, char *answer, size_t size)
{
	size_t used = 0;
	ssize_t n;

	while (used + 1 < size &&
	       (n = read(fd, answer + used, size - used - 1)) > 0)
		used += (size_t)n;
	answer[used] = '\0';
	answer[strcspn(answer, "\n")] = '\0';
}

static enum rc
judge(pid_t pid, const char *answer, bool fed, struct err *err)
{
	int status;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && fed)
		return RC_OK;
	return err_set(err, RC_IO, "printer",
		       "The printer did not take the sheet: %.200s. Save it "
		       "to a file, or ask for a printer to be set up.",
		       answer[0] != '\0' ? answer : "it gave no reason");
}

enum rc
spool_print(const char *text, size_t size, const char *title, struct err *err)
{
	const char *lp = find_lp();
	int to_lp[2], from_lp[2];
	char answer[256];
	pid_t pid;
	bool fed;
	enum rc rc;

	if (lp == NULL)
		return err_set(err, RC_IO, "printer",
			       "This machine has no printer program (lp). "
			       "Save the sheet to a file instead.");
	if (pipe2(to_lp, O_CLOEXEC) != 0)
		return err_set_errno(err, errno, "Cannot reach the printer");
	if (pipe2(from_lp, O_CLOEXEC) != 0) {
		close(to_lp[0]);
		close(to_lp[1]);
		return err_set_errno(err, errno, "Cannot reach the printer");
	}
	rc = start(lp, title, to_lp[0], from_lp[1], &pid, err);
	close(to_lp[0]);
	close(from_lp[1]);
	fed = rc == RC_OK && feed(to_lp[1], text, size);
	close(to_lp[1]);
	if (rc == RC_OK) {
		read_answer(from_lp[0], answer, sizeof(answer));
		rc = judge(pid, answer, fed, err);
	}
	close(from_lp[0]);
	return rc;
}
