#!/bin/sh
# SPDX-License-Identifier: ISC
# shellcheck disable=SC1091,SC2154 # lib.sh sets them
# age at a terminal: the passphrase is asked for, never shown, and asked for
# only where a file has one.
. "$(dirname "$0")/lib.sh"

echo 'The gate opens at nine.' >"$tmp/plain"
"$bin" age keygen --output "$tmp/key" 2>/dev/null
us=$(sed -n 's/^# public key: //p' "$tmp/key")

start 80 24 "$bin age encrypt --output $tmp/a.age $tmp/plain"
shows 'Passphrase for the file:' 'a new passphrase is asked for'
typed 'seven grey geese'
keys Enter
shows 'The same once more:' 'twice'
typed 'seven grey geese'
keys Enter
shows 'EXIT=0' 'and the file is encrypted'
hides 'geese' 'it is not shown'

start 80 24 "$bin age encrypt --output $tmp/b.age $tmp/plain"
wait_for 'Passphrase for the file:'
typed 'seven grey geese'
keys Enter
wait_for 'The same once more:'
typed 'seven grey goose'
keys Enter
shows 'EXIT=1' 'two that differ are refused'
if [ -e "$tmp/b.age" ]; then
	fail 'and nothing is written'
else
	pass 'and nothing is written'
fi

start 80 24 "$bin age decrypt $tmp/a.age"
shows 'Passphrase of the file:' 'to decrypt it is asked for once'
typed 'seven grey geese'
keys Enter
shows 'The gate opens at nine.' 'and the file is decrypted'

"$bin" age encrypt --recipient "$us" --output "$tmp/c.age" "$tmp/plain"
start 80 24 "$bin age decrypt $tmp/c.age"
shows 'opens with an identity' 'no passphrase is asked for where none helps'
start 80 24 "$bin age encrypt --recipient $us $tmp/plain"
shows 'not for a terminal' 'what is encrypted is not shown on a terminal'
start 80 24 "$bin age encrypt --recipient $us --armor $tmp/plain"
shows 'BEGIN AGE ENCRYPTED FILE' 'but armor is'

echo "1..$count"
