#!/bin/bash
# Import: every kind, twice, changed, noise, dry; what is refused and why.
. "$(dirname "$0")/lib.sh"

counts() { py '"%d new, %d updated, %d same, %d refused" % tuple(d["total"][k] for k in ("new", "updated", "same", "refused_n"))'; }
import() { cairn import "$@" --json | counts; }
field() { cairn posting list --json --limit 1000 | py "[p['$2'] for p in d if p['title'] == '$1']"; }

# A file each; what it is shows in its content, so the name says nothing.
n=0
while read -r file kind total; do
	n=$((n + 1))
	cp "$data/$file" "$tmp/in.$n"
	run cairn import "$tmp/in.$n" --json
	check_eq "$file is read as $kind" "$(py '"%s %d" % (d["files"][0]["kind"], d["total"]["new"])' <"$tmp/out")" "$kind $total"
	run cairn import "$tmp/in.$n" --json
	check_eq "$file again changes nothing" "$(counts <"$tmp/out" | sed 's/, [0-9]* refused//')" "0 new, 0 updated, $total same"
done <<END
greenhouse.json greenhouse 2
lever.json lever 2
ashby.json ashby 2
simplify.json simplify 4
page_jsonld.html jsonld 1
page_plain.html html 1
rows.csv csv 3
advert.txt text 1
pipes.txt text 1
feed.xml other 2
END
all=$(n_postings)
check_out "what was refused is told with its place" "line" cairn import "$data/rows.csv"
check_eq "all of them are there" "$all" "$(cairn posting list | sed -n 's/^[0-9]* of //p')"

# The same things named as a folder, twice, and through standard input.
rm -rf "$tmp/dir" && mkdir -p "$tmp/dir/deep/er" && cp "$data/lever.json" "$tmp/dir/" && cp "$data/advert.txt" "$tmp/dir/deep/er/"
cp "$data/rows.csv" "$tmp/dir/.hidden"
db=$tmp/two.db
check_eq "a folder with folders; hidden files stay out" "$(import "$tmp/dir")" "3 new, 0 updated, 0 same, 1 refused"
check_eq "one file in two places is there once" "$(import "$tmp/dir" "$tmp/dir/lever.json")" "0 new, 0 updated, 5 same, 2 refused"
check_eq "standard input" "$(cairn import - --json <"$data/page_jsonld.html" | counts)" "1 new, 0 updated, 0 same, 0 refused"
check_eq "pasted text" "$(printf 'ML Engineer at Nord\n\nRequirements\n- Python and PyTorch\n- SQL\nWe are a small team that ships models to hospitals.\n' |
	cairn import - --json | counts)" "1 new, 0 updated, 0 same, 0 refused"
cp "$data/lever.json" "$tmp/--help"
check_out "a file whose name looks like an option" "2 the same" bash -c 'cd "$1" && "$2" --db "$3" import -- --help' - "$tmp" "$bin" "$db"
cp "$data/lever.json" "$tmp/"$'a\nb \e[31m.json'
cairn import "$tmp/"$'a\nb \e[31m.json' >"$tmp/said" 2>&1
check "a file name cannot move the cursor" test -z "$(tr -d '\n' <"$tmp/said" | tr -dc '\001-\037\177')"

# A dry run tells the same and changes nothing.
db=$tmp/dry.db
cairn import "$data/advert.txt" >/dev/null
before=$(dump "$tmp/before.tar.zst" | sha256sum)
run cairn import "$data/lever.json" "$data/advert.txt" --dry-run --json
check_eq "a dry run reports" "$(counts <"$tmp/out")" "2 new, 0 updated, 1 same, 1 refused"
check_eq "and has changed nothing" "$(dump "$tmp/after.tar.zst" | sha256sum)" "$before"
check_out "and says so" "dry run: nothing was changed" cairn import "$data/lever.json" --dry-run
check_eq "the import's report is the dry run's" "$(import "$data/lever.json" "$data/advert.txt")" "2 new, 0 updated, 1 same, 1 refused"
before=$(dump "$tmp/before.tar.zst" | sha256sum)
cairn import "$data/lever.json" "$data/advert.txt" >/dev/null
check_eq "the same again changes no row" "$(dump "$tmp/after.tar.zst" | sha256sum)" "$before"

# Changes are changes, noise is none.
db=$tmp/change.db
cairn import "$data/greenhouse.json" "$data/lever.json" >/dev/null
sed 's/&lt;p&gt;&lt;strong&gt;/\&lt;p   class=\\"x\\"\&gt;\&lt;b\&gt;/; s/&lt;\/strong&gt;/\&lt;\/b\&gt;/; s/"updated_at":"2026-05-01/"updated_at":"2026-05-09/; s/"company_name":"Nordlicht Labs ",//' \
	"$data/greenhouse.json" >"$tmp/noise.json"
