#!/bin/sh
# SPDX-License-Identifier: ISC
# age and minisign as subcommands: what they need, what they leave behind, how
# they end. Nothing here needs an academy.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# from FILE ARGUMENT...: the program with a file as its standard input.
from() {
	input=$1
	shift
	"$bin" "$@" <"$input" >"$out" 2>"$messages"
	code=$?
}

exists() { [ -e "$1" ]; }
missing() { [ ! -e "$1" ]; }
nothing_of() { [ -z "$(find "$tmp" -name "$1*")" ]; }

# ---- age ----

bare age keygen
ok 'an identity is printed' printed 'AGE-SECRET-KEY-1'
key=$tmp/key
bare age keygen --output "$key"
ok 'or written, and its public key is said' \
	[ -n "$(sed -n 's/^Public key: age1/&/p' "$messages")" ]
ok 'for the owner alone' [ "$(stat -c %a "$key")" = 600 ]
us=$(sed -n 's/^# public key: //p' "$key")
bare age keygen --output "$key"
ok 'an identity is never written over' refused 1 'exists already'

echo 'The gate opens at nine.' >"$tmp/plain"
bare age encrypt --recipient "$us" --output "$tmp/a.age" "$tmp/plain"
ok 'a file is encrypted' silent
bare age decrypt --identity "$key" "$tmp/a.age"
ok 'and decrypted' printed 'The gate opens at nine.'
bare age decrypt --identity "$key" --output "$tmp/plain" "$tmp/a.age"
ok 'not over a file' refused 1 'exists already'
from "$tmp/plain" age encrypt --recipient "$us" --armor
ok 'armor is text' printed '-----BEGIN AGE ENCRYPTED FILE-----'
cp "$out" "$tmp/b.age"
from "$tmp/b.age" age decrypt --identity "$key" -
ok 'and is recognised' printed 'The gate opens at nine.'

bare age encrypt --recipient "$us" --output "$tmp/new" "$tmp/absent"
ok 'what is not there cannot be encrypted' refused 1 'does not exist'
ok 'and leaves no output' missing "$tmp/new"
bare age encrypt --recipient age1what --output "$tmp/new" "$tmp/plain"
ok 'a recipient that is none' refused 1 'age1what'
bare age encrypt --recipient "${us}q" --output "$tmp/new" "$tmp/plain"
ok 'a recipient with a character more' refused 1 '62 characters'
bare age encrypt --output "$tmp/new" "$tmp/plain"
ok 'a passphrase needs a terminal or --passphrase-fd' refused 2 'terminal'
bare age encrypt --recipient "$us" --passphrase-fd 0 "$tmp/plain"
ok 'recipients or a passphrase' refused 2 'not both'
: >"$tmp/empty"
from "$tmp/empty" age encrypt --passphrase-fd 0 "$tmp/plain"
ok 'no passphrase is no passphrase' refused 1 'No passphrase'
bare age encrypt --recipient "$us" "$tmp"
ok 'a folder is not encrypted' refused 1 'folder'
bare age encrypt --recipient "$us" --output /proc/none/x "$tmp/plain"
ok 'nor written where nothing can be' exited 1
if [ -w /dev/full ]; then
	"$bin" age encrypt --recipient "$us" "$tmp/plain" >/dev/full \
		2>"$messages"
	code=$?
	ok 'a full disk is the machine' refused 5 'disk is full'
fi

# Killed in the middle: what the pipe took more than it holds was written.
mkfifo "$tmp/pipe"
"$bin" age encrypt --recipient "$us" --output "$tmp/new" "$tmp/pipe" &
pid=$!
exec 4>"$tmp/pipe"
head -c 400000 /dev/zero >&4
kill "$pid"
wait "$pid" 2>/dev/null
code=$?
exec 4>&-
ok 'a killed run was killed' exited 143
ok 'and leaves nothing' nothing_of new

# ---- what does not open ----

bare age keygen --output "$tmp/other"
bare age decrypt --identity "$tmp/other" --output "$tmp/new" "$tmp/a.age"
ok 'another identity does not fit' refused 3 'not for any'
ok 'and leaves no output' nothing_of new
bare age decrypt --identity "$tmp/other" --identity "$key" "$tmp/a.age"
ok 'one of several fits' printed 'The gate opens at nine.'
bare age decrypt --identity "$tmp/plain" "$tmp/a.age"
ok 'a file that is no identity file' refused 1 'line 1'
bare age decrypt --identity "$tmp/absent" "$tmp/a.age"
ok 'nor one that is not there' refused 1 'does not exist'
bare age decrypt "$tmp/a.age"
ok 'no identity at all' refused 3 'opens with an identity'

