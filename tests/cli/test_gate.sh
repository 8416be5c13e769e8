#!/bin/sh
# SPDX-License-Identifier: ISC
# One person's way through the gate, by command line: from the last unit to
# what came of it. Days are said with --today, so that they are the same ones
# whenever this runs.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo

# at DAY ARGUMENT...: on that day.
at() {
	day=$1
	shift
	tg --today "$day" "$@"
}

# refuse_at DAY CODE WORDS ARGUMENT...
refuse_at() {
	day=$1 want=$2 words=$3
	shift 3
	refuse "$want" "$words" --today "$day" "$@"
}

# cell COLUMN [ROW]: of the JSON that was printed; the first row is 1.
cell() {
	sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$out" |
		sed -n "${2:-1}p"
}

# shows COLUMN VALUE DAY ARGUMENT...: the first row that a listing prints has
# that value; rows of one listing are of one person.
shows() {
	column=$1 value=$2 day=$3
	shift 3
	tg --today "$day" "$@" --format json
	got=$(cell "$column")
	ok "$*: $column is \"$value\" on $day" [ "$got" = "$value" ]
	[ "$got" = "$value" ] || echo "# is $got"
}

# stage DAY STAGE: where support stands.
stage() {
	at "$1" support show "$ref"
	ok "support is \"$2\" on $1" \
		[ -n "$(grep "^Support  *$2\$" "$out")" ]
}

# where DAY GROUP: where the graduate is counted.
where() {
	at "$1" graduate list --format csv
	got=$(awk -F, -v ref="$ref" '$1 == ref { print $6 }' "$out")
	ok "counted as \"$2\" on $1" [ "$got" = "$2" ]
	[ "$got" = "$2" ] || echo "# is $got"
}

# due DAY POINT...: what the diary has of this person up to that day.
due() {
	day=$1
	shift
	at "$day" diary --days 0 --format csv
	got=$(awk -F, -v ref="$ref" '$1 == ref { print $4 }' "$out" |
		paste -s -d,)
	ok "the diary has \"$*\" on $day" [ "$got" = "$*" ]
	[ "$got" = "$*" ] || echo "# is $got"
}

# ---- inside: the last unit, a plan, a place agreed ----

printf '%s\n' 'code,parent,kind,title,hours,required,prerequisites,evidence' \
	'GO,,Course,A short course,,yes,,' 'GO-M,GO,Module,Both,,yes,,' \
	'GO-1,GO-M,Unit,First,1,yes,,' 'GO-2,GO-M,Unit,Last,1,yes,GO-1,' \
	>"$tmp/course.csv"
at 2031-01-06 curriculum import "$tmp/course.csv" --as 1
course=$(cat "$out")
at 2031-01-06 student add --name 'Sam Example' --joined 2031-01-06
ref=$(cat "$out")
at 2031-01-06 student enrol "$ref" active
at 2031-01-06 student pin "$ref" "$course"
at 2031-01-06 progress record "$ref" GO-1 complete
refuse_at 2031-01-07 1 '1 of 2 required items' student graduate "$ref"
at 2031-02-03 progress record "$ref" GO-2 complete
at 2031-02-03 student graduate "$ref"
ok 'who has done everything is a graduate' silent
where 2031-02-03 still_inside

at 2031-02-04 support set "$ref" planning
ok 'planning begins' silent
at 2031-02-04 plan set "$ref" support-needed --needs 'A quiet place
to work'
ok 'a plan has a number' printed 1
at 2031-02-05 plan set "$ref" 'ready to work'
at 2031-02-05 plan show "$ref"
ok 'what is not said again stays' printed 'to work'
ok 'and what was said holds' printed 'Ready to work'
at 2031-02-05 plan check "$ref" laptop in-progress --note 'asked for one'
at 2031-02-06 plan check "$ref" laptop completed
at 2031-02-05 plan pathway "$ref" 'finance and id' in_progress
at 2031-02-05 plan action "$ref" 'Open an account' --owner 'Dana Example' \
	--due-on 2031-02-20
