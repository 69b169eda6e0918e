#!/bin/bash
# Applications over HTTP: the board, moves and their refusals, two tabs, what is sent, many at once.
. "$(dirname "$0")/lib.sh"
job() { "$bin" --db "$tmp/cairn.db" job "$@"; }
py() { python3 -c 'import json, sys
d = json.load(sys.stdin)
print('"$1"')'; }

# send PATH PAGE FORM-OF [CURL...]: a form with the token of another of its kind on that page; files too.
send() {
	local path=$1 page=$2 form=$3
	shift 3
	visit "$page"
	visit "$path" -H "Origin: $url" -F "_t=$(token "$form")" "$@"
}

"$bin" --db "$tmp/cairn.db" goal set --role ai-engineer --hours 6 >/dev/null
serve
visit /jobs
check "an empty board says what to do" has "No applications yet"
submit /jobs/new /jobs/new --data-urlencode 'title=ML <b>Engineer</b>' --data-urlencode 'company=Aster & Co' --data-urlencode found=2026-04-01
check "add" eq "$status" 303
id=$(job list --json | py 'd[0]["id"]')
check "its page" eq "$to" "/jobs/$id?done=job-added"
visit /jobs
check "a card, escaped" has 'ML &lt;b&gt;Engineer&lt;/b&gt;'
submit /jobs/new /jobs/new --data-urlencode 'title=X' --data-urlencode 'company=Y' --data-urlencode found=2026-02-30
check "a day that does not exist is refused" eq "$status" 400
check "and what was typed is kept" has 'value="X"'

submit "/jobs/$id/move" /jobs --data-urlencode stage=applied --data-urlencode back=/jobs
check "move" eq "$status" 303
batch=${to##*id=}
check "the banner can undo it" eq "$to" "/jobs?done=job-event&id=$batch"
visit "/jobs?done=job-event&id=$batch"
check "by a form" has "action=\"/jobs/undo/$batch\""
submit "/jobs/$id/move" /jobs --data-urlencode stage=accepted
check "an impossible move is refused" eq "$status" 409
check "with the reason" has "there is no offer"
submit "/jobs/$id/move" /jobs --data-urlencode stage=nowhere
check "a stage there is not" eq "$status" 404
submit "/jobs/undo/$batch" "/jobs?done=job-event&id=$batch" --data-urlencode back=/jobs
check "undo" eq "$(job show "$id" --json | py 'd["stage"]')" found
submit "/jobs/undo/$batch" "/jobs?done=job-event&id=$batch"
check "undo twice" eq "$status" 404

submit "/jobs/$id/event" "/jobs/$id" --data-urlencode kind=applied --data-urlencode on=2026-03-31
check "before it was found" eq "$status" 400
check "the reason and the page" has "before the day it was found"
submit "/jobs/$id/event" "/jobs/$id" --data-urlencode kind=applied --data-urlencode on=2026-05-09
check "in the future" eq "$status" 400
submit "/jobs/$id/event" "/jobs/$id" --data-urlencode kind=round --data-urlencode on=2026-04-10 --data-urlencode 'note=<script>'
check "an event" eq "$status" 303
event=${to##*id=}
visit "/jobs/$id"
check "its note, escaped" has '&lt;script&gt;'
submit "/jobs/event/$event/correct" "/jobs/$id" --data-urlencode kind=screen --data-urlencode on=2026-04-11 --data-urlencode note=
check "a correction" eq "$(job show "$id" --json | py '(d["stage"], d["since"])')" "('screen', '2026-04-11')"
new=$(job show "$id" --json | py '[e["id"] for e in d["events"] if e["kind"] == "screen"][0]')
send "/jobs/event/$event/correct" "/jobs/$id" "/jobs/event/$new/correct" -F kind=screen
check "of what no longer counts" eq "$status" 409

# Two tabs.
fields=(--data-urlencode title=Engineer --data-urlencode company=Aster --data-urlencode version=1)
submit "/jobs/$id/edit" "/jobs/$id" "${fields[@]}" --data-urlencode 'notes=**first**'
check "one tab saves" eq "$status" 303
submit "/jobs/$id/edit" "/jobs/$id" "${fields[@]}" --data-urlencode 'notes=the second tab wrote this'
check "the other is refused" eq "$status" 409
check "and loses nothing" has 'the second tab wrote this</textarea>'
visit "/jobs/$id"
check "the notes are Markdown" has '<strong>first</strong>'

# What is sent.
printf '%%PDF-1.4\n' >"$tmp/r.pdf"
send "/jobs/$id/apply" "/jobs/$id/apply" "/jobs/$id/apply" -F on=2026-04-12 -F channel=form -F 'text=Dear all' -F 'q.0=Why?' -F 'a.0=So.' -F "pdf=@$tmp/r.pdf"
check "freeze" eq "$status" 303
packet=$(job packet "$id" --json | py 'd["id"]')
visit "/packets/$packet"
check "what was sent" has 'Dear all'
visit "/packets/$packet/pdf"
check "its PDF" cmp "$body" "$tmp/r.pdf"
check "as a file" head_has 'content-disposition: attachment'
send "/jobs/$id/apply" "/jobs/$id/apply" "/jobs/$id/apply" -F 'text=Dear others'
check "once" eq "$status" 409
check "what was typed is kept" has 'Dear others</textarea>'

# Many at once.
for n in 1 2 3; do job add --title "T$n" --company "C$n" >/dev/null; done
picks=$(job list --search T --json | py '" ".join("-d pick.%d=1" % a["id"] for a in d if a["company"][0] == "C")')
submit /jobs/bulk /jobs/table $picks -d act=tag --data-urlencode word=remote
check "tag many" eq "$(job list --tag remote --json | py 'len(d)')" 3
submit /jobs/bulk /jobs/table -d act=delete -d all=1 -d tag=remote
check "delete all that fit" eq "$(job list --json | py 'len(d)')" 1
submit "/jobs/undo/${to##*id=}" "/jobs/table?done=job-bulk&id=${to##*id=}"
check "undo of the whole" eq "$(job list --json | py 'len(d)')" 4
submit /jobs/bulk /jobs/table $picks -d act=event -d kind=rejected
check "what cannot be is refused for all" eq "$status" 409
submit /jobs/bulk /jobs/table -d act=archive
check "nothing chosen" eq "$status" 400
for sort in newest silent company title deadline; do
	visit "/jobs/table?sort=$sort&q=t"
	check "in order of $sort" eq "$status" 200
done

submit /jobs/stages /jobs/stages -d act=add --data-urlencode 'name=Take "home"' -d after=screen
check "a stage" eq "$status" 303
visit /jobs
check "is a column" has 'data-stage="take-home"'
submit /jobs/stages /jobs/stages -d act=add --data-urlencode 'name=Offer'
check "a name that is taken" eq "$status" 409
