#!/bin/sh
# layercheck's suite, in TAP: run.sh LAYERCHECK SOURCE-ROOT
here=$2/tests/layercheck failed=0
out=$("$1" "$here/good") && [ -z "$out" ] && echo "ok 1 - the good tree" || { failed=1; echo "not ok 1 - the good tree"; echo "$out" | sed 's/^/# /'; }
"$1" "$here/bad" >/dev/null && { failed=1; echo "not ok 2 - the bad tree fails"; } || echo "ok 2 - the bad tree fails"
out=$("$1" "$here/bad" | diff -u "$here/bad/expected.txt" -) && echo "ok 3 - every fault is named" || { failed=1; echo "not ok 3 - every fault is named"; echo "$out" | sed 's/^/# /'; }
out=$("$1" "$2") && echo "ok 4 - the project" || { failed=1; echo "not ok 4 - the project"; echo "$out" | sed 's/^/# /'; }
echo "1..4"
exit $failed
