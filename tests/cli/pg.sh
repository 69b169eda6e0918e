#!/bin/bash
# The main job on PostgreSQL, with the answers that SQLite gives; run by tests/pg/with-pg.sh.
. "$(dirname "$0")/lib.sh"

lite=$db
db=$CAIRN_TEST_PG
# Everything twice: on one and on the other, at the same instants.
both() { # NAME COMMAND...: the answers are the same, but for keys
	local name=$1 one two
	shift
	CAIRN_NOW=$(now)
	export CAIRN_NOW
	one=$("$bin" --db "$lite" "$@" 2>&1)
	two=$("$bin" --db "$db" "$@" 2>&1)
	unset CAIRN_NOW
	check_eq "$name" "$(sed -E 's/\b[1-9][0-9]{17,}/ID/g' <<<"$two")" "$(sed -E 's/\b[1-9][0-9]{17,}/ID/g' <<<"$one")"
}
check_out "init" "^Your data is in postgresql://" cairn init
"$bin" --db "$lite" init >/dev/null
both "no goal yet" plan
both "goal" goal set --role ai-engineer --industry health --hours 6 --by 2027-06-30 --from software-engineer
both "a bad goal" goal set --role ai-enginer --hours 6
both "plan before postings" plan --json
both "dry run" import --dry-run "$data/lever.json"
for f in greenhouse.json lever.json ashby.json simplify.json page_jsonld.html page_plain.html rows.csv advert.txt feed.xml nocolumn.csv; do
	both "import $f" import "$data/$f"
done
both "the same again" import "$data/greenhouse.json" "$data/rows.csv"
sed 's/"max":90000/"max":95000/' "$data/lever.json" >"$tmp/lever.json"
both "a change" import "$tmp/lever.json"
for i in 1 2 3 4 5 6; do advert "AI Engineer, team $i" "Nord $i" Terraform Kubernetes Python >"$tmp/$i.txt"; done
both "adverts" import "$tmp"/[1-6].txt
for args in "" "--search engineer" "--sort company" "--sort title" "--role ai-engineer" "--workplace hybrid" "--limit 2" "--skill sw.ship"; do
	both "posting list $args" posting list $args
done
titles() { "$bin" --db "$1" posting list --json --limit 1000 | py '[(p["title"], p["company"], p["relation"]) for p in d]'; }
check_eq "the same postings in the same order" "$(titles "$db")" "$(titles "$lite")"
both "gap" gap
both "gap as JSON" gap --json
both "log" log 45 sw.py 'a note; "quoted", ünïcode'
both "log of a bad day" log 45 sw.py --on 2027-01-01
both "evidence" evidence add sw.py --level 2 --kind project --url https://example.org/x
both "log list" log list
both "evidence list" evidence list
both "plan" plan
both "plan as JSON" plan --json
both "today" today
both "skill" skill show sw.py
both "setting" setting set theme dark
both "settings" setting list
both "pin" plan pin ml.log
both "rebuild" rebuild
both "check" check
check_fail "backups are PostgreSQL's own" 7 "." cairn backup
cairn export "$tmp/pg.tar.zst" >/dev/null
db=$tmp/from-pg.db
cairn restore "$tmp/pg.tar.zst" >/dev/null
cairn export "$tmp/lite.tar.zst" >/dev/null
check "the same rows give the same archive on both" cmp "$tmp/pg.tar.zst" "$tmp/lite.tar.zst"
db=$CAIRN_TEST_PG
id=$(cairn log list --json | py 'd[0]["id"]')
check_ok "undo" cairn log undo "$id"
check_out "restored: what was undone stays so" "were there already" cairn restore "$tmp/pg.tar.zst"
check_eq "undone" "$(cairn log list --json)" "[]"
check_fail "a server that is not there" 10 "." "$bin" --db "postgresql://x@127.0.0.1:1/x" plan
check_fail "a password is not repeated" 10 "." "$bin" --db "postgresql://x:geheim@127.0.0.1:1/x" plan
check "in any message" test -z "$(grep geheim "$tmp/err")"