at 2031-02-05 plan professional "$ref" 'offender manager' \
	--organisation 'Example Probation'
at 2031-02-06 plan show "$ref" --format csv
for line in ',Laptop,Completed,2031-02-06' ',Finance and ID,In progress' \
	'Open an account,Open,2031-02-05,2031-02-20,Dana Example' \
	'offender manager,Open,2031-02-05,,Example Probation'; do
	ok "the plan has $line" printed "$line"
done
due 2031-02-21 'Open an account: Dana Example'
at 2031-02-21 fact end "$ref" action 1 DONE --note 'has a card'
ok 'what is done has ended' silent
due 2031-02-21 ''
refuse_at 2031-02-21 1 'It ended already, on 21 Feb 2031' \
	fact end "$ref" action 1 DONE

at 2031-02-24 destination add "$ref" employed-16h-plus --main \
	--employer 'Example Bank' --role 'Web developer' --level junior \
	--sector finance --field web-development --salary-gbp 24000 \
	--brokered --agreed-inside --on 2031-03-10 --verified employer
ok 'a place is agreed before it begins' printed 1
shows verified 'The employer or college said so' 2031-02-24 \
	fact list "$ref" destination
where 2031-02-24 still_inside

# ---- out: deferred for housing, then at work ----

at 2031-03-03 student custody "$ref" released-on-licence
stage 2031-03-03 Active
where 2031-03-03 not_known
at 2031-03-03 followup record "$ref" reached --note 'met at the gate'
ok 'the point that is due is the one' printed 1
shows point 'At release' 2031-03-03 fact list "$ref" contact
at 2031-03-04 defer add "$ref" housing --next 2031-03-18
stage 2031-03-04 Deferred
where 2031-03-04 supported
refuse_at 2031-03-05 1 'still running; end it first' \
	support set "$ref" closed-met
refuse_at 2031-03-05 1 'begin a deferral' support set "$ref" deferred
due 2031-03-19 'Deferred for: Housing'
at 2031-03-19 defer review "$ref" 1 --next 2031-04-18 --note 'a hostel'
due 2031-03-20 ''
where 2031-03-20 employed
at 2031-03-24 fact end "$ref" deferral 1 met --note 'has a room'
stage 2031-03-24 Active
shows ended_as 'Need met' 2031-03-24 fact list "$ref" deferral

# ---- six weeks: no reply, then reached ----

due 2031-04-14 '6 weeks'
at 2031-04-14 followup record "$ref" no-reply
due 2031-04-15 '6 weeks'
at 2031-04-15 followup list "$ref" --format json
ok 'no reply is a try, and leaves the point open' \
	[ "$(cell tries 2),$(cell state 2)" = '1,overdue' ]
at 2031-04-16 followup record "$ref" reached
due 2031-04-16 ''
at 2031-04-16 followup record "$ref" reached --note 'called again'
at 2031-04-16 fact list "$ref" contact --format json
ok 'with nothing due a call is unplanned' [ "$(cell point 4)" = Unplanned ]

# ---- a mentor ----

refuse_at 2031-04-20 1 'match one first' mentor meet "$ref"
at 2031-04-20 mentor match "$ref" 'Mia Sample' --aim 'going freelance'
at 2031-04-27 mentor meet "$ref" --minutes 45
at 2031-05-04 mentor meet "$ref" --minutes 30 --mentor 1
shows meetings 2 2031-05-04 fact list "$ref" mentor
at 2031-05-05 fact end "$ref" mentor 1 DONE
refuse_at 2031-05-06 1 'match one first' mentor meet "$ref"

# ---- consent ----

at 2031-05-10 consent set "$ref" contact-after-release yes --wording 2031-1
at 2031-05-20 consent set "$ref" contact-after-release no
refuse_at 2031-06-03 1 'not permitted' followup record "$ref" reached
at 2031-06-03 followup record "$ref" reached --inbound
ok 'they may call us' exited 0
at 2031-06-04 consent set "$ref" contact-after-release yes

# ---- corrections ----

