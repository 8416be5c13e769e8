/* SPDX-License-Identifier: ISC */
#include "exchange/volume.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { LINE_MAX_BYTES = 8192 };

static const struct volume_roots machine_roots = { "/proc", "/sys", "/dev" };

/* ---- /proc/self/mountinfo: proc(5) ---- */

/* Space, tab, newline and backslash stand there as three octal digits. */
static void
unescape(const char *from, char *to, size_t size)
{
	size_t out = 0;

	while (*from != '\0' && out + 1 < size) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' &&
		    from[2] >= '0' && from[2] <= '7' && from[3] >= '0' &&
		    from[3] <= '7') {
			to[out++] = (char)((from[1] - '0') * 64 +
					   (from[2] - '0') * 8 +
					   (from[3] - '0'));
			from += 4;
		} else {
			to[out++] = *from++;
		}
	}
	to[out] = '\0';
}

/* "36 35 8:17 / /media/stick rw,nosuid shared:1 - vfat /dev/sdb1 rw" */
static bool
parse_mount(char *line, struct volume *v)
{
	char *save = NULL, *field, *mount = NULL, *options = NULL;
	unsigned major_no = 0, minor_no = 0;
	int at = 0;

	memset(v, 0, sizeof(*v));
	for (field = strtok_r(line, " \n", &save);
	     field != NULL && strcmp(field, "-") != 0;
	     field = strtok_r(NULL, " \n", &save), at++) {
		if (at == 2 &&
		    sscanf(field, "%u:%u", &major_no, &minor_no) != 2)
			return false;
		if (at == 4)
			mount = field;
		if (at == 5)
			options = field;
	}
	field = field != NULL ? strtok_r(NULL, " \n", &save) : NULL;
	if (mount == NULL || options == NULL || field == NULL)
		return false;
	snprintf(v->type, sizeof(v->type), "%s", field);
	field = strtok_r(NULL, " \n", &save);
	unescape(field != NULL ? field : "", v->device, sizeof(v->device));
	unescape(mount, v->path, sizeof(v->path));
	v->dev = makedev(major_no, minor_no);
	v->writable = strncmp(options, "rw", 2) == 0;
	return true;
}

/* ---- sysfs ---- */

static bool
file_says_one(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *file = fopen(path, "re");
	bool one = file != NULL && fgetc(file) == '1';

	if (file != NULL)
		fclose(file);
	mem_free(path);
	return one;
}

static bool
is_on_usb(const char *dir)
{
	char *path = xasprintf("%s/subsystem", dir), target[512];
	ssize_t len = readlink(path, target, sizeof(target) - 1);
	const char *base;

	mem_free(path);
	if (len <= 0)
		return false;
	target[len] = '\0';
	base = strrchr(target, '/');
	return strcmp(base != NULL ? base + 1 : target, "usb") == 0;
}

/* From the device up to the bus it hangs off. Many USB disks say that they are
 * not removable, so both signs count. False: no disk of any kind. */
static bool
look_up_device(const struct volume_roots *roots, struct volume *v)
{
	char *link = xasprintf("%s/dev/block/%u:%u", roots->sys,
			       major(v->dev), minor(v->dev));
	char *dir = realpath(link, NULL);
	size_t root = strlen(roots->sys);
	bool found = dir != NULL;

	mem_free(link);
	while (dir != NULL && strlen(dir) > root) {
		char *slash = strrchr(dir, '/');

		v->removable |= file_says_one(dir, "removable") ||
				is_on_usb(dir);
		if (slash == NULL || slash == dir)
			break;
		*slash = '\0';
	}
	free(dir);
	return found;
}

/* udev writes a label's unusual bytes as \x20. */
static void
unescape_label(const char *from, char *to, size_t size)
{
	size_t out = 0;

	while (*from != '\0' && out + 1 < size) {
		unsigned byte;

		if (from[0] == '\\' && from[1] == 'x' &&
		    sscanf(from + 2, "%2x", &byte) == 1 && byte >= ' ') {
			to[out++] = (char)byte;
			from += 4;
		} else {
			to[out++] = *from++;
		}
	}
	to[out] = '\0';
}

