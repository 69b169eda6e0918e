#!/bin/bash
# Applications: their log, stages, edits and undo, what was sent, and taking everything out.
. "$(dirname "$0")/lib.sh"

stage() { cairn job show "$1" --json | py '(d["stage"], d["since"])'; }
add() { cairn job add --title "$1" --company "$2" --on 2026-04-01 --json | py 'd["id"]'; }

check_out "add makes the file" "^Added as [0-9]+ " cairn job add --title "ML Engineer" --company "Aster & Co" --on 2026-04-01 \
	--url https://example.org/job --source "a friend" --deadline 2026-05-20
id=$(cairn job list --json | py 'd[0]["id"]')
check_eq "it is kept" "$(cairn job list --json | py '[(a["title"], a["company"], a["stage"], a["found"], a["deadline"], a["source"]) for a in d]')" \
	"[('ML Engineer', 'Aster & Co', 'found', '2026-04-01', '2026-05-20', 'a friend')]"
check_fail "without a title" 2 "title" cairn job add --company X
check_fail "without a company" 2 "company" cairn job add --title X
check_fail "an address that is none" 2 "web address" cairn job add --title X --company Y --url 'javascript:alert(1)'
check_fail "found in the future" 2 "future" cairn job add --title X --company Y --on 2026-05-03
check_fail "a day that does not exist" 2 "2026-02-30" cairn job add --title X --company Y --on 2026-02-30
check_eq "what was refused is not there" "$(cairn job list --json | py 'len(d)')" 1

# The log.
check_out "applied" "^Recorded \(undo: cairn job undo [0-9]+\)$" cairn job event "$id" applied --on 2026-04-03
check_ok "a round" cairn job event "$id" round --on 2026-04-20 --note 'with "Ada"; she liked it'
check_ok "a screen remembered later" cairn job event "$id" screen --on 2026-04-10
check_eq "it is dated back" "$(stage "$id")" "('round', '2026-04-20')"
check_fail "before it was found" 2 "before the day it was found" cairn job event "$id" referred --on 2026-03-31
check_fail "more than a day ahead" 2 "future" cairn job event "$id" offer --on 2026-05-03
check_fail "a day that does not exist" 2 "2026-04-31" cairn job event "$id" offer --on 2026-04-31
check_fail "accepted without an offer" 4 "there is no offer" cairn job event "$id" accepted
check_fail "a stage there is not" 3 "screen" cairn job event "$id" promoted
check_fail "an application there is not" 3 "." cairn job event 12345 applied
event=$(cairn job show "$id" --json | py '[e["id"] for e in d["events"] if e["kind"] == "round"][0]')
check_out "a correction" "^Corrected" cairn job correct "$event" --on 2026-04-21
check_eq "is a record of its own" "$(cairn job show "$id" --json | py '[(e["on"], e["counts"]) for e in d["events"] if e["kind"] == "round"]')" \
	"[('2026-04-21', True), ('2026-04-20', False)]"
check_fail "what no longer counts is not corrected" 4 "no longer counts" cairn job correct "$event" --on 2026-04-22
new=$(cairn job show "$id" --json | py '[e["id"] for e in d["events"] if e["kind"] == "round"][0]')
check_ok "undo the correction" cairn job undo "$new"
check_eq "what was corrected counts again" "$(stage "$id")" "('round', '2026-04-20')"
check_fail "undo twice" 3 "." cairn job undo "$new"
check_ok "redo" cairn job undo "$new" --redo
check_eq "it is back" "$(stage "$id")" "('round', '2026-04-21')"
offer=$(cairn job event "$id" offer --on 2026-04-25 --json | py 'd["id"]')
check_ok "accepted" cairn job event "$id" accepted --on 2026-04-28
check_fail "an offer that was accepted stays" 4 "accepted.*stand alone" cairn job undo "$offer"
found=$(cairn job show "$id" --json | py 'd["events"][0]["id"]')
check_fail "finding it cannot move behind what followed" 4 "." cairn job correct "$found" --on 2026-04-05
check_ok "but before it" cairn job correct "$found" --on 2026-03-15
check_ok "rebuild" cairn rebuild
check_eq "derives the same" "$(stage "$id")" "('accepted', '2026-04-28')"

