#!/bin/sh
# SPDX-License-Identifier: ISC
# The words of a case study whose consent is gone: by no command, in no format,
# in nothing that is taken out, here or at head office.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
for program in age sqlite3; do
	command -v $program >/dev/null 2>&1 && continue
	echo "ok 1 - case studies and consent # SKIP no $program program"
	exit 0
done
stick=$tmp/stick
mkdir "$stick"
academy=$vault office=$tmp/office.vault other=$tmp/other.vault
at_office() { vault=$office user=ada lines='seven grey geese'; }
at_academy() { vault=$academy user=demo lines=demo; }
trust() {
	tg key trust "$1" --fingerprint \
		"$(sed -n 's/^fingerprint: //p' "$1")"
}

demo
at_office
academy HQ 'Head office' --head-office
tg key show --output "$tmp/card.HQ"
vault=$other
academy BBB 'Beech'
tg key show --output "$tmp/card.BBB"
at_academy
tg key show --output "$tmp/card.DEM"
trust "$tmp/card.HQ"
trust "$tmp/card.BBB"
at_office
trust "$tmp/card.DEM"
at_academy
age-keygen -o "$tmp/identity" 2>/dev/null
us=$(age-keygen -y "$tmp/identity")

ref=DEM-0001
printf 'Quaggaorchid pages, since May 1987.\n' >"$tmp/text"
tg consent set $ref CASE_STUDY_ANONYMOUS yes
tg case-study new $ref "$tmp/text" --title 'A new trade' --anonymous
tg case-study stay $ref DATE 'May 1987' --because 'It was Xylotime'
tg case-study send $ref
user=lead
tg case-study approve $ref
user=demo
tg case-study publish $ref www.example.org
ok 'it is published' exited 0

says() { grep -qiE 'quaggaorchid|may 1987|xylotime' "$@"; }
# took KIND ARGUMENT...: what a bundle has in it, for whoever may open it.
took() {
	tg export "$@" --to "$stick" --recipient "$us"
	ok "$1 is written" exited 0
	file=$(find "$stick" -name "*-$1-*.age" | sort | tail -n 1)
	age -d -i "$tmp/identity" -o "$tmp/$1.sqlite" "$file"
	sqlite3 "$tmp/$1.sqlite" .dump >"$tmp/$1.sql"
}
# Every command that lists or prints something of records, but the person's own
# subject access.
ways() {
	for kind in $kinds; do
		echo "fact list $ref $kind --format json"
	done
	for kind in $reports; do
		echo "report $kind --format json"
		echo "report $kind $ref --format json"
	done
	for format in text csv json; do
		echo "fact list $ref CASE_TEXT --format $format"
		echo "fact list $ref CASE_STAY --format $format"
		echo "report case-study $ref --format $format"
		echo "report access-full $mate --format $format"
	done
	for list in 'case-study list' "case-study show $ref" \
		"case-study check $ref" "history $ref" history \
		'graduate list' 'support list' 'student list' \
		"student show $ref" "plan show $ref" "support show $ref" \
		diary "followup list $ref" 'application list' 'loan list' \
		'request list' 'retention list' 'import list' 'export list'; do
		echo "$list --format json"
	done
	echo "case-study text $ref"
	echo "report case-study $ref.1"
	echo "--as-at $today case-study text $ref"
	echo "--as-at $today report case-study $ref"
	echo "--as-at $today fact list $ref CASE_TEXT"
}
# sweep NAME: none of them prints a word of it; some print other things.
sweep() {
	printed=0 told=''
	ways >"$tmp/ways"
	while read -r way; do
		case $way in "report access"*"$ref"*) continue ;; esac
		# shellcheck disable=SC2086
		tg $way
		[ -s "$out" ] && printed=$((printed + 1))
		says "$out" "$messages" && told="$told $way;"
	done <"$tmp/ways"
	ok "$1: many ways print something" [ $printed -gt 40 ]
	ok "$1: none tells${told:+, but:$told}" [ -z "$told" ]
}

mate=DEM-0002
today=$(date +%Y-%m-%d)
kinds='PLAN CHECK PATHWAY ACTION PROFESSIONAL DEFERRAL DESTINATION MENTOR MEETING
	CONTACT CONSENT APPLICATION STEP LOAN REVIEW ENDING CORRECTION CASE
	CASE_TEXT CASE_STAY CASE_STEP CASE_PLACE KEPT REQUEST'
tg report list --format csv
reports=$(sed '1d; s/,.*//' "$out" | tr -d '\r')
ok 'the kinds of report are known' [ "$(echo "$reports" | wc -l)" -gt 12 ]

tg report case-study $ref
ok 'with consent it is printed' says "$out"
took return
ok 'and taken out' says "$tmp/return.sql"
at_office
tg import "$file"
tg case-study text $ref
ok 'and read at head office' says "$out"
at_academy

tg consent set $ref CASE_STUDY_ANONYMOUS no
sweep 'at the academy'
tg report access $ref
ok 'the person is given it, as everything else' says "$out"
took return
ok 'a return after that has none of it' [ ! "$(grep -ciE \
	'quaggaorchid|may 1987|xylotime' "$tmp/return.sql")" -gt 0 ]
at_office
tg import "$file"
ok 'head office takes it in' exited 0
sweep 'at head office'
tg report access $ref
ok 'nor has head office it for the person' [ "$(grep -ci quaggaorchid \
	"$out")" -eq 0 ]
tg case-study show $ref
ok 'head office knows where it is out' printed 'www.example.org'
at_academy
took transfer $ref --site BBB
ok 'nor does a transfer take it along' [ "$(grep -ciE \
	'quaggaorchid|may 1987|xylotime' "$tmp/transfer.sql")" -eq 0 ]
finish