at 2031-06-05 destination add "$ref" employed-16h-plus --replaces 1 \
	--employer 'Sample Bank' --brokered=no --reason 'wrong firm'
ok 'a correction has a number of its own' printed 2
shows number 2 2031-06-05 fact list "$ref" destination
for want in 'employer Sample Bank' 'role Web developer' 'brokered no' \
	'agreed_inside yes' 'on 2031-03-10' 'salary_gbp 24000' \
	'verified The employer or college said so'; do
	ok "a correction has $want" [ "$(cell "${want%% *}")" = "${want#* }" ]
done
at 2031-06-05 destination add "$ref" voluntary --employer 'Nobody'
at 2031-06-05 fact void "$ref" destination 3 --reason 'somebody else'
at 2031-06-05 fact list "$ref" destination --format csv
ok 'what never was is in no list' [ "$(grep -c Nobody "$out")" -eq 0 ]
refuse_at 2031-06-05 1 'no DESTINATION of number 1' \
	fact void "$ref" destination 1 --reason again

# ---- recall, and out again ----

at 2031-06-10 support set "$ref" closed-met
stage 2031-06-10 'Closed: need met'
at 2031-06-20 student custody "$ref" recalled
ok 'a return says what still runs' \
	grep -q "fact end $ref destination 2 returned-to-custody" "$messages"
stage 2031-06-20 Planning
where 2031-06-20 returned
due 2031-09-30 ''
at 2031-10-01 student custody "$ref" released-on-licence
stage 2031-10-01 Active
due 2031-10-01 'At release'

# ---- what was known on a day that is past ----