# Texts, tags, many at once.
two=$(add "Data Engineer" "Birch") three=$(add "Analyst" "Cobalt")
check_ok "tag" cairn job tag "Remote  OK" "$id" "$two" "$three"
undo=$(cairn job tag ml "$two" "$three" --json | py 'd["id"]')
check_eq "tags are kept in order" "$(cairn job list --json | py '{a["company"]: a["tags"] for a in d}["Birch"]')" "['ml', 'remote ok']"
check_eq "list by tag" "$(cairn job list --tag ml --json | py 'sorted(a["company"] for a in d)')" "['Birch', 'Cobalt']"
check_ok "undo of the whole" cairn job undo "$undo"
check_eq "nobody has it" "$(cairn job list --tag ml --json | py 'len(d)')" 0
check_fail "a tag with a comma" 2 "comma" cairn job tag a,b "$id"
check_ok "notes" cairn job note "$two" $'# Why\n\nThe maps.'
check_ok "more notes" cairn job note "$two" "And the people." --add
check_eq "both are there" "$(cairn job show "$two" --json | py 'repr(d["notes"])')" "'# Why\\n\\nThe maps.\\n\\nAnd the people.'"
check_ok "a deadline" cairn job deadline "$two" 2026-06-01
check_ok "none" cairn job deadline "$two" none
check_fail "a deadline that does not exist" 2 "2026-06-31" cairn job deadline "$two" 2026-06-31
check_ok "the next step" cairn job next "$two" "ask Ada" --on 2026-05-10
check_ok "another title" cairn job edit "$two" --title "Data Engineer II"
check_eq "search finds it by the new one" "$(cairn job list --search 'ENGINEER ii' --json | py '[a["company"] for a in d]')" "['Birch']"
undo=$(cairn job delete "$two" "$three" --json | py 'd["id"]')
check_eq "deleted" "$(cairn job list --json | py 'len(d)')" 1
check_eq "and to be seen" "$(cairn job list --deleted --json | py 'len(d)')" 2
check_ok "undo the deletion" cairn job undo "$undo"
check_eq "they are back" "$(cairn job list --json | py 'len(d)')" 3
check_ok "put aside" cairn job archive "$three"
check_eq "off the list" "$(cairn job list --json | py 'len(d)') $(cairn job list --archived --json | py 'len(d)')" "2 1"
check_ok "taken back" cairn job archive "$three" --back
for order in newest silent company title deadline; do
	check_eq "in order of $order, by pages as at once" "$(cairn job list --sort $order --json | py '[a["id"] for a in d]' | md5sum)" \
		"$(cairn job list --sort $order --limit 1000 --json | py '[a["id"] for a in d]' | md5sum)"
done
check_fail "an order there is not" 2 "newest" cairn job list --sort age

# Silence is proposed, never forced.
check_ok "applied a month ago" cairn job event "$three" applied --on 2026-04-02
check_eq "it has gone silent" "$(cairn job ghosted --json | py '[a["company"] for a in d]')" "['Cobalt']"
check_eq "and stays as it is" "$(stage "$three")" "('applied', '2026-04-02')"
check_ok "patience" cairn job wait "$three" --until 2026-05-15
check_eq "then it is left alone" "$(cairn job ghosted --json | py 'len(d)')" 0
check_ok "a setting says after how long" cairn setting set ghost-days 60

