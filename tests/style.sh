#!/bin/sh
# What is checked by the eye of a program, in TAP: formatting, manual pages, the lock file. style.sh SOURCE-ROOT
cd "$1" || exit 1
n=0 failed=0

check() { # NAME COMMAND...
	n=$((n + 1)) name=$1
	shift
	if out=$("$@" 2>&1); then echo "ok $n - $name"; else
		failed=1
		echo "not ok $n - $name"
		echo "$out" | grep . | head -n 20 | sed 's/^/# /'
	fi
}

formatted() { find src tools tests/unit -name '*.[ch]' -exec clang-format --dry-run -Werror {} +; }
no_addresses() { ! grep -n '"resolved"' web/package-lock.json; }

check "clang-format" formatted
check "the lock file has no download addresses" no_addresses
for page in docs/man/*.[1-9]; do
	[ -e "$page" ] && check "manual page $(basename "$page")" mandoc -T lint -W warning "$page"
done
echo "1..$n"
exit $failed