check "there is noise to read" test -n "$(diff "$data/greenhouse.json" "$tmp/noise.json")"
check_eq "mark-up, a moved date and a company that goes are no change" "$(import "$tmp/noise.json")" "0 new, 0 updated, 2 same, 3 refused"
sed 's#hostedUrl":"\([^"]*\)"#hostedUrl":"\1?utm_source=x"#' "$data/lever.json" >"$tmp/noise.json"
check_eq "nor are tracking parameters" "$(import "$tmp/noise.json")" "0 new, 0 updated, 2 same, 1 refused"
sed 's/<li>Rust<\/li>/<li>Rust<\/li><li>Kubernetes<\/li>/; s/"max":90000/"max":95000/' "$data/lever.json" >"$tmp/changed.json"
check_eq "another skill and more pay are a change" "$(import "$tmp/changed.json")" "0 new, 1 updated, 1 same, 1 refused"
id=$(cairn posting list --json | py '[p["id"] for p in d if p["title"] == "Applied Scientist"][0]')
check_eq "what it said before is kept" "$(cairn posting show "$id" --json | py 'd["versions"]')" 1
check_eq "what it says now counts" "$(field 'Applied Scientist' pay | grep -c 95000)" 1
check_out "and it says that it has changed" "has changed 1 time " cairn posting show "$id"
check_eq "the change again is none" "$(import "$tmp/changed.json")" "0 new, 0 updated, 2 same, 1 refused"

# One job in two faces.
db=$tmp/same.db
cairn import "$data/advert.txt" >/dev/null
sed 's/^\* /- /; 1s/$/ GmbH/' "$data/advert.txt" >"$tmp/again.txt"
sed 's/"id":"7d0c","title":"ML Intern"/"id":"zzzz","title":"ML Intern"/' "$data/simplify.json" >"$tmp/list2.json"
cairn import "$data/simplify.json" >/dev/null
check_eq "the same job under another id is grouped" "$(cairn import "$tmp/list2.json" --json | py 'd["total"]["grouped"]')" 1

# What is refused.
db=$tmp/bad.db
cairn init >/dev/null
refused() { # NAME STATUS PATTERN FILE
	check_fail "$1" "$2" "$3" cairn import "$4"
	check_eq "$1: nothing is stored" "$(n_postings)" 0
}
check_fail "no file at all" 2 "import needs" cairn import
refused "a file that is not there" 3 "there is no file" "$tmp/nothing.json"
printf 'milk\neggs\nbread\n' >"$tmp/list.txt"
refused "a text that is no posting" 2 "." "$tmp/list.txt"
refused "a CSV without the column names those it has" 2 "'name', 'amount'" "$data/nocolumn.csv"
head -c 1200 "$data/greenhouse.json" >"$tmp/cut.json"
refused "JSON that is cut off tells where" 2 "line [0-9]+" "$tmp/cut.json"
printf '{"recipes": [{"name": "soup"}]}' >"$tmp/other.json"
refused "JSON that is something else" 2 "." "$tmp/other.json"
: >"$tmp/empty"
refused "an empty file" 2 "empty" "$tmp/empty"
head -c 100000 /dev/urandom >"$tmp/noise.bin"
refused "random bytes" 2 "." "$tmp/noise.bin"
printf '\x7fELF\x02\x01\x01' | cat - "$tmp/noise.bin" >"$tmp/noise2.bin"
refused "a program" 2 "." "$tmp/noise2.bin"
refused "a table of entities in XML" 2 "." "$data/entities.xml"
refused "a page that only lists jobs" 2 "." "$data/page_list.html"
mkdir "$tmp/none"
check_eq "an empty folder" "$(import "$tmp/none")" "0 new, 0 updated, 0 same, 0 refused"
mkfifo "$tmp/none/pipe"
check_eq "a pipe in a folder that nobody writes to is passed over" "$(timeout 20 "$bin" --db "$db" import "$tmp/none" --json | counts)" \
	"0 new, 0 updated, 0 same, 0 refused"
check_out "a pipe by name is read" "2 new" bash -c '"$1" --db "$2" import <(cat "$3")' - "$bin" "$tmp/pipe.db" "$data/lever.json"
cp "$data/lever.json" "$tmp/none/"
cp "$tmp/cut.json" "$tmp/none/"
run cairn import "$tmp/none" --json
check_eq "in a folder, the others go on" "$(counts <"$tmp/out")" "2 new, 0 updated, 0 same, 2 refused"
check_eq "and the one says why" "$(py '[bool(f["refused"][0]["why"]) for f in d["files"] if not f["kind"]]' <"$tmp/out")" "[True]"

# Encodings.
db=$tmp/enc.db
iconv -f UTF-8 -t UTF-16 <(sed 's/Oslo/Tromsø/' "$data/advert.txt") >"$tmp/utf16.txt"
check_eq "UTF-16" "$(import "$tmp/utf16.txt")" "1 new, 0 updated, 0 same, 0 refused"
iconv -f UTF-8 -t WINDOWS-1252 <(sed 's/Oslo/Tromsø/; s/Acme/Bø/' "$data/advert.txt") >"$tmp/cp1252.txt"
check_eq "Windows-1252" "$(import "$tmp/cp1252.txt")" "1 new, 0 updated, 0 same, 0 refused"
check_eq "both read right" "$(cairn posting list --json | py 'sorted(p["place"] for p in d)')" "['Tromsø, Norway', 'Tromsø, Norway']"
check_out "check" "whole" cairn check