static void
look_up_label(const struct volume_roots *roots, struct volume *v)
{
	char *path = xasprintf("%s/disk/by-label", roots->dev);
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;

	mem_free(path);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 &&
		    S_ISBLK(st.st_mode) && st.st_rdev == v->dev)
			unescape_label(entry->d_name, v->label,
				       sizeof(v->label));
	if (dir != NULL)
		closedir(dir);
	/* A label is somebody else's text: it goes on our screen. */
	if (!utf8_is_text(v->label, strlen(v->label)))
		v->label[0] = '\0';
}

static void
look_up_room(struct volume *v)
{
	struct statvfs fs;

	if (statvfs(v->path, &fs) != 0) {
		v->writable = false;
		return;
	}
	v->free_bytes = (int64_t)(fs.f_bavail * fs.f_frsize);
	v->size_bytes = (int64_t)(fs.f_blocks * fs.f_frsize);
	if ((fs.f_flag & ST_RDONLY) != 0 || access(v->path, W_OK) != 0)
		v->writable = false;
}

/* ---- listing ---- */

struct listing {
	const struct volume_roots *roots;
	struct volume *rows;
	size_t count;
	uint64_t skip;		/* the vault's own device; 0: none */
};

/* One device is mounted in several places under some systemd units. */
static bool
is_listed(const struct listing *l, uint64_t dev)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->rows[i].dev == dev)
			return true;
	return false;
}

static void
take_line(struct listing *l, char *line)
{
	struct volume v;

	if (!parse_mount(line, &v) || v.dev == l->skip ||
	    is_listed(l, v.dev) || !look_up_device(l->roots, &v))
		return;
	look_up_label(l->roots, &v);
	look_up_room(&v);
	l->rows = xgrow(l->rows, l->count, sizeof(v));
	l->rows[l->count++] = v;
}

static int
sticks_first(const void *a, const void *b)
{
	const struct volume *x = a, *y = b;

	if (x->removable != y->removable)
		return x->removable ? -1 : 1;
	return strcmp(x->path, y->path);
}

enum rc
volume_list(const struct volume_roots *roots, const char *vault_dir,
	    struct volume **rows, size_t *count, struct err *err)
{
	struct listing l = { .roots = roots != NULL ? roots : &machine_roots };
	char *path = xasprintf("%s/self/mountinfo", l.roots->proc);
	FILE *file = fopen(path, "re");
	char line[LINE_MAX_BYTES];
	struct stat st;

	mem_free(path);
	*rows = NULL;
	*count = 0;
	if (file == NULL)
		return err_set_errno(err, errno,
				     "What is mounted cannot be read");
	if (vault_dir != NULL && stat(vault_dir, &st) == 0)
		l.skip = st.st_dev;
	while (fgets(line, sizeof(line), file) != NULL)
		take_line(&l, line);
	fclose(file);
	if (l.count > 1)
		qsort(l.rows, l.count, sizeof(*l.rows), sticks_first);
	*rows = l.rows;
	*count = l.count;
	return RC_OK;
}

enum rc
volume_of(const struct volume_roots *roots, const char *path,
	  struct volume *volume, struct err *err)
{
	struct volume *rows;
	struct stat st;
	size_t count;
	enum rc rc;

	if (stat(path, &st) != 0)
		return err_set_errno(err, errno, "%s cannot be found", path);
	rc = volume_list(roots, NULL, &rows, &count, err);
	if (rc != RC_OK)
		return rc;
	rc = RC_NOT_FOUND;
	for (size_t i = 0; i < count && rc != RC_OK; i++)
		if (rows[i].dev == st.st_dev) {
			*volume = rows[i];
			rc = RC_OK;
		}
	mem_free(rows);
	return rc == RC_OK ? rc
			   : err_set(err, rc, NULL,
				     "%s is not on a disk of its own.", path);
}

int
volume_watch(void)
{
	return open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
}
