/* SPDX-License-Identifier: ISC */
/* Which mounts are sticks, read from a /proc, /sys and /dev of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/volume.h"

static char root[] = "/tmp/volume-XXXXXX";
static char *proc, *sys, *dev;
static struct volume_roots roots;

/* A shell line; $R is the root. */
static void
make(const char *words)
{
	char *command = xasprintf("R='%s'; %s", root, words);

	assert_int_equal(system(command), 0);
	mem_free(command);
}

/* A disk as sysfs has it: .../block/NAME, linked to from dev/block. */
static void
add_disk(const char *bus, const char *numbers, const char *name,
	 int removable)
{
	char *words = xasprintf("d=\"$R/sys/devices/%s/block/%s\"; "
				"mkdir -p \"$d\"; echo %d > \"$d/removable\"; "
				"ln -sfn \"$d\" \"$R/sys/dev/block/%s\"",
				bus, name, removable, numbers);

	make(words);
	mem_free(words);
}

static void
mounts(const char *lines)
{
	char *path = xasprintf("%s/self/mountinfo", proc);

	assert_int_equal(path_write_atomic(path, lines, strlen(lines), true,
					   NULL), RC_OK);
	mem_free(path);
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(root) == NULL)
		return -1;
	roots.proc = proc = path_join(root, "proc");
	roots.sys = sys = path_join(root, "sys");
	roots.dev = dev = path_join(root, "dev");
	make("mkdir -p $R/proc/self $R/sys/dev/block $R/sys/bus/usb "
	     "\"$R/stick one\" $R/disk $R/dev/disk/by-label");
	add_disk("pci0/usb1/1-1/host0", "8:17", "sdb", 0);
	add_disk("pci0/ata1", "8:1", "sda", 0);
	add_disk("pci0/mmc0", "179:1", "mmcblk0", 1);
	/* The USB device is an ancestor of the disk. */
	make("ln -s $R/sys/bus/usb $R/sys/devices/pci0/usb1/1-1/subsystem");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	make("rm -rf $R");
	mem_free(proc);
	mem_free(sys);
	mem_free(dev);
	return 0;
}

static void
test_sticks_come_first(void **state)
{
	struct volume *rows;
	size_t count;
	char *text = xasprintf(
		"25 1 8:1 / %s/disk rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
		"26 1 0:5 / /proc rw - proc proc rw\n"
		"40 25 8:17 / %s/stick\\040one rw,nosuid - vfat /dev/sdb1 rw\n"
		"41 25 8:17 / %s/disk rw - vfat /dev/sdb1 rw\n"
		"42 25 179:1 / %s/absent ro - exfat /dev/mmcblk0p1 ro\n",
		root, root, root, root);

	(void)state;
	mounts(text);
	assert_int_equal(volume_list(&roots, NULL, &rows, &count, NULL),
			 RC_OK);
	assert_int_equal(count, 3);
	assert_true(rows[0].removable && rows[1].removable);
	assert_false(rows[2].removable);
	assert_non_null(strstr(rows[2].path, "/disk"));
	assert_string_equal(rows[2].type, "ext4");
	assert_non_null(strstr(rows[0].path, "/absent"));
	assert_false(rows[0].writable);
	assert_non_null(strstr(rows[1].path, "/stick one"));
	assert_string_equal(rows[1].device, "/dev/sdb1");
	assert_string_equal(rows[1].type, "vfat");
	assert_true(rows[1].writable);
	assert_true(rows[1].free_bytes > 0);
	assert_int_equal(rows[1].dev, makedev(8, 17));
	mem_free(rows);
	mem_free(text);
}

/* The disk that has the vault is no place for its only copy. */
static void
test_own_disk_is_left_out(void **state)
{
	struct volume *rows, own;
	struct stat st;
	char *text, numbers[32];
	size_t count;

	(void)state;
	assert_int_equal(stat(root, &st), 0);
	snprintf(numbers, sizeof(numbers), "%u:%u", major(st.st_dev),
		 minor(st.st_dev));
	add_disk("pci0/own", numbers, "own", 0);
	text = xasprintf("25 1 %s / / rw - ext4 /dev/own rw\n", numbers);
	mounts(text);
	assert_int_equal(volume_list(&roots, root, &rows, &count, NULL),
			 RC_OK);
	assert_int_equal(count, 0);
	mem_free(rows);
	assert_int_equal(volume_of(&roots, root, &own, NULL), RC_OK);
	assert_string_equal(own.device, "/dev/own");
	mem_free(text);
}

static void
test_lines_that_are_none(void **state)
{
	struct volume *rows;
	size_t count;

	(void)state;
	mounts("\n1\n25 1 8:1\n25 1 8:1 / /x rw\n25 1 8:1 / /x rw -\n"
	       "25 1 eight:1 / /x rw - vfat a b\n- - - - - - - - -\n");
	assert_int_equal(volume_list(&roots, NULL, &rows, &count, NULL),
			 RC_OK);
	assert_int_equal(count, 0);
	mem_free(rows);
}

static void
test_this_machine(void **state)
{
	struct volume *rows;
	size_t count;
	int fd = volume_watch();

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(volume_list(NULL, "/", &rows, &count, NULL), RC_OK);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].path[0], '/');
	mem_free(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sticks_come_first),
		cmocka_unit_test(test_own_disk_is_left_out),
		cmocka_unit_test(test_lines_that_are_none),
		cmocka_unit_test(test_this_machine),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
