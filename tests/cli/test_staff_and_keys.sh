#!/bin/sh
# SPDX-License-Identifier: ISC
# A new academy: staff, roles, passphrases, the recovery key, a new data key.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
user=ada lines='seven grey geese'
vault=$tmp/deep/down/academy.vault

# Refused before anything is made.
init() { tg init --site TEST --name 'Test Academy' "$@"; }
lines=short
init
ok 'a short passphrase is refused' refused 1 'at least 12 characters'
lines='the test passphrase'
init
ok 'so is one that has the code in it' refused 1 'Leave the academy'
lines='seven grey geese'
tg init --site T --name 'Test Academy'
ok 'and a code too short' exited 1
ok 'nothing was made' [ ! -e "$vault" ]
mkdir "$tmp/taken"
vault=$tmp/taken init
ok 'what is there is left alone' refused 1 'There is something at'

init --staff-name 'Ada Invented'
ok 'init prints the recovery key' exited 0
ok 'in checked groups' grep -Eq '^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$' "$out"
ok 'on one line of its own' [ "$(wc -l <"$out")" -eq 1 ]
key=$(cat "$out")
ok 'the folder is private' [ "$(stat -c %a "$vault")" = 700 ]
ok 'the files are private' \
	[ -z "$(find "$vault" -type f ! -perm 600)" ]
init
ok 'init again is refused' refused 1 'There is something at'

# An academy without anybody says so in words.
tg student list
ok 'no students' printed 'No students yet.'
tg report class --format csv
ok 'a CSV of nobody is its headings' [ "$(wc -l <"$out")" -eq 1 ]
refuse 1 'urriculum' curriculum show

# The recovery key opens it when the passphrase is lost.
lines="$(echo "$key" | tr 'A-Y' 'B-Z')
quiet river stones"
tg key recover
ok 'a wrong recovery key is refused' [ "$code" -ne 0 ]
lines="$key
short"
tg key recover
ok 'a short new passphrase is refused' refused 1 'at least 12'
lines="$key
quiet river stones"
tg key recover
ok 'the recovery key sets a new one' exited 0
lines='seven grey geese'
refuse 3 'do not open this vault' student list
lines='quiet river stones'
tg key new-recovery
ok 'a new recovery key is printed' [ "$(cat "$out")" != "$key" ]
lines="$key
seven grey geese"
tg key recover
ok 'the old one opens nothing' [ "$code" -ne 0 ]
lines='quiet river stones'
printf '%s\n' "$lines" | "$bin" --vault "$vault" --user ada \
	--passphrase-fd 0 key new-recovery >/dev/full 2>"$messages"
code=$?
ok 'a key that cannot be written is said to be lost' refused 5 'and is lost'

# Staff, on the demo academy, whose passphrases are cheap to check.
vault=$tmp/demo.vault user=demo lines=demo
demo
refuse 1 'user name' user add 'Two Words'
refuse 1 'It may be: ADMINISTRATOR' user add vera --role manager
lines='demo
seven grey geese'
tg user add vera --role viewer --name 'Vera Invented'
ok 'a viewer is added' silent
tg user add vera
ok 'a name is taken once' refused 1 'is taken'
lines='demo
quiet river stones'
tg user add ivo
lines=demo
tg user list --format csv
ok 'the role unsaid is instructor' printed 'ivo,ivo,Instructor,yes'
refuse 1 'only administrator' user change demo --role viewer
refuse 1 'your own key' user remove demo
refuse 1 'no user nobody' user change nobody --role viewer
refuse 1 'no member of staff' user remove nobody

# What each role may not do.
user=vera lines='seven grey geese
another long phrase'
printf 'name\nZed Invented\n' >"$tmp/class.csv"
while read -r words; do
	# shellcheck disable=SC2086 # words
	refuse 3 'Viewers cannot' $words
done <<COMMANDS
student add --name Zed
student change DEM-0001 --name Zed
student enrol DEM-0007 waiting
student custody DEM-0007 released
student release DEM-0007 none
student pin DEM-0007 WEB
student graduate DEM-0005
student import $tmp/class.csv
curriculum import web
progress record DEM-0007 START-01 complete
progress help DEM-0007 START-01
undo
redo
backup $tmp
setting set theme mono
user add zed
user change vera --role administrator
user passwd demo
user remove ivo
key rotate
key new-recovery
report class
COMMANDS
tg student list
ok 'a viewer looks' exited 0
tg verify
ok 'and may verify' exited 0
tg user passwd
ok 'and sets a passphrase of their own' silent
refuse 3 'do not open this vault' student list
lines='another long phrase'
tg history
ok 'the new one opens' printed 'New passphrase for vera'
user=ivo lines='quiet river stones'
refuse 3 'ask a lead instructor' curriculum import web
refuse 3 'ask an administrator' key rotate
user=demo lines=demo
tg user remove ivo
ok 'a key is taken away' silent
refuse 1 'taken away already' user remove ivo
user=ivo lines='quiet river stones'
refuse 3 'do not open this vault' student list
user=demo lines=demo
tg user list --format csv
ok 'who left stays in the list' printed 'ivo,ivo,Instructor,no'

# A new data key: the same records, passphrases and history.
tg student list --format csv
cp "$out" "$tmp/before"
od -An -tx1 -N64 "$vault/records.db" >"$tmp/page"
tg key rotate
ok 'everything is sealed anew' [ "$code" -eq 0 ]
od -An -tx1 -N64 "$vault/records.db" >"$tmp/page2"
ok 'under another key' [ "$(cat "$tmp/page")" != "$(cat "$tmp/page2")" ]
tg student list --format csv
ok 'the records are the same' cmp -s "$out" "$tmp/before"
tg verify
ok 'and verify' exited 0
finish
