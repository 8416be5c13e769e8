#!/bin/sh
# SPDX-License-Identifier: ISC
# The words of the command line, and what becomes of wrong ones.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# Nothing here needs an academy.
bare help
ok 'help lists the commands' printed 'progress record REF ITEM STATUS'
cp "$out" "$tmp/help"
bare --help
ok '--help is help' cmp -s "$out" "$tmp/help"
bare -h
ok '-h is help' cmp -s "$out" "$tmp/help"
bare student --help
ok 'help on the first word of several' printed 'student import FILE'
bare student show DEM-0001 --help
ok 'help on a command with its words' printed 'student show REF'
bare help student enrol
ok 'help names the options' printed '--reason REASON'
bare --version
ok 'the version is printed' printed 'throughgate '

bare student
ok 'half a command says where the rest is' \
	refused 2 'throughgate help student'
bare stduent list
ok 'an unknown command is usage' refused 2 'There is no command "stduent"'
bare help stduent
ok 'help on an unknown command is usage' refused 2 'stduent'
bare student list --colour
ok 'an unknown option is usage' refused 2 'There is no option --colour'
bare student list --paper
ok 'an option of another command is usage' refused 2 'has no option --paper'
bare student list --as-at
ok 'an option without its value is usage' refused 2 '--as-at needs a DATE'
bare --as-at 2026-01-01
ok 'the screens do not take what goes with a command' \
	refused 2 '--as-at goes with a command'
bare progress record R I complete --paper=yes
ok 'a value too many is usage' refused 2 '--paper takes no value'
bare student show
ok 'a missing word is usage' refused 2 'Usage: throughgate student show REF'
bare student show A B
ok 'a word too many is usage' refused 2 'Usage: throughgate student show REF'
bare init --site TST
ok 'init without a name is usage' refused 2 'Usage: throughgate init'
# shellcheck disable=SC2046 # 129 words
bare $(seq 129)
ok 'endless words are usage' refused 2 'Too many words'

bare --vault "$tmp/none" --user demo student list
ok 'no terminal and no passphrase: nothing is opened' refused 1 'no academy at'
demo
bare --vault "$vault" --user demo student list
ok 'no terminal to ask on' refused 2 '--passphrase-fd N'
bare --vault "$vault" --user demo --passphrase-fd 77 student list
ok 'a closed descriptor' refused 2 'open descriptor'
bare --vault "$vault" --user demo --passphrase-fd seven student list
ok 'a descriptor that is no number' refused 2 'open descriptor'
bare --vault "$vault" --user demo --passphrase-fd 0 student list
ok 'an empty passphrase' refused 1 'No passphrase was given'
THROUGHGATE_VAULT=$vault bare student list
ok 'the vault of the environment is found' refused 2 '--user NAME'
mkdir -p "$tmp/home/throughgate"
mv "$vault" "$tmp/home/throughgate/academy.vault"
XDG_DATA_HOME=$tmp/home bare --user demo student list
ok 'the usual place is below XDG_DATA_HOME' refused 2 '--passphrase-fd N'
mv "$tmp/home/throughgate/academy.vault" "$vault"

# A wrong name is not told from a wrong passphrase.
lines=wrong
refuse 3 'That name and passphrase do not open this vault.' student list
cp "$messages" "$tmp/wrong"
lines=demo user=nobody
tg student list
ok 'an unknown name is refused alike' cmp -s "$messages" "$tmp/wrong"
ok 'and with the same status' exited 3
user=$(printf '%0500d' 7)
tg student list
ok 'an endless name too' cmp -s "$messages" "$tmp/wrong"
user=demo

refuse 1 'is not a format' student list --format xml
refuse 1 'no such day' student list --as-at 2026-02-30
refuse 1 'year-month-day' student list --as-at yesterday
refuse 1 'whole number' history --count many
refuse 1 'whole number' history --count -1
refuse 1 'There is no sheet' report timetable
refuse 2 'Usage: throughgate report student REF' report student
refuse 2 'Usage: throughgate report class' report class DEM-0001
refuse 1 'no curriculum' curriculum show NONE
refuse 1 'it does not exist' curriculum import "$tmp/none.csv"
refuse 1 'no setting' setting set colour blue
refuse 1 'whole number' setting set idle_minutes 0
refuse 1 'Choose one of' setting set theme pink
refuse 1 'no folder' backup "$tmp/nowhere"

# Results go to standard output and sentences to standard error; a result
# that cannot be written is a failure.
tg setting set idle_minutes 10
ok 'a change says nothing' silent
tg student list
ok 'a listing says nothing beside its result' [ ! -s "$messages" ]
for command in 'student list' 'report class'; do
	# shellcheck disable=SC2086 # words
	printf 'demo\n' | "$bin" --vault "$vault" --user demo \
		--passphrase-fd 0 $command >/dev/full 2>"$messages"
	code=$?
	ok "$command to a full disk" refused 5 'the disk is full'
done
for command in help --version --help '--generate man' \
	'--generate completion'; do
	# shellcheck disable=SC2086 # words
	"$bin" $command >/dev/full 2>"$messages" </dev/null
	code=$?
	ok "$command to a full disk" exited 5
done
finish
