/* SPDX-License-Identifier: ISC */
#include "tests/support/record_disk.h"

#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/mem.h"

/* ---- files ---- */

void
disk_init(struct disk *disk)
{
	memset(disk, 0, sizeof(*disk));
	for (int i = 0; i < DISK_NAMES; i++)
		disk->names[i].node = -1;
}

void
disk_release(struct disk *disk)
{
	for (int i = 0; i < disk->count; i++)
		free(disk->nodes[i].data);
	free(disk->nodes);
	disk_init(disk);
}

void
disk_copy(struct disk *disk, const struct disk *from)
{
	disk_init(disk);
	memcpy(disk->names, from->names, sizeof(disk->names));
	for (int i = 0; i < from->count; i++) {
		const struct disk_node *node = &from->nodes[i];

		disk_new_node(disk);
		if (node->size > 0)
			disk_write(disk, i, node->data, node->size, 0);
	}
}

int
disk_name(struct disk *disk, const char *name)
{
	int i = 0;

	if (strlen(name) >= RECORD_NAME_SIZE)
		abort();
	while (i < DISK_NAMES && disk->names[i].name[0] != '\0' &&
	       strcmp(disk->names[i].name, name) != 0)
		i++;
	if (i == DISK_NAMES)
		abort();
	strcpy(disk->names[i].name, name);
	return i;
}

static void *
grow(void *old, size_t size)
{
	void *p = realloc(old, size);

	if (p == NULL)
		abort();
	return p;
}

int
disk_new_node(struct disk *disk)
{
	disk->nodes = grow(disk->nodes, ((size_t)disk->count + 1) *
						sizeof(*disk->nodes));
	memset(&disk->nodes[disk->count], 0, sizeof(*disk->nodes));
	return disk->count++;
}

static void
make_room(struct disk_node *node, size_t size)
{
	if (size > node->cap) {
		node->cap = size * 2;
		node->data = grow(node->data, node->cap);
	}
	if (size > node->size) {
		memset(node->data + node->size, 0, size - node->size);
		node->size = size;
	}
}

void
disk_write(struct disk *disk, int node, const void *data, size_t size,
	   uint64_t offset)
{
	make_room(&disk->nodes[node], (size_t)offset + size);
	memcpy(disk->nodes[node].data + offset, data, size);
}

void
disk_truncate(struct disk *disk, int node, uint64_t size)
{
	make_room(&disk->nodes[node], (size_t)size);
	disk->nodes[node].size = (size_t)size;
}

/* ---- log ---- */

void
record_log_add(struct record_log *log, struct record_op op, const void *data)
{
	if (log->count == log->cap) {
		log->cap = log->cap * 2 + 256;
		log->ops = grow(log->ops, log->cap * sizeof(*log->ops));
	}
	if (op.kind == RECORD_WRITE) {
		op.data = grow(NULL, op.size);
		memcpy(op.data, data, op.size);
	}
	log->ops[log->count++] = op;
}

void
record_log_release(struct record_log *log)
{
	for (size_t i = 0; i < log->count; i++)
		free(log->ops[i].data);
	free(log->ops);
	memset(log, 0, sizeof(*log));
}

/* ---- what is left of it ---- */

/* safe[i]: the first `count` changes and their syncs put change i on disk. */
static void
find_safe(const struct record_log *log, size_t count, bool *safe)
{
	bool folder = false, *synced;
	int nodes = 1;

	for (size_t i = 0; i < count; i++)
		if (log->ops[i].node >= nodes)
			nodes = log->ops[i].node + 1;
	synced = xcalloc((size_t)nodes, sizeof(*synced));
	for (size_t i = count; i-- > 0;) {
		const struct record_op *op = &log->ops[i];

		if (op->kind == RECORD_SYNC)
			synced[op->node] = true;
		folder = folder || op->folder_synced;
		safe[i] = op->kind == RECORD_CREATE ||
					  op->kind == RECORD_DELETE
				  ? folder
				  : synced[op->node];
	}
	mem_free(synced);
}

static void
apply(struct disk *disk, const struct record_op *op)
{
	switch (op->kind) {
	case RECORD_CREATE:
		disk->names[op->name].node = op->node;
		break;
	case RECORD_WRITE:
		disk_write(disk, op->node, op->data, op->size, op->offset);
		break;
	case RECORD_TRUNCATE:
		disk_truncate(disk, op->node, op->offset);
		break;
	case RECORD_DELETE:
		disk->names[op->name].node = -1;
		break;
	case RECORD_SYNC:
		break;
	}
}

static void
apply_torn(struct disk *disk, const struct record_op *op,
	   const struct record_crash *crash, struct random_source random)
{
	for (uint64_t at = op->offset; at < op->offset + op->size;) {
		uint64_t sector = at / RECORD_SECTOR;
		uint64_t end = (sector + 1) * RECORD_SECTOR;
		unsigned char dice = 0;

		if (end > op->offset + op->size)
			end = op->offset + op->size;
		random.fill(random.ctx, &dice, 1);
		if (crash->tear_at != 0 ? sector < crash->tear_at : dice & 1)
			disk_write(disk, op->node,
				   op->data + (at - op->offset),
				   (size_t)(end - at), at);
		at = end;
	}
}

static bool
is_name_change(const struct record_op *op)
{
	return op->kind == RECORD_CREATE || op->kind == RECORD_DELETE;
}

void
record_replay(const struct record_log *log, const struct record_crash *crash,
	      struct disk *disk)
{
	struct random_seeded state;
	struct random_source random = random_seeded(&state, crash->seed);
	bool *safe = xcalloc(crash->count + 1, sizeof(*safe));
	bool names_kept = true;
	unsigned char odds = 0, dice = 0;

	random.fill(random.ctx, &odds, 1);
	if (crash->loss == RECORD_LOSE_UNSYNCED)
		odds = 0;
	find_safe(log, crash->count, safe);
	for (size_t i = 0; i < crash->count; i++) {
		const struct record_op *op = &log->ops[i];
		bool keep = true;

		if (op->kind == RECORD_CREATE)
			while (disk->count <= op->node)
				disk_new_node(disk);
		random.fill(random.ctx, &dice, 1);
		if (crash->loss == RECORD_LOSE_SOME ||
		    crash->loss == RECORD_LOSE_UNSYNCED)
			keep = safe[i] || dice < odds;
		if (is_name_change(op))
			keep = names_kept = names_kept && keep;
		if (crash->loss == RECORD_TEAR && i + 1 == crash->count)
			apply_torn(disk, op, crash, random);
		else if (keep)
			apply(disk, op);
		else if (op->kind == RECORD_WRITE && (dice & 1) != 0 &&
			 crash->loss == RECORD_LOSE_SOME)
			apply_torn(disk, op, crash, random);
	}
	mem_free(safe);
}
