#!/bin/bash
# Trackers kept as CSV: dialects, columns, words, dates; the same file twice; real ones where they are.
. "$(dirname "$0")/lib.sh"

printf 'Company;Job Title;Date Applied;Status;Source;Last Update;Notes\r\n' >"$tmp/t.csv"
printf 'Acme;ML engineer;13/04/2026;Rejected;LinkedIn;20/04/2026;"said ""no"""\r\n' >>"$tmp/t.csv"
printf 'Globex;"AI engineer; platform";02/04/2026;Phone Screen;friend;09/04/2026;\r\n' >>"$tmp/t.csv"
printf 'Initech;Data scientist;;Wishlist;;;\r\n' >>"$tmp/t.csv"
n_apps() { cairn job list --json --limit 1000 | py 'len(d)'; }

check_out "a dry run says what it took it for" "Date Applied +applied-on" cairn job import "$tmp/t.csv" --dry-run
check_eq "and changes nothing" "$(n_apps)" 0
check_eq "the dialect, and the order of dates from the whole file" "$(cairn job import "$tmp/t.csv" --dry-run --json | py '(d["delimiter"], d["dates"], d["new"])')" \
	"(';', 'day before month', 3)"
check_out "brought in" "^3 applications: 3 new" cairn job import "$tmp/t.csv"
check_eq "what it came to" "$(cairn job list --json | py 'sorted((a["company"], a["stage"]) for a in d)')" \
	"[('Acme', 'rejected'), ('Globex', 'screen'), ('Initech', 'found')]"
check_eq "dates of the file" "$(cairn report activity --json | py '[(e["on"], e["event"]) for e in d if e["company"] == "Acme"]')" \
	"[('2026-04-13', 'found'), ('2026-04-13', 'applied'), ('2026-04-20', 'rejected')]"
check_out "the same file again changes nothing" "0 new, 0 with news, 3 as before; 0 events" cairn job import "$tmp/t.csv"
sed -i 's/Phone Screen;friend;09/Interview;friend;16/' "$tmp/t.csv"
check_out "a row that moved on adds what is new" "0 new, 1 with news, 2 as before; 1 events" cairn job import "$tmp/t.csv"
check_eq "the log has both" "$(cairn report activity --json | py '[e["event"] for e in d if e["company"] == "Globex"]')" \
	"['found', 'applied', 'screen', 'round']"

printf 'Company,Role,Date,Status\nHooli,ML,3/4/2026,Smoke signals\n' >"$tmp/u.csv"
check_fail "a word that is not known" 2 "Smoke signals" cairn job import "$tmp/u.csv"
check_fail "a stage there is not" 3 "." cairn job import "$tmp/u.csv" --status 'Smoke signals=nirvana'
check_fail "a date that reads two ways" 2 "two ways" cairn job import "$tmp/u.csv" --status 'Smoke signals=screen'
check_out "said, it goes" "1 new" cairn job import "$tmp/u.csv" --status 'Smoke signals=screen' --dates mdy
check_eq "the month first" "$(cairn report activity --json | py '[e["on"] for e in d if e["company"] == "Hooli"][0]')" 2026-03-04
batch=$(cairn job import "$tmp/u.csv" --status 'Smoke signals=skip' --dates dmy --map 'Role=note,Company=company' --json | py 'd["batch"]')
check_ok "one undo takes it all back" cairn job undo "$batch" --json
check_fail "a column that is not there" 2 "no column" cairn job import "$tmp/u.csv" --map 'Firm=company'
check_fail "a field that is none" 2 "no field" cairn job import "$tmp/u.csv" --map 'Role=salary'
check_fail "no company" 2 "company" cairn job import "$tmp/u.csv" --map 'Company=skip'
printf 'one\ntwo\n' >"$tmp/v.csv"
check_fail "no table" 2 "no table" cairn job import "$tmp/v.csv"
printf 'Company,Role\n' >"$tmp/v.csv"
check_fail "no row" 2 "no row" cairn job import "$tmp/v.csv"
printf 'Company,Role,Date\nA,"b\n' >"$tmp/v.csv"
check_fail "a quote that is never closed" 2 "." cairn job import "$tmp/v.csv"
: >"$tmp/v.csv"
check_fail "an empty file" 2 "." cairn job import "$tmp/v.csv"
check_fail "no file" 3 "." cairn job import "$tmp/nowhere.csv"
printf 'Company,Role,Date applied,Status\nBad,x,2026-02-30,Applied\n,y,2026-03-01,Applied\n' >"$tmp/v.csv"
check_out "a date that does not exist is said" "is no date" cairn job import "$tmp/v.csv" --dry-run
check_out "a row without a company too" "no company" cairn job import "$tmp/v.csv" --dry-run
printf '\xff\xfeF\0i\0r\0m\0a\0;\0S\0t\0a\0t\0u\0s\0\n\0X\0;\0A\0b\0s\0a\0g\0e\0\n\0' >"$tmp/w.csv"
check_eq "UTF-16, in German" "$(cairn job import "$tmp/w.csv" --dry-run --json | py '(d["encoding"], d["statuses"])')" \
	"('UTF-16', {'Absage': 'rejected'})"

real=$src/../shared/data/trackers
if [ -d "$real" ]; then
	db=$tmp/real.db
	check_out "moves from stage to stage" "^100 applications: 100 new" cairn job import "$real/smpotts-job_search_transitions.csv" --on 2026-04-01
	# Counted in the file: 9 accepted, 7 declined offers, 16 offers.
	check_eq "its offers" "$(cairn report --json | py '[(f["step"], f["n"]) for f in d["funnel"]][4:]')" "[('Offer', 16), ('Accepted', 9)]"
	check_eq "what flows in flows out" "$(cairn report --json | py 'all(sum(f["n"] for f in d["flows"] if f["to"] == s) == sum(f["n"] for f in d["flows"] if f["from"] == s) for s in ("applied", "screen", "round", "offer"))')" True
	check_out "a list of stages in a cell" "^4 applications: 4 new" cairn job import "$real/altaiiiir-job_applications.csv"
	check_eq "its events" "$(cairn report activity --json | py '[e["event"] for e in d if e["company"] == "Amazon"]')" \
		"['found', 'applied', 'screen', 'round', 'rejected']"
	check_out "both again: nothing new" "0 new, 0 with news, 100 as before" cairn job import "$real/smpotts-job_search_transitions.csv" --on 2026-04-01
else
	skip "trackers as people kept them" "there are none here"
fi
