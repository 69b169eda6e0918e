#!/bin/sh
# contentcheck's suite, in TAP: run.sh CONTENTCHECK SOURCE-ROOT
here=$2/tests/contentcheck failed=0
"$1" "$here/bad" >/dev/null && { failed=1; echo "not ok 1 - the bad pack fails"; } || echo "ok 1 - the bad pack fails"
out=$("$1" "$here/bad" | diff -u "$here/expected.txt" -) && echo "ok 2 - every fault is named" || { failed=1; echo "not ok 2 - every fault is named"; echo "$out" | sed 's/^/# /'; }
out=$("$1" "$2/content") && echo "ok 3 - content/: $out" || { failed=1; echo "not ok 3 - content/"; echo "$out" | sed 's/^/# /'; }
out=$("$1" "$here" 2>&1) && { failed=1; echo "not ok 4 - a folder that is no pack"; } || echo "ok 4 - a folder that is no pack"
"$1" "$here/covers" | cmp -s "$here/covers.txt" - && echo "ok 5 - weights of covers" || { failed=1; echo "not ok 5 - weights of covers"; }
echo "1..5"
exit $failed
