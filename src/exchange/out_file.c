/* SPDX-License-Identifier: ISC */
#include "exchange/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

enum { PROC_NAME_SIZE = 40 };

/* A file without a name can be given one only through /proc. */
static int
open_nameless(const char *path)
{
	char *dir = path_dir(path);
	int fd = -1;

	if (access("/proc/self/fd", X_OK) == 0)
		fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	mem_free(dir);
	return fd;
}

enum rc
out_file_is_new(const char *path, struct err *err)
{
	if (path_exists(path))
		return err_set(err, RC_CONFLICT, "output",
			       "%s exists already, and is not written over. "
			       "Choose another name, or move it away.", path);
	return RC_OK;
}

enum rc
out_file_open(struct out_file *file, const char *path, struct err *err)
{
	enum rc rc;

	if (out_file_is_new(path, err) != RC_OK)
		return RC_CONFLICT;
	file->path = xstrdup(path);
	file->temporary = NULL;
	file->stream.name = file->path;
	file->stream.fd = open_nameless(path);
	if (file->stream.fd >= 0)
		return RC_OK;
	file->temporary = xasprintf("%s.part", path);
	unlink(file->temporary);
	file->stream.fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL |
			       O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file->stream.fd >= 0)
		return RC_OK;
	rc = err_set_errno(err, errno, "%s cannot be written", path);
	out_file_abandon(file);
	return rc;
}

struct sink
out_file_sink(struct out_file *file)
{
	return sink_fd(&file->stream);
}

void
out_file_abandon(struct out_file *file)
{
	if (file->stream.fd >= 0)
		close(file->stream.fd);
	if (file->temporary != NULL)
		unlink(file->temporary);
	mem_free(file->path);
	mem_free(file->temporary);
	file->path = file->temporary = NULL;
	file->stream.fd = -1;
}

static enum rc
give_name(struct out_file *file, struct err *err)
{
	char proc[PROC_NAME_SIZE];

	if (file->temporary != NULL)
		return path_put_in_place(file->temporary, file->path, false,
					 err);
	snprintf(proc, sizeof(proc), "/proc/self/fd/%d", file->stream.fd);
	if (linkat(AT_FDCWD, proc, AT_FDCWD, file->path,
		   AT_SYMLINK_FOLLOW) != 0)
		return err_set_errno(err, errno, "%s cannot be written",
				     file->path);
	return RC_OK;
}

enum rc
out_file_finish(struct out_file *file, struct err *err)
{
	enum rc rc = RC_OK;

	if (fsync(file->stream.fd) != 0)
		rc = err_set_errno(err, errno, "%s cannot be written",
				   file->path);
	if (rc == RC_OK)
		rc = give_name(file, err);
	if (rc == RC_OK) {
		char *dir = path_dir(file->path);

		rc = path_sync_dir(dir, err);
		mem_free(dir);
	}
	out_file_abandon(file);
	return rc;
}
