#!/bin/sh
# SPDX-License-Identifier: ISC
# demo.sh PROGRAM FOLDER: what "make demo" does without a terminal. Sheets of
# the fictional academy, a fictional head office, and a return that only head
# office can open; and where all of it is.
set -eu
bin=$1 dir=$2
academy=$dir/academy.vault office=$dir/office.vault stick=$dir/stick

at_academy() {
	printf 'demo\n' | "$bin" --vault "$academy" --user demo \
		--passphrase-fd 0 "$@"
}

at_office() {
	printf 'a fictional head office\n' | "$bin" --vault "$office" \
		--user hana --passphrase-fd 0 "$@"
}

fingerprint() { sed -n 's/^fingerprint: //p' "$1"; }

# What the commands say is shown only when one of them fails.
log=$dir/log.txt
exec 3>&1 4>&2 >"$log" 2>&1
trap '[ $? -eq 0 ] || cat "$log" >&4' EXIT

sheet() {
	rm -f "$1"
	shift
	at_academy report "$@"
}

# Once: whoever is trusted stays so.
meet_head_office() {
	at_office init --head-office --site HQ --name 'Example Head Office'
	at_office key show --output "$dir/HQ-card.txt"
	at_academy key show --output "$dir/DEM-card.txt"
	at_academy key trust "$dir/HQ-card.txt" \
		--fingerprint "$(fingerprint "$dir/HQ-card.txt")"
	at_office key trust "$dir/DEM-card.txt" \
		--fingerprint "$(fingerprint "$dir/DEM-card.txt")"
}

mkdir -p "$stick"
sheet "$dir/sheet.txt" student DEM-0007 --output "$dir/sheet.txt"
sheet "$dir/class.txt" class --output "$dir/class.txt"
sheet "$dir/outcomes.txt" outcomes --output "$dir/outcomes.txt"
[ -d "$office" ] || meet_head_office
at_academy export return --to "$stick"
bundle=$(find "$stick" -name '*.sqlite.age' | sort | tail -n 1)
at_office import "$bundle"

cat >&3 <<END
The fictional academy, sealed:  $academy
One student's progress sheet:   $dir/sheet.txt
The report on the class:        $dir/class.txt
What became of the graduates:   $dir/outcomes.txt
A return, sealed and signed:    $bundle
The head office that read it:   $office
Run "make demo" in a terminal to open the academy's screens (user demo,
passphrase demo). The head office is user hana's, passphrase "a fictional head
office".
END
