#!/bin/sh
# SPDX-License-Identifier: ISC
# minisign: signatures and keys, ours for the program and the program's for us.
# A passphrase of the usual strength costs seconds, so most have a lesser one.
set -u
build=${BUILD:-build}
case $build in
/*) ;;
*) build=$PWD/$build ;;
esac
bin=$build/throughgate
keys=$PWD/tests/interop/keys
if ! command -v minisign >/dev/null 2>&1; then
	echo 'ok 1 - minisign both ways # SKIP no minisign program'
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

exits() {
	expected=$1
	shift
	"$@" >out 2>err </dev/null
	[ $? -eq "$expected" ]
}

head -c 300000 /dev/urandom >file

# ---- a key of ours ----

"$build/tests/minisign_key" .
theirs_signs_with_ours() {
	echo 'seven grey geese' |
		minisign -S -s ours.key -m file -t 'with ours' >/dev/null 2>&1
}
ours_signs() {
	echo 'seven grey geese' | "$bin" minisign sign --passphrase-fd 0 \
		--secret-key ours.key file 2>/dev/null
}
check 'minisign signs with a key of ours' theirs_signs_with_ours
check 'and verifies it with our public key' \
	exits 0 minisign -V -p ours.pub -m file
check 'so do we' exits 0 "$bin" minisign verify --public-key ours.pub file
check 'and print the trusted comment' [ "$(cat out)" = 'with ours' ]
rm file.minisig
echo wrong >wrong
check 'not with a wrong passphrase' exits 3 "$bin" minisign sign \
	--secret-key ours.key --passphrase-fd 3 file 3<wrong
check 'we sign' ours_signs
check 'minisign verifies it' exits 0 minisign -V -p ours.pub -m file
check 'with the comment that it would have made' \
	grep -q "timestamp:[0-9]*[[:space:]]file:file[[:space:]]hashed" out
rm file.minisig

# ---- a key of the program: passphrase "nine tall gates" ----

cp "$keys/minisign.key" theirs.key
cp "$keys/minisign.pub" theirs.pub
ours_signs_with_theirs() {
	echo 'nine tall gates' | "$bin" minisign sign --passphrase-fd 0 \
		--secret-key theirs.key --trusted-comment 'with theirs' file \
		2>/dev/null
}
check 'we sign with it' ours_signs_with_theirs
check 'minisign verifies it' exits 0 minisign -V -p theirs.pub -m file
check 'and shows the trusted comment' grep -q 'with theirs' out
check 'as prehashed' exits 0 minisign -V -H -p theirs.pub -m file
check 'we do not write over a signature' exits 1 "$bin" minisign sign \
	--secret-key theirs.key file
check 'nor over a key' exits 1 "$bin" minisign keygen \
	--secret-key theirs.key --public-key new.pub
cp file changed
cp file.minisig changed.minisig
printf x >>changed
check 'a changed file is found' exits 4 "$bin" minisign verify \
	--public-key theirs.pub changed
check 'another key is found' exits 4 "$bin" minisign verify \
	--public-key ours.pub file
check 'and named by its id' grep -q "by key $(sed -n \
	's/.*public key //p' theirs.pub)" err
sed 's/with theirs/with others/' file.minisig >other && mv other file.minisig
check 'a changed comment is found' exits 4 "$bin" minisign verify \
	--public-key theirs.pub file
check 'no signature' exits 1 "$bin" minisign verify \
	--public-key theirs.pub theirs.key
rm file.minisig

# ---- a key without a passphrase, for the rest ----

minisign -G -W -f -p bare.pub -s bare.key >/dev/null 2>&1
check 'a secret key in clear is not used' exits 1 "$bin" minisign sign \
	--secret-key bare.key --passphrase-fd 0 file
minisign -S -s bare.key -m file >/dev/null 2>&1
check 'what minisign says by itself verifies' exits 0 "$bin" minisign \
	verify --public-key bare.pub file
minisign -S -l -s bare.key -m file >/dev/null 2>&1
check 'an old kind is refused' exits 1 "$bin" minisign verify \
	--public-key bare.pub file
check 'unless it is allowed' exits 0 "$bin" minisign verify \
	--public-key bare.pub --allow-legacy file
printf x >>file
check 'and even then it must be right' exits 4 "$bin" minisign verify \
	--public-key bare.pub --allow-legacy file
: >empty
minisign -S -s bare.key -m empty >/dev/null 2>&1
check 'an empty file' exits 0 "$bin" minisign verify --public-key bare.pub \
	empty
echo "1..$n"
[ "$bad" -eq 0 ]
