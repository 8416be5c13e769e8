#!/bin/sh
# SPDX-License-Identifier: ISC
# in_user_mode.sh TEST: a test, as root of a kernel of its own that has FAT,
# where this machine's has none or lets nothing be mounted: Debian's
# user-mode-linux. Its files are this machine's.
set -eu
modules=$(find /usr/lib/uml/modules -maxdepth 2 -name kernel 2>/dev/null |
	sort | tail -n 1)
if ! command -v linux.uml >/dev/null || ! command -v insmod >/dev/null ||
	[ -z "$modules" ]; then
	echo "This needs Debian's user-mode-linux and kmod:" >&2
	echo '    apt-get install user-mode-linux kmod' >&2
	exit 2
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/init" <<END
#!/bin/sh
export PATH=$PATH LC_ALL=C.UTF-8 BUILD=${BUILD:-build}
mount -t proc proc /proc
mount -t sysfs sysfs /sys
for m in drivers/block/loop fs/fat/fat fs/fat/vfat fs/nls/nls_cp437 \\
	fs/nls/nls_iso8859-1 fs/nls/nls_ascii; do
	insmod $modules/\$m.ko 2>/dev/null
done
cd '$PWD' && sh $1 </dev/null
echo o >/proc/sysrq-trigger
sleep 60
END
chmod +x "$dir/init"
TMPDIR=$dir linux.uml mem=1G root=/dev/root rootfstype=hostfs rootflags=/ rw \
	init="$dir/init" con=null con0=null,fd:1 ssl=null quiet </dev/null \
	>"$dir/out" 2>&1 || true
tr -d '\r' <"$dir/out" | grep -a '^\(ok\|not ok\|#\|1\.\.\)' || true
grep -qa '^1\.\.' "$dir/out" && ! grep -qa '^not ok' "$dir/out"
