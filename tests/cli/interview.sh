#!/bin/bash
# Informational interviews, rounds, questions, stories, research, flags, feedback.
. "$(dirname "$0")/lib.sh"

id_of() { py 'd["id"]'; }

# --- informational, from wish to thanks
check_fail "nobody is said" 2 "whom" cairn interview add
check_fail "a role there is not" 3 "." cairn interview add Ada --role wizard
id=$(cairn interview add "Ada Okafor" --wish "ML engineer in a hospital" --tests "Do I build models?" \
	--role ml-engineer --industry health --on 2026-04-20 --json | id_of)
show() { cairn interview show "$id" --json | py "$1"; }
check_eq "six questions to begin with" "$(show 'len(d["questions"])')" 6
check_eq "it is a wish" "$(show '(d["state"], d["since"], d["way"])')" "('wished', '2026-04-20', 'mine')"
check_out "the list names it" "wished +2026-04-20 +Ada Okafor" cairn interview list
check_out "asked, back-dated" "Kept: [0-9]+ .undo: cairn interview undo [0-9]+" cairn interview step "$id" asked --on 2026-04-21
check_fail "before the wish" 2 "before" cairn interview step "$id" agreed --on 2026-04-19
check_fail "in the future" 2 "future" cairn interview step "$id" agreed --on 2026-05-02
check_fail "a step there is not" 2 "not known" cairn interview step "$id" danced
check_fail "an appointment without a time" 2 "a day and a time" cairn interview step "$id" scheduled
check_fail "a day that does not exist" 2 "." cairn interview step "$id" scheduled --at "2026-04-31 10:00"
check_fail "a zone in words" 2 "zone" cairn interview step "$id" scheduled --at "2026-04-29 10:00 Oslo"
check_out "scheduled" "Kept" cairn interview step "$id" scheduled --on 2026-04-22 --at "2026-04-30 16:00 +02:00" --place "Cafe"
check_eq "its time is kept" "$(show '[(s["start"], s["zone_min"], s["minutes"], s["place"]) for s in d["steps"]][-1]')" \
	"('2026-04-30T14:00:00Z', 120, 30, 'Cafe')"
check_fail "thanked before it was done" 2 "no talk yet" cairn interview step "$id" thanked
check_out "done" "Kept" cairn interview step "$id" "done" --on 2026-04-30
check_out "thanked the next day" "Kept" cairn interview step "$id" thanked
check_eq "the state follows" "$(show 'd["state"]')" thanked
undo=$(show 'd["steps"][-1]["version"]')
check_ok "undo the thanks" cairn interview undo "$undo"
check_eq "it is done again" "$(show 'd["state"]')" "done"
check_fail "undo twice" 3 "." cairn interview undo "$undo"
check_ok "redo" cairn interview undo "$undo" --redo
check_eq "it is thanked" "$(show 'd["state"]')" thanked

q=$(cairn interview question "$id" "Whom else should I ask?" --json | id_of)
check_ok "moved up" cairn interview question "$id" --up "$q"
check_eq "it is last but one" "$(show '[x["id"] for x in d["questions"]].index('"$q"')')" 5
check_out "answered" "Kept" cairn interview answer "$id" "$q" $'Ben,\nand Mia'
check_eq "the answer stands with it" "$(show '[x["answer"] for x in d["questions"] if x["id"] == '"$q"']')" "['Ben,\\nand Mia']"
check_fail "an answer to another talk's question" 3 "." cairn interview answer "$id" 17 x
check_out "notes" "Kept" cairn interview write "$id" notes "She laughed a lot"
check_fail "a text there is not" 2 "not known" cairn interview write "$id" gossip x
check_fail "a text that is too long" 6 "longer" cairn interview write "$id" notes "$(head -c 50001 /dev/zero | tr '\0' x)"
check_out "learned" "Kept" cairn interview learn "$id" "Half is data work" --moved against --skill sw.py
check_fail "moved sideways" 2 "not known" cairn interview learn "$id" x --moved sideways
check_eq "the skill is linked" "$(show '[s["skill"] for s in d["skills"]]')" "['sw.py']"
check_out "whom next" "Kept" cairn interview next "$id" "Ben Ito" --why "runs the data team"
check_out "in words" "Next: Ben Ito" cairn interview show "$id"
check_out "the other way round" "Kept" cairn interview add "A student" --theirs
check_fail "one that is not there" 3 "." cairn interview show 17

# --- a round of an application
check_fail "a round of nothing" 3 "no application" cairn round add 17 technical
app=$(cairn job add --company "Foo AS" --title "ML engineer" --on 2026-04-28 --json | id_of)
r=$(cairn round add "$app" technical --at "2026-05-03 10:00 Z" --with "Mia; Omar" --json | id_of)
check_eq "the round is kept" "$(cairn round list --json | py '[(x["kind"], x["start"], x["status"], x["people"]) for x in d]')" \
	"[('technical', '2026-05-03T10:00:00Z', 'planned', 'Mia; Omar')]"
