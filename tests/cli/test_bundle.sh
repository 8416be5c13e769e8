#!/bin/sh
# SPDX-License-Identifier: ISC
# Two academies and a head office, by command: cards, a week's return and its
# receipt, a transfer, a lost stick, escrow, and what is refused with which
# status.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
stick=$tmp/stick
mkdir "$stick"

# at PLACE: the next commands are run there.
at() {
	vault=$tmp/$1.vault
	user=ada lines='seven grey geese'
}

# place CODE OPTION...
place() {
	at "$1"
	code=$1
	shift
	academy "$code" "Place $code" "$@"
	tg key show --output "$tmp/card.$(basename "$vault" .vault)"
	ok 'its card has a fingerprint' printed 'fingerprint: '
}

# trust PLACE: by its card, and what its people read out.
trust() {
	tg key trust "$tmp/card.$1" \
		--fingerprint "$(sed -n 's/^fingerprint: //p' "$tmp/card.$1")"
	ok "$(basename "$vault" .vault) trusts $1" refused 0 'is trusted'
}

# newest KIND: the file of the last bundle of that kind.
newest() { find "$stick" -name "*-$1-*.sqlite.age" | sort | tail -n 1; }

place ACA
place BBB
place HQ --head-office
at ACA
refuse 1 'No head office is trusted' export return --to "$stick"
refuse 2 'no terminal' key trust "$tmp/card.HQ"
refuse 4 'not the fingerprint' key trust "$tmp/card.HQ" --fingerprint 12345
sed 's/^name: .*/name: Somebody else/' "$tmp/card.HQ" >"$tmp/forged"
refuse 1 'fingerprint' key trust "$tmp/forged" --fingerprint 12345
for who in ACA BBB HQ; do
	at $who
	for whom in ACA BBB HQ; do
		[ $who = $whom ] || trust $whom
	done
done
at ACA
tg key list --format csv
ok 'places are listed' printed 'HQ,Place HQ,Head office,Trusted'

# ---- a week ----

tg curriculum import web
tg student add --name 'Nia Example'
tg student add --name 'Tom Example'
tg export return --to "$stick" --dry-run
ok 'a dry run says what would leave' refused 0 '2 students'
ok 'and writes nothing' [ -z "$(newest return)" ]
tg export return --to "$stick"
ok 'a return says that it was checked' refused 0 'Written and checked'
week=$(newest return)
ok 'and prints its name' printed "$(basename "$week")"
ok 'and its sum' printed "$(sha256sum "$week" | cut -d ' ' -f 1)"
tg export list --format csv
ok 'the register has it' printed '000001,return,HQ'

at HQ
tg import "$week" --dry-run
ok 'head office sees who signed it' refused 0 'signed by ACA'
tg student list --format csv
ok 'a dry run takes nothing in' [ "$(grep -c Example "$out")" -eq 0 ]
tg import "$week" --format csv
ok 'head office takes it in' printed 'ACA-0001,Nia Example,New'
tg import "$week" --format json
ok 'a second time it is there already' printed 'Here already'
tg student list --format csv
ok 'both are there' [ "$(grep -c Example "$out")" -eq 2 ]
refuse 1 'read here, not changed' student change ACA-0001 --wing B
tg import list --format csv
ok 'what came in is listed' printed 'ACA,000001,return'
cd "$tmp" || exit 1
tg export receipt --site ACA --to stick
cd "$OLDPWD" || exit 1
ok 'a receipt goes back' refused 0 '1 stick'
tg export list --format csv
ok 'the register says where to in full' printed ",$stick,"
at ACA
tg import "$(newest receipt)"
ok 'and is taken in' printed 'New'
tg student change ACA-0002 --wing B
tg export return --to "$stick" --dry-run
ok 'the next return has only what changed' refused 0 'one student changed'

# ---- moving ----

