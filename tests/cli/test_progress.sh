#!/bin/sh
# SPDX-License-Identifier: ISC
# Recording, undoing, looking back.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo
ref=DEM-0043	# on the waiting list: nothing begun

# row ITEM: its line of the student's CSV.
row() { tg progress show $ref --format csv && grep "^$1," "$out"; }

tg progress record $ref START-01 in_progress --on 2026-11-02
ok 'a start is recorded' silent
tg progress record $ref START-01 'needs more work' --on 2026-11-03 \
	--evidence sheet-9 --paper --checked-by 'Lena Invented'
tg progress record $ref START-01 complete --note 'types with ten fingers'
ok 'attempts are counted' \
	[ "$(row START-01 | cut -d, -f3,5)" = 'Complete,2' ]
ok 'and the note is kept' [ -n "$(row START-01 | grep 'ten fingers')" ]

# Exactly one step, whatever was said with it.
tg undo
ok 'undo says what' printed "Undid: $ref"
ok 'the mark is as before' \
	[ "$(row START-01 | cut -d, -f3-5)" = 'Needs more work,2026-11-03,1' ]
ok 'and so is the note' [ -z "$(row START-01 | grep 'ten fingers')" ]
tg redo
ok 'redo says what' printed "Put back: $ref"
ok 'the mark is back' \
	[ "$(row START-01 | cut -d, -f3,5)" = 'Complete,2' ]
refuse 1 'nothing to put back' redo

# A note that is refused leaves no mark behind.
tg progress record $ref START-02 complete --note "$(printf '%0600d' 1)"
ok 'a note too long is refused' exited 1
ok 'and the item is as it was' \
	[ "$(row START-02 | cut -d, -f3)" = 'Not started' ]
tg progress record $ref START-01 complete --note 'slower'
ok 'a new note is no new attempt' \
	[ "$(row START-01 | cut -d, -f5)" -eq 2 ]

refuse 1 'has no item NONE' progress record $ref NONE complete
refuse 1 'is a heading' progress record $ref START complete
refuse 1 'It may be: NOT_STARTED' progress record $ref START-02 great
refuse 1 'has not come yet' progress record $ref START-02 complete \
	--on 2199-01-01
refuse 1 'Say why' progress record $ref START-02 excused
tg progress record $ref START-02 excused --reason 'done elsewhere'
ok 'with a reason it goes' silent

# Prerequisites warn, and may be gone before with a reason.
late=$(tg curriculum show --format csv && awk -F, '$7 != "" && $3 == "Unit" \
	{ code = $1 } END { print code }' "$out")
refuse 1 'comes after' progress record $ref "$late" complete
ok 'and the way on is said' refused 1 '--reason'
tg progress record $ref "$late" complete --reason 'showed it on paper'
ok 'a reason goes before a prerequisite' silent
ok 'and is kept' [ -n "$(row "$late" | grep 'showed it on paper')" ]

tg progress help $ref START-03
ok 'help is flagged' [ "$(row START-03 | cut -d, -f6)" = yes ]
tg progress help $ref START-03 --off
ok 'and answered' [ -z "$(row START-03 | cut -d, -f6)" ]

# An older change, once something was built on it, is not taken back.
tg student add --name 'Zed Invented'
new=$(cat "$out")
entry=$(tg history "$new" --format csv && sed -n 2p "$out" | cut -d, -f1)
tg progress record "$new" START-01 complete
refuse 1 'cannot be taken back' undo "$entry"
tg undo
tg undo "$entry"
ok 'the later one first, then it is' printed "entry $entry"
refuse 1 'no student' student show "$new"
refuse 1 'taken back already' undo "$entry"
refuse 1 'no entry 99999' undo 99999
refuse 1 'of a kind that cannot be undone' undo 1
user=lead
tg student add --name 'Yan Invented'
other=$(tg history --count 1 --format csv && sed -n 2p "$out" | cut -d, -f1)
user=demo
refuse 3 'only they can undo it' undo "$other"

# Looking back: figures of that day, under that day's date.
tg student list --as-at 2020-01-01
ok 'nobody was here before the first' printed 'No students yet.'
tg report student DEM-0001 --as-at 2025-06-01
ok 'a sheet of a past day bears its date' printed '1 Jun 2025'
then=$(grep 'Required items done' "$out")
tg report student DEM-0001
now=$(grep 'Required items done' "$out")
ok 'and has its figures' [ "$then" != "$now" ]
ok 'a graduate of today was not one then' printed 'Confirmed by'
tg report student DEM-0001 --as-at 2025-06-01
ok 'nor does the sheet say so' [ -z "$(grep 'Confirmed by' "$out")" ]
tg report class --as-at 2025-06-01 --format csv
done_then=$(grep '^DEM-0001,' "$out" | cut -d, -f4)
ok 'the class report agrees with the sheet' \
	[ -n "$(echo "$then" | grep " $done_then of ")" ]
tg student list --as-at "$(date +%Y-%m-%d)" --format csv
cp "$out" "$tmp/as-at"
tg student list --format csv
ok 'today looked back at is today' cmp -s "$out" "$tmp/as-at"
refuse 1 'Looking back' student add --name X --as-at 2025-01-01
refuse 1 'Looking back' undo --as-at 2025-01-01

# The clock: before the last entry, or more than 31 days after it.
tg verify
ok 'all of it is in the chain' printed 'journal entries'
tg student add --name X --today 2020-01-01
ok 'a date given by hand is believed' exited 0
finish
