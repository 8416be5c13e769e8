/* SPDX-License-Identifier: ISC */
#include "vault/vault_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

enum { HOLDER_SIZE = 160 };

static const char *
terminal_name(void)
{
	const char *name = NULL;

	for (int fd = 0; fd <= 2 && name == NULL; fd++)
		name = ttyname(fd);
	return name == NULL ? "no terminal"
	     : strncmp(name, "/dev/", 5) == 0 ? name + 5 : name;
}

static void
say_who(int fd, const struct clock *clock)
{
	char since[INSTANT_TEXT_SIZE], text[HOLDER_SIZE];
	int n;

	instant_format(clock_now(clock), since);
	n = snprintf(text, sizeof(text), "process %ld on %s since %s",
		     (long)getpid(), terminal_name(), since);
	/* Only courtesy: the lock stands without the text. */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return;
}

static enum rc
held_by(int fd, struct err *err)
{
	char text[HOLDER_SIZE];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	for (char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e)
			*p = '?';
	return err_set(err, RC_BUSY, NULL,
		       "This vault is open already: %s. Lock or close it "
		       "there first.", n > 0 ? text : "another process");
}

enum rc
vault_lock_take(const char *dir, const struct clock *clock, int *fd,
		struct err *err)
{
	char *path = path_join(dir, "lock");
	enum rc rc = RC_OK;

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		rc = err_set_errno(err, errno, "The vault %s cannot be locked",
				   dir);
	else if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		say_who(*fd, clock);
	else if (errno == EWOULDBLOCK)
		rc = held_by(*fd, err);
	else
		rc = err_set_errno(err, errno, "The vault %s cannot be locked",
				   dir);
	if (rc != RC_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	mem_free(path);
	return rc;
}

void
vault_lock_release(int fd)
{
	if (fd < 0)
		return;
	if (ftruncate(fd, 0) != 0)
		(void)0;	/* the text is only courtesy */
	close(fd);
}