# Stages of one's own.
check_ok "add a stage" cairn job stage add "Take-home" --after screen
check_ok "use it by name" cairn job event "$three" Take-home --on 2026-04-12
check_eq "its word" "$(stage "$three")" "('take-home', '2026-04-12')"
check_ok "rename it" cairn job stage rename take-home "Homework"
check_ok "move it" cairn job stage move take-home --after round
check_eq "the order" "$(cairn job stage list --json | py '[s["name"] for s in d if s["phase"] == "middle"]')" "['Screen', 'Round', 'Homework']"
check_ok "retire it" cairn job stage retire take-home
check_eq "nothing is lost" "$(stage "$three")" "('take-home', '2026-04-12')"
check_fail "nothing more goes there" 4 "retired" cairn job event "$two" take-home
check_fail "offer is fixed" 2 "fixed" cairn job stage rename offer Deal
check_fail "a place that is none" 2 "between" cairn job stage move round --after found

# What was sent.
printf '{"basics":{"name":"Ada"},"work":[{"name":"Mill","highlights":["built it"]}]}' >"$tmp/r.json"
printf '%%PDF-1.4\n1 0 obj\n' >"$tmp/r.pdf"
printf 'Dear Birch,\n\nhere I am.\n' >"$tmp/letter"
check_out "apply" "frozen what was sent" cairn job apply "$two" --resume-json "$tmp/r.json" --pdf "$tmp/r.pdf" --letter "$tmp/letter" \
	--answer "Why us?=The maps = all" --answer "Notice=4 weeks" --channel form --on 2026-04-30
check_eq "it is applied" "$(stage "$two")" "('applied', '2026-04-30')"
check_eq "frozen" "$(cairn job packet "$two" --json | py '(d["channel"], d["letter"], [(a["question"], a["answer"]) for a in d["answers"]], json.loads(d["resume_json"])["basics"]["name"])')" \
	"('form', 'Dear Birch,\\n\\nhere I am.\\n', [('Why us?', 'The maps = all'), ('Notice', '4 weeks')], 'Ada')"
check_ok "the PDF" cairn job packet "$two" --pdf "$tmp/out.pdf"
check "as it was sent" cmp "$tmp/r.pdf" "$tmp/out.pdf"
check_out "against today" "^letter: not compared" cairn job packet "$two" --diff
check_fail "once" 4 "frozen already" cairn job apply "$two"
check_fail "no PDF" 2 "no PDF" cairn job apply "$three" --pdf "$tmp/letter"
check_fail "no JSON" 2 "no JSON" cairn job apply "$three" --resume-json "$tmp/letter"
check_fail "an answer without its question" 2 "QUESTION=ANSWER" cairn job apply "$three" --answer yes
check_fail "a file that is not there" 3 "nowhere" cairn job apply "$three" --pdf /nowhere
check_fail "nothing was sent" 3 "frozen" cairn job packet "$three"
check_fail "an end cannot be applied for" 4 "." cairn job apply "$id" --on 2026-04-29
check_ok "undo" cairn job undo "$(cairn job packet "$two" --json | py 'd["event"]')"
check_fail "then it no longer counts" 3 "frozen" cairn job packet "$two"

# A version of the résumé kept here: its structure, its PDF, and what has changed since.
check_ok "a résumé" cairn resume import "$tmp/r.json"
check_out "freeze it afterwards" "frozen what was sent" cairn job apply "$three" --resume master --channel mail
check_eq "on the day it was sent" "$(cairn job packet "$three" --json | py '(d["on"], d["resume"], json.loads(d["resume_json"])["basics"]["name"])')" \
	"('2026-04-02', 'master', 'Ada')"
if cairn resume export --format pdf --to "$tmp/any.pdf" >/dev/null 2>&1; then
	check_ok "its PDF" cairn job packet "$three" --pdf "$tmp/made.pdf"
	check_eq "is one" "$(head -c 5 "$tmp/made.pdf")" "%PDF-"
else
	skip "its PDF" "pango or cairo is not installed"
