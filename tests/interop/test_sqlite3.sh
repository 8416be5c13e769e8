#!/bin/sh
# SPDX-License-Identifier: ISC
# What the packaged sqlite3 shell makes of a sealed database: nothing.
set -u
sealed=${BUILD:-build}/tests/sealed
if ! command -v sqlite3 >/dev/null 2>&1; then
	echo 'ok 1 - sealed databases and sqlite3 # SKIP no sqlite3 shell'
	exit 0
fi
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0 bad=0

# check TEXT COMMAND...: one line of TAP.
check() {
	text=$1
	shift
	n=$((n + 1))
	if "$@"; then
		echo "ok $n - $text"
	else
		echo "not ok $n - $text"
		bad=$((bad + 1))
	fi
}

# The shell's answer, to both output streams; it reads no ~/.sqliterc.
shell() {
	sqlite3 -init /dev/null -batch "$@" 2>&1
}

says_not_a_database() {
	shell "$1" "$2" | grep -q 'file is not a database'
}

sum_of() {
	cksum "$@" 2>/dev/null | tr '\n' ' '
}

holds_none_of() {
	file=$1
	shift
	for mark in "$@"; do
		if grep -aq "$mark" "$file"; then return 1; fi
	done
}

equals() {
	[ "$1" = "$2" ]
}

refuses() {
	if "$sealed" "$1" "$2" >/dev/null 2>"$dir/why"; then return 1; fi
	grep -q "$3" "$dir/why"
}

work='pragma temp_store=memory; create table person(name);
	insert into person values ("MARKED Ada"), ("MARKED Bo");'
wal='pragma locking_mode=exclusive; pragma journal_mode=wal;
	pragma synchronous=full; pragma temp_store=memory;'

"$sealed" "$dir/s.db" "$work" >/dev/null
before=$(sum_of "$dir/s.db")
check 'the shell: a sealed database is not a database (K3)' \
	says_not_a_database "$dir/s.db" 'select * from person'
check 'nor does .schema show anything' \
	says_not_a_database "$dir/s.db" '.schema'
check 'nor can it be written' \
	says_not_a_database "$dir/s.db" 'create table t(a)'
check 'nor checked' \
	says_not_a_database "$dir/s.db" 'pragma integrity_check'
check 'and the shell has changed nothing in it' \
	equals "$before" "$(sum_of "$dir/s.db")"
check 'no name, no statement, no magic is in the file (W1)' \
	holds_none_of "$dir/s.db" MARKED person 'SQLite format'
check 'its size is whole pages' \
	equals 0 "$(($(wc -c <"$dir/s.db") % 4096))"
check 'what was sealed is read with the key' \
	equals 'MARKED Ada,MARKED Bo,' "$("$sealed" "$dir/s.db" \
		'select name from person order by 1' | tr '\n' ',')"

"$sealed" --crash "$dir/w.db" "$wal $work" >/dev/null
check 'a log is left by a process that died' test -s "$dir/w.db-wal"
check 'no name and no statement is in the log (W1)' \
	holds_none_of "$dir/w.db-wal" MARKED person
cp "$dir/w.db" "$dir/copy.db"
cp "$dir/w.db-wal" "$dir/copy.db-wal"
check 'the shell does not read a database with a log either' \
	says_not_a_database "$dir/copy.db" 'select * from person'
check 'and leaves the log as it was' \
	cmp -s "$dir/w.db-wal" "$dir/copy.db-wal"
check 'with the key, all of the log is there (K1)' \
	equals 2 "$("$sealed" "$dir/w.db" "$wal select count(*) from person" |
		tail -n 1)"

"$sealed" --crash "$dir/j.db" "$work pragma cache_size=2; begin;
	insert into person select hex(zeroblob(9000)) from person, person a,
	person b; update person set name = name || 'MARKED'" >/dev/null
check 'a journal is left by a process that died' test -s "$dir/j.db-journal"
check 'no name is in the journal (J2)' \
	holds_none_of "$dir/j.db-journal" MARKED 'SQLite format'
check 'with the key, what was not committed is gone (J1)' \
	equals 2 "$("$sealed" "$dir/j.db" 'select count(*) from person')"

shell "$dir/plain.db" 'create table t(a); insert into t values(1)'
before=$(sum_of "$dir/plain.db")
check 'a database of the shell is refused (K3)' \
	refuses "$dir/plain.db" 'select * from t' 'is not sealed'
check 'and left as it was' equals "$before" "$(sum_of "$dir/plain.db")"

"$sealed" "$dir/s.db" "vacuum into '$dir/v.db'" >/dev/null
check 'what VACUUM INTO writes is not a database for the shell (V3)' \
	says_not_a_database "$dir/v.db" '.schema'
[ $bad -eq 0 ]