head -c 200000 /dev/zero >"$tmp/zeros"
bare age encrypt --recipient "$us" --output "$tmp/z.age" "$tmp/zeros"
head -c 150000 "$tmp/z.age" >"$tmp/short.age"
bare age decrypt --identity "$key" --output "$tmp/new" "$tmp/short.age"
ok 'a file cut short is found' refused 4 'cut short'
ok 'and leaves no output' nothing_of new
bare age decrypt --identity "$key" "$tmp/short.age"
ok 'and only whole chunks are printed' [ "$(wc -c <"$out")" -eq 131072 ]
{ cat "$tmp/z.age"; echo; } >"$tmp/long.age"
bare age decrypt --identity "$key" --output "$tmp/new" "$tmp/long.age"
ok 'something after the end is found' refused 4 'was changed'
bare age decrypt --identity "$key" "$tmp/plain"
ok 'what is no age file' refused 4 'not an age file'
from /dev/null age decrypt --identity "$key"
ok 'nothing at all' refused 4 'cut short'

# ---- passphrases, with files that cost little ----

mkdir "$tmp/cases"
"${bin%/*}/tests/age_cases" "$tmp/cases" >/dev/null
echo 'seven grey geese' >"$tmp/right"
echo 'seven grey goose' >"$tmp/wrong"
from "$tmp/right" age decrypt --passphrase-fd 0 "$tmp/cases/scrypt.age"
ok 'a passphrase opens' exited 0
from "$tmp/wrong" age decrypt --passphrase-fd 0 "$tmp/cases/scrypt.age"
ok 'a wrong one does not' refused 3 'not the passphrase'
cat "$tmp/right" "$tmp/cases/scrypt.age" >"$tmp/both"
from "$tmp/both" age decrypt --passphrase-fd 0
ok 'passphrase and file through one descriptor' exited 0
bare age decrypt --identity "$key" "$tmp/cases/scrypt.age"
ok 'an identity is not a passphrase' refused 3 'with a passphrase'
from "$tmp/right" age decrypt --passphrase-fd 0 "$tmp/cases/scrypt_work_21.age"
ok 'too much work is refused' refused 1 'more work'

# ---- minisign ----

"${bin%/*}/tests/minisign_key" "$tmp"
from "$tmp/right" minisign sign --secret-key "$tmp/ours.key" --passphrase-fd 0 \
	--trusted-comment 'for the record' "$tmp/plain"
ok 'a file is signed' exists "$tmp/plain.minisig"
bare minisign verify --public-key "$tmp/ours.pub" "$tmp/plain"
ok 'and verified, and the comment printed' printed 'for the record'
from "$tmp/right" minisign sign --secret-key "$tmp/ours.key" --passphrase-fd 0 \
	"$tmp/plain"
ok 'a signature is never written over' refused 1 'exists already'
from "$tmp/wrong" minisign sign --secret-key "$tmp/ours.key" --passphrase-fd 0 \
	"$tmp/zeros"
ok 'not with a wrong passphrase' refused 3 'not the passphrase'
ok 'and no signature is left' nothing_of zeros.minisig
from "$tmp/right" minisign sign --secret-key "$tmp/ours.key" --passphrase-fd 0 \
	--trusted-comment "$(printf 'a\033b')" "$tmp/zeros"
ok 'not with control characters' refused 1 'control characters'
from "$tmp/right" minisign sign --secret-key "$tmp/ours.pub" --passphrase-fd 0 \
	"$tmp/zeros"
ok 'a public key is not a secret key' refused 4 'not a secret key'
echo changed >>"$tmp/plain"
bare minisign verify --public-key "$tmp/ours.pub" "$tmp/plain"
ok 'a changed file is found' refused 4 'not what key'
ok 'and nothing of its comment is printed' [ ! -s "$out" ]
bare minisign verify --public-key "$tmp/ours.pub" "$tmp/zeros"
ok 'no signature, no verdict' refused 1 'does not exist'
bare minisign verify --public-key "$tmp/ours.key" "$tmp/plain"
ok 'a secret key is not a public key' refused 1 'not a public key'

( cd "$tmp" && mkdir made && cd made &&
	"$bin" minisign keygen --passphrase-fd 0 <"$tmp/right" >"$out" \
		2>"$messages" )
code=$?
ok 'keygen prints the public key' printed 'minisign public key'
ok 'and writes it' cmp -s "$out" "$tmp/made/minisign.pub"
ok 'and the secret key' [ "$(stat -c %a "$tmp/made/minisign.key")" = 600 ]
bare minisign keygen --secret-key "$tmp/new" --public-key \
	"$tmp/made/minisign.pub"
ok 'keygen never writes over a key' refused 1 'exists already'
ok 'not even half of a pair' missing "$tmp/new"

finish
