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

# Every kind, with what the place that it is for has: its identity, written out
# once, and the key of the sender's card.
theirs() {
	lines="$lines
the key of the opener"
	tg key export-identity "$tmp/$1.age"
	ok "$1's identity is written out" \
		refused 0 'opens what is sealed for this place'
	printf 'the key of the opener\n' |
		script -qec "age -d -o $tmp/$1.txt $tmp/$1.age" /dev/null \
			>/dev/null
	ok 'and age opens it with its passphrase' \
		grep -q '^AGE-SECRET-KEY-1' "$tmp/$1.txt"
}
# opens KIND SENDER RECEIVER: the newest file of that kind.
opens() {
	file=$(find "$stick" -name "$2-$1-*.age" | sort | tail -n 1)
	minisign -V -q -m "$file" \
		-P "$(sed -n 's/^minisign: //p' "$tmp/card.$2")"
	ok "minisign verifies a $1" [ $? -eq 0 ]
	rm -f "$tmp/opened"
	age -d -i "$tmp/$3.txt" -o "$tmp/opened" "$file"
	ok 'age opens it with the identity of whom it is for' [ $? -eq 0 ]
	ok 'sqlite3 finds it whole' [ "$(sqlite3 -init /dev/null -batch \
		"$tmp/opened" 'PRAGMA integrity_check; PRAGMA foreign_key_check;
		SELECT value FROM manifest WHERE key='"'kind'")" = "ok
$1" ]
}
at_office() { vault=$office user=ada lines='seven grey geese'; }
at_demo() { vault=$tmp/academy.vault user=demo lines=demo; }
at_other() { vault=$tmp/other.vault user=ben lines='nine blue herons'; }
trust() {
	tg key trust "$tmp/card.$1" \
		--fingerprint "$(sed -n 's/^fingerprint: //p' "$tmp/card.$1")"
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	at_other
	academy BBB 'Another academy'
	tg key show --output "$tmp/card.BBB"
	theirs BBB
	at_demo
	trust BBB
	tg export transfer DEM-0001 --site BBB --to "$stick"
	theirs DEM
	at_office
	trust DEM
	tg curriculum import web
	tg import "$bundle"
	for kind in curriculum site-pack receipt; do
		at_office
		[ $kind = curriculum ] && code=web || code=
		# shellcheck disable=SC2086 # no word where there is no code
		tg export $kind $code --site DEM --to "$stick"
		ok "a $kind is written" exited 0
		[ $kind = curriculum ] && ok 'which one is said' \
			grep -q '^A curriculum: web' "$messages"
	done
	theirs HQ
	opens return DEM HQ
	opens transfer DEM BBB
	opens curriculum HQ DEM
	opens site-pack HQ DEM
	opens receipt HQ DEM
	at_demo
else
	count=$((count + 1))
	echo "ok $count - each kind with an identity # SKIP no script(1)"
fi

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

# A signature of the old kind, right in every other way.
cp "$bundle" "$tmp/old.sqlite.age"
echo 'the key of the signer' |
	minisign -S -l -s "$tmp/demo.key" -m "$tmp/old.sqlite.age" -t "$(sed -n \
		's/^trusted comment: //p' "$bundle.minisig")" >/dev/null 2>&1
minisign -V -q -P "$key" -m "$tmp/old.sqlite.age"
ok 'minisign takes a signature of the old kind' [ $? -eq 0 ]
at_office
tg import "$tmp/old.sqlite.age"
ok 'we do not' refused 4 'of an old kind'

# Our own programs read the same.
bare age decrypt --identity "$tmp/identity" --output "$tmp/again" "$bundle"
ok 'our age decrypts the same bytes' cmp -s "$tmp/again" "$tmp/return.sqlite"
finish
