#!/bin/sh
# SPDX-License-Identifier: ISC
# Real media, full ones too: file systems of a fixed size, mounted. Where this
# machine does not let us, that is said and left out; "make check-fat" runs all
# of it in a kernel of its own.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
mounted=
clean() {
	for at in $mounted; do umount "$at" 2>/dev/null; done
	rm -rf "$tmp"
}
trap clean EXIT
vault=$tmp/hq.vault user=ada lines='seven grey geese'
academy HQ 'Head office' --head-office
tg key show --output "$tmp/card"
vault=$tmp/academy.vault user=demo lines=demo
demo
tg key trust "$tmp/card" \
	--fingerprint "$(sed -n 's/^fingerprint: //p' "$tmp/card")"

skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

bundles() { find "$at" -name '*.sqlite.age*' | wc -l; }
leftovers() { find "$at" -type f ! -name filler | wc -l; }
entries() {
	tg history --count 1000 --format csv
	wc -l <"$out"
}

# Everything that a stick is for, on the one mounted at $at.
exercise() {
	before=$(entries)
	dd if=/dev/zero of="$at/filler" bs=4096 2>/dev/null
	tg export return --to "$at"
	ok "$1, full: it says so" refused 5 'Delete something from it'
	ok "$1, full: nothing is left on it" [ "$(leftovers)" -eq 0 ]
	ok "$1, full: nothing has changed here" [ "$(entries)" -eq "$before" ]
	rm "$at/filler"
	tg export return --to "$at"
	ok "$1: the next try works" exited 0
	ok "$1: bundle and signature are there" [ "$(bundles)" -eq 2 ]
	umount "$at" && remount
	bundle=$(find "$at" -name '*.sqlite.age')
	vault=$tmp/hq.vault user=ada lines='seven grey geese'
	tg key trust "$tmp/card.DEM" --fingerprint \
		"$(sed -n 's/^fingerprint: //p' "$tmp/card.DEM")"
	tg import "$bundle" --dry-run
	ok "$1: what was taken out and put in again opens" refused 0 'new'
	vault=$tmp/academy.vault user=demo lines=demo
	mount -o remount,ro "$at"
	tg export return --full --to "$at"
	ok "$1, write-protected: it says so" refused 5 'cannot be written'
	mount -o remount,rw "$at"
}

tg key show --output "$tmp/card.DEM"
at=$tmp/tmpfs
mkdir "$at"
if mount -t tmpfs -o size=2m tmpfs "$at" 2>/dev/null; then
	mounted=$at
	# What is on it goes with the mount, so it is kept beside meanwhile.
	umount() {
		if [ "$1" = "$at" ] && [ "$at" = "$tmp/tmpfs" ]; then
			rm -rf "$tmp/kept" && cp -r "$at" "$tmp/kept"
		fi
		command umount "$1"
	}
	remount() {
		mount -t tmpfs -o size=2m tmpfs "$at" && cp "$tmp/kept"/* "$at"
	}
	exercise tmpfs
	command umount "$at"
	unset -f umount
else
	skip 'a file system of a fixed size' 'nothing can be mounted here'
fi

# image TYPE COMMAND...: a file system in a file, mounted by the kernel.
image() {
	type=$1
	shift
	at=$tmp/$type
	mkdir "$at"
	dd if=/dev/zero of="$tmp/$type.image" bs=1M count=8 2>/dev/null
	if ! command -v "$1" >/dev/null 2>&1; then
		skip "$type" "no $1"
		return
	fi
	"$@" "$tmp/$type.image" >/dev/null 2>&1
	if ! mount -t "$type" -o loop "$tmp/$type.image" "$at" 2>/dev/null; then
		skip "$type" 'the kernel mounts none here'
		return
	fi
	mounted="$mounted $at"
	remount() { mount -t "$type" -o loop "$tmp/$type.image" "$at"; }
	exercise "$type"
	umount "$at"
}
image ext4 mkfs.ext4 -q -F -m 0
image vfat mkfs.vfat
image exfat mkfs.exfat
finish