fi
check_out "as it was sent" "^résumé: as it was sent" cairn job packet "$three" --diff
cairn resume basics name=Grace >/dev/null
check_out "then another name" "^\\+ Grace" cairn job packet "$three" --diff
check_eq "which the packet has not" "$(cairn job packet "$three" --json | py 'json.loads(d["resume_json"])["basics"]["name"]')" Ada

# From a posting, whose words are frozen with it.
advert "ML Engineer" Delta Python SQL >"$tmp/advert"
check_ok "a posting" cairn import "$tmp/advert"
posting=$(cairn posting list --json | py 'd[0]["id"]')
job=$(cairn job add --posting "$posting" --json | py 'd["id"]')
check_eq "track it" "$(cairn job show "$job" --json | py '(d["company"], d["posting"] == '"$posting"')')" "('Delta', True)"
check_fail "once" 4 "tracked already" cairn job add --posting "$posting"
check_ok "apply" cairn job apply "$job" --channel mail
check_out "the posting is as it was" "^posting: as it was sent" cairn job packet "$job" --diff

# Everything out, in and out again.
cairn job export >"$tmp/one.json"
check_eq "JSON" "$(py '[(a["company"], a["stage"]) for a in d]' <"$tmp/one.json")" \
	"[('Aster & Co', 'accepted'), ('Birch', 'found'), ('Cobalt', 'take-home'), ('Delta', 'applied')]"
cairn job export --csv >"$tmp/one.csv"
check_eq "CSV reads back" "$(python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
print(len(rows), [r["event"] for r in rows if r["company"] == "Aster & Co"], [r["note"] for r in rows if r["note"]])' "$tmp/one.csv")" \
	"12 ['found', 'applied', 'screen', 'round', 'offer', 'accepted'] ['with \"Ada\"; she liked it']"
# What an advert calls itself is no formula to a spreadsheet, and comes back as it was.
formula() { "$bin" --db "$tmp/formula.db" "$@"; }
formula init >/dev/null
formula job add --company "=HYPERLINK(1)" --title "@SUM(1)" >/dev/null
formula job export --csv >"$tmp/formula.csv"
check_eq "no formula" "$(sed -n 2p "$tmp/formula.csv" | cut -d, -f2,3)" "'=HYPERLINK(1),'@SUM(1)"
rm -f "$tmp/formula.db"*
formula init >/dev/null
check_ok "such a table as a tracker" formula job import "$tmp/formula.csv" --map next_date=skip
check_eq "as it was" "$(formula job list --json | py '(d[0]["company"], d[0]["title"])')" "('=HYPERLINK(1)', '@SUM(1)')"
check_ok "an archive" cairn export "$tmp/all.tar.zst"
check_ok "into a new file" "$bin" --db "$tmp/other.db" restore "$tmp/all.tar.zst"
"$bin" --db "$tmp/other.db" job export >"$tmp/two.json"
check "everything is there" cmp "$tmp/one.json" "$tmp/two.json"

# Two files of one person, merged: the same posting brought in on both, events written on both.
other() { CAIRN_NOW=$(now) "$bin" --db "$tmp/other.db" "$@"; }
rm -f "$tmp/other.db"*
check_ok "the posting on another machine too" other import "$tmp/advert"
check_ok "merge" other restore "$tmp/all.tar.zst"
there=$(other posting list --json | py 'd[0]["id"]')
check_eq "one posting" "$(other posting list --json | py 'len(d)')" 1
check_eq "which the application names by the id it has there" \
	"$(other job show "$job" --json | py 'd["posting"] == '"$there"' and d["posting"] != '"$posting")" True
check_ok "an event there" other job event "$job" screen --on 2026-05-01
check_ok "and a later one here" cairn job event "$job" rejected --on 2026-05-02
check_ok "out" cairn export "$tmp/again.tar.zst"
check_ok "merge again" other restore "$tmp/again.tar.zst"
check_eq "both logs are one" "$(other job show "$job" --json | py '(d["stage"], [e["kind"] for e in d["events"]])')" \
	"('rejected', ['found', 'applied', 'screen', 'rejected'])"
