#!/bin/bash
# The PDF of a résumé: every field comes back from its text layer, in every design; fonts, pages, order, refusals.
. "$(dirname "$0")/lib.sh"

own=$src/tests/data/resume
real=$src/../shared/data/resumes
floor=99.5 # per cent of all fields; RenderCV says 99.1 of its own

pdf() { # DESIGN FILE OUT: the worker's answer without its head
	ASAN_OPTIONS=detect_leaks=0 "$bin" worker pdf "$1" <"$2" >"$tmp/answer" 2>"$tmp/err" || return
	LC_ALL=C sed -n '1,/^$/p' "$tmp/answer" >"$tmp/head"
	tail -c "+$(($(wc -c <"$tmp/head") + 1))" "$tmp/answer" >"$3"
}
language() { LC_ALL=C grep -ao '/Lang ([A-Za-z-]*' "$1" | tail -n 1 | cut -c 8-9; }

files=("$own"/*.json)
if [ -d "$real" ]; then
	for f in "$real"/*.json; do # a schema and a job are no résumés
		case $f in *schema_schema.json | *sample.job.json) ;; *) files+=("$f") ;; esac
	done
	for f in "$real"/rendercv/*.yaml; do # by way of JSON Resume; what is no RenderCV is refused there
		"$bin" --db "$tmp/rendercv.db" resume import "$f" >/dev/null 2>&1 &&
			"$bin" --db "$tmp/rendercv.db" resume export --to "$tmp/$(basename "$f" .yaml).json" >/dev/null &&
			files+=("$tmp/$(basename "$f" .yaml).json")
		rm -f "$tmp"/rendercv.db*
	done
else
	skip "real résumés" "$real is not here"
fi

fields=0 back=0 bad_fonts='' outside='' order=''
for design in classic modern compact; do
	for f in "${files[@]}"; do
		name=$(basename "$f" .json)
		out=$tmp/$design.pdf
		pdf $design "$f" "$out"
		verdict $? "$design: $name" "$tmp/err"
		python3 "$src/tests/cli/resume_pdf.py" "$f" "$out" "$(language "$out")" >"$tmp/found" 2>&1
		grep '^#' "$tmp/found" | sed "s/^#/# $design: $name/"
		read -r a n o < <(tail -n 1 "$tmp/found")
		back=$((back + a)) fields=$((fields + n))
		[ "$o" = ordered ] || order+="$design:$name "
		pdffonts "$out" | awk 'NR > 2 && ($(NF - 4) != "yes" || $(NF - 3) != "yes") { bad = 1 } END { exit bad || NR < 3 }' ||
			bad_fonts+="$design:$name "
		pdftotext -bbox "$out" - | awk -F '"' '/<page/ { w = $2; h = $4 }
			/<word/ && ($2 < 0 || $4 < 0 || $6 > w || $8 > h) { bad = 1 } END { exit bad }' || outside+="$design:$name "
	done
done
percent=$(python3 -c "print('%.2f' % (100 * $back / $fields))")
echo "# $back of $fields fields ($percent%)"
check_eq "at least $floor% of the fields come back: $back of $fields" "$(python3 -c "print($percent >= $floor)")" True
check_eq "every font is embedded, and only what is used of it" "$bad_fonts" ""
check_eq "no word is outside of its page" "$outside" ""
check_eq "jobs are read in their order" "$order" ""

pdf modern "$own/zh.json" "$tmp/1.pdf" && pdf modern "$own/zh.json" "$tmp/2.pdf"
check "the same document gives the same bytes" cmp "$tmp/1.pdf" "$tmp/2.pdf"
check_eq "no time of making" "$(pdfinfo -isodates "$tmp/1.pdf" | sed -n 's/^CreationDate: *//p')" "2000-01-01T00:00:00Z"
check_eq "title" "$(pdfinfo "$tmp/1.pdf" | sed -n 's/^Title: *//p')" "林若溪, 机器学习工程师"
check_eq "author" "$(pdfinfo "$tmp/1.pdf" | sed -n 's/^Author: *//p')" "林若溪"
check_eq "language" "$(language "$tmp/1.pdf")" zh
check_eq "structure" "$(pdfinfo -struct "$tmp/1.pdf" 2>&1 | grep -c "^ *H[12]\|^Document$")" 8
check_eq "links" "$(pdfinfo -url "$tmp/1.pdf" | grep -c 'https://github.com/linruoxi$')" 1
size() { pdfinfo "$1" | sed -n 's/^Page size: *//p'; }
check_eq "A4 where that is the paper" "$(size "$tmp/1.pdf")" "595.276 x 841.89 pts (A4)"
pdf classic/letter "$own/zh.json" "$tmp/1.pdf"
check_eq "letter when asked for" "$(size "$tmp/1.pdf")" "612 x 792 pts (letter)"
echo '{"basics":{"name":"A","location":{"countryCode":"US"}}}' >"$tmp/us.json"
pdf classic "$tmp/us.json" "$tmp/1.pdf"
check_eq "letter where that is the paper" "$(size "$tmp/1.pdf")" "612 x 792 pts (letter)"

python3 - "$tmp" <<'PY'
import json, sys
long = {'basics': {'name': 'Ada Long'}, 'work': [
    {'name': f'Company {i}', 'position': f'Post {i}', 'startDate': f'{2000 + i}-01',
     'highlights': [f'Item {i}.{k} ' + 'with words enough to fill more than one line of the page ' * 3 for k in range(9)]}
    for i in range(20)]}
json.dump(long, open(sys.argv[1] + '/long.json', 'w'))
PY
pdf classic "$tmp/long.json" "$tmp/1.pdf"
pages=$(pdfinfo "$tmp/1.pdf" | sed -n 's/^Pages: *//p')
check_eq "many pages" "$([ "$pages" -gt 5 ] && echo yes)" yes
lonely='' foot=''
for ((i = 1; i <= pages; i++)); do
	pdftotext -f $i -l $i "$tmp/1.pdf" "$tmp/page"
	tr -d '\f' <"$tmp/page" | sed '/^$/d' >"$tmp/lines"
	[ $i -eq 1 ] || [ "$(tail -n 1 "$tmp/lines")" = "Ada Long · $i / $pages" ] || foot+="$i "
	[ $i -eq 1 ] || sed -i '$d' "$tmp/lines"
	tail -n 1 "$tmp/lines" | grep -Eq '^(Experience|Post|Jan)' && lonely+="$i "
done
check_eq "no page ends in a heading or a title" "$lonely" ""
check_eq "name and number at the foot from the second page on" "$foot" ""

echo '{"basics":{"name":"Zoë 🦀 Núñez","summary":"Builds 🚀 things. \u0000Fine. 𪜀"}}' >"$tmp/emoji.json"
pdf modern "$tmp/emoji.json" "$tmp/1.pdf"
check_out "symbols no font has are left out, the rest stays" "^Zoë .*Núñez$" pdftotext "$tmp/1.pdf" -
check_out "the warning names the package" "^warning .*fonts-noto-cjk" cat "$tmp/head"

refuse() { # NAME STATUS PATTERN DESIGN
	status=0
	ASAN_OPTIONS=detect_leaks=0 "$bin" worker pdf "$4" <"$tmp/in" >"$tmp/out" 2>"$tmp/err" || status=$?
	[ $status -eq "$2" ] && [ ! -s "$tmp/out" ] && grep -Eq -- "$3" "$tmp/err"
	verdict $? "$1 (status $status)" "$tmp/err"
}
cp "$tmp/us.json" "$tmp/in"
refuse "a design there is not" 2 "classic, modern and compact" fancy
refuse "a paper there is not" 2 "/a4 and /letter" classic/a3
echo '{"title":"Engineer","skills":[]}' >"$tmp/in"
refuse "a job is no résumé" 2 "no résumé" classic
echo '[1,2' >"$tmp/in"
refuse "no JSON" 2 "." classic
python3 -c 'print("{\"basics\":{\"name\":\"" + "x" * 5000000 + "\"}}")' >"$tmp/in"
refuse "a document of five megabytes" 6 "4 MB" classic
python3 -c 'import json; print(json.dumps({"basics":{}, "work":[{"highlights":["x"]}] * 6000}))' >"$tmp/in"
refuse "a document without end" 6 "5000" classic