tg export transfer ACA-0001 --site BBB --to "$stick"
ok 'a transfer is written' exited 0
move=$(newest transfer)
refuse 1 'went to BBB' student change ACA-0001 --wing C
at HQ
refuse 3 'another place' import "$move"
at BBB
tg import "$move"
ok 'the other academy takes the student in' printed 'ACA-0001'
tg student change ACA-0001 --wing C
ok 'and goes on from there' exited 0
tg undo
tg undo
ok 'taking it back is one step' exited 0
tg import "$move"
ok 'and it can come in again' printed 'New'
at ACA
refuse 1 'Say why' student reclaim ACA-0001
refuse 1 'kept here already' student reclaim ACA-0002 --reason Mistake
tg student reclaim ACA-0001 --reason 'Called off'
ok 'a record comes back with a reason' exited 0

# ---- lost ----

refuse 1 'No stick 000099' stick lost 99
tg stick lost 2 --note 'Left on a train'
ok 'a lost stick is noted' refused 0 'report loss 2'
tg report loss 2
ok 'its sheet says for whom it was' printed 'encrypted (age, X25519) for BBB'
ok 'and whose records' printed 'ACA-0001'
tg report loss 1
ok 'a return has a key in escrow beside it' printed 'ACA-escrow-000001.age'
ok 'this one was not reported' grep -q '^Reported lost  *no$' "$out"
refuse 2 'report loss NUMBER' report loss

# ---- refused ----

cp "$week" "$tmp/bare.age"
at HQ
refuse 4 'no signature' import "$tmp/bare.age"
cp "$week.minisig" "$tmp/bare.age.minisig"
printf x | dd of="$tmp/bare.age" bs=1 seek=500 conv=notrunc 2>/dev/null
refuse 4 '' import "$tmp/bare.age"
refuse 1 'cannot be opened' import "$tmp/none.age"
mkdir "$tmp/folder.age"
ln -s "$week" "$tmp/link.age"
cp "$week.minisig" "$tmp/folder.age.minisig"
cp "$week.minisig" "$tmp/link.age.minisig"
refuse 1 'not an ordinary file' import "$tmp/folder.age"
refuse 1 'is a link' import "$tmp/link.age"
refuse 1 'No stick of BBB' key accept-restored BBB --reason 'Disk failed'
refuse 1 'Say who told you' key accept-restored ACA
tg key accept-restored ACA --reason 'Disk failed, said Ada'
ok 'a place that went back is accepted' refused 0 'must be a full one'
refuse 1 'before they went back' import "$week"
tg key retire ACA
refuse 4 'was retired here on' import "$week"
tg key retire BBB
ok 'trust is taken away' silent
refuse 1 'not trusted any more' export receipt --site BBB --to "$stick"
at ACA
refuse 1 'is not a kind' export holiday --to "$stick"
refuse 2 '--to DIR' export return
refuse 1 'volume list' export return --to "$tmp/nowhere"
refuse 1 'is not a folder' export return --to "$week"
refuse 3 'to an academy' export site-pack --site BBB --to "$stick"
refuse 1 'recipient' export return --to "$stick" --recipient age1wrong

# ---- escrow ----

escrow=$(find "$stick" -name 'ACA-escrow-*.age' | tail -n 1)
refuse 1 'Only head office' key recover --escrow "$escrow"
at HQ
tg key recover --escrow "$escrow"
ok 'head office opens the key in escrow' refused 0 'This key opens ACA once'
key=$(cat "$out")
at ACA
lines="$key
nine blue herons
nine blue herons"
tg key recover
ok 'which opens the academy' exited 0
refuse 3 '' key recover
at ACA
lines='nine blue herons'
tg history
ok 'and is written down' printed 'came in with the one-time key'

lines='nine blue herons
the key of the signer'
tg key export-signing "$tmp/aca.key"
ok 'the signing key can be written out' exited 0
tg report keys --format csv
ok 'fingerprints are on a sheet' printed 'HQ,trusted,'
ok 'for the minisign program' grep -q 'encrypted secret key' "$tmp/aca.key"
bare volume list
ok 'volumes are listed' exited 0
finish
