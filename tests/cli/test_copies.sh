#!/bin/sh
# SPDX-License-Identifier: ISC
# Backups, restoring, damage that verify names, and one process at a time.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo
mkdir "$tmp/stick"

tg backup "$tmp/stick"
ok 'a backup prints where it is' [ "$code" -eq 0 ]
copy=$(cat "$out")
ok 'named with academy and time' [ "${copy#"$tmp/stick/DEM-20"}" != "$copy" ]
ok 'a vault of its own' [ -f "$copy/keys" ] && [ -f "$copy/records.db" ]
tg verify "$copy"
ok 'which verifies' printed 'journal entries'
tg backup "$tmp/stick"
ok 'a second one has another name' [ "$(cat "$out")" != "$copy" ]

tg student add --name 'Zed Invented'
tg restore "$copy"
ok 'a living vault is not replaced unsaid' refused 1 '--replace'
lines=wrong
refuse 3 'do not open this vault' restore "$copy" --replace
lines=demo
refuse 1 'There is no vault' restore "$tmp/none" --replace
refuse 1 'is not a whole vault' restore "$tmp/stick" --replace
tg student show DEM-0062
ok 'refusals leave it as it was' exited 0
tg restore "$copy" --replace
ok 'restoring says where to' refused 0 'Restored to'
refuse 1 'no student' student show DEM-0062
kept=$(find "$tmp" -maxdepth 1 -name 'academy.vault.before-restore-*')
ok 'what was there is kept beside it' [ -d "$kept" ]
restored=$vault vault=$kept
tg student show DEM-0062
ok 'with all that was in it' exited 0
vault=$tmp/elsewhere/new.vault
tg restore "$copy"
ok 'to an empty place it needs no word' exited 0
vault=$restored

# Damage. flip FILE OFFSET: one byte of it is another.
flip() {
	byte=$(od -An -tu1 -j"$2" -N1 "$1")
	# shellcheck disable=SC2059 # the format is the byte
	printf "\\$(printf %03o $((255 - byte)))" |
		dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
damaged() {
	rm -rf "$tmp/damaged"
	cp -r "$vault" "$tmp/damaged"
}
damaged
flip "$tmp/damaged/records.db" 41000
tg verify "$tmp/damaged"
ok 'a changed byte is damage' exited 4
ok 'and its page is named' grep -q 'page 11 of the' "$out"
tg restore "$tmp/damaged" --replace
ok 'a damaged copy is not restored' exited 4
ok 'nothing is left of the attempt' [ ! -e "$vault.restoring" ]
damaged
flip "$tmp/damaged/keys" 60
tg verify "$tmp/damaged"
ok 'changed keys open nothing' [ "$code" -eq 3 ] || exited 4
damaged
size=$(stat -c %s "$tmp/damaged/records.db")
truncate -s $((size - 4096)) "$tmp/damaged/records.db"
tg verify "$tmp/damaged"
ok 'a missing page is damage' exited 4
ok 'and the file is named' grep -q '"records.db" is not all there' "$out"
damaged
dd if="$vault/records.db" of="$tmp/damaged/records.db" bs=4096 skip=20 \
	seek=21 count=1 conv=notrunc 2>/dev/null
tg verify "$tmp/damaged"
ok 'a page in the place of another is damage' exited 4
ok 'and is named' grep -q 'page 22 of the' "$out"
rm "$tmp/damaged/records.db"
refuse 1 'the file "records.db" is missing' verify "$tmp/damaged"
: >"$tmp/file"
vault=$tmp/file
refuse 1 'There is no vault' student list
vault=$restored
tg verify
ok 'the vault itself is as it was' exited 0

# One process at a time: the first waits here for a second line.
mkfifo "$tmp/fifo"
"$bin" --vault "$vault" --user demo --passphrase-fd 3 user passwd \
	3<"$tmp/fifo" >/dev/null 2>&1 &
first=$!
exec 4>"$tmp/fifo"
echo demo >&4
until grep -q "process $first " "$vault/lock" 2>/dev/null; do
	kill -0 $first 2>/dev/null || break
done
refuse 1 "process $first on" student list
ok 'with the terminal and the time' \
	grep -Eq 'on [^ ].* since 20[0-9-]+ [0-9:]+' "$messages"
tg restore "$copy" --replace
ok 'nor is a vault in use replaced' refused 1 "process $first"
tg verify "$copy"
ok 'another vault is not in the way' exited 0
exec 4>&-
wait $first
tg student list
ok 'it is free once the first has ended' exited 0

tg doctor
ok 'doctor looks at the machine' printed 'Core dumps'
tg doctor --format csv
ok 'a check is a line' [ "$(wc -l <"$out")" -ge 8 ]
finish
