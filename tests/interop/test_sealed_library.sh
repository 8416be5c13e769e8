#!/bin/sh
# SPDX-License-Identifier: ISC
# The sealing VFS as others use it: a small program of theirs, its one header,
# its archive, and nothing else of this project.
set -u
case ${BUILD:-build} in
/*) library=$BUILD/libsealedvfs.a ;;
*) library=$PWD/${BUILD:-build}/libsealedvfs.a ;;
esac
header=$PWD/src/vault/sealed_vfs.h
cc=${CC:-cc}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0 bad=0

check() {
	text=$1
	shift
	n=$((n + 1))
	if "$@" >"$dir/out" 2>&1; then
		echo "ok $n - $text"
	else
		echo "not ok $n - $text"
		sed 's/^/# /' "$dir/out"
		bad=$((bad + 1))
	fi
}

if nm "$library" 2>/dev/null | grep -q '__asan_\|__gcov_'; then
	echo 'ok 1 - the library alone # SKIP built to be watched'
	exit 0
fi
cp "$header" "$dir"
cat >"$dir/use.c" <<'END'
#include <sqlite3.h>
#include <stdio.h>
#include "sealed_vfs.h"

int
main(int argc, char **argv)
{
	static const unsigned char key[SEALED_KEY_SIZE] = "their own key";
	struct sealed_vfs_config config = {
		.name = "theirs", .base_vfs = "unix", .key = key,
	};
	sqlite3 *db;

	return argc == 3 && sealed_vfs_register(&config) == SQLITE_OK &&
	       sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE |
			       SQLITE_OPEN_CREATE, "theirs") == SQLITE_OK &&
	       sqlite3_exec(db, argv[2], NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_close(db) == SQLITE_OK &&
	       sealed_vfs_unregister("theirs") == SQLITE_OK ? 0 : 1;
}
END

link_alone() {
	(cd "$dir" && "$cc" -std=c11 -Wall -Wextra -Werror -o use use.c \
		"$library" -lsqlite3 -lsodium)
}
holds() { grep -aq "$2" "$1"; }
holds_not() { ! holds "$1" "$2"; }

check 'it links with SQLite and libsodium alone' link_alone
for mode in delete truncate persist wal; do
	check "$mode: written and read" "$dir/use" "$dir/$mode.db" "
		pragma temp_store=memory; pragma locking_mode=exclusive;
		pragma journal_mode=$mode; create table t(a);
		insert into t values ('MARKED'); vacuum;
		insert into t select a || a from t"
	check "$mode: nothing in clear" holds_not "$dir/$mode.db" MARKED
done
check 'VACUUM INTO' "$dir/use" "$dir/wal.db" \
	"pragma locking_mode=exclusive; vacuum into '$dir/copy.db'"
check 'is sealed too' holds_not "$dir/copy.db" MARKED
check 'no cipher of "none" is in it' \
	holds_not "$library" 'SEALED VFS WITHOUT A CIPHER'
[ $bad -eq 0 ]
