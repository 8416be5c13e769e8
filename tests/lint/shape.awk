# Fails on a function over 80 lines, a file over 500, or work left undone.
FNR == 1 { open = 0 }
FNR == 501 { printf "%s: more than 500 lines\n", FILENAME; bad = 1 }
/TODO|FIXME|XXX/ { printf "%s:%d: left undone\n", FILENAME, FNR; bad = 1 }
open && /^}/ {
	if (FNR - open - 1 > 80) {
		printf "%s:%d: %d lines long\n", FILENAME, open, FNR - open - 1
		bad = 1
	}
	open = 0
}
!open && /^[{][ \t]*$/ && prev ~ /\)[ \t]*$/ { open = FNR }
{ prev = $0 }
END { exit bad }
