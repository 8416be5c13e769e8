#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle without Throughgate: minisign verifies it, age decrypts it, sqlite3
# reads it; and what the signing key signs elsewhere is ours.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
for program in age minisign sqlite3; do
	command -v $program >/dev/null 2>&1 && continue
	echo "ok 1 - bundles and standard tools # SKIP no $program program"
	exit 0
done
stick=$tmp/stick
mkdir "$stick"
office=$tmp/office.vault
demo
lines='seven grey geese' user=ada vault=$office
academy HQ 'Head office' --head-office
tg key show --output "$tmp/card.HQ"
vault=$tmp/academy.vault user=demo lines=demo
tg key show --output "$tmp/card.DEM"
tg key trust "$tmp/card.HQ" \
	--fingerprint "$(sed -n 's/^fingerprint: //p' "$tmp/card.HQ")"
age-keygen -o "$tmp/identity" 2>/dev/null
tg export return --to "$stick" --recipient "$(age-keygen -y "$tmp/identity")"
ok 'a return is written, with one more recipient' exited 0
bundle=$(find "$stick" -name '*.sqlite.age')
key=$(sed -n 's/^minisign: //p' "$tmp/card.DEM")

minisign -V -q -P "$key" -m "$bundle"
ok 'minisign verifies it with the key of the card' [ $? -eq 0 ]
minisign -V -Q -P "$key" -m "$bundle" >"$tmp/comment"
ok 'and prints what the bundle says of itself' \
	grep -q '^throughgate 1 return from=DEM number=1 to=HQ' "$tmp/comment"
cp "$bundle" "$tmp/spoilt" && cp "$bundle.minisig" "$tmp/spoilt.minisig"
printf x | dd of="$tmp/spoilt" bs=1 seek=900 conv=notrunc 2>/dev/null
minisign -V -q -P "$key" -m "$tmp/spoilt" 2>/dev/null
ok 'it does not verify an altered one' [ $? -ne 0 ]

age -d -i "$tmp/identity" -o "$tmp/return.sqlite" "$bundle"
ok 'age decrypts it' [ $? -eq 0 ]
sql() { sqlite3 -init /dev/null -batch "$tmp/return.sqlite" "$1"; }
is() { [ "$(sql "$1")" = "$2" ]; }
ok 'sqlite3 finds it whole' is 'PRAGMA integrity_check' ok
ok 'and nothing in it refers to nothing' is 'PRAGMA foreign_key_check' ''
tg student list --format csv
here=$(($(wc -l <"$out") - 1))
ok 'everybody is in it' is 'SELECT count(*) FROM students' "$here"
ok 'there is progress' [ "$(sql 'SELECT count(*) FROM progress')" -gt 100 ]
tg report class --format csv
ok 'there are graduates' [ "$(sql 'SELECT count(*) FROM graduates')" -gt 0 ]
sed -n 's/^    sqlite3 return.sqlite "\(.*\)"$/\1/p' README.md >"$tmp/asked"
ok 'README asks a bundle something' [ "$(wc -l <"$tmp/asked")" -ge 3 ]
while read -r query; do
	ok "$query has an answer" [ -n "$(sql "$query")" ]
done <"$tmp/asked"
# The view and the program agree about who is where.
tg graduate list --format json
for column in reference destination employer role since; do
	sed -n "s/^ *\"$column\": \"\(.*\)\",\{0,1\}$/\1/p" "$out" \
		>"$tmp/$column"
done
paste -d'|' "$tmp/reference" "$tmp/employer" "$tmp/role" "$tmp/since" \
	>"$tmp/ours"
sql 'SELECT reference, employer, role, since FROM graduates
	ORDER BY reference' >"$tmp/theirs"
ok 'graduates are where the program says' cmp -s "$tmp/ours" "$tmp/theirs"
ok 'some of them are somewhere' \
	[ "$(sql 'SELECT count(destination) FROM graduates')" -eq \
	"$(grep -c . "$tmp/destination")" ]
ok 'and as many are deferred' \
	[ "$(sql 'SELECT count(deferred) FROM graduates')" -eq \
	"$(grep -c '"deferred": "yes"' "$out")" ]
ok 'its manifest counts them' \
	is "SELECT value FROM manifest WHERE key='students'" "$here"
ok 'no key and no slot is in it' is "SELECT count(*) FROM sqlite_schema
	WHERE sql LIKE '%slot%' OR sql LIKE '%user_name%'" 0

# What is signed outside, with the key written out, is this place's.
lines='demo
the key of the signer'
tg key export-signing "$tmp/demo.key"
ok 'the signing key is written out' exited 0
echo 'A plain note.' >"$tmp/note"
# The minisign program asks for its passphrase on standard input.
echo 'the key of the signer' |
	minisign -S -s "$tmp/demo.key" -m "$tmp/note" >/dev/null 2>&1
ok 'minisign signs with it' [ -f "$tmp/note.minisig" ]
minisign -V -q -P "$key" -m "$tmp/note"
ok 'and the key of the card verifies that' [ $? -eq 0 ]

# Our own programs read the same.
bare age decrypt --identity "$tmp/identity" --output "$tmp/again" "$bundle"
ok 'our age decrypts the same bytes' cmp -s "$tmp/again" "$tmp/return.sqlite"
finish
