/* SPDX-License-Identifier: ISC */
#include "tests/support/record_vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/record_disk.h"

struct record_vfs {
	sqlite3_vfs vfs;	/* first */
	char name[RECORD_NAME_SIZE];
	struct disk disk, base;	/* base: the disk before the log began */
	struct record_log log;
	bool recording;
	size_t changes;
};

struct record_file {
	sqlite3_file file;	/* first */
	struct record_vfs *vfs;
	int node, name;
	bool sync_folder;	/* at the next sync */
};

static void
note(struct record_vfs *vfs, struct record_op op, const void *data)
{
	if (op.kind != RECORD_SYNC)
		vfs->changes++;
	if (vfs->recording)
		record_log_add(&vfs->log, op, data);
}

/* ---- a file ---- */

static struct record_file *
ours(sqlite3_file *file)
{
	return (struct record_file *)file;
}

static struct disk_node *
node_of(sqlite3_file *file)
{
	return &ours(file)->vfs->disk.nodes[ours(file)->node];
}

static int
record_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int
record_read(sqlite3_file *file, void *buf, int amount, sqlite3_int64 offset)
{
	const struct disk_node *node = node_of(file);
	size_t at = (size_t)offset, want = (size_t)amount, have = 0;

	if (at < node->size)
		have = node->size - at < want ? node->size - at : want;
	if (have > 0)
		memcpy(buf, node->data + at, have);
	memset((char *)buf + have, 0, want - have);
	return have == want ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
record_write(sqlite3_file *file, const void *buf, int amount,
	     sqlite3_int64 offset)
{
	struct record_file *f = ours(file);

	note(f->vfs, (struct record_op){
		.kind = RECORD_WRITE, .node = f->node, .name = f->name,
		.offset = (uint64_t)offset, .size = (size_t)amount,
	}, buf);
	disk_write(&f->vfs->disk, f->node, buf, (size_t)amount,
		   (uint64_t)offset);
	return SQLITE_OK;
}

static int
record_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct record_file *f = ours(file);

	note(f->vfs, (struct record_op){
		.kind = RECORD_TRUNCATE, .node = f->node, .name = f->name,
		.offset = (uint64_t)size,
	}, NULL);
	disk_truncate(&f->vfs->disk, f->node, (uint64_t)size);
	return SQLITE_OK;
}

static int
record_sync(sqlite3_file *file, int flags)
{
	struct record_file *f = ours(file);

	(void)flags;
	note(f->vfs, (struct record_op){
		.kind = RECORD_SYNC, .node = f->node, .name = f->name,
		.folder_synced = f->sync_folder,
	}, NULL);
	f->sync_folder = false;
	return SQLITE_OK;
}

static int
record_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = (sqlite3_int64)node_of(file)->size;
	return SQLITE_OK;
}

static int
record_lock(sqlite3_file *file, int level)
{
	(void)file, (void)level;
	return SQLITE_OK;
}

static int
record_check_reserved(sqlite3_file *file, int *reserved)
{
	(void)file;
	*reserved = 0;
	return SQLITE_OK;
}

static int
record_control(sqlite3_file *file, int op, void *arg)
{
	(void)file, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int
record_sector_size(sqlite3_file *file)
{
	(void)file;
	return RECORD_SECTOR;
}

static int
record_characteristics(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static const sqlite3_io_methods io_methods = {
	.iVersion = 1,
	.xClose = record_close,
	.xRead = record_read,
	.xWrite = record_write,
	.xTruncate = record_truncate,
	.xSync = record_sync,
	.xFileSize = record_size,
	.xLock = record_lock,
	.xUnlock = record_lock,
	.xCheckReservedLock = record_check_reserved,
	.xFileControl = record_control,
	.xSectorSize = record_sector_size,
	.xDeviceCharacteristics = record_characteristics,
};

/* ---- the folder ---- */

static struct record_vfs *
vfs_of(sqlite3_vfs *vfs)
{
	return (struct record_vfs *)vfs;
}

static int
record_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
	    int *out_flags)
{
	struct record_vfs *r = vfs_of(vfs);
	struct record_file *f = ours(file);
	int *node;

	memset(f, 0, sizeof(*f));
	if (path == NULL)
		return SQLITE_CANTOPEN;
	f->vfs = r;
	f->name = disk_name(&r->disk, path);
	node = &r->disk.names[f->name].node;
	if (*node < 0 && !(flags & SQLITE_OPEN_CREATE))
		return SQLITE_CANTOPEN;
	if (*node < 0) {
		*node = disk_new_node(&r->disk);
		f->sync_folder = !(flags & SQLITE_OPEN_MAIN_DB);
		note(r, (struct record_op){
			.kind = RECORD_CREATE, .node = *node, .name = f->name,
		}, NULL);
	}
	f->node = *node;
	f->file.pMethods = &io_methods;
	if (out_flags != NULL)
		*out_flags = flags;
	return SQLITE_OK;
}

static int
record_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	struct record_vfs *r = vfs_of(vfs);
	int name = disk_name(&r->disk, path);

	if (r->disk.names[name].node < 0)
		return SQLITE_IOERR_DELETE_NOENT;
	note(r, (struct record_op){
		.kind = RECORD_DELETE, .node = r->disk.names[name].node,
		.name = name, .folder_synced = sync_folder != 0,
	}, NULL);
	r->disk.names[name].node = -1;
	return SQLITE_OK;
}

