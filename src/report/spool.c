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

/* Where CUPS puts its programs. */
static const char *const lp_paths[] = { "/usr/bin/lp", "/bin/lp" };
static const char *const lpstat_paths[] = { "/usr/bin/lpstat",
					    "/bin/lpstat" };

static const char *
find_program(const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

bool
spool_available(void)
{
	return find_program(lp_paths, ARRAY_SIZE(lp_paths)) != NULL;
}

/* ---- running a program ---- */

struct child {
	pid_t pid;
	int in, out;		/* to write to it, to read what it says */
};

/* How a child says that it could not become the program, where posix_spawn()
 * itself does not (POSIX, posix_spawn, "RETURN VALUE"). */
enum { NOT_STARTED = 127 };

static enum rc
cannot_reach(int e, struct err *err)
{
	err_set_errno(err, e, "The printer program cannot be started");
	/* Whatever it is, to the person it is the machine. */
	if (err != NULL)
		err->code = RC_IO;
	return RC_IO;
}

static enum rc
start(const char *program, char **argv, struct child *child, struct err *err)
{
	posix_spawn_file_actions_t actions;
	int to[2], from[2], failed;

	if (pipe2(to, O_CLOEXEC) != 0)
		return cannot_reach(errno, err);
	if (pipe2(from, O_CLOEXEC) != 0) {
		failed = errno;
		close(to[0]);
		close(to[1]);
		return cannot_reach(failed, err);
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, to[0], 0);
	posix_spawn_file_actions_adddup2(&actions, from[1], 1);
	posix_spawn_file_actions_adddup2(&actions, from[1], 2);
	failed = posix_spawn(&child->pid, program, &actions, NULL, argv,
			     environ);
	posix_spawn_file_actions_destroy(&actions);
	close(to[0]);
	close(from[1]);
	child->in = to[1];
	child->out = from[0];
	if (failed == 0)
		return RC_OK;
	close(child->in);
	close(child->out);
	return cannot_reach(failed, err);
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

/* The first line of what it says; the rest is read and dropped. */
static void
read_answer(int fd, char *answer, size_t size)
{
	char more[256];
	size_t used = 0;
	ssize_t n;

	while ((n = read(fd, more, sizeof(more))) > 0 ||
	       (n < 0 && errno == EINTR)) {
		size_t fits = size - 1 - used;

		if (n < 0)
			continue;
		fits = (size_t)n < fits ? (size_t)n : fits;
		memcpy(answer + used, more, fits);
		used += fits;
	}
	answer[used] = '\0';
	answer[strcspn(answer, "\n")] = '\0';
}

/* Its exit status; -1 when it did not end by itself. */
static int
finish(struct child *child)
{
	int status = 0;

	close(child->out);
	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- printing ---- */

enum rc
spool_print_by(const char *lp, const char *text, size_t size,
	       const char *title, struct err *err)
{
	char name[] = "lp", silent[] = "-s", titled[] = "-t", dash[] = "-";
	char *copy = xstrdup(title), answer[256];
	char *argv[] = { name, silent, titled, copy, dash, NULL };
	struct child child;
	bool fed;
	int code;
	enum rc rc = start(lp, argv, &child, err);

	mem_free(copy);
	if (rc != RC_OK)
		return rc;
	fed = feed(child.in, text, size);
	close(child.in);
	read_answer(child.out, answer, sizeof(answer));
	code = finish(&child);
	if (fed && code == 0)
		return RC_OK;
	if (code == NOT_STARTED)
		return cannot_reach(ENOENT, err);
	/* Ours ends the sentence. */
	for (size_t n = strlen(answer); n > 0 && answer[n - 1] == '.';)
		answer[--n] = '\0';
	return err_set(err, RC_IO, "printer",
		       "The printer did not take the sheet: %.200s. Save it "
		       "to a file, or ask for a printer to be set up.",
		       answer[0] != '\0' ? answer : "it gave no reason");
}

enum rc
spool_print(const char *text, size_t size, const char *title, struct err *err)
{
	const char *lp = find_program(lp_paths, ARRAY_SIZE(lp_paths));

	if (lp == NULL)
		return err_set(err, RC_IO, "printer",
			       "There is no printer program (lp) here. Save "
			       "the sheet to a file instead.");
	return spool_print_by(lp, text, size, title, err);
}

/* "system default destination: NAME", in whatever language; where there is
 * none the sentence has no colon. */
void
spool_printer_by(const char *lpstat, char *name, size_t size)
{
	char program[] = "lpstat", which[] = "-d", answer[256];
	char *argv[] = { program, which, NULL };
	const char *colon;
	struct child child;

	name[0] = '\0';
	if (start(lpstat, argv, &child, NULL) != RC_OK)
		return;
	close(child.in);
	read_answer(child.out, answer, sizeof(answer));
	colon = strrchr(answer, ':');
	if (finish(&child) == 0 && colon != NULL)
		snprintf(name, size, "%s", colon + 1 + strspn(colon + 1, " "));
}

void
spool_printer(char *name, size_t size)
{
	const char *lpstat = find_program(lpstat_paths,
					  ARRAY_SIZE(lpstat_paths));

	name[0] = '\0';
	if (lpstat != NULL)
		spool_printer_by(lpstat, name, size);
}
