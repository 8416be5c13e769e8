#!/bin/sh
# SPDX-License-Identifier: ISC
# The benchmark works, at a size that measures nothing; and the cipher "none"
# that it uses is in its own programs alone.
set -u
build=${BUILD:-build}
marker='SEALED VFS WITHOUT A CIPHER'
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

run_bench() {
	BENCH_RUNS=1 BENCH_ATTEMPTS=1000 BENCH_PERCENT=1 BENCH_CHANGES=4 \
		"$build/bench/bench" "$dir" >"$dir/out" 2>&1 ||
		{ sed 's/^/# /' "$dir/out"; return 1; }
}

run_office() {
	BENCH_ACADEMIES=3 BENCH_OFFICE_STUDENTS=4 "$build/bench/office" \
		"$dir" >"$dir/out" 2>&1 ||
		{ sed 's/^/# /' "$dir/out"; return 1; }
}

says() {
	grep -q -e "$1" "$dir/out"
}

has_marker() {
	grep -aq "$marker" "$1"
}

lacks_marker() {
	[ -s "$1" ] && ! has_marker "$1"
}

lacks_name() {
	! grep -aq 'Ada Example' "$1"
}

check 'the benchmark runs to its end' run_bench
check 'it compares a bulk insert' says '^(a) insert'
check 'and the class grid' says '^(b) class grid'
check 'and updates, each saved' says '^(c) random updates'
check 'and a cold scan' says '^(d) open cold'
check 'and a mix of statements' says '^(e) mix'
check 'it builds an academy' says '^(f) An academy of 2 students'
check 'it walks the class grid' says '^  class grid  '
check 'it unlocks' says 'unlock to first screen'
check 'it makes changes' says '^One change, committed'
check 'it looks at its memory' says 'memory after all reports'
check 'head office takes in academies' run_office
check 'and says how long the last took' says '^        3 '
check 'a database under the cipher "none" can be read' \
	grep -aq 'Ada Example' "$dir/records-none.db"
check 'a sealed one cannot' lacks_name "$dir/records-sealed.db"
check 'the cipher "none" is where it was built in' \
	has_marker "$build/bench/work-none"
for file in throughgate libsealedvfs.a libthroughgate.a bench/work \
	bench/academy; do
	check "it is not in $file" lacks_marker "$build/$file"
done
[ $bad -eq 0 ]