/* As on unix, an empty file does not count as one that exists. */
static int
record_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
	int64_t size = record_file_size(vfs_of(vfs), path);

	*out = flags == SQLITE_ACCESS_EXISTS ? size > 0 : size >= 0;
	return SQLITE_OK;
}

static int
record_full_pathname(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
	(void)vfs;
	sqlite3_snprintf(size, out, "%s", path);
	return SQLITE_OK;
}

static int
record_randomness(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs;
	memset(out, 7, (size_t)size);
	return size;
}

static int
record_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int
record_time(sqlite3_vfs *vfs, double *now)
{
	(void)vfs;
	*now = 2460000.5;
	return SQLITE_OK;
}

static int
record_time64(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
	(void)vfs;
	*now = INT64_C(212544043200000);
	return SQLITE_OK;
}

static int
record_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs, (void)size, (void)out;
	return 0;
}

/* ---- recording and crashing ---- */

struct record_vfs *
record_vfs_new(const char *name)
{
	struct record_vfs *r = xcalloc(1, sizeof(*r));

	snprintf(r->name, sizeof(r->name), "%s", name);
	disk_init(&r->disk);
	disk_init(&r->base);
	r->vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = sizeof(struct record_file),
		.mxPathname = RECORD_NAME_SIZE,
		.zName = r->name,
		.xOpen = record_open,
		.xDelete = record_delete,
		.xAccess = record_access,
		.xFullPathname = record_full_pathname,
		.xRandomness = record_randomness,
		.xSleep = record_sleep,
		.xCurrentTime = record_time,
		.xGetLastError = record_last_error,
		.xCurrentTimeInt64 = record_time64,
	};
	if (sqlite3_vfs_find(name) == NULL &&
	    sqlite3_vfs_register(&r->vfs, 0) == SQLITE_OK)
		return r;
	mem_free(r);
	return NULL;
}

void
record_vfs_free(struct record_vfs *vfs)
{
	sqlite3_vfs_unregister(&vfs->vfs);
	disk_release(&vfs->disk);
	disk_release(&vfs->base);
	record_log_release(&vfs->log);
	mem_free(vfs);
}

void
record_start(struct record_vfs *vfs)
{
	disk_release(&vfs->disk);
	record_resume(vfs);
}

void
record_resume(struct record_vfs *vfs)
{
	disk_release(&vfs->base);
	disk_copy(&vfs->base, &vfs->disk);
	record_log_release(&vfs->log);
	vfs->changes = 0;
	vfs->recording = true;
}

void
record_stop(struct record_vfs *vfs)
{
	vfs->recording = false;
}

size_t
record_count(const struct record_vfs *vfs)
{
	return vfs->log.count;
}

bool
record_is_write(const struct record_vfs *vfs, size_t index)
{
	return vfs->log.ops[index].kind == RECORD_WRITE;
}

void
record_sectors(const struct record_vfs *vfs, size_t index, uint64_t *first,
	       uint64_t *last)
{
	const struct record_op *op = &vfs->log.ops[index];

	*first = op->offset / RECORD_SECTOR;
	*last = (op->offset + op->size - 1) / RECORD_SECTOR;
}

void
record_describe(const struct record_vfs *vfs, size_t index, char *out,
		size_t size)
{
	static const char *const words[] = {
		"create", "write", "truncate", "sync", "delete",
	};
	const struct record_op *op = &vfs->log.ops[index];

	snprintf(out, size, "%s %s %zu at %llu", words[op->kind],
		 vfs->disk.names[op->name].name, op->size,
		 (unsigned long long)op->offset);
}

void
record_crash(struct record_vfs *vfs, const struct record_crash *crash)
{
	struct disk disk;

	disk_copy(&disk, &vfs->base);
	for (int i = 0; i < DISK_NAMES; i++)
		memcpy(disk.names[i].name, vfs->disk.names[i].name,
		       RECORD_NAME_SIZE);
	record_replay(&vfs->log, crash, &disk);
	disk_release(&vfs->disk);
	vfs->disk = disk;
	vfs->recording = false;
	vfs->changes = 0;
}

size_t
record_changes(const struct record_vfs *vfs)
{
	return vfs->changes;
}

static const struct disk_node *
find(const struct record_vfs *vfs, const char *name)
{
	for (int i = 0; i < DISK_NAMES; i++)
		if (vfs->disk.names[i].node >= 0 &&
		    strcmp(vfs->disk.names[i].name, name) == 0)
			return &vfs->disk.nodes[vfs->disk.names[i].node];
	return NULL;
}

int64_t
record_file_size(const struct record_vfs *vfs, const char *name)
{
	const struct disk_node *node = find(vfs, name);

	return node == NULL ? -1 : (int64_t)node->size;
}

unsigned char *
record_file_bytes(struct record_vfs *vfs, const char *name)
{
	const struct disk_node *node = find(vfs, name);

	return node == NULL ? NULL : node->data;
}