check_fail "a kind there is not" 2 "not known" cairn round add "$app" chess
check_out "what was asked, by its key" "Kept" cairn round ask "$r" leak --went 4
check_out "and in their words" "Kept" cairn round ask "$r" "Why the sky?"
check_eq "the bank counts it" "$(cairn question list --asked --json | py '[(q["key"], q["asked"], q["last"]) for q in d]')" \
	"[('leak', 1, '2026-05-01')]"
check_out "debrief" "Kept" cairn round debrief "$r" --well "I listened" --badly "The clock"
check_fail "an empty debrief" 2 "nothing" cairn round debrief "$r"
check_eq "it is there" "$(cairn round show "$r" --json | py '(d["went_well"], len(d["asked"]), len(d["prepare_with"]))')" "('I listened', 2, 15)"
check_out "done and failed" "Kept" cairn round set "$r" --status "done" --result failed
check_eq "it says so" "$(cairn round list --application "$app" --json | py 'd[0]["result"]')" failed

# --- the bank, stories
check_eq "a bank" "$(cairn question list --json | py 'len(d) >= 120 and len(set(q["key"] for q in d)) == len(d)')" True
check_eq "by skill" "$(cairn question list --skill da.sql --json | py 'set(q["skill"] for q in d)')" "{'da.sql'}"
check_fail "a kind there is not" 2 "not known" cairn question list --kind riddle
check_out "a question of my own" "Kept" cairn question add "Why AI?" --kind screen
check_eq "it is in the bank" "$(cairn question list --words "Why AI?" --json | py 'len(d)')" 1
s=$(cairn story add "The churn model" --result "Use rose to 80% of 1,200" --themes "impact; conflict" --json | id_of)
check_eq "bare numbers" "$(cairn story show "$s" --json | py '(d["bare_numbers"], d["missing"])')" "(['80%', '1,200'], 'situation')"
check_out "they are told" "Nothing stands behind 80%" cairn story show "$s"
check_out "an address behind it" "Kept" cairn story edit "$s" --url https://example.org --task t --situation s --action a
check_eq "nothing is bare" "$(cairn story show "$s" --json | py '(d["bare_numbers"], d["missing"])')" "([], None)"
check_eq "themes are counted" "$(cairn story list --json | py '(d["themes"]["impact"], d["themes"]["failure"])')" "(1, 0)"
check_fail "a theme there is not" 2 "no theme" cairn story add x --themes love

# --- research, flags, feedback
check_out "a fact of a company" "Kept" cairn research add company "Foo AS" money "Two years of cash" --from Mia
check_eq "what is unknown is seen" "$(cairn research list company "Foo AS" --json | py '("money" in d["unknown"], "product" in d["unknown"])')" "(False, True)"
check_fail "a company there is not" 3 "no company" cairn research list company Nobody
check_out "a fact of a role" "Kept" cairn research add role ml-engineer week "Half is data"
check_fail "about the moon" 2 "not known" cairn research add moon x y z
check_out "a flag" "Kept" cairn flag add "$app" red 3 "Third manager in a year"
check_fail "a weight too heavy" 2 "weight" cairn flag add "$app" red 6 x
check_fail "a colour there is not" 2 "not known" cairn flag add "$app" blue 3 x
check_out "a person" "Kept" cairn research person "$app" Mia --part manager --rating 4 --learn yes
check_fail "learn maybe" 2 "yes or no" cairn research person "$app" Mia --learn maybe
check_out "asked the recruiter" "Kept" cairn research ask "$app" rounds Four
check_eq "all of it, gathered" "$(cairn research show "$app" --json | py '[(s["red"], s["green"], s["rating"], s["learn"], len(s["answers"])) for s in d]')" "[(3, 0, 4, 1, 1)]"
check_out "side by side" "JOB +KNOWN" cairn research show "$app" "$app"
check_out "feedback" "Kept" cairn feedback add "$app" skill "Thin on design" --skills sw.sys --round "$r"
check_eq "counted" "$(cairn feedback list --json | py 'd["counts"]["skill"]')" 1
check_out "few is said" "too few" cairn feedback list
check_fail "a skill there is not" 3 "." cairn feedback add "$app" skill x --skills sw.pyt

# --- all of it survives the archive
cairn export "$tmp/a.tar.zst" >/dev/null
"$bin" --db "$tmp/b.db" init >/dev/null && "$bin" --db "$tmp/b.db" restore "$tmp/a.tar.zst" >/dev/null
check_eq "restored the same" "$(CAIRN_NOW=2026-05-01T12:00:00Z "$bin" --db "$tmp/b.db" interview show "$id" --json)" \
	"$(CAIRN_NOW=2026-05-01T12:00:00Z "$bin" --db "$db" interview show "$id" --json)"

# --- letters begin from templates
check_out "the thanks begin from a template" "Kept" cairn interview write "$id" thanks
check_eq "with the name in it" "$(show '"Dear Ada Okafor" in d["thanks"]')" True
check_fail "not over what is written" 4 "already" cairn interview write "$id" thanks
check_fail "notes have no template" 2 "not known" cairn interview write "$id" notes
check_fail "a template there is not" 3 "." cairn interview write "$id" draft --template love-letter
