#!/bin/sh
# Who may include whom, sizes, and what the checkers say.
set -u
status=0
sources=$(find src screens -name '*.[ch]' | sort)
run() { "$@" || { echo "lint: $1 $2 failed" >&2; status=1; }; }

# shellcheck disable=SC2086
run awk -f tests/lint/layers.awk $sources
# shellcheck disable=SC2086
run awk -f tests/lint/shape.awk $sources
run cppcheck --quiet --std=c11 --language=c --error-exitcode=1 -Isrc -I. \
	--enable=warning,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
	src screens
# shellcheck disable=SC2046
run shellcheck -s sh $(find src tests -name '*.sh') tests/run .ci/run
[ $status -eq 0 ] && echo "lint: clean"
exit $status
