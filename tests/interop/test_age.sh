#!/bin/sh
# SPDX-License-Identifier: ISC
# age: what we write the age program reads, what it writes we read, and what
# breaks a rule of the format both refuse.
set -u
build=${BUILD:-build}
case $build in
/*) ;;
*) build=$PWD/$build ;;
esac
bin=$build/throughgate
if ! command -v age >/dev/null 2>&1; then
	echo 'ok 1 - files of age both ways # SKIP no age program'
	exit 0
fi
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
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

# The age program asks for passphrases on a terminal alone.
on_terminal() {
	printf '%s\n' "$1" "$1" | script -qec "$2" /dev/null >/dev/null
}

age-keygen -o theirs 2>/dev/null
"$bin" age keygen --output ours 2>/dev/null
check 'age-keygen reads the identity that we make' \
	[ "$(age-keygen -y ours)" = "$(sed -n 's/^# public key: //p' ours)" ]
them=$(sed -n 's/^# public key: //p' theirs)
us=$(age-keygen -y ours)

ours_to_age() {
	"$bin" age encrypt --recipient "$them" --recipient "$us" "$@" \
		--output f.age plain && age -d -i theirs f.age >back &&
		cmp -s plain back && age -d -i ours f.age >back &&
		cmp -s plain back
	status=$?
	rm -f f.age back
	return "$status"
}

age_to_ours() {
	age -r "$us" -r "$them" "$@" -o f.age plain &&
		"$bin" age decrypt --identity theirs --output back f.age &&
		cmp -s plain back && rm back &&
		"$bin" age decrypt --identity ours - <f.age >back &&
		cmp -s plain back
	status=$?
	rm -f f.age back
	return "$status"
}

for size in 0 1 47 48 49 65535 65536 65537 131072 200000; do
	head -c "$size" /dev/urandom >plain
	check "$size bytes, ours to age" ours_to_age
	check "$size bytes, age to ours" age_to_ours
	check "$size bytes, armored, ours to age" ours_to_age --armor
	check "$size bytes, armored, age to ours" age_to_ours -a
done

# ---- passphrases ----

echo 'The gate opens at nine.' >plain
ours_passphrase_to_age() {
	echo 'seven grey geese' | "$bin" age encrypt --passphrase-fd 0 \
		--output p.age plain &&
		on_terminal 'seven grey geese' 'age -d -o back p.age' &&
		cmp -s plain back
}
age_passphrase_to_ours() {
	on_terminal 'seven grey geese' 'age -p -o q.age plain' &&
		{ echo 'seven grey geese'; cat q.age; } |
		"$bin" age decrypt --passphrase-fd 0 >back &&
		cmp -s plain back
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	check 'a passphrase, ours to age' ours_passphrase_to_age
	check 'a passphrase, age to ours' age_passphrase_to_ours
else
	n=$((n + 1))
	echo "ok $n - a passphrase both ways # SKIP no script(1)"
fi

# ---- the same files are refused ----

ours() {
	echo 'seven grey geese' | "$bin" age decrypt --identity key \
		--passphrase-fd 0 "$1"
}

# What we make of each is the unit test's; here it is the program's turn. It
# has no passphrase: a good scrypt file is no question for it.
age_agrees() {
	case $1 in scrypt | scrypt_work_*) return 0 ;; esac
	age -d -i key "cases/$1.age" >age.out 2>/dev/null
	status=$?
	if [ "$2" -eq 0 ]; then
		[ "$status" -eq 0 ] && ours "cases/$1.age" | cmp -s - age.out
	else
		[ "$status" -ne 0 ]
	fi
}

mkdir cases
"$build/tests/age_cases" cases >list
echo AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX \
	>key
while read -r name expected; do
	check "$name: age says so too" age_agrees "$name" "$expected"
done <list
check 'there were cases' [ "$(wc -l <list)" -gt 100 ]
echo "1..$n"
[ "$bad" -eq 0 ]