for known in '2031-02-23 still_inside' '2031-03-05 supported' \
	'2031-03-20 employed' '2031-06-25 returned'; do
	at 2031-10-01 graduate list --as-at "${known%% *}" --format csv
	ok "on ${known%% *} it was ${known#* }" \
		[ -n "$(grep "^$ref,.*,${known#* }," "$out")" ]
done
at 2031-10-01 graduate list --as-at 2031-03-20 --format csv
ok 'a destination has the code of the ILR' \
	[ -n "$(grep "^$ref,.*,EMP [12]" "$out")" ]
at 2031-10-01 graduate list --as-at 2031-02-02
ok 'nobody was a graduate before' [ "$(grep -c "^$ref" "$out")" -eq 0 ]
shows employer 'Example Bank' 2031-10-01 fact list "$ref" destination \
	--as-at 2031-06-04
refuse_at 2031-10-01 1 'Looking back' destination add "$ref" voluntary \
	--as-at 2031-06-04

# ---- each kind is one step, taken back and put back ----

# steps KIND ARGUMENT...: adds one, undoes it, does it again.
steps() {
	kind=$1
	shift
	at 2031-10-02 fact list "$ref" "$kind" --format csv
	before=$(cat "$out")
	at 2031-10-02 "$@"
	at 2031-10-02 fact list "$ref" "$kind" --format csv
	after=$(cat "$out")
	ok "$kind is added" [ "$before" != "$after" ]
	at 2031-10-02 undo
	ok "$kind is taken back" printed "Undid: $ref"
	at 2031-10-02 fact list "$ref" "$kind" --format csv
	ok "$kind is as before" [ "$(cat "$out")" = "$before" ]
	at 2031-10-02 redo
	at 2031-10-02 fact list "$ref" "$kind" --format csv
	ok "$kind is put back" [ "$(cat "$out")" = "$after" ]
}
steps plan plan set "$ref" support-needed
steps check plan check "$ref" id completed
steps pathway plan pathway "$ref" health met
steps action plan action "$ref" 'Call the council'
steps professional plan professional "$ref" 'housing officer'
steps deferral defer add "$ref" health --next 2031-11-01
steps ending fact end "$ref" deferral 2 own-choice
steps destination destination add "$ref" seeking-work --verified self-report
steps review destination verify "$ref" 4 document
steps mentor mentor match "$ref" 'Max Sample'
steps meeting mentor meet "$ref" --minutes 20
steps contact followup record "$ref" no-reply
steps consent consent set "$ref" share-with-mentor yes
steps correction fact void "$ref" professional 2 --reason 'another office'

# ---- what is refused names the field and the cause ----

refuse_at 2031-10-03 1 'no student' plan show DEM-9999
refuse_at 2031-10-03 1 'It may be: NOT_STARTED' support set "$ref" finished
refuse_at 2031-10-03 1 'is not a destination. It may be: EMPLOYED_16H_PLUS' \
	destination add "$ref" rich
refuse_at 2031-10-03 1 'is not a level of a role' destination add "$ref" voluntary \
	--level high
refuse_at 2031-10-03 1 '"Salary, pounds a year" is a whole number' \
	destination add "$ref" employed-16h-plus --salary-gbp 24k
refuse_at 2031-10-03 1 'A salary goes with work' destination add "$ref" voluntary \
	--salary-gbp 24000
refuse_at 2031-10-03 1 'does not fit "Employed, 16 hours or more"' \
	destination add "$ref" employed-16h-plus --hours under-16
refuse_at 2031-10-03 1 '"Main one" is yes or no' destination add "$ref" voluntary \
	--main=perhaps
refuse_at 2031-10-03 1 '"What" is needed' plan action "$ref" ' '
refuse_at 2031-10-03 1 '"Given" is yes or no' consent set "$ref" hold-record maybe
refuse_at 2031-10-03 1 'has not come yet' plan check "$ref" id completed --on 2199-01-01
refuse_at 2031-10-03 1 'date' plan action "$ref" Call --due-on soon
refuse_at 2031-10-03 1 'is not a way of verifying' destination verify "$ref" 4 guess
refuse_at 2031-10-03 1 'is not a kind of fact. It may be: PLAN, CHECK' \
	fact list "$ref" everything
refuse_at 2031-10-03 1 'does not end; the next one takes its place' \
	fact end "$ref" consent 1 DONE
refuse_at 2031-10-03 1 'is not a whole number above 0' fact end "$ref" action none DONE
refuse_at 2031-10-03 1 'no ACTION of number 9' fact end "$ref" action 9 DONE
refuse_at 2031-10-03 1 'Say why it was wrong' fact void "$ref" action 2
refuse_at 2031-10-03 1 'Say why it was wrong' plan check "$ref" id completed --replaces 3
refuse_at 2031-10-03 1 'points begin with a release' followup record DEM-0043 reached \
	--point 6-weeks
refuse_at 2031-10-03 1 'is not a whole number above 0' diary --days -3
refuse_at 2031-10-03 2 'goes with --replaces' plan check "$ref" id completed --reason why
refuse_at 2031-10-03 2 '--next does not go with --replaces' defer add "$ref" health \
	--replaces 1 --next 2031-12-01 --reason why
refuse_at 2031-10-03 2 'Usage: throughgate destination add REF KIND' destination add "$ref"
refuse_at 2031-10-03 2 'has no option --salary-gbp' mentor match "$ref" Mia --salary-gbp 1
refuse_at 2031-10-03 2 'needs a TEXT' destination add "$ref" voluntary --employer

# ---- who only looks ----

lines='demo
seven grey geese'
at 2031-10-03 user add looker --name 'Vi Example' --role viewer
user=looker lines='seven grey geese'
refuse_at 2031-10-04 3 'Viewers cannot work on support plans' plan show "$ref"
refuse_at 2031-10-04 3 'Viewers cannot' diary
refuse_at 2031-10-04 3 'Viewers cannot' destination add "$ref" voluntary
refuse_at 2031-10-04 3 'Viewers cannot' fact list "$ref" contact
refuse_at 2031-10-04 3 'Viewers cannot' support set "$ref" active
refuse_at 2031-10-04 3 'Viewers cannot' fact void "$ref" destination 2 \
	--reason mine
at 2031-10-04 fact list "$ref" destination
ok 'where people went is for everybody' printed 'Sample Bank'
at 2031-10-04 graduate list
ok 'and so is who they are' printed "$ref"
user=demo lines=demo
at 2031-10-05 verify
ok 'the chain holds' printed 'journal entries'
finish
