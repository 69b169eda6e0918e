#!/bin/sh
# tmplc's suite, in TAP: run.sh TMPLC SOURCE-ROOT
#   bad/   must be refused with the line and message that their first line names
#   type/  must be refused by the C compiler
#   good/  must compile, run and print good/expected.txt
tmplc=$1 root=$2 here=$2/tests/tmplc
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0 failed=0

report() { # STATUS NAME DETAIL
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
		failed=1
		echo "not ok $n - $2"
		printf '%s\n' "$3" | sed 's/^/# /'
	fi
}

compile() { ${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -I"$root/src" -I"$work" -I"$here/good" "$@"; }

for f in "$here"/bad/*.html; do
	want="$f:$(sed -n '1s/^%# error: //p' "$f")"
	got=$("$tmplc" "$work/c" "$work/h" "$work/d" "$f" 2>&1) && got="compiled"
	[ "$got" = "$want" ]
	report $? "bad $(basename "$f" .html)" "wanted: $want
got:    $got"
done
for f in "$here"/type/*.html; do
	# the same without its hole compiles: the hole is at fault
	sed 's/{{ url x }}/#/; s/{{.*}}//' "$f" >"$work/x.html"
	"$tmplc" "$work/tmpl.gen.c" "$work/tmpl.gen.h" "$work/d" "$f" &&
		! compile -Wno-unused-parameter -include web/html.h -fsyntax-only "$work/tmpl.gen.c" 2>/dev/null &&
		"$tmplc" "$work/tmpl.gen.c" "$work/tmpl.gen.h" "$work/d" "$work/x.html" &&
		compile -Wno-unused-parameter -include web/html.h -fsyntax-only "$work/tmpl.gen.c"
	report $? "type $(basename "$f" .html)" "the compiler takes it"
done

base="arena base err num str strbuf vec"
for b in $base; do set -- "$@" "$root/src/base/$b.c"; done
shift 2
"$tmplc" "$work/tmpl.gen.c" "$work/tmpl.gen.h" "$work/d" "$here/good" &&
	compile -o "$work/good" "$work/tmpl.gen.c" "$here/good/good.c" "$root/src/web/html.c" "$@" -lm
report $? "good templates compile" ""
"$work/good" >"$work/got.txt"
out=$(diff -u "$here/good/expected.txt" "$work/got.txt")
report $? "good templates print what is expected" "$out"
echo "1..$n"
exit $failed
